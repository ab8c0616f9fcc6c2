"""The preview of a tail that is opened by a link instead of the preview panel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from wagtail.snippets.views.snippets import PreviewOnEditView
from wagtail.utils.decorators import xframe_options_sameorigin_override


class TailPreview(PreviewOnEditView):
    """Shows what was typed last or, where nothing was sent yet, the version saved last.

    Wagtail's own preview has nothing to show until the panel has posted the form.
    """

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw the preview."""
        if self._get_form_state():
            return super().get(request, *args, **kwargs)
        mode = request.GET.get("mode", self.object.default_preview_mode)
        return self.object.make_preview_request(request, mode, self.get_extra_request_attrs())
