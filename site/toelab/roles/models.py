"""What each group was given by us, so that it is given once.

Django announces post_migrate only to apps that have this module.
"""

from django.contrib.auth.models import Group, Permission
from django.db import models


class Offered(models.Model):
    """A permission that a role's group was given when it appeared. Whether the group still has it is the owner's."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["group", "permission"], name="role_permission_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.permission}"
