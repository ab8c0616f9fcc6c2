from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "toelab.demo"
    label = "demo"
