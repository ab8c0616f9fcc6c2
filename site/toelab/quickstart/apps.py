from django.apps import AppConfig


class QuickstartConfig(AppConfig):
    name = "toelab.quickstart"
    label = "quickstart"
