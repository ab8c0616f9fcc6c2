"""Members of each role."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

Member = Callable[[str], Client]


@pytest.fixture
def member(db: None) -> Member:
    """Return a browser signed in as a member of the named group."""

    def sign_in(role: str) -> Client:
        user = get_user_model().objects.create_user(f"member-of-{role}", password="p")
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
