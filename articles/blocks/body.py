"""The body of an article: every block, in the order in which the picker offers them."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from articles.blocks.foot_patterns import FootPatternsBlock
from articles.blocks.greeting import GreetingBlock
from articles.blocks.heading import HeadingBlock
from articles.blocks.key_sentence import KeySentenceBlock
from articles.blocks.lines import LinesBlock
from articles.blocks.list_items import ListItemsBlock
from articles.blocks.note import NoteBlock
from articles.blocks.paragraph import ParagraphBlock
from articles.blocks.picture import PictureBlock
from articles.blocks.product import ProductBlock
from articles.blocks.reader_voices import reader_voices
from articles.blocks.references import ReferencesBlock
from articles.blocks.related_links import RelatedLinksBlock
from articles.blocks.safety import SafetyBlock
from articles.blocks.steps import StepsBlock
from articles.blocks.summary import SummaryBlock
from articles.blocks.table import TableBlock
from articles.blocks.video import VideoBlock


class ArticleBody(StreamBlock):
    """What articles and approaches are made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    lines = LinesBlock()
    note = NoteBlock()
    greeting = GreetingBlock()
    reader_voices = reader_voices()
    safety = SafetyBlock()
    key_sentence = KeySentenceBlock()
    summary = SummaryBlock()
    list = ListItemsBlock()
    table = TableBlock()
    references = ReferencesBlock()
    related_links = RelatedLinksBlock()
    foot_patterns = FootPatternsBlock()
    product = ProductBlock()
    picture = PictureBlock()
    steps = StepsBlock()
    video = VideoBlock()

    class Meta:
        label = _("本文")
        template = "blocks/stream.html"
        block_counts = {"references": {"max_num": 1}}
