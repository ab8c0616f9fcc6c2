"""settle(session_id): the only writer of payment state.

The webhook worker, the thank-you page and everything else that hears about a payment call it. It asks Stripe
for the session as it is now (never trusts what an event said), and then, in one transaction, with the order
locked first, the basket second and stock last, writes the ledger, moves the order up, and commits or releases
the stock. It may run any number of times, in any order, at the same time; the result is the same.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shop.basket.changing import take_out_bought
from shop.basket.models import Basket
from shop.failpoints import failpoint
from shop.orders import states
from shop.orders.history import record
from shop.orders.models import Order
from shop.orders.moving import lock, move
from shop.outbox.sending import put
from shop.payments.after_models import Attention
from shop.payments.attention import call, resolve
from shop.payments.client import is_live, stripe_client
from shop.payments.models import Ledger, PaymentAttempt
from shop.payments.reading import SessionFacts, mismatches, read_session
from shop.payments.refunding import ask
from shop.payments.tasks import wake
from shop.stock.holds import OutOfStockError, StockLine, commit, held, release, reserve

Status = PaymentAttempt.Status

JAPAN = ZoneInfo("Asia/Tokyo")
REMIND_AT = time(10)


class UnknownSessionError(LookupError):
    """Stripe knows the session, the shop does not (yet): no attempt with this id or these metadata."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling came to."""

    order: Order
    attempt: PaymentAttempt


def settle(session_id: str, *, quick: bool = False) -> Settled:
    """Bring the order of a Checkout session to the state Stripe says it is in.

    `quick` gives up after about three seconds, for a page that somebody waits for.
    Raises UnknownSessionError when no order belongs to the session, stripe.StripeError when Stripe cannot be
    asked; then nothing has changed and the call can be repeated.
    """
    session = stripe_client(quick=quick).v1.checkout.sessions.retrieve(
        session_id, params={"expand": ["payment_intent.latest_charge"]}
    )
    facts = read_session(session)
    failpoint("settle.read")
    found = _find(facts)
    with transaction.atomic(durable=True):
        order = lock(found.order_id)
        attempt = PaymentAttempt.objects.select_for_update().get(pk=found.pk)
        attempt.order = order
        _apply(order, attempt, facts)
        failpoint("settle.applied")
    failpoint("settle.done")
    return Settled(order, attempt)


def _find(facts: SessionFacts) -> PaymentAttempt:
    """By session id; before the id was saved, by the metadata we gave the session."""
    by_id = PaymentAttempt.objects.filter(session_id=facts.session_id).first()
    if by_id is not None:
        return by_id
    try:
        order_id, n = uuid.UUID(facts.order), int(facts.attempt)
    except ValueError:
        raise UnknownSessionError(facts.session_id) from None
    attempt = PaymentAttempt.objects.filter(order_id=order_id, n=n, session_id=None).first()
    if attempt is None:
        raise UnknownSessionError(facts.session_id)
    return attempt


def _apply(order: Order, attempt: PaymentAttempt, facts: SessionFacts) -> None:
    if attempt.status == Status.QUARANTINED:
        _let_go(order, attempt, facts)
        return
    if attempt.session_id is None:
        attempt.session_id, attempt.url = facts.session_id, facts.url
        attempt.save(update_fields=["session_id", "url"])
    wrong = mismatches(facts, order, attempt.n, livemode=is_live())
    if attempt.status == Status.EXPIRED and facts.is_returned and (wrong or attempt.problem):
        # What was let go of once comes back neither to be looked into nor to be fulfilled.
        return
    if wrong:
        _quarantine(order, attempt, wrong)
    elif facts.state == states.PAID:
        _paid(order, attempt, facts)
    elif facts.state in (states.EXPIRED, states.KONBINI_LAPSED):
        _expired(order, attempt, facts.state)
    elif facts.state == states.AWAITING_KONBINI:
        _awaiting_konbini(order, attempt, facts)
    elif attempt.is_live and move(order, facts.state, session=facts.session_id):
        _set_status(attempt, Status(facts.state))


def _awaiting_konbini(order: Order, attempt: PaymentAttempt, facts: SessionFacts) -> None:
    """The customer took a slip: keep its numbers, say so, and remind them in time."""
    if not attempt.is_live:
        return
    if facts.slip is not None and attempt.slip_deadline is None:
        attempt.slip, attempt.slip_deadline = facts.slip.numbers, facts.slip.deadline
        attempt.save(update_fields=["slip", "slip_deadline"])
    _set_status(attempt, Status.AWAITING_KONBINI)
    move(order, states.AWAITING_KONBINI, session=facts.session_id)
    if attempt.slip_deadline is None:
        return
    _promise(order, _nth("mail:konbini", attempt), "order.mail.konbini", attempt=attempt.pk)
    if (due := reminder_time(attempt.slip_deadline)) > timezone.now():
        key = _nth("mail:konbini-reminder", attempt)
        _promise(order, key, "order.mail.konbini_reminder", due_at=due, attempt=attempt.pk)


