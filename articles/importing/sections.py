"""Classified lines → the blocks of the body."""

import re
from collections.abc import Callable, Sequence

from articles.importing.blocks import Block
from articles.importing.lines import plain, rich
from articles.importing.pieces import Kind, Piece
from articles.importing.prose import blocks_of_run
from articles.importing.sentences import continues_previous, is_closed, speaks_of_voices

_GREETING = re.compile(
    r"(?:こんにちは|こんばんは|おはようございます|はじめまして|初めまして|皆さん|みなさん).*(?:です|ます)[。!！]?$"
)
_MAX_GREETING = 60
_MAX_PULL = 120
_IN_SUMMARY = {"paragraph", "lines", "list", "key_sentence"}
_MIN_LEAD_IN = 15


def compose(pieces: Sequence[Piece]) -> list[Block]:
    """The blocks that hold `pieces`, each piece in exactly one."""
    return _Composer(pieces, may_greet=True).blocks


class _Composer:
    """Walks the pieces once, gathering text lines in a run until a structure ends it."""

    def __init__(self, pieces: Sequence[Piece], may_greet: bool):
        self.blocks: list[Block] = []
        self._pieces = pieces
        self._run: list[Piece] = []
        self._may_greet = may_greet
        self._headings = 0
        index = 0
        while index < len(pieces):
            index += self._take(index)
        self._flush()

    def _take(self, index: int) -> int:
        """Places the piece at `index` with those that belong to it; says how many."""
        take = self._TAKERS.get(self._pieces[index].kind, _Composer._text)
        return take(self, index)

    def _add(self, kind: str, value, pieces: Sequence[Piece]) -> int:
        self._flush()
        self.blocks.append(Block(kind, value, list(pieces)))
        return len(pieces)

    def _flush(self) -> None:
        self.blocks += blocks_of_run(self._run)
        self._run = []

    def _while(self, index: int, test: Callable[[Piece], bool]) -> list[Piece]:
        end = index
        while end < len(self._pieces) and test(self._pieces[end]):
            end += 1
        return list(self._pieces[index:end])

    def _heading(self, index: int) -> int:
        piece = self._pieces[index]
        self._headings += 1
        if piece.heading.opens_summary and (taken := self._summary(index)):
            return taken
        subtitle = self._while(index + 1, lambda other: other.kind is Kind.SUBTITLE)[:1]
        value = {
            "level": piece.heading.level,
            "kicker": piece.heading.kicker,
            "text": piece.heading.text,
            "subtitle": subtitle[0].text if subtitle else "",
        }
        return self._add("heading", value, [piece, *subtitle])

    def _summary(self, index: int) -> int:
        """The summary's heading with its section; 0 when nothing in it can stand inside a summary."""
        piece = self._pieces[index]
        section = self._while(index + 1, lambda other: other.kind is not Kind.HEADING)
        inner = _Composer(section, may_greet=False).blocks
        outside = next((i for i, block in enumerate(inner) if block.kind not in _IN_SUMMARY), len(inner))
        if not outside:
            return 0
        body = inner[:outside]
        held = [piece, *(inner_piece for block in body for inner_piece in block.pieces)]
        heading = {"kicker": piece.heading.kicker, "text": piece.heading.text}
        self._add("summary", {**heading, "body": body}, held)
        self.blocks += inner[outside:]
        return 1 + len(section)

    def _links(self, index: int) -> int:
        links = self._while(index, lambda other: other.kind is Kind.LINK)
        lead_in = self._take_lead_in()
        value = {
            "lead_in": plain(lead_in.content) if lead_in else "",
            "links": [link_of(link) for link in links],
        }
        self._add("related_links", value, [*([lead_in] if lead_in else []), *links])
        return len(links)

    def _patterns(self, index: int) -> int:
        pairs = self._while(index, lambda other: other.kind in (Kind.PATTERN, Kind.LINK))
        named: list[Piece] = []
        patterns = []
        for name, link in zip(pairs[::2], pairs[1::2], strict=False):
            if (name.kind, link.kind) != (Kind.PATTERN, Kind.LINK):
                break
            named += [name, link]
            patterns.append({"name": name.text, **link_of(link)})
        if not patterns:
            return self._text(index)
        intro = self._take_lead_in()
        value = {"intro": plain(intro.content) if intro else "", "patterns": patterns}
        self._add("foot_patterns", value, [*([intro] if intro else []), *named])
        return len(named)

    def _take_lead_in(self) -> Piece | None:
        """The sentence that invites to a link: complete, linkless and not the tail of the one before it."""
        if not self._run:
            return None
        last, before = self._run[-1], self._run[-2] if len(self._run) > 1 else None
        inviting = (
            is_closed(last.text) and len(last.text) >= _MIN_LEAD_IN and not continues_previous(last.text)
        )
        parted = last.line.gap and (before is None or is_closed(before.text))
        if not inviting or not parted or any(segment.href for segment in last.content):
            return None
        return self._run.pop()

    def _list(self, index: int) -> int:
        kind = self._pieces[index].kind
        items = self._while(index, lambda other: other.kind is kind)
        return self._add(
            "list", {"style": kind.value, "items": [rich(item.content) for item in items]}, items
        )

    def _numbers(self, index: int) -> int:
        items = self._while(index, lambda other: other.kind is Kind.NUMBER)
        typed = [item.number for item in items if item.number]
        if typed and (len(typed) < 2 or typed != list(range(1, len(items) + 1))):
            # Our lists count from 1 by themselves; any other numbers are the writer's words.
            self._run += [item.as_text() for item in items]
            return len(items)
        return self._add("list", {"style": "number", "items": [rich(item.content) for item in items]}, items)

    def _notes(self, index: int) -> int:
        notes = self._while(index, lambda other: other.kind is Kind.NOTE)
        return self._add("note", "".join(f"<p>{rich(note.content)}</p>" for note in notes), notes)

    def _rows(self, index: int) -> int:
        rows = self._while(index, lambda other: other.kind is Kind.ROW)
        return self._add("lines", "".join(f"<p>{rich(row.content)}</p>" for row in rows), rows)

    def _quotations(self, index: int) -> int:
        voices = self._while(index, lambda other: other.kind is Kind.QUOTATION)
        after = self._pieces[index + len(voices)] if index + len(voices) < len(self._pieces) else None
        announced = self._run and is_closed(self._run[-1].text) and speaks_of_voices(self._run[-1].text)
        goes_on = after and after.kind is Kind.TEXT and continues_previous(after.text)
        if len(voices) > 1 or (announced and not goes_on):
            return self._add("reader_voices", [voice.text[1:-1] for voice in voices], voices)
        return self._text(index)

    def _pulls(self, index: int) -> int:
        pulls = self._while(index, lambda other: other.kind is Kind.PULL)
        words = "\n".join(pull.text for pull in pulls)
        if len(words) > _MAX_PULL or any(segment.href for pull in pulls for segment in pull.content):
            return self._add("paragraph", "".join(f"<p>{rich(pull.content)}</p>" for pull in pulls), pulls)
        return self._add("key_sentence", words, pulls)

    def _text(self, index: int) -> int:
        piece = self._pieces[index].as_text()
        greets = self._may_greet and self._headings < 2 and len(piece.text) <= _MAX_GREETING
        if greets and _GREETING.match(piece.text):
            self._may_greet = False
            return self._add("greeting", {"text": piece.text}, [piece])
        self._run.append(piece)
        return 1

    _TAKERS = {
        Kind.HEADING: _heading,
        Kind.LINK: _links,
        Kind.PATTERN: _patterns,
        Kind.BULLET: _list,
        Kind.CHECK: _list,
        Kind.NUMBER: _numbers,
        Kind.NOTE: _notes,
        Kind.ROW: _rows,
        Kind.QUOTATION: _quotations,
        Kind.PULL: _pulls,
    }


def link_of(piece: Piece) -> dict[str, str]:
    """A link's title as written and its first address, if the source had one."""
    return {"title": piece.text, "href": next((s.href for s in piece.content if s.href), "")}
