"""The commands that ask Stripe, when it cannot be asked: a sentence that says what to do, and no traceback."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize("command", ["shop_sweep", "shop_reconcile"])
def test_without_a_key_a_command_says_how_to_give_it_one(settings: Any, command: str) -> None:
    settings.STRIPE_SECRET_KEY = ""

    with pytest.raises(
        CommandError, match=f"(?s)STRIPE_SECRET_KEY がない.*stripe_sandbox.env manage.py {command}"
    ):
        call_command(command)


@pytest.mark.django_db
def test_a_stripe_that_does_not_answer_is_named(settings: Any, hurried: None) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(
        CommandError, match="127.0.0.1:9）に問い合わせられませんでした（APIConnectionError）.*もう一度実行"
    ):
        call_command("shop_reconcile")
