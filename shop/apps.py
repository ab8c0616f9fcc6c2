"""The shop as one Django app."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    name = "shop"
    label = "shop"
    verbose_name = _("ショップ")

    def ready(self) -> None:
        """Connect the rooms: models and settings can be imported only from here on."""
        from shop.catalogue.models import Variant  # noqa: PLC0415
        from shop.delivery import mails  # noqa: PLC0415
        from shop.outbox.sending import after_delivery, handles  # noqa: PLC0415
        from shop.payments.balancing import balance_handler  # noqa: PLC0415
        from shop.payments.checks import check_stripe_settings  # noqa: PLC0415
        from shop.payments.refunding import carry_out, settle_refunds_of_charge  # noqa: PLC0415
        from shop.payments.starting import close_attempt  # noqa: PLC0415
        from shop.payments.undone import notice_undone  # noqa: PLC0415
        from shop.stock.receivers import make_stock_row  # noqa: PLC0415

        post_save.connect(make_stock_row, sender=Variant, dispatch_uid="shop.make_stock_row")
        register(check_stripe_settings)
        handles("order.grants", mails.grants_handler)
        handles("order.mail.paid", mails.paid_mail_handler)
        handles("order.mail.konbini", mails.konbini_mail_handler)
        handles("order.mail.konbini_reminder", mails.konbini_reminder_handler)
        handles("order.mail.konbini_lapsed", mails.konbini_lapsed_handler)
        handles("order.refund", lambda row: carry_out(row.payload["refund"]))
        handles("payments.balance", balance_handler)
        handles("payment.close", lambda row: close_attempt(row.payload["attempt"]))
        handles("payment.refunds", lambda row: settle_refunds_of_charge(row.payload["charge"]))
        handles("order.mail.refund", mails.refund_mail_handler)
        handles("order.mail.shipped", mails.shipped_mail_handler)
        handles("shop.alert", mails.alert_handler)
        handles("stock.low", mails.low_stock_handler)
        after_delivery(notice_undone)
