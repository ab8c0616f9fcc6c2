from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "toelab.home"
    label = "home"
