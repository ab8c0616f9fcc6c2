"""The form of a topic in the admin."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError


class TopicPageForm(WagtailAdminPageForm):
    """Keeps the signs of a symptom's topic while published articles rely on them."""

    def clean(self) -> dict[str, Any]:
        """Refuse to publish a topic whose published articles would be left without signs."""
        from articles.safety.gate import relying_on  # noqa: PLC0415 - the gate knows the topic

        cleaned: dict[str, Any] = super().clean()
        is_bare = cleaned.get("is_symptom") and not cleaned.get("safety")
        if is_bare and not self.is_deferred_validation and (relying := relying_on(self.instance)):
            text = _("%(titles)sは、このテーマの目安を使って公開しています。目安を一つ以上残してください。")
            titles = "".join(f"「{article.title}」" for article in relying)
            self.add_error("safety", StreamBlockValidationError(non_block_errors=[text % {"titles": titles}]))
        return cleaned
