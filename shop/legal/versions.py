"""Which wording of the terms was in force: kept with every order as proof."""

import hashlib

from shop.legal.models import LegalPage, TradeLaw


def terms_version() -> str:
    """Return a short text that changes whenever the terms page is published again or a row of the law changes.

    Form: "terms:<revision id>;law:<12 hex digits>". Revision id 0 means that no terms page is live.
    """
    revision = (
        LegalPage.objects.live()
        .filter(kind=LegalPage.Kind.TERMS)
        .values_list("live_revision_id", flat=True)
        .first()
    )
    rows = sorted((row.kind, row.shown_text) for row in TradeLaw.current().rows.all())
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:12]
    return f"terms:{revision or 0};law:{digest}"
