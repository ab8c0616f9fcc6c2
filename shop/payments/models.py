"""Payment attempts, Stripe's inbox and the ledger."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order
from shop.outbox.work import Work


class PaymentAttempt(models.Model):
    """One try to be paid for an order: one Checkout session at Stripe.

    The exact request body is stored before Stripe is called: the same key with the same body may be sent again
    after any accident, and Stripe answers with the same session.
    """

    class Status(models.TextChoices):
        CREATING = "creating", _("準備中")
        OPEN = "open", _("手続き中")
        AWAITING_KONBINI = "awaiting_konbini", _("コンビニ支払い待ち")
        PAID = "paid", _("支払い済み")
        EXPIRED = "expired", _("期限切れ")
        REFUSED = "refused", _("Stripeが受け付けず")
        QUARANTINED = "quarantined", _("保留（要確認）")

    LIVE = (Status.CREATING, Status.OPEN, Status.AWAITING_KONBINI)

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("注文")
    )
    n = models.PositiveSmallIntegerField(_("回"), default=1)
    idem_key = models.CharField(_("冪等キー"), max_length=80, unique=True)
    request_body = models.JSONField(_("リクエスト"))
    session_id = models.CharField(_("StripeセッションID"), max_length=255, unique=True, null=True, blank=True)
    url = models.TextField(_("支払いページ"), blank=True)
    expires_at = models.DateTimeField(_("支払い期限"))
    status = models.CharField(_("状態"), max_length=20, choices=Status, default=Status.CREATING)
    problem = models.TextField(_("問題"), blank=True)
    # The convenience store slip: {"url", "stores": {store: {"confirmation_number", "payment_code"}}}.
    slip = models.JSONField(_("コンビニ払込票"), null=True, blank=True)
    slip_deadline = models.DateTimeField(_("コンビニ支払い期限"), null=True, blank=True)
    created_at = models.DateTimeField(_("作成"), auto_now_add=True)

    class Meta:
        verbose_name = _("決済の試行")
        verbose_name_plural = _("決済の試行")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "n"], name="payment_attempt_once"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(status__in=["creating", "open", "awaiting_konbini"]),
                name="payment_attempt_one_live",
            ),
        ]

    def __str__(self) -> str:
        return self.idem_key

    @property
    def hold(self) -> str:
        """The name of the stock this attempt keeps."""
        return f"attempt-{self.order_id.hex}-{self.n}"

    @property
    def is_live(self) -> bool:
        """Whether it may still be paid."""
        return self.status in self.LIVE


class StripeInbox(Work):
    """One event as Stripe sent it, kept before it is answered, so that nothing is lost when we fall over."""

    event_id = models.CharField(_("イベントID"), max_length=255, primary_key=True)
    type = models.CharField(_("種類"), max_length=100)
    created = models.DateTimeField(_("発生"))
    livemode = models.BooleanField(_("本番"))
    api_version = models.CharField(_("APIバージョン"), max_length=40, blank=True)
    object_id = models.CharField(_("対象ID"), max_length=255, blank=True)
    body = models.JSONField(_("本文"))
    received_at = models.DateTimeField(_("受信"), auto_now_add=True)
    # How it arrived: brought by the webhook, or fetched by us because the webhook had not been reached.
    is_fetched = models.BooleanField(_("こちらから取得"), default=False, editable=False)

    class Meta:
        verbose_name = _("Stripeからの通知")
        verbose_name_plural = _("Stripeからの通知")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="stripe_inbox_due")]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Ledger(models.Model):
    """Money that moved, in yen. A payment adds, a refund or a dispute takes away, a refund that failed or a dispute that
    was won adds again, and Stripe keeps fees; every ref counts once.
    """

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("入金")
        REFUND = "refund", _("返金")
        DISPUTE = "dispute", _("異議申し立て")
        FEE = "fee", _("手数料")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="ledger", verbose_name=_("注文"))
    kind = models.CharField(_("種類"), max_length=10, choices=Kind)
    ref = models.CharField(_("StripeのID"), max_length=255)
    amount = models.IntegerField(_("金額（円）"))
    created_at = models.DateTimeField(_("日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("入出金")
        verbose_name_plural = _("入出金台帳")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="ledger_ref_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount:+,} {self.ref}"
