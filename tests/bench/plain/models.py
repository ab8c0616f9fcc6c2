"""One page type whose body is a StreamField."""

from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class PlainBody(StreamBlock):
    """Headings, text and pictures."""

    heading = CharBlock(template="plain/heading.html")
    text = RichTextBlock()
    picture = ImageChooserBlock(template="plain/picture.html")


class PlainPage(Page):
    """A page as the tutorial makes it."""

    body = StreamField(PlainBody())
    template = "plain/page.html"