def reminder_time(deadline: datetime) -> datetime:
    """Return ten in the morning, in Japan, of the day before `deadline`'s day there."""
    day = deadline.astimezone(JAPAN).date() - timedelta(days=1)
    return datetime.combine(day, REMIND_AT, JAPAN)


def _paid(order: Order, attempt: PaymentAttempt, facts: SessionFacts) -> None:
    if order.total:
        # A no-cost order is settled without money, so the ledger has nothing to say about it.
        Ledger.objects.bulk_create(
            [Ledger(order=order, kind=Ledger.Kind.PAYMENT, ref=facts.payment_ref, amount=order.total)],
            ignore_conflicts=True,
        )
    if facts.refunded_charge and attempt.status != Status.PAID:
        # Given back before we heard of it: news of that may have come and gone without an order to belong to.
        _promise(order, _nth("refunds", attempt), "payment.refunds", charge=facts.refunded_charge)
    if order.state in (states.PAID, states.PAID_UNFILLABLE):
        _paid_before(order, attempt, facts)
        return
    _close_others(order, attempt)
    basket = Basket.objects.select_for_update().filter(orders=order).first()
    _set_status(attempt, Status.PAID)
    # How it was paid decides how it can be given back.
    payment = {"session": facts.session_id, "payment": facts.payment_ref, "method": facts.method}
    if _hand_over_stock(order, attempt):
        move(order, states.PAID, amount=order.total, **payment)
        _promise(order, "grants", "order.grants")
        _promise(order, "mail:paid", "order.mail.paid")
    else:
        move(order, states.PAID_UNFILLABLE, amount=order.total, **payment)
        _unfillable(order, facts)
    if basket is not None:
        bought = {line.variant_id: line.quantity for line in order.lines.all()}
        take_out_bought(basket, bought)
        _forget_hold(order, attempt)


def _unfillable(order: Order, facts: SessionFacts) -> None:
    """Tell a person and give the money back, unless somebody did so in the dashboard already."""
    if facts.is_returned:
        text = _(
            "%(total)s円が支払われましたが、在庫がありません。全額がStripeの管理画面から返金されています。"
        )
    else:
        text = _("%(total)s円が支払われましたが、在庫がありません。全額を自動で返金します。")
        ask(order, order.total, reason=_("お支払い後の在庫切れ"), key="auto")
    _alert(order, Attention.Kind.UNFILLABLE, text % {"total": f"{order.total:,}"})


def _close_others(order: Order, attempt: PaymentAttempt) -> None:
    """Late money for one attempt while another is open: nobody shall be able to pay twice."""
    for other in order.attempts.filter(status__in=PaymentAttempt.LIVE).exclude(pk=attempt.pk):
        _promise(order, f"close:{other.n}", "payment.close", attempt=other.pk)


def _nth(key: str, attempt: PaymentAttempt) -> str:
    """Each attempt has its own slip, and mails about it."""
    return key if attempt.n == 1 else f"{key}:{attempt.n}"


def _paid_before(order: Order, attempt: PaymentAttempt, facts: SessionFacts) -> None:
    """News of a payment we know; unless it is a second attempt of the same order: then a person gives it back."""
    if attempt.status == Status.PAID:
        return
    _set_status(attempt, Status.PAID)
    record(order, "paid_twice", session=attempt.session_id, payment=facts.payment_ref, method=facts.method)
    _forget_hold(order, attempt)
    release(attempt.hold, reason=_("支払い済みの注文"))
    _alert(
        order,
        Attention.Kind.PAID_TWICE,
        _(
            "支払い済みの注文に、もう一度（%(n)s回目の手続きで）支払われました。"
            "注文の画面の「返金する」から、多く受け取った分を返金してください。"
        )
        % {"n": attempt.n},
        suffix=f"-{attempt.n}",
    )


def _hand_over_stock(order: Order, attempt: PaymentAttempt) -> bool:
    """Commit what the attempt holds; if it was given back already, try to have it again. False: it is gone.

    What another attempt of the same order holds was kept for this customer, and is theirs.
    """
    wanted = [
        StockLine(line.sku, line.variant_id, line.quantity)
        for line in order.lines.all()
        if not line.is_digital
    ]
    mine = next((a.hold for a in (attempt, *order.attempts.order_by("-n")) if held(a.hold)), "")
    if wanted and not mine:
        late = f"{attempt.hold}-late"
        try:
            reserve(wanted, hold=late, order_number=order.number)
        except OutOfStockError:
            return False
        commit(late)
        return True
    commit(mine)
    return True


