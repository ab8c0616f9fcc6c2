from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "toelab.guide"
    label = "guide"
