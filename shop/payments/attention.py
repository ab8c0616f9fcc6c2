"""Calling a person: a row in the attention inbox and one mail to the shop. Both exactly once per key."""

from django.db import transaction
from django.utils import timezone

from shop.orders.models import Order
from shop.outbox.sending import put
from shop.payments.after_models import Attention
from shop.payments.tasks import wake


def call(key: str, kind: Attention.Kind, text: str, order: Order | None = None) -> None:
    """Ask for a person's attention. The same `key` again changes nothing. Inside the deciding transaction."""
    row = Attention(key=key, kind=kind, text=text, order=order)
    Attention.objects.bulk_create([row], ignore_conflicts=True)
    number = order.number if order else ""
    put(f"attention:{key}", "shop.alert", {"number": number, "what": str(kind), "text": text})
    transaction.on_commit(wake)


def orphan_key(session_id: str) -> str:
    """Return the key of the call about a session whose order we do not have."""
    return f"orphan:{session_id}"


def resolve(key: str, *, actor: str = "", note: str = "") -> None:
    """Mark one call as dealt with; nothing happens when there is none or it was before."""
    Attention.objects.filter(key=key, resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by=actor[:150], note=note[:500]
    )
