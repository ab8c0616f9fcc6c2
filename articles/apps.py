"""What people read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    label = "articles"
    verbose_name = _("記事")

    def ready(self) -> None:
        """Let Wagtail know which tail a site uses, so that it warns before that tail is deleted."""
        from wagtail.models import ReferenceIndex  # noqa: PLC0415 - models exist only now

        from articles.tail.models import ReadingSettings  # noqa: PLC0415 - models exist only now

        ReferenceIndex.register_model(ReadingSettings)
