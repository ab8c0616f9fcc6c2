"""HTML → lines."""

import re

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

from articles.importing.html_tags import BLOCKS, BOLD, HEADINGS, HIDDEN, MEDIA, MENUS, NO_TEXT
from articles.importing.lines import Line, Mark, Segment, plain, tidy
from articles.importing.problems import ArticleImportError
from articles.importing.text_lines import without_controls

CELL_GAP = " / "
# A newline inside Japanese text is only how the source was wrapped; between Latin words it is a space.
_WRAPPED_JAPANESE = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\n[ \t]*(?=[^\x00-\x7f])")
_SPACES = re.compile(r"[ \t\n\r\f]+")


def read_html(text: str, first_number: int = 1) -> list[Line]:
    """The lines of an HTML `text` whose first source line is `first_number`.

    Raises ArticleImportError when the tags are nested too deeply to be an article.
    """
    try:
        reader = _Reader(BeautifulSoup(text, "html.parser"), first_number)
    except RecursionError as error:
        raise ArticleImportError(
            "HTMLの入れ子が深すぎて読めません。本文だけを保存し直してください。"
        ) from error
    return reader.lines


class _Reader:
    """Walks the tree once; `lines` is the result."""

    def __init__(self, soup: BeautifulSoup, first_number: int):
        self.lines: list[Line] = []
        self._offset = first_number - 1
        self._position = first_number
        self._buffer: list[Segment] = []
        self._start = first_number
        self._gap = True
        self._mark, self._level = Mark.TEXT, 0
        self._bold, self._href = False, ""
        self._list_marks: list[Mark] = []
        self._in_item = self._in_pre = False
        self._article = _article_of(soup)
        self._outside = self._article is not None
        self._title_tag = _title_of(soup, self._article)
        self._children(soup)
        self._flush()

    def _children(self, tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._tag(child)
            elif isinstance(child, NavigableString):
                self._string(child)

    def _tag(self, tag: Tag) -> None:
        if tag.sourceline is not None:
            self._position = tag.sourceline + self._offset
        if tag is self._title_tag:
            self._block(tag, Mark.HEADING, level=1)
        elif tag is self._article:
            self._edge()
            self._shown(tag, outside=False)
        elif tag.name in MENUS:
            self._shown(tag, outside=True)
        elif tag.name in MEDIA:
            self._emit(Mark.MEDIA, _media_words(tag))
        elif tag.name in HIDDEN:
            self._emit(Mark.HIDDEN, tag.get_text(" "))
        elif tag.name in HEADINGS:
            self._block(tag, Mark.HEADING, level=HEADINGS[tag.name])
        elif tag.name in BLOCKS:
            self._block(tag, self._mark, self._level)
        elif tag.name not in NO_TEXT:
            self._TAKERS.get(tag.name, _Reader._inline)(self, tag)

    def _shown(self, tag: Tag, *, outside: bool) -> None:
        outer, self._outside = self._outside, outside
        self._block(tag, Mark.TEXT)
        self._outside = outer

    def _quote(self, tag: Tag) -> None:
        self._block(tag, Mark.QUOTE)

    def _rule(self, tag: Tag) -> None:
        self._edge()
        self._emit(Mark.RULE, "---")

    def _line_break(self, tag: Tag) -> None:
        self._break()

    def _block(self, tag: Tag, mark: Mark, level: int = 0) -> None:
        if self._in_item and mark is self._mark:
            # A paragraph inside a list item is a line of that item, not a paragraph of its own.
            self._break()
            self._children(tag)
            self._break()
            return
        self._edge()
        outer = self._mark, self._level, self._in_pre
        self._mark, self._level = mark, level
        self._in_pre = self._in_pre or tag.name == "pre"
        self._children(tag)
        self._edge()
        self._mark, self._level, self._in_pre = outer

    def _list(self, tag: Tag) -> None:
        self._edge()
        # Our lists always count from 1; a list that starts elsewhere keeps its words as plain bullets.
        counts = tag.name == "ol" and tag.get("start", "1") == "1"
        self._list_marks.append(Mark.NUMBER if counts else Mark.BULLET)
        in_item, self._in_item = self._in_item, False
        self._children(tag)
        self._edge()
        self._in_item = in_item
        self._list_marks.pop()

    def _item(self, tag: Tag) -> None:
        self._edge()
        outer, in_item = self._mark, self._in_item
        self._mark = self._list_marks[-1] if self._list_marks else Mark.BULLET
        self._in_item = True
        self._children(tag)
        self._edge()
        self._mark, self._in_item = outer, in_item

    def _row(self, tag: Tag) -> None:
        self._edge()
        words = [
            cell
            for cell in (_SPACES.sub(" ", cell.get_text(" ")).strip() for cell in tag.find_all(["th", "td"]))
            if cell
        ]
        for medium in tag.find_all(list(MEDIA)):
            self._emit(Mark.MEDIA, _media_words(medium))
        self._emit(Mark.ROW, CELL_GAP.join(words))

    def _inline(self, tag: Tag) -> None:
        outer = self._bold, self._href
        if tag.name in BOLD:
            self._bold = True
        if tag.name == "a":
            self._href = str(tag.get("href", ""))
        if tag.name == "rt":
            self._add("（")
        self._children(tag)
        if tag.name == "rt":
            self._add("）")
        self._bold, self._href = outer

    def _string(self, string: NavigableString) -> None:
        text = str(string)
        if isinstance(string, PreformattedString):
            # Comments, doctypes and declarations; only a comment can hold words somebody wrote.
            if isinstance(string, Comment):
                self._emit(Mark.HIDDEN, text)
        elif self._in_pre:
            for index, piece in enumerate(text.split("\n")):
                if index:
                    self._flush()
                    self._position += 1
                self._add(piece)
            return
        else:
            lead = len(text) - len(text.lstrip())
            if not self._buffer:
                self._start = self._position + text[:lead].count("\n")
            self._add(_SPACES.sub(" ", _WRAPPED_JAPANESE.sub("", text)))
        self._position += text.count("\n")

    def _add(self, text: str) -> None:
        text = without_controls(text)
        if not self._buffer and not text.strip():
            return
        if not self._buffer:
            self._start = max(self._start, self._position)
        self._buffer.append(Segment(text, self._bold, self._href))

    def _break(self) -> None:
        if self._in_item or self._level:
            if self._buffer:
                self._buffer.append(Segment("\n"))
            return
        had_words = bool(plain(self._buffer))
        self._flush()
        # One <br> ends a line, two are how people type a blank line.
        self._gap = not had_words

    def _edge(self) -> None:
        self._flush()
        self._gap = True

    def _flush(self) -> None:
        segments = tidy(self._buffer)
        self._buffer = []
        if not plain(segments):
            return
        outside = self._outside and self._level != 1
        mark = Mark.OUTSIDE if outside else self._mark
        self.lines.append(Line(self._start, segments, mark, self._level, self._gap))
        self._gap = False

    def _emit(self, mark: Mark, words: str) -> None:
        """A line of its own that does not end the line being gathered."""
        words = _SPACES.sub(" ", words).strip()
        if words:
            mark = Mark.OUTSIDE if self._outside and mark is not Mark.HIDDEN else mark
            self.lines.append(Line(self._position, (Segment(words),), mark))

    _TAKERS = {
        "tr": _row,
        "ul": _list,
        "ol": _list,
        "li": _item,
        "blockquote": _quote,
        "hr": _rule,
        "br": _line_break,
    }


def _article_of(soup: BeautifulSoup) -> Tag | None:
    """The element that holds the article in a saved web page; None when the file is only the article."""
    candidates = soup.find_all("article") or soup.find_all("main")
    return max(candidates, key=lambda tag: len(tag.get_text()), default=None)


def _title_of(soup: BeautifulSoup, article: Tag | None) -> Tag | None:
    inside = article.find("h1") if article is not None else None
    return inside or soup.find("h1") or soup.find("title")


def _media_words(tag: Tag) -> str:
    inner = tag.find("source")
    source = (
        tag.get("src") or tag.get("data-src") or tag.get("data") or (inner.get("src") if inner else "") or ""
    )
    words = tag.get("alt") or tag.get("title") or tag.get_text(" ")
    return f"{words} {source}".strip() or f"<{tag.name}>"
