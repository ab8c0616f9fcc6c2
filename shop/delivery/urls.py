"""Addresses of orders and downloads."""

from django.urls import path

from shop.delivery.downloads import begin, download
from shop.delivery.order_page import order_page

urlpatterns = [
    path("orders/<slug:token>/", order_page, name="order"),
    path("orders/<slug:token>/download/<int:grant>/", begin, name="order_download"),
    path("download/<str:token>/", download, name="download"),
]
