"""The name under which what a person did is kept: it must outlive the account."""

from django.contrib.auth.models import AbstractUser, AnonymousUser


def signature(user: AbstractUser | AnonymousUser) -> str:
    """Return "full name (login)", or the login alone."""
    full_name = user.get_full_name() if isinstance(user, AbstractUser) else ""
    return f"{full_name} ({user.get_username()})" if full_name.strip() else user.get_username()
