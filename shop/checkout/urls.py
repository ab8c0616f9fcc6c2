"""Addresses of the checkout."""

from django.urls import path

from shop.checkout import views
from shop.checkout.again import again
from shop.checkout.done import done

urlpatterns = [
    path("checkout/", views.address, name="checkout_address"),
    path("checkout/confirm/", views.confirm, name="checkout_confirm"),
    path("checkout/done/", done, name="checkout_done"),
    path("checkout/again/<slug:token>/", again, name="checkout_again"),
    path("checkout/left/", views.left, name="checkout_left"),
]
