"""Production starts only with all its secrets, and never towards anything but Stripe."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "www.example.jp",
    "SITE_URL": "https://www.example.jp",
    "DATA_DIR": "/tmp/toelab-production-test",
    "EMAIL_URL": "smtp+tls://u:p@mail.example.jp",
    "DEFAULT_FROM_EMAIL": "shop@example.jp",
    "STRIPE_SECRET_KEY": "sk_live_x",
    "STRIPE_WEBHOOK_SECRET": "whsec_a,whsec_b",
}


def start(**changes):
    """Import the production settings in a process of its own; return (exit code, stderr)."""
    environment = {"PATH": os.environ["PATH"], **COMPLETE, **changes}
    code = "from toelab.settings import production as p; print(p.STRIPE_WEBHOOK_SECRETS, p.DEBUG)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_it_starts_when_everything_is_there():
    assert start() == (0, "['whsec_a', 'whsec_b'] False\n")


@pytest.mark.parametrize("name", COMPLETE)
def test_it_refuses_to_start_without(name):
    code, said = start(**{name: ""})
    assert code != 0
    assert name in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"STRIPE_API_BASE": "http://127.0.0.1:12111"}, "STRIPE_API_BASE"),
        ({"SITE_URL": "http://www.example.jp"}, "https"),
        ({"SECRET_KEY": "short"}, "50"),
        ({"STRIPE_SECRET_KEY": "whsec_wrong"}, "not a Stripe key"),
    ],
)
def test_it_refuses_settings_that_would_be_unsafe(changes, said):
    code, output = start(**changes)
    assert code != 0
    assert said in output
