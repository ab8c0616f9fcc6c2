"""What the recommendation adds to the Wagtail admin; imported by articles/wagtail_hooks.py."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page

from articles.where_to_start.keeping import refuse_to_withdraw
from articles.where_to_start.table_view import TruthTableView


@hooks.register("before_unpublish_page")
def keep_recommended_page_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to unpublish an approach that readers are being sent to."""
    return refuse_to_withdraw(request, page)


@hooks.register("before_delete_page")
def keep_recommended_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete an approach that readers are being sent to."""
    return refuse_to_withdraw(request, page)


@hooks.register("before_bulk_action")
def keep_recommended_pages(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Refuse the same for many pages at once, before any of them is touched."""
    if action_type not in ("delete", "unpublish"):
        return None
    return refuse_to_withdraw(request, *(each for each in objects if isinstance(each, Page)))


@hooks.register("register_admin_urls")
def truth_table_urls() -> list[URLPattern]:
    """The address at which an edit form asks for the truth table of what is typed into it."""
    return [path("where-to-start/table/", TruthTableView.as_view(), name="where_to_start_table")]