def _expired(order: Order, attempt: PaymentAttempt, state: str = states.EXPIRED) -> None:
    """Stripe itself says that the session can no longer be paid: the proof on which stock is given back."""
    if attempt.status == Status.PAID:
        return
    if attempt.is_live:
        _set_status(attempt, Status.EXPIRED)
    is_last = not order.attempts.filter(n__gt=attempt.n).exists()
    if is_last and move(order, state, session=attempt.session_id) and state == states.KONBINI_LAPSED:
        _promise(order, _nth("mail:konbini-lapsed", attempt), "order.mail.konbini_lapsed")
    _forget_hold(order, attempt)
    over = _("支払いの期限切れ") if state == states.EXPIRED else _("コンビニ支払いの期限切れ")
    release(attempt.hold, reason=over)


def _forget_hold(order: Order, attempt: PaymentAttempt) -> None:
    Basket.objects.filter(orders=order, hold=attempt.hold).update(hold="")


def refused(attempt: PaymentAttempt, reason: str, *, too_late: bool = False) -> None:
    """Close an attempt that Stripe answered with a definite no: there is no session, nothing can be paid.

    A person is told, unless it only came `too_late`: Stripe was out of reach until the stored time had run out.
    """
    with transaction.atomic(durable=True):
        order = lock(attempt.order_id)
        attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
        if attempt.status != Status.CREATING or attempt.session_id is not None:
            return
        attempt.problem = reason[:2000]
        _set_status(attempt, Status.REFUSED)
        move(order, states.EXPIRED, refused=reason[:500])
        _forget_hold(order, attempt)
        release(attempt.hold, reason=_("支払いを始められず"))
        if not too_late:
            _alert(
                order,
                Attention.Kind.REFUSED,
                _("Stripeが支払いの開始を受け付けませんでした: %(why)s") % {"why": reason[:500]},
                suffix=_suffix(attempt),
            )


def _quarantine(order: Order, attempt: PaymentAttempt, wrong: list[str]) -> None:
    """Keep the stock, fulfil nothing, tell a person."""
    attempt.problem = "\n".join(wrong)
    attempt.save(update_fields=["problem"])
    _set_status(attempt, Status.QUARANTINED)
    record(order, "quarantined", session=attempt.session_id, wrong=wrong)
    what_to_do = _(
        "お支払いの内容が注文と一致しないため、注文を止めています。Stripeの管理画面でお支払いを確かめてください。"
        "受け取るべきでないお支払いは、Stripeの管理画面で全額を返金すると、取り置いた商品が在庫に戻ります。"
    )
    text = "\n".join([what_to_do, *wrong])
    _alert(order, Attention.Kind.QUARANTINED, text, suffix=_suffix(attempt))


def _let_go(order: Order, attempt: PaymentAttempt, facts: SessionFacts) -> None:
    """End a quarantine on proof that no money of the customer is left in it: all given back, or never paid."""
    if not facts.is_returned and facts.state not in (states.EXPIRED, states.KONBINI_LAPSED):
        return
    record(order, "let_go", session=attempt.session_id, returned=facts.is_returned)
    note = (
        _("全額が返金されたため、自動で終わりました。")
        if facts.is_returned
        else _("支払われないまま終わりました。")
    )
    resolve(_call_key(order, Attention.Kind.QUARANTINED, _suffix(attempt)), note=note)
    _set_status(attempt, Status.EXPIRED)
    _expired(order, attempt)


def _set_status(attempt: PaymentAttempt, status: PaymentAttempt.Status) -> None:
    attempt.status = status
    attempt.save(update_fields=["status", "problem"])


def _alert(order: Order, kind: Attention.Kind, text: str, *, suffix: str = "") -> None:
    call(_call_key(order, kind, suffix), kind, text, order)


def _call_key(order: Order, kind: Attention.Kind, suffix: str) -> str:
    return f"order:{order.pk}:{kind}{suffix}"


def _suffix(attempt: PaymentAttempt) -> str:
    """Each attempt calls for itself: what a person has closed about one hides nothing about the next."""
    return "" if attempt.n == 1 else f"-{attempt.n}"


def _promise(order: Order, key: str, kind: str, *, due_at: datetime | None = None, **payload: object) -> None:
    """Put one thing about `order` into the outbox and wake the worker when this transaction is through."""
    put(f"order:{order.pk}:{key}", kind, {"order": str(order.pk), **payload}, due_at=due_at)
    transaction.on_commit(wake)
