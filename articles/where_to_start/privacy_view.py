"""Wagtail's form 公開範囲を変更, for pages that readers may be sent to."""

from django.forms import ModelForm
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import PageViewRestriction

from articles.where_to_start.keeping import tails_sending_to, why_kept


@method_decorator([never_cache, require_admin_access], name="dispatch")
class PrivacyView(SetPrivacyView):
    """Keeps an approach open to everybody while readers are being sent to it.

    Wagtail has no hook here; toelab.urls puts this view at the address of Wagtail's own.
    """

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Refuse to make the page private when a published recommendation needs it or a page below."""
        if form.cleaned_data["restriction_type"] != PageViewRestriction.NONE:
            for use in tails_sending_to([self.page]):
                form.add_error("restriction_type", why_kept(*use))
        return super().form_valid(form) if form.is_valid() else self.form_invalid(form)
