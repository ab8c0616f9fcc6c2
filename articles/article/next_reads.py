"""次に知りたいこと: the questions a reader is left with, and where they are answered.

An article whose editor wrote none is never a dead end: the topic's pillar comes first, then the articles
beside it in the order of the page tree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StreamValue, StructBlock, StructValue

from articles.links.block import LivePageBlock
from articles.links.live_pages import LivePage

if TYPE_CHECKING:
    from articles.article.models import ArticlePage
    from articles.topics.models import TopicPage

FALLBACK_READS = 4


@dataclass(frozen=True, slots=True)
class NextRead:
    """One way on: a question, if somebody wrote one, and the page that answers it."""

    question: str
    pk: int
    title: str
    url: str


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

    class Meta:
        max_num = 6


def written_reads(next_reads: StreamValue, *, except_for: int | None) -> list[NextRead]:
    """Return the reads an editor chose, without unpublished pages and without the page itself."""
    reads = ((child.value["question"], child.value.live) for child in next_reads)
    return [
        NextRead(question, page.pk, page.title, page.url)
        for question, page in reads
        if page and page.pk != except_for
    ]


def fallback_reads(
    topic: "TopicPage | None", siblings: Iterable["ArticlePage"], *, except_for: int | None
) -> list[NextRead]:
    """Return the pillar of `topic`, then its other published articles, at most four and never the page itself."""
    if topic is None:
        return []
    others = [article for article in siblings if article.pk != except_for]
    others.sort(key=lambda article: article.pk != topic.pillar_id)
    return [NextRead("", article.pk, article.title, article.get_url()) for article in others[:FALLBACK_READS]]
