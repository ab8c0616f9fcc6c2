"""What people read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    label = "articles"
    verbose_name = _("記事")

    def ready(self) -> None:
        """Connect the rooms, and let Wagtail know which tail a site uses: it warns before that tail is deleted."""
        from wagtail.models import ReferenceIndex  # noqa: PLC0415 - models exist only now

        from articles.press import drawing, watching  # noqa: PLC0415 - models exist only now
        from articles.tail.models import ReadingSettings  # noqa: PLC0415 - models exist only now
        from articles.where_to_start import keeping  # noqa: PLC0415 - models exist only now

        watching.connect()
        drawing.connect()
        keeping.connect()
        ReferenceIndex.register_model(ReadingSettings)
