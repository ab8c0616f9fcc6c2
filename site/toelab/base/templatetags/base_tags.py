"""Tags for what surrounds every page: its address, the place in the navigation, the editors' bar."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Site

from toelab.base.cards.card import shared_picture
from toelab.base.structured_data.nodes import as_script
from toelab.base.structured_data.site import breadcrumb_node, site_nodes
from toelab.base.typesetting.ranges import with_whole_ranges
from toelab.base.typesetting.setting import set_in_phrases
from toelab.base.urls import absolute_url

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_url(context: Context) -> str:
    """The public address of the page being drawn, without query; empty where no request is known.

    A `?f=` (where a reader came from) or `?page=` must not make a second address for search engines.
    """
    request = context.get("request")
    return absolute_url(request.path) if request else ""


@register.simple_tag(takes_context=True)
def phrases(context: Context, text: Any) -> SafeString:
    """Draw a heading, a title or a button with `<wbr>` between its phrases; site.css lets it break only there.

    `<wbr>` and not a zero-width space: copied text and the browser's search stay clean.
    """
    pieces = set_in_phrases(str(text), context.get("request"))
    return format_html_join(mark_safe("<wbr>"), "{}", ((_with_its_bar(piece),) for piece in pieces))


def _with_its_bar(phrase: str) -> str:
    """Keep the bar of a title (題名｜副題) with the words before it: browsers may begin a line with one."""
    return format_html('<span class="whole">{}</span>', phrase) if phrase.endswith("｜") else phrase


@register.filter
def whole_ranges(text: Any) -> SafeString:
    """Return HTML with its ranges of numbers (2〜3日) unbroken; plain text is escaped.

    The templates that everything is drawn in apply it to all they hold, so no block needs to think of it.
    """
    return mark_safe(with_whole_ranges(conditional_escape(text)))  # noqa: S308 - escaped, and only tags are added


@register.simple_tag(takes_context=True)
def current(context: Context, section: str) -> SafeString | str:
    """The `aria-current` attribute for a navigation link to `section` ("/shop/"), when the page is in it."""
    request = context.get("request")
    path = request.path if request else ""
    if path == section:
        return format_html(' aria-current="{}"', "page")
    return format_html(' aria-current="{}"', "true") if path.startswith(section) else ""


@register.simple_tag(takes_context=True)
def editor_bar(context: Context) -> Any:
    """Wagtail's user bar, for people who may be signed in.

    Wagtail's own tag asks for `request.user`, which opens the session and marks the answer `Vary: Cookie`:
    to a cache every reader's page would become a personal one. Someone without a session cookie cannot be
    signed in, so for them nothing is asked. In the preview panel the bar carries the editor's content checks.
    """
    request = context.get("request")
    if request is None:
        return ""
    if getattr(request, "is_preview", False) or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return wagtailuserbar(context)
    return ""


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """The name the owner gave this site in the admin (設定 → サイト), or the name of the project.

    A trial or sample site says so here. Costs no query on a page, whose site Wagtail has already looked up.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return site.site_name if site and site.site_name else settings.WAGTAIL_SITE_NAME


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString | str:
    """The JSON-LD graph of the page being drawn; nothing in previews and where there is no page.

    A page that knows its ancestors already (`breadcrumb` in the context) is not asked for them again.
    """
    request, page = context.get("request"), context.get("page")
    if request is None or page is None or getattr(request, "is_preview", False):
        return ""
    above = context.get("breadcrumb")
    if above is None:
        above = page.get_ancestors().live().filter(depth__gt=1)
    way = breadcrumb_node(page, above, request)
    nodes = [*page.structured_data(context.flatten()), *([way] if way else []), *site_nodes(request)]
    return as_script(nodes)


@register.inclusion_tag("base/social.html", takes_context=True)
def social_tags(context: Context) -> dict[str, Any]:
    """The picture and kind of the page for where it is shared, and its Markdown twin when it has one."""
    page = context.get("page")
    request = context.get("request")
    if request is None or page is None or getattr(request, "is_preview", False):
        return {}
    twin = page.twin_path(request) if hasattr(page, "twin_path") else ""
    return {"picture": shared_picture(page, request), "title": page.meta_title, "twin": twin}
