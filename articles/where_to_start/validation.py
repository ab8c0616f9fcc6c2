"""What a recommendation must have before readers see it; a draft may lack any of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from articles.where_to_start.rule import REPLACE


def _of_rule(rule: Mapping[str, Any], is_second_default: bool) -> StructBlockValidationError | None:
    errors: dict[str, ValidationError] = {}
    if not any(choice["approach"] for choice in rule["approaches"]):
        errors["approaches"] = ListBlockValidationError(
            non_block_errors=[ValidationError(_("すすめるアプローチを一つ以上選んでください。"))]
        )
    if is_second_default:
        errors["is_default"] = ValidationError(
            _("「迷ったときの基準」はひとつだけです。ほかの推奨から外すか、この推奨から外してください。")
        )
    elif rule["is_default"] and rule["effect"] != REPLACE:
        errors["effect"] = ValidationError(_("「迷ったときの基準」は「これをすすめる」にしてください。"))
    return StructBlockValidationError(block_errors=errors) if errors else None


def rules_error(rules: Iterable[Mapping[str, Any]]) -> ListBlockValidationError | None:
    """Return what is wrong with `rules`, attached to the very rule, or None when they may be published."""
    problems: dict[int, ValidationError] = {}
    seen_default = False
    number = -1
    for number, rule in enumerate(rules):
        problem = _of_rule(rule, is_second_default=seen_default and rule["is_default"])
        seen_default = seen_default or rule["is_default"]
        if problem:
            problems[number] = problem
    general: list[ValidationError] = []
    if number < 0:
        general.append(ValidationError(_("推奨を一つ以上書いてください。")))
    elif not seen_default:
        general.append(ValidationError(_("どれか一つの推奨を「迷ったときの基準」にしてください。")))
    if problems or general:
        return ListBlockValidationError(block_errors=problems, non_block_errors=general)
    return None
