"""Taking something offline that others need: refused, and called off where a date would do it."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.log_actions import log

logger = logging.getLogger(__name__)

CALLED_OFF = "articles.withdrawal_called_off"


def withdraw(
    what: Model, reason: str | None, unpublish: Callable[..., Any], *, set_expired: bool, **options: Any
) -> None:
    """Unpublish `what` unless there is a reason against it; then raise it as ValidationError.

    When its last hour has come (`set_expired`) nothing is raised: `publish_scheduled` would stop there and leave
    everything after it undone. What is needed stays, loses the date, and its history says why.
    """
    if not reason:
        unpublish(set_expired=set_expired, **options)
    elif set_expired:
        call_off(what, reason)
    else:
        raise ValidationError(reason)


def call_off(what: Model, reason: str) -> None:
    """Take its last hour from something that is needed, and let its history say why."""
    type(what)._default_manager.filter(pk=what.pk).update(expire_at=None)
    log(what, CALLED_OFF, data={"reason": reason})
    logger.error("%s stays published: %s", what, reason)
