"""What may come after a payment: refunds, disputes, and whatever needs a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.orders.models import Order
from shop.payments.stripe_words import DISPUTE_REASONS, DISPUTE_STATUSES, REFUND_FAILURES, in_words


class Refund(models.Model):
    """Money on its way back to a customer: asked for by us (then it has a key before Stripe knows it) or in Stripe's
    dashboard. The ledger counts it when it has succeeded, and counts it back when it fails after that.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", _("手続き中")
        REQUIRES_ACTION = "requires_action", _("お客さまの口座登録待ち")
        PENDING = "pending", _("処理中")
        SUCCEEDED = "succeeded", _("返金済み")
        FAILED = "failed", _("失敗")
        CANCELED = "canceled", _("取り消し")

    GIVEN_UP = (Status.FAILED, Status.CANCELED)
    ACCEPTED = (Status.REQUIRES_ACTION, Status.PENDING, Status.SUCCEEDED)

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("注文"))
    payment_ref = models.CharField(_("入金のID"), max_length=255)
    key = models.CharField(_("冪等キー"), max_length=80, unique=True, null=True, blank=True)
    stripe_id = models.CharField(_("StripeのID"), max_length=255, unique=True, null=True, blank=True)
    amount = models.PositiveIntegerField(_("金額（円）"))
    # Order line id → units, for a refund by line; {} when only an amount was given back.
    lines = models.JSONField(_("対象の行"), default=dict, blank=True)
    status = models.CharField(_("状態"), max_length=20, choices=Status, default=Status.REQUESTED)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    # Text, not a key: history outlives the staff member. "" for the shop itself and for Stripe's dashboard.
    actor = models.CharField(_("担当"), max_length=150, blank=True)
    problem = models.TextField(_("問題"), blank=True)
    created_at = models.DateTimeField(_("作成"), auto_now_add=True)
    changed_at = models.DateTimeField(_("最終変更"), auto_now=True)

    class Meta:
        verbose_name = _("返金")
        verbose_name_plural = _("返金")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=1), name="refund_of_something")]

    def __str__(self) -> str:
        return self.stripe_id or self.key or str(self.pk)

    @property
    def counts(self) -> bool:
        """Whether it takes away from what can still be given back."""
        return self.status not in self.GIVEN_UP

    @property
    def why_not(self) -> str:
        """Why it failed, for the staff; `problem` is Stripe's code, or a sentence when Stripe refused it at once."""
        return in_words(REFUND_FAILURES, self.problem)


class Dispute(models.Model):
    """A card holder denies the payment. While it is open, and when it is lost, nothing is shipped or downloaded."""

    WON = ("won", "warning_closed", "prevented")
    DECIDED = (*WON, "lost")

    stripe_id = models.CharField(_("StripeのID"), max_length=255, unique=True)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="disputes", verbose_name=_("注文")
    )
    amount = models.PositiveIntegerField(_("金額（円）"))
    reason = models.CharField(_("理由"), max_length=60, blank=True)
    status = models.CharField(_("状態"), max_length=30)
    due_by = models.DateTimeField(_("回答期限"), null=True, blank=True)
    created_at = models.DateTimeField(_("作成"), auto_now_add=True)

    class Meta:
        verbose_name = _("異議申し立て")
        verbose_name_plural = _("異議申し立て")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.stripe_id

    @property
    def freezes(self) -> bool:
        """Whether the order must stand still because of it."""
        return self.status not in self.WON

    @property
    def status_words(self) -> str:
        """How far the bank has come, for the staff."""
        return in_words(DISPUTE_STATUSES, self.status)

    @property
    def reason_words(self) -> str:
        """What the card holder says, for the staff."""
        return in_words(DISPUTE_REASONS, self.reason)


class Attention(models.Model):
    """One thing that a person has to look at. None open is the normal state of a shop."""

    class Kind(models.TextChoices):
        QUARANTINED = "quarantined", _("内容の一致しないお支払い")
        UNFILLABLE = "unfillable", _("お支払い後の在庫切れ")
        PAID_TWICE = "paid-twice", _("二重のお支払い")
        REFUSED = "refused", _("Stripeが受け付けなかった決済")
        REFUND_FAILED = "refund-failed", _("返金の失敗")
        DISPUTE = "dispute", _("異議申し立て")
        SILENT_WEBHOOK = "silent-webhook", _("Stripeからの通知が届かない")
        WRONG_MODE = "wrong-mode", _("本番・テストを取り違えた通知")
        BALANCE = "balance", _("Stripeの残高との不一致")
        ORPHAN = "orphan", _("注文の見つからないお支払い")
        UNDONE = "undone", _("終わらない処理")

    key = models.CharField(_("キー"), max_length=150, unique=True)
    kind = models.CharField(_("種類"), max_length=20, choices=Kind)
    order = models.ForeignKey(
        Order,
        null=True,
        on_delete=models.PROTECT,
        related_name="attentions",
        verbose_name=_("注文"),
    )
    text = models.TextField(_("内容"))
    created_at = models.DateTimeField(_("発生"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("対応済み"), null=True, blank=True)
    resolved_by = models.CharField(_("対応した人"), max_length=150, blank=True)
    note = models.CharField(_("対応のメモ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("要確認")
        verbose_name_plural = _("要確認")
        ordering = ["resolved_at", "-id"]

    def __str__(self) -> str:
        return self.key
