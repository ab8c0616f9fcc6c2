"""Answers an edit form that asks what its recommendation means, while somebody is still writing it."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from articles.where_to_start.panel import preview_url
from articles.where_to_start.truth_table import truth_table

TEMPLATE = "articles/admin/truth_table.html"


class TruthTableView(View):
    """Takes the fields of a tail's edit form as they are; saves nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Return the table as a piece of HTML; empty while the form has no recommendation."""
        tail_model = apps.get_model("articles", "Tail")
        if not any(request.user.has_perm(f"articles.{action}_tail") for action in ("add", "change")):
            raise PermissionDenied
        stream = tail_model.body.field.stream_block.value_from_datadict(request.POST, request.FILES, "body")
        block = stream.first_block_by_name("where_to_start")
        tail = request.POST.get("tail", "")
        context = {
            "table": truth_table(block.value) if block else None,
            "preview_url": preview_url(int(tail) if tail.isdigit() else None),
        }
        return render(request, TEMPLATE, context)
