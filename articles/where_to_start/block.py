"""どれから始めるか: the recommendation of which approach to start with."""

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, ListBlock, StructBlock, StructBlockValidationError, StructValue

from articles.approaches.order import approaches_in_order
from articles.blocks.groups import GUIDES, INLINE_FEATURES
from articles.links.prose import ProseBlock
from articles.where_to_start.answer import Surroundings
from articles.where_to_start.answers import is_answered
from articles.where_to_start.chooser import chooser_for
from articles.where_to_start.preview import example
from articles.where_to_start.rule import RuleBlock
from articles.where_to_start.text import WrittenRule, written_rules
from articles.where_to_start.validation import judge, rules_error


class WhereToStartValue(StructValue):
    """The recommendation and its words."""

    def written(self, page: int | None = None, block: str | None = None) -> list[WrittenRule]:
        """Return the rules in words, in the site's present order of approaches."""
        return written_rules(self["rules"], approaches_in_order(), page=page, block=block)

    @property
    def lines(self) -> list[str]:
        """The whole recommendation as plain lines of text."""
        note = [self["closing_note"].plain] if self["closing_note"] else []
        return [line for rule in self.written() for line in rule.lines] + note


class WhereToStartBlock(StructBlock):
    """Rules that read as text; each names its conditions and its approaches."""

    rules = ListBlock(
        RuleBlock(),
        label=_("推奨"),
        help_text=_(
            "書いた順に読まれます。まず、迷った人への推奨を一つ書いて「迷ったときの基準」にし、"
            "次に、ほかの条件の人への推奨を＋で足します。下の「だれに何が出るか」で確かめられます。"
        ),
    )
    closing_note = ProseBlock(
        required=False,
        features=INLINE_FEATURES,
        label=_("終わりの注"),
        help_text=_("先頭の※は自動で付きます。例:「どれか一つを完璧にする必要はありません。」"),
    )
    chooser_enabled = BooleanBlock(
        required=False,
        label=_("選んで確かめる欄を出す"),
        help_text=_(
            "文章の下に、条件を選ぶとおすすめが出る欄を付けます。「診断」とは呼ばず、医療の判断ではないことも書き添えます。"
        ),
    )

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        page = getattr(context.get("page"), "pk", None)
        approaches = context["approaches"] if "approaches" in context else approaches_in_order()
        context["rules"] = written_rules(value["rules"], approaches, page=page, block=context.get("id"))
        request = context.get("request")
        # An editor who looks at the page as one reader sees that reader's answer, chooser or not.
        previewed = bool(request and getattr(request, "is_preview", False) and is_answered(request.GET))
        if context["rules"] and (value["chooser_enabled"] or previewed):
            place = Surroundings(approaches, page, context.get("id"), request)
            chooser = chooser_for(value, request.GET if request else None, place)
            context |= {"chooser": chooser} if value["chooser_enabled"] else {"previewed": chooser.answer}
        return context

    def clean(self, value: StructValue) -> StructValue:
        """Give every rule a key of its own; on publishing, prove the rules."""
        cleaned = super().clean(value)
        keys: set[str] = set()
        for rule in cleaned["rules"]:
            if not rule["key"] or rule["key"] in keys:
                rule["key"] = uuid4().hex[:12]
            keys.add(rule["key"])
        if not self.is_deferred_validation and (error := rules_error(judge(cleaned).complaints)):
            raise StructBlockValidationError(block_errors={"rules": error})
        return cleaned

    def get_preview_value(self) -> Any:
        """Show an example made of this site's own approaches."""
        return self.to_python(example(approaches_in_order()))

    class Meta:
        icon = "redirect"
        label = _("どれから始めるか")
        group = GUIDES
        description = _("条件に合わせて、どのアプローチから始めるかを伝えます。書いた順に読まれます。")
        template = "blocks/where_to_start.html"
        value_class = WhereToStartValue
