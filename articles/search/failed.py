"""Keeps what readers looked for in vain, so that an editor can add a synonym or write the article.

Nothing is kept that could tell who searched: no address, no time of single searches, and no text that looks like
somebody's mail address or telephone number.
"""

import logging
import re

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles.search.models import FailedSearch, normalised

MAX_ROWS = 500
_PERSONAL = re.compile(r"[@＠]|(?:[-‐－\s]?\d){7}")

logger = logging.getLogger(__name__)


def record_failed_search(query: str) -> None:
    """Count a search without results. At most MAX_ROWS texts are kept, the frequent and recent ones.

    Never raises for the database's sake: a reader's page does not depend on statistics.
    """
    text = normalised(query)
    if not text or _PERSONAL.search(query):
        return
    try:
        with transaction.atomic():
            _count(text)
    except DatabaseError:
        logger.exception("a search without results could not be counted")


def _count(text: str) -> None:
    known = FailedSearch.objects.filter(text=text)
    if known.update(times=F("times") + 1, last_seen=timezone.now()):
        return
    try:
        with transaction.atomic():
            FailedSearch.objects.create(text=text)
    except IntegrityError:  # another reader has just looked for the same
        known.update(times=F("times") + 1)
        return
    kept = FailedSearch.objects.order_by("-times", "-last_seen").values("pk")[:MAX_ROWS]
    if FailedSearch.objects.count() > MAX_ROWS:
        FailedSearch.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
