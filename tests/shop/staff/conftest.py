"""A member of staff at the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Return a browser signed in with just the named permissions ("shop.view_order") and the way into the admin."""

    def client_with(*permissions: str, name: str = "tencho") -> Client:
        user = get_user_model().objects.create_user(name, f"{name}@toelab.example", "p", first_name="はな")
        for permission in ("wagtailadmin.access_admin", *permissions):
            app_label, codename = permission.split(".")
            user.user_permissions.add(
                Permission.objects.get(content_type__app_label=app_label, codename=codename)
            )
        client = Client()
        client.force_login(user)
        return client

    return client_with


@pytest.fixture
def admin(admin_client: Client) -> Client:
    """A browser that may do everything."""
    return admin_client
