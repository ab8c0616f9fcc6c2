"""Every address of the shop that is not a page; each room lists its own."""

from shop.basket.urls import urlpatterns as basket
from shop.checkout.urls import urlpatterns as checkout
from shop.delivery.urls import urlpatterns as delivery
from shop.payments.urls import urlpatterns as payments

urlpatterns = [*basket, *checkout, *delivery, *payments]
