"""Addresses of the basket."""

from django.urls import path

from shop.basket import views

urlpatterns = [
    path("basket/", views.basket, name="basket"),
    path("basket/add/", views.add, name="basket_add"),
    path("basket/count/", views.count, name="basket_count"),
]
