"""Gathers the models of the shop's rooms for Django."""

from shop.basket.models import Basket, BasketLine
from shop.catalogue.models import DigitalFile, Product, Variant
from shop.checkout.models import CheckoutDraft
from shop.delivery.models import DownloadGrant, Shipment
from shop.legal.models import LegalIndexPage, LegalPage, ShippingSettings, TradeLaw, TradeLawRow
from shop.orders.models import Order, OrderEvent, OrderLine
from shop.outbox.models import Outbox
from shop.payments.after_models import Attention, Dispute, Refund
from shop.payments.models import Ledger, PaymentAttempt, StripeInbox
from shop.stock.models import Stock, StockMove
from shop.storefront.models import ProductImage, ProductPage, ShopIndexPage

__all__ = [
    "Attention",
    "Basket",
    "BasketLine",
    "CheckoutDraft",
    "DigitalFile",
    "Dispute",
    "DownloadGrant",
    "Ledger",
    "LegalIndexPage",
    "LegalPage",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Outbox",
    "PaymentAttempt",
    "Product",
    "ProductImage",
    "ProductPage",
    "Refund",
    "Shipment",
    "ShippingSettings",
    "ShopIndexPage",
    "Stock",
    "StockMove",
    "StripeInbox",
    "TradeLaw",
    "TradeLawRow",
    "Variant",
]
