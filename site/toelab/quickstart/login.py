"""The first login of the admin: made once, shown at every start while its password is unchanged."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

USERNAME = "owner"


def login_file() -> Path:
    """Where the generated password is kept, readable by this user only."""
    return Path(settings.DATA_DIR) / "admin-login.txt"


def ensure_login() -> str | None:
    """Return the password of the login `owner`, making the login if there is no superuser yet.

    None means that somebody has chosen passwords of their own: then nothing is changed and nothing shown.
    """
    users = get_user_model()._default_manager
    if not users.filter(is_superuser=True).exists() and not users.filter(username=USERNAME).exists():
        password = secrets.token_urlsafe(9)
        path = login_file()
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(f"{USERNAME}\n{password}\n")
        user = users.create_superuser(USERNAME, "owner@toelab.example", password)
        user.groups.add(*Group.objects.filter(name__in=["オーナー"]))
        return password
    try:
        password = login_file().read_text().splitlines()[1]
    except (OSError, IndexError):
        return None
    owner = users.filter(username=USERNAME, is_active=True).first()
    return password if owner and owner.check_password(password) else None
