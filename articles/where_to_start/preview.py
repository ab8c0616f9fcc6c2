"""An example recommendation for the block picker."""

from collections.abc import Sequence
from typing import Any

from articles.approaches.order import NumberedApproach


def example(approaches: Sequence[NumberedApproach]) -> dict[str, Any]:
    """Return the stored form of a recommendation of the first of `approaches`."""
    recommended = [{"approach": approach.page.pk, "label": ""} for approach in approaches[:1]]
    condition = {"text": "続けるのが苦手な人", "short_label": "", "topic": "", "cannot": None}
    rule = {
        "heading": "まず迷っている方へ",
        "subtitle": "どれから始めるか迷ったら",
        "effect": "replace",
        "is_default": True,
        "match": "any",
        "show_conditions": True,
        "conditions": [condition],
        "lead_in": "この場合は、",
        "approaches": recommended,
        "closing": "から始めると続けやすいです。",
        "reason": "",
        "products": [],
        "key": "",
    }
    return {"rules": [rule], "closing_note": "<p>途中で変えてもかまいません。</p>", "chooser_enabled": False}
