"""次に知りたいこと: the questions a reader is left with, and where they are answered.

An article whose editor wrote fewer than four is never a dead end: the list is completed by rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from articles.article.popular import popular_pages
from articles.links.block import LivePageBlock
from articles.links.live_pages import LivePage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from articles.article.models import ArticlePage
    from articles.topics.models import TopicPage

# As many as a reader takes in at a glance.
ENOUGH_READS = 4


@dataclass(frozen=True, slots=True)
class NextRead:
    """One way on: a question, if somebody wrote one, and the page that answers it; `automatic` when added by rule."""

    question: str
    pk: int
    title: str
    url: str
    automatic: bool = False


class NextReadValue(StructValue):
    """A question whose page may not be published yet."""

    @property
    def live(self) -> LivePage | None:
        """The page while readers can open it, else None."""
        return self["page"].live if self["page"] else None


class NextReadBlock(StructBlock):
    """A question and the page that answers it."""

    question = CharBlock(
        required=False,
        search_index=False,
        label=_("問い"),
        help_text=_("読者の言葉で。例:「座っている時間が長いときは？」空欄なら題名だけが出ます。"),
    )
    page = LivePageBlock(required=False, label=_("答えるページ"))
    pending_title = CharBlock(
        required=False,
        search_index=False,
        label=_("これから書く記事の題名"),
        help_text=_("ページがまだない時だけ。読者には表示されず、「リンクの点検」に並びます。"),
    )

    class Meta:
        icon = "help"
        label = _("問い")
        label_format = "{question}"
        value_class = NextReadValue


class NextReadsBlock(StreamBlock):
    """The questions, in the editor's order."""

    next_read = NextReadBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        """Refuse to publish two questions with one answer: readers would get only the first."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        seen: set[int] = set()
        errors = {}
        for place, child in enumerate(cleaned):
            page = child.value["page"]
            if page and page.pk in seen:
                twice = ValidationError(
                    _("このページは、上の問いがもう案内しています。どちらか一つにしてください。")
                )
                errors[place] = StructBlockValidationError(block_errors={"page": twice})
            elif page:
                seen.add(page.pk)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        max_num = 6


def written_reads(next_reads: StreamValue, *, except_for: int | None) -> list[NextRead]:
    """Return the reads an editor chose, each page once, without unpublished pages and without the page itself."""
    reads = ((child.value["question"], child.value.live) for child in next_reads)
    found: dict[int, NextRead] = {}
    for question, page in reads:
        if page and page.pk != except_for:
            found.setdefault(page.pk, NextRead(question, page.pk, page.title, page.url))
    return list(found.values())


def automatic_reads(
    candidates: Iterable["ArticlePage"], topic: "TopicPage | None", *, without: set[int]
) -> list[NextRead]:
    """Return `candidates` as reads: the pillar, then `alike` ones in the topic, the topic, `alike` ones elsewhere.

    Inside each of these the order is that of the page tree. Nothing in `without` is offered.
    """

    def distance(article: "ArticlePage") -> int:
        if topic and article.pk == topic.pillar_id:
            return 0
        in_topic = bool(topic and article.path.startswith(topic.path))
        return 3 if not in_topic else 1 if article.alike else 2

    others = sorted((each for each in candidates if each.pk not in without), key=distance)
    return [NextRead("", article.pk, article.title, article.get_url(), automatic=True) for article in others]


def popular_reads(articles: "QuerySet[ArticlePage]", *, without: set[int]) -> list[NextRead]:
    """Return those of `articles` that brought the most customers lately, for what kinship leaves empty."""
    popular_ids = popular_pages()
    # All of them, whatever is left out: the number of queries must not depend on what the text links to.
    found = articles.defer("body", "next_reads").in_bulk(popular_ids) if popular_ids else {}
    popular = [found[pk] for pk in popular_ids if pk in found and pk not in without]
    return [NextRead("", article.pk, article.title, article.get_url(), automatic=True) for article in popular]


def topic_reads(*, except_for: "TopicPage | None") -> list[NextRead]:
    """Return the other published topics: the way on from an article that stands all alone."""
    topics = apps.get_model("articles", "TopicPage").objects.live().order_by("path")
    others = topics.exclude(pk=except_for.pk) if except_for else topics
    return [
        NextRead("", page.pk, page.title, page.get_url(), automatic=True) for page in others[:ENOUGH_READS]
    ]
