"""The last gate before a tail goes live: a recommendation with a fault does not pass it, whoever opens it.

The edit form refuses first and shows the very field (the block's `clean`). This gate stands behind every other
road: the snippet API, a workflow, `publish_scheduled`, `revision.publish()` in code. Snippets have no bulk publish.
"""

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.log_actions import log

from articles.where_to_start.validation import judge

if TYPE_CHECKING:
    from wagtail.models import Revision

    from articles.tail.models import Tail

logger = logging.getLogger(__name__)

REFUSED = "articles.tail.publish_refused"
SCHEDULED = "wagtail.publish.scheduled"


def complaints_about(tail: "Tail") -> list[str]:
    """Return why this version of `tail` may not be published: sentences for its editor, empty when it may."""
    blocks = tail.body.blocks_by_name("where_to_start")
    return [complaint.text for block in blocks for complaint in judge(block.value).complaints]


class PublishTailAction(PublishRevisionAction):
    """Publishes a version of a tail, or schedules it, only when its recommendation is proven."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Publish, or raise ValidationError with every complaint.

        A version whose hour has come is not published either, but nothing is raised: `publish_scheduled` would
        stop there and leave everything after it unpublished. It loses its schedule, and the history says why.
        """
        complaints = complaints_about(self.object)
        if not complaints:
            return super().execute(skip_permission_checks=skip_permission_checks)
        if self.log_action != SCHEDULED:
            raise ValidationError(complaints)
        self._call_off(complaints)
        return None

    def _call_off(self, complaints: list[str]) -> None:
        revision: Revision = self.revision
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(self.object, REFUSED, revision=revision, data={"complaints": complaints})
        logger.error("Scheduled tail %s was not published: %s", self.object.pk, " ".join(complaints))
