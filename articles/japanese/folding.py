"""Folding: the same words typed in different ways become the same string."""

import re
import unicodedata

_LEADING_LABELS = re.compile(r"^(?:【[^】]*】)+")
_IGNORED = re.compile(r"[\s|\ufe0e\ufe0f\u200b-\u200d\ufeff]+")
# NFKC leaves these apart although writers and converters swap them freely.
_LOOKALIKES = str.maketrans(
    {
        "〜": "~",
        "―": "-",
        "—": "-",
        "–": "-",
        "‐": "-",
        "−": "-",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
)


def fold(text: str) -> str:
    """`text` for comparison: NFKC, look-alike dashes, waves and quotes unified, spaces and bars dropped."""
    folded = _IGNORED.sub("", _compatible(_compatible(text).casefold()).translate(_LOOKALIKES))
    # What a space kept apart may now compose, e.g. a letter and an accent.
    return _compatible(folded)


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def fold_title(title: str) -> str:
    """`title` for comparison: folded, without its leading labels such as 【医療監修】.

    A title that is nothing but a label keeps it, so that only a blank title folds to "".
    """
    folded = fold(title)
    return _LEADING_LABELS.sub("", folded) or folded
