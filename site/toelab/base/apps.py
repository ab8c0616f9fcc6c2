"""What every page shares."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "toelab.base"
    label = "base"
