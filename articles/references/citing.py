"""[1] in a text becomes a link to the first reference, and the reference knows the way back.

An editor types the number in brackets wherever text is written; there is nothing to insert and nothing to
number again by hand except that number itself.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Inside links and tags a number stays what it is.
PIECE = re.compile(r"<a\b.*?</a>|<[^>]*>|\[(?P<number>[1-9]\d?)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citations:
    """What one text knows of an article's references: how many there are, and how often each was cited before."""

    references: int
    before: dict[int, int]

    def link(self, html: str) -> str:
        """Return `html` with its citations as links; a number without a reference stays text."""
        seen = Counter(self.before)

        def replaced(match: re.Match[str]) -> str:
            number = int(match["number"] or 0)
            if not 1 <= number <= self.references:
                return match[0]
            seen[number] += 1
            place = citation_anchor(number, seen[number])
            return (
                f'<sup class="cite"><a href="#{reference_anchor(number)}" id="{place}">[{number}]</a></sup>'
            )

        return PIECE.sub(replaced, html)


def reference_anchor(number: int) -> str:
    """Return the id of a reference in the list."""
    return f"ref-{number}"


def citation_anchor(number: int, occurrence: int) -> str:
    """Return the id of the place that cites a reference for the n-th time."""
    return f"cite-{number}-{occurrence}"


def cited_numbers(html: str) -> Iterator[int]:
    """Yield the numbers cited in a text, in order."""
    return (int(match["number"]) for match in PIECE.finditer(html) if match["number"])


def number_citations(texts: list[Any], references: int) -> Counter[int]:
    """Tell every text how often each reference was cited before it; return how often each is cited at all.

    `texts` are the Prose values of an article in reading order.
    """
    counts: Counter[int] = Counter()
    for text in texts:
        text.cite(Citations(references, dict(counts)))
        counts.update(number for number in cited_numbers(text.source) if number <= references)
    return counts
