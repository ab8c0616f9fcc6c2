"""The form of an article in the admin."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

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
