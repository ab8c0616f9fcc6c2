"""Members of the staff for the browser tests: one writer, one publisher."""

import os
import subprocess
import sys

import pytest

from tests.browser.quickstart_site import ROOT, QuickstartSite

PASSWORD = "asiyubi-kenkyu-1"
WRITER, PUBLISHER = "kakite", "koukai"
MAKE_STAFF = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
for username, role in (("kakite", "執筆者"), ("koukai", "公開担当")):
    user, made = get_user_model().objects.get_or_create(username=username, email=f"{username}@example.jp")
    user.set_password("{PASSWORD}")
    user.save()
    user.groups.add(Group.objects.get(name=role))
""".replace("{PASSWORD}", PASSWORD)


@pytest.fixture(scope="module")
def staff(site: QuickstartSite) -> None:
    """One person of each role, as the owner would have made them; made once, however many files ask."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", MAKE_STAFF],
        cwd=ROOT,
        env={**os.environ, **site.environment},
        check=True,
        capture_output=True,
    )
