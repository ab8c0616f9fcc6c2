"""Where Stripe calls."""

from django.urls import path

from shop.payments.webhook import webhook

urlpatterns = [path("stripe/webhook/", webhook, name="stripe_webhook")]
