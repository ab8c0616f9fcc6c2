"""How the edit form of an article is laid out."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from articles.article.next_reads_panel import NextReadsPanel
from articles.links.panel import LinkProblemsPanel
from toelab.base.models import BasePage

CONTENT_PANELS = [
    LinkProblemsPanel(),
    *BasePage.content_panels,
    MultiFieldPanel(
        [FieldPanel("short_title"), FieldPanel("lead"), FieldPanel("hero_image")],
        heading=_("最初の画面とカード"),
    ),
    FieldPanel("body"),
    MultiFieldPanel(
        [InlinePanel("authors", label=_("書き手"), heading=_("書き手")), FieldPanel("patterns")],
        heading=_("書き手と足のタイプ"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("next_reads"),
            NextReadsPanel(),
            InlinePanel(
                "related",
                label=_("関連記事"),
                heading=_("関連記事"),
                help_text=_(
                    "空欄でも、同じ足のタイプの記事が自動で並びます。本文で案内した記事は重ねて出ません。"
                ),
            ),
            FieldPanel("tail"),
        ],
        heading=_("読み終えたあと"),
    ),
]
