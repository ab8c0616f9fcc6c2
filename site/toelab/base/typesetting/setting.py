"""Setting a text of the site: its phrases, the words of its editors kept whole."""

from django.http import HttpRequest

from toelab.base.typesetting.models import TypesettingSettings
from toelab.base.typesetting.phrases import phrases


def set_in_phrases(text: str, request: HttpRequest | None) -> tuple[str, ...]:
    """Return `text` cut where a heading on the site of `request` may break; joined, the pieces are `text` again."""
    return phrases(text, TypesettingSettings.words_for(request))
