"""Names that stay: the same article finds its page again, the same block keeps its id."""

from collections import Counter
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from articles.importing.blocks import words_of
from articles.japanese.folding import fold, fold_title

_BLOCKS = UUID("4b1f9a5e-6d0b-5c1e-9d51-0a8f7c2e3b64")


def import_key(topic_slug: str, title: str) -> str:
    """What `title` in the topic is found by: 64 hexadecimal digits, the same for every way of typing it."""
    return sha256(f"{topic_slug}\n{fold_title(title)}".encode()).hexdigest()


class BlockIds:
    """Ids made from a block's own words, so that anchors and sources of sales survive another import.

    Equal blocks are told apart by their order; an instance gives each id once.
    """

    def __init__(self, key: str):
        self._key = key
        self._seen: Counter[str] = Counter()

    def id_for(self, kind: str, value: Any) -> str:
        """The id of the next block of `kind` that says `value`."""
        name = f"{self._key}/{kind}/{fold(' '.join(words_of(value)))}"
        self._seen[name] += 1
        return str(uuid5(_BLOCKS, f"{name}/{self._seen[name]}"))
