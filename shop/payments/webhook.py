"""Where Stripe calls: verify, keep, answer 200. Thinking happens later, in the worker."""

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

import stripe
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shop.payments.after_models import Attention
from shop.payments.attention import call
from shop.payments.client import is_live
from shop.payments.models import StripeInbox
from shop.payments.tasks import wake

MAX_BYTES = 256 * 1024
TOLERANCE_SECONDS = 300
OTHER_MODE = gettext_lazy("保留: 本番とテストを取り違えた通知です")
logger = logging.getLogger(__name__)


class RefusedError(ValueError):
    """Not a message from Stripe to this shop."""


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Keep a genuine event in the inbox and answer 200; answer 400 to everything else.

    An event of the other mode (test or live) is kept too, but quarantined: it is never acted on, and a person is
    told. Refusing it would make Stripe repeat it for days and then switch the endpoint off.
    A database error becomes 500, and Stripe sends the event again.
    """
    try:
        event = _verified(_body(request), request.headers.get("Stripe-Signature", ""))
        row = row_of(event)
    except RefusedError as error:
        logger.warning("stripe webhook refused: %s", error)
        return HttpResponse("refused", status=400, content_type="text/plain")
    with transaction.atomic():
        if row.livemode is not is_live():
            _quarantine(row)
        StripeInbox.objects.bulk_create([row], ignore_conflicts=True)
    wake()
    return HttpResponse("kept", content_type="text/plain")


def _quarantine(row: StripeInbox) -> None:
    """Nothing is to be done with it, and one call a day is enough for a person."""
    row.done_at = timezone.now()
    row.error = str(OTHER_MODE)
    call(
        f"wrong-mode:{timezone.localdate()}",
        Attention.Kind.WRONG_MODE,
        _(
            "%(mode)sの通知（%(event)s）が届きました。処理せずに保管しています。"
            "Stripeの管理画面で、Webhookの送信先がこのサイトの環境（本番・テスト）に合っているか確かめてください。"
        )
        % {"mode": _("本番環境") if row.livemode else _("テスト環境"), "event": row.event_id},
    )


def _body(request: HttpRequest) -> str:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MAX_BYTES:
        raise RefusedError("body too large")
    raw = request.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise RefusedError("body too large")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise RefusedError("body is not UTF-8") from error


def _verified(body: str, signature: str) -> dict[str, Any]:
    """Return the event in `body` if one of the secrets signed it within five minutes of now, past or future."""
    if not signature.isascii():
        # The library would compare it as text and fail.
        raise RefusedError("signature is not ASCII")
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS)
        except stripe.SignatureVerificationError:
            continue
        break
    else:
        raise RefusedError("no secret fits the signature")
    # The library only looks for signatures that are too old.
    if _signed_at(signature) > time.time() + TOLERANCE_SECONDS:
        raise RefusedError("signed in the future")
    try:
        event = json.loads(body)
    except json.JSONDecodeError as error:
        raise RefusedError("body is not JSON") from error
    if not isinstance(event, dict):
        raise RefusedError("body is not an event")
    return event


def _signed_at(signature: str) -> int:
    return next(int(part[2:]) for part in signature.split(",") if part.startswith("t="))


def row_of(event: dict[str, Any]) -> StripeInbox:
    """Return the inbox row for a genuine event, not yet saved. Raises RefusedError when it is not fit for one."""
    try:
        row = StripeInbox(
            event_id=event["id"],
            type=event["type"],
            created=datetime.fromtimestamp(event["created"], tz=UTC),
            livemode=event["livemode"],
            api_version=event.get("api_version") or "",
            object_id=str(event["data"]["object"].get("id", "")),
            body=event,
        )
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise RefusedError("not shaped like an event") from error
    if not isinstance(row.event_id, str) or not isinstance(row.type, str) or len(row.event_id) > 255:
        raise RefusedError("not shaped like an event")
    if not isinstance(row.livemode, bool):
        raise RefusedError("not shaped like an event")
    return row
