"""TypesettingSettings: what an editor knows about line breaks and the model of phrases does not."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="title", order=110)
class TypesettingSettings(BaseSiteSetting):
    """How headings, titles and buttons are set on every page of a site, and on its cards for social media."""

    kept_whole = models.TextField(
        _("途中で改行しない語"),
        blank=True,
        help_text=_(
            "1行に1語。見出しやカードの題名は文節で改行されます。おかしな所で折れる語があれば、"
            "ここに書くと一続きになります。例:「座るのがつらい」"
        ),
    )

    panels = [FieldPanel("kept_whole")]

    class Meta:
        verbose_name = _("改行の設定")

    @classmethod
    def words_for(cls, request: HttpRequest | None) -> tuple[str, ...]:
        """Return the editor's words to keep whole on the site of `request`; none where no request is known."""
        settings = cls.for_request(request) if request else None
        return tuple(settings.kept_whole.split()) if settings else ()
