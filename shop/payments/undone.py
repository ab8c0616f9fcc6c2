"""Calling a person for what never leaves the outbox: a refund Stripe keeps failing, a mail nobody takes."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.orders.models import Order
from shop.outbox.models import Outbox
from shop.outbox.overdue import is_failing, overdue
from shop.payments.after_models import Attention, Refund
from shop.payments.attention import call, resolve

KEY = "outbox:"

WORDS: dict[str, str | Promise] = {
    "order.refund": gettext_lazy("Stripeへの返金の依頼"),
    "order.grants": gettext_lazy("ダウンロード権の更新"),
    "order.mail.": gettext_lazy("お客さまへのメール"),
    "payment.close": gettext_lazy("残った支払い手続きの終了"),
    "payment.refunds": gettext_lazy("Stripeで行われた返金の確認"),
    "payments.balance": gettext_lazy("Stripeの残高との照合"),
    "stock.low": gettext_lazy("在庫のお知らせメール"),
}
"""What the shop's people call a row, by the beginning of its kind."""

ALERT = "shop.alert"
"""The mail about a call. It stands in the attention inbox already: a call about that mail would bring another."""


def notice_undone(*, untried_too: bool = False) -> None:
    """Call a person once for each row that is undone for too long, and close the calls whose rows are done since.

    Rows that were never tried are left out unless `untried_too`: a worker that has just come back after a night sends
    them in the next moment.
    """
    for row in overdue():
        if row.kind != ALERT and (untried_too or is_failing(row)):
            _call(row)
    _close_done()


def left_to_do() -> list[Outbox]:
    """Return what is overdue, without what a person was called for and has closed: a mail that no server will ever take
    cannot be undone for the rest of time. (A refund that was never sent is missed by its own row.)
    """
    closed = Attention.objects.filter(key__startswith=KEY).exclude(resolved_by="")
    keys = set(closed.values_list("key", flat=True))
    return [row for row in overdue() if f"{KEY}{row.pk}" not in keys]


def _call(row: Outbox) -> None:
    key = f"{KEY}{row.pk}"
    if Attention.objects.filter(key=key).exists():
        return
    with transaction.atomic():
        call(key, Attention.Kind.UNDONE, _text(row), _order_of(row))


def _close_done() -> None:
    """Nobody has to look for what came right by itself."""
    calls = Attention.objects.filter(key__startswith=KEY, resolved_at=None).values_list("key", flat=True)
    pks = [int(key.removeprefix(KEY)) for key in calls]
    if not pks:
        return
    for pk in Outbox.objects.filter(pk__in=pks).exclude(done_at=None).values_list("pk", flat=True):
        resolve(f"{KEY}{pk}", note=_("あとで完了しました。"))


def _text(row: Outbox) -> str:
    words = {
        "what": next((text for kind, text in WORDS.items() if row.kind.startswith(kind)), row.kind),
        "since": f"{timezone.localtime(row.created_at):%Y-%m-%d %H:%M}",
        "tries": row.tries,
        "error": row.error[:500],
        "key": row.key,
    }
    if not row.tries:
        return (
            _(
                "%(what)s（%(since)sに予定、%(key)s）が、一度も試されていません。"
                "db_workerとshop_sweepが動いているか、確かめてください。"
            )
            % words
        )
    return (
        _(
            "%(what)s（%(since)sに予定、%(key)s）が、%(tries)s回試しても終わりません。自動で試し続けますが、"
            "お客さまへの連絡などの対応を考えてください。直近のエラー: %(error)s"
        )
        % words
    )


def _order_of(row: Outbox) -> Order | None:
    if "order" in row.payload:
        return Order.objects.filter(pk=row.payload["order"]).first()
    refund = Refund.objects.select_related("order").filter(pk=row.payload.get("refund")).first()
    return refund.order if refund else None
