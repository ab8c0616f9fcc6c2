"""HTML of an article → Markdown. No Django: works on markup alone, so a new block needs nothing here."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

LEFT_OUT = ("script", "style", "nav.contents", "form", ".cited-at", "rt", "rp", "[hidden]")
"""What has no meaning outside the page; of ruby the word itself stays."""

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
INLINE = {
    "a",
    "b",
    "strong",
    "em",
    "i",
    "span",
    "sup",
    "sub",
    "time",
    "br",
    "wbr",
    "img",
    "picture",
    "ruby",
    "small",
}
SPECIAL = re.compile(r"([\\`*_\[\]<>])")
SPACE = re.compile(r"\s+")


def markdown_of(html: str, base: str) -> str:
    """Return the Markdown of a piece of HTML; `base` completes the addresses in it."""
    soup = BeautifulSoup(html, "html.parser")
    for useless in soup.select(", ".join(LEFT_OUT)):
        useless.decompose()
    blocks = [block for block in _blocks(soup, base) if block.strip()]
    return "\n\n".join(blocks) + "\n"


def _blocks(parent: Tag, base: str) -> Iterator[str]:
    """Yield the blocks below `parent`; runs of inline content between them become paragraphs."""
    run: list[PageElement] = []
    for child in parent.children:
        if isinstance(child, NavigableString) or (isinstance(child, Tag) and _is_inline(child)):
            run.append(child)
            continue
        yield _line(run, base)
        run = []
        if isinstance(child, Tag):
            yield from _block(child, base)
    yield _line(run, base)


def _is_inline(tag: Tag) -> bool:
    return tag.name in INLINE and not any(found.name in ("p", "ul", "ol", "div") for found in tag.find_all())


def _block(tag: Tag, base: str) -> Iterator[str]:
    if tag.name in HEADINGS:
        yield f"{HEADINGS[tag.name]} {_line(list(tag.children), base).replace('\n', ' ')}"
    elif tag.name in ("ul", "ol"):
        yield "\n".join(_items(tag, base))
    elif tag.name == "dl":
        yield "\n".join(_terms(tag, base))
    elif tag.name == "table":
        yield _table(tag, base)
    elif tag.name == "hr":
        yield "---"
    else:
        yield from _blocks(tag, base)


def _items(tag: Tag, base: str) -> Iterator[str]:
    for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
        sign = f"{number}. " if tag.name == "ol" else "- "
        inner = "\n".join(block for block in _blocks(item, base) if block.strip())
        yield sign + inner.replace("\n", "\n" + " " * len(sign))


def _terms(tag: Tag, base: str) -> Iterator[str]:
    term = ""
    for part in tag.find_all(("dt", "dd")):
        words = _line(list(part.children), base).replace("\n", " ")
        if part.name == "dt":
            term = words
        else:
            yield f"- {term}: {words}"


def _table(tag: Tag, base: str) -> str:
    rows = [
        [
            _line(list(cell.children), base).replace("\n", " ").replace("|", "\\|")
            for cell in row.find_all(("th", "td"))
        ]
        for row in tag.find_all("tr")
    ]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _line(parts: list[PageElement], base: str) -> str:
    words = "".join(_inline(part, base) for part in parts)
    return "\n".join(SPACE.sub(" ", line).strip() for line in words.split("\v")).strip()


def _inline(part: PageElement, base: str) -> str:
    """Return inline content; \v stands for a line break until white space has been put in order."""
    if not isinstance(part, Tag):
        text = str(part) if type(part) is NavigableString else ""
        return SPECIAL.sub(r"\\\1", text)
    if part.name == "br":
        return "\v"
    if part.name == "img":
        return _picture(part, base)
    inner = "".join(_inline(child, base) for child in part.children)
    if part.name == "a":
        return _link(part, inner, base)
    if part.name in ("b", "strong") and inner.strip():
        return f"**{inner.strip()}**"
    return inner


def _picture(tag: Tag, base: str) -> str:
    alt, source = str(tag.get("alt") or ""), str(tag.get("src") or "")
    return f"![{SPECIAL.sub(r'\\\1', alt)}]({urljoin(base, source)})" if alt and source else ""


def _link(tag: Tag, inner: str, base: str) -> str:
    address, words = str(tag.get("href") or ""), SPACE.sub(" ", inner.replace("\v", " ")).strip()
    if not words or not address or address.startswith("#"):
        return words
    return f"[{words}]({urljoin(base, address)})"
