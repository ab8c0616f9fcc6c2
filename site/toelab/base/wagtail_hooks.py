"""What every page of the admin carries."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static


@hooks.register("insert_global_admin_js")
def publish_after_autosave() -> SafeString:
    """Let a form wait for the autosave that is under way (Wagtail 8.0 does not: the page would be made twice)."""
    return format_html('<script src="{}"></script>', versioned_static("js/after-autosave.js"))
