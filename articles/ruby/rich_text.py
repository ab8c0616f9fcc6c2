"""The button ふりがな of the rich text editor, and the two ways between editor and database."""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

FEATURE = "ruby"
ENTITY = "RUBY"


class RubyElementHandler(InlineEntityElementHandler):
    """Database → editor."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"reading": attrs.get("data-reading", "")}


def ruby_element(props: dict[str, Any]) -> Any:
    """Editor → database; a reading of nothing leaves only the word."""
    reading = (props.get("reading") or "").strip()
    if not reading:
        return props["children"]
    return DOM.create_element("ruby", {"data-reading": reading}, props["children"])


def register_ruby(features: FeatureRegistry) -> None:
    """Hook: teach the editor readings. A block offers the button by listing "ruby" among its features."""
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail.EntityFeature(
            {
                "type": ENTITY,
                "label": "ﾙﾋﾞ",
                "description": _("ふりがな"),
                "attributes": ["reading"],
                "allowlist": {},
            },
            js=["js/ruby.js"],
            css={"all": ["css/admin.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {"ruby[data-reading]": RubyElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: ruby_element}},
        },
    )
