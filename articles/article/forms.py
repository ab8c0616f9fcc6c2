"""The form of an article in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

REVIEW_LABELS = ("医療監修", "監修済")


class ArticlePageForm(WagtailAdminPageForm):
    """Keeps what the site draws by itself out of the title."""

    def clean_title(self) -> str:
        """Refuse a typed review badge: it is drawn from the review record and goes when the text changes."""
        title: str = self.cleaned_data["title"]
        if any(f"【{label}" in title for label in REVIEW_LABELS):
            raise ValidationError(
                _("監修の印は題名に書きません。「監修記録」を作ると自動で付き、本文が変わると外れます。")
            )
        return title

    def clean(self) -> dict[str, Any]:
        """Refuse to publish an article about a symptom that does not say when to see a doctor first."""
        from articles.safety.gate import MISSING, lacks_safety  # noqa: PLC0415 - the gate knows the article

        cleaned: dict[str, Any] = super().clean()
        body = cleaned.get("body")
        topic = self.parent_page and self.parent_page.specific
        if not self.is_deferred_validation and body is not None and lacks_safety(body, topic):
            self.add_error("body", StreamBlockValidationError(non_block_errors=[MISSING]))
        return cleaned
