"""How the <title> of a page is made of its fields, for whoever must know it without drawing the page."""

from dataclasses import dataclass

from django.conf import settings

SITE = settings.WAGTAIL_SITE_NAME


@dataclass(frozen=True, slots=True)
class TitleRule:
    """`{}` stands for the words of `field`, or for the editor's title for search engines when there is one.

    The templates say the same (base.html and home_page.html); tests/base/test_search_preview.py holds them together.
    """

    field: str = "title"
    plain: str = f"{{}}｜{SITE}"
    written: str = f"{{}}｜{SITE}"
    """The same with the editor's own words."""
