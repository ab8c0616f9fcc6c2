"""The last app of the list: its post_migrate comes when the permissions of all others exist."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_missing_roles(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the groups that do not exist yet (post_migrate)."""
    from toelab.roles.making import make_roles  # noqa: PLC0415 -- models exist only from here on

    make_roles(using)


class RolesConfig(AppConfig):
    name = "toelab.roles"
    label = "roles"

    def ready(self) -> None:
        """Make the groups after every migrate."""
        post_migrate.connect(make_missing_roles, sender=self, dispatch_uid="toelab.roles")
