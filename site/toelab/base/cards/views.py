"""/cards/<page>-<digest>.png"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from toelab.base.cards.card import card_digest, stored_card
from toelab.base.cards.fonts import japanese_font
from toelab.base.typesetting.setting import set_in_phrases


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """Return the card of a published page. Only the title it has now is drawn: nobody can order others."""
    page = get_object_or_404(Page.objects.live().public(), pk=pk)
    phrases, font = set_in_phrases(page.seo_title or page.title, request), japanese_font()
    if font is None or digest != card_digest(phrases):
        raise Http404
    return HttpResponse(stored_card(phrases, font), content_type="image/png")
