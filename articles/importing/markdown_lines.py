"""Markdown → lines."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.importing.html_lines import CELL_GAP, read_html
from articles.importing.lines import Line, Mark, Segment, plain, tidy
from articles.importing.markdown_inline import BREAK, media_in, segments_of
from articles.importing.text_lines import clean

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_FRONT_TITLE = re.compile(r"^title:[ \t]*(['\"]?)(.+?)\1[ \t]*$", re.MULTILINE)
_INVISIBLE = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def read_markdown(text: str) -> list[Line]:
    """The lines of a Markdown `text`, in the order of the source.

    A source line that is nothing but syntax (a fence, a link definition, front matter) comes back as HIDDEN.
    """
    text = _INVISIBLE.sub(" ", text.replace("\ufeff", ""))
    reader = _Reader()
    front = _FRONT_MATTER.match(text)
    if front:
        # Blank lines in its place keep the numbers of all other lines.
        reader.read("\n" * front.group().count("\n") + text[front.end() :])
        reader.add_title(front.group())
    else:
        reader.read(text)
    uncarried = [
        Line(number, (Segment(clean(source)),), Mark.HIDDEN)
        for number, source in enumerate(text.split("\n"), start=1)
        if clean(source) and number not in reader.carried
    ]
    return sorted([*reader.lines, *uncarried], key=lambda line: line.number)


class _Reader:
    """Walks the tokens once; `lines` is the result, `carried` the source lines whose words are in it."""

    def __init__(self):
        self.lines: list[Line] = []
        self.carried: set[int] = set()
        self._heading = 0
        self._quotes = 0
        self._lists: list[tuple[Mark, int]] = []
        self._item_prefix: str | None = None  # of an item whose first words are still to come
        self._row: list[Segment] | None = None
        self._row_number = 0

    def read(self, text: str) -> None:
        """Adds the lines of `text`."""
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
            handler = getattr(self, f"_{token.type}", None)
            if handler:
                handler(token)

    def add_title(self, front_matter: str) -> None:
        """Adds the title named in `front_matter` when the text itself has no first-level heading."""
        found = _FRONT_TITLE.search(front_matter)
        if found and not any(line.mark is Mark.HEADING and line.level == 1 for line in self.lines):
            number = front_matter[: found.start()].count("\n") + 1
            self._append(number, [Segment(found.group(2))], Mark.HEADING, level=1)

    def _heading_open(self, token: Token) -> None:
        self._heading = int(token.tag[1:])

    def _heading_close(self, token: Token) -> None:
        self._heading = 0

    def _blockquote_open(self, token: Token) -> None:
        self._quotes += 1

    def _blockquote_close(self, token: Token) -> None:
        self._quotes -= 1

    def _bullet_list_open(self, token: Token) -> None:
        self._lists.append((Mark.BULLET, 1))

    def _ordered_list_open(self, token: Token) -> None:
        self._lists.append((Mark.NUMBER, int(token.attrs.get("start", 1))))

    def _bullet_list_close(self, token: Token) -> None:
        self._lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
        mark, start = self._lists[-1]
        # Our lists always count from 1; a list that starts elsewhere keeps its numbers as words.
        self._item_prefix = f"{token.info}{token.markup} " if mark is Mark.NUMBER and start != 1 else ""

    def _list_item_close(self, token: Token) -> None:
        self._item_prefix = None

    def _tr_open(self, token: Token) -> None:
        self._row = []

    def _tr_close(self, token: Token) -> None:
        self._append(self._row_number, self._row or [], Mark.ROW)
        self._row = None

    def _hr(self, token: Token) -> None:
        self._append(_first(token), [Segment("---")], Mark.RULE)

    def _fence(self, token: Token) -> None:
        self._verbatim(token, _first(token) + 1)

    def _code_block(self, token: Token) -> None:
        self._verbatim(token, _first(token))

    def _verbatim(self, token: Token, number: int) -> None:
        gap = True
        for offset, source in enumerate(token.content.split("\n")):
            self._append(number + offset, [Segment(clean(source))], Mark.TEXT, gap=gap)
            gap = not clean(source)

    def _html_block(self, token: Token) -> None:
        self.lines.extend(read_html(token.content, _first(token)))
        self.carried.update(_numbers(token))

    def _inline(self, token: Token) -> None:
        number = _first(token)
        self.carried.update(_numbers(token))
        for words in media_in(token):
            self._append(number, [Segment(words)], Mark.MEDIA)
        segments = segments_of(token)
        if self._row is not None:
            self._row_number = number
            self._row.extend([Segment(CELL_GAP)] if self._row else [])
            self._row.extend(segments)
        elif self._item_prefix is not None:
            prefix, self._item_prefix = self._item_prefix, None
            mark = Mark.TEXT if prefix else self._lists[-1][0]
            self._append(number, [Segment(prefix), *segments], mark)
        else:
            mark = Mark.HEADING if self._heading else Mark.QUOTE if self._quotes else Mark.TEXT
            for offset, piece in enumerate(_pieces(segments)):
                self._append(number + offset, piece, mark, self._heading, gap=offset == 0)

    def _append(
        self, number: int, segments: list[Segment], mark: Mark, level: int = 0, gap: bool = True
    ) -> None:
        content = tidy(segments)
        if plain(content):
            self.lines.append(Line(number, content, mark, level, gap))
            self.carried.add(number)


def _pieces(segments: list[Segment]) -> Iterator[list[Segment]]:
    """`segments` parted at the line breaks of the source."""
    piece: list[Segment] = []
    for segment in segments:
        if segment is BREAK:
            yield piece
            piece = []
        else:
            piece.append(segment)
    yield piece


def _numbers(token: Token) -> range:
    """The source line numbers a block token covers."""
    first, end = token.map or (0, 0)
    return range(first + 1, end + 1)


def _first(token: Token) -> int:
    return _numbers(token).start
