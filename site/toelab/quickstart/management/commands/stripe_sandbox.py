"""`manage.py stripe_sandbox`: the Stripe sandbox alone, for a shop that runs elsewhere on this machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from toelab.quickstart.background import webhook_secret
from toelab.quickstart.problems import QuickstartError, check_data_dir, parse_address


class Command(BaseCommand):
    """Serves the sandbox and prints the settings with which the shop finds it."""

    help = "Stripe サンドボックスだけを動かします。"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", nargs="?", default="127.0.0.1:8001", help="ADDR:PORT（既定 127.0.0.1:8001）"
        )
        parser.add_argument("--webhook-url", default=f"{settings.SITE_URL}/stripe/webhook/")

    def handle(self, *args: Any, **options: Any) -> None:
        # Imported here: the sandbox and its server library are not installed in production.
        from stripe_sandbox import SandboxConfig, SandboxError, SandboxServer  # noqa: PLC0415

        data = Path(settings.DATA_DIR)
        try:
            host, port = parse_address(options["address"])
            check_data_dir(data)
            secret = webhook_secret(data / "stripe_sandbox.secret")
            server = SandboxServer(
                SandboxConfig(
                    path=data / "stripe_sandbox.sqlite3",
                    host=host,
                    port=port,
                    webhook_url=options["webhook_url"],
                    webhook_secret=secret,
                    shop_name=settings.WAGTAIL_SITE_NAME,
                    control=True,
                )
            )
            server.start()
        except (QuickstartError, SandboxError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"STRIPE_SECRET_KEY={server.config.secret_key}")
        self.stdout.write(f"STRIPE_API_BASE={server.base_url}")
        self.stdout.write(f"STRIPE_WEBHOOK_SECRET={secret}")
        self.stdout.write("止めるには Ctrl+C を押してください。")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.stop()
