"""What the commands that ask Stripe have in common: no traceback when it cannot be asked."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from stripe import StripeError

NO_KEY = """\
環境変数 STRIPE_SECRET_KEY がないので、Stripe に問い合わせられません。
STRIPE_SECRET_KEY と STRIPE_WEBHOOK_SECRET を設定して、もう一度実行してください。
quickstart のサイトのときは、それを動かしたまま、次のように実行してください。
  uv run --env-file {folder}/stripe_sandbox.env manage.py {command}"""


class StripeCommand(BaseCommand):
    """A command that asks Stripe: subclasses do their work in `ask`."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the work. Raises CommandError when there is no key or Stripe cannot be asked."""
        if not settings.STRIPE_SECRET_KEY:
            name = type(self).__module__.rpartition(".")[2]
            raise CommandError(NO_KEY.format(folder=settings.DATA_DIR, command=name))
        try:
            self.ask(**options)
        except StripeError as error:
            # The library's words about a lost connection are a page long and say no more than the error's name.
            why = f"{type(error).__name__}: {error}" if error.http_status else type(error).__name__
            raise CommandError(
                f"Stripe（{settings.STRIPE_API_BASE or 'api.stripe.com'}）に問い合わせられませんでした（{why}）。"
                "しばらくしてから、もう一度実行してください。"
                "続くときは、STRIPE_SECRET_KEY と STRIPE_API_BASE を確かめてください。"
            ) from error

    def ask(self, **options: Any) -> None:
        """What this command does."""
        raise NotImplementedError
