"""`manage.py quickstart`: from an empty folder to the running demo site in one command."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.press.drawing import draw
from toelab.demo.loader import DemoError, demo_needed, load_demo
from toelab.home.models import HomePage
from toelab.quickstart.background import sandbox_port, start_clock, start_sandbox, start_worker
from toelab.quickstart.login import USERNAME, ensure_login
from toelab.quickstart.problems import (
    QuickstartError,
    check_database,
    check_folders,
    check_port,
    check_tables,
    file_problem,
    is_this_machine_only,
    parse_address,
)
from toelab.quickstart.serving import make_server

# Addresses that mean "every network of this machine"; nobody can open them in a browser.
ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104


class Command(BaseCommand):
    """Prepares the database, loads the demo site if it is empty, prints the login and serves."""

    help = "データベースを用意し、空なら見本のサイトを入れて、Stripe サンドボックスと一緒に表示します。"
    # Checked by hand below, in an order that leaves nothing behind when something is wrong.
    requires_system_checks = []
    first_visit = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", nargs="?", default="127.0.0.1:8000", help="ADDR:PORT（既定 127.0.0.1:8000）"
        )
        parser.add_argument("--no-serve", action="store_true", help="用意だけして、表示はしません。")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            host, port = parse_address(options["address"])
            # Who only prepares may do so beside a running site, but is shown no address that nobody can open.
            check_port(host, 0 if options["no_serve"] else port)
            check_folders()
            check_database()
            self.migrate()
            self.load_demo()
            password = ensure_login()
        except (QuickstartError, DemoError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(file_problem(error)) from error
        self.say_where(host, port, password)
        if not options["no_serve"]:
            self.serve(host, port)

    def migrate(self) -> None:
        """Bring the tables up to date, unless some are gone; an older database keeps its content."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        check_tables({migration.app_label for migration, _ in plan})
        if not plan:
            return
        self.stdout.write(f"表を用意しています（{len(plan)} 段階、初回は1分ほどかかります）…")
        call_command("migrate", verbosity=0, interactive=False)

    def load_demo(self) -> None:
        """Load the demo site into an empty database; leave any other as it is."""
        if not demo_needed():
            return
        self.stdout.write("見本のサイトを入れています…")
        load_demo(progress=lambda line: self.stdout.write(f"  {line}"))
        self.first_visit = True

    def say_where(self, host: str, port: int, password: str | None) -> None:
        """Print the addresses and the admin login."""
        site = self.site_url(host, port)
        login = (
            f"ユーザー名 {USERNAME} / パスワード {password}"
            if password
            else "ご自分で決めたパスワードで入れます"
        )
        self.stdout.write(f"\nサイト      {site}/")
        self.stdout.write(f"管理画面    {site}/admin/   {login}")
        if mails := settings.MAILERS["default"].get("OPTIONS", {}).get("file_path"):
            self.stdout.write(f"届いたメール {mails}")

    @staticmethod
    def site_url(host: str, port: int) -> str:
        """The address to open: SITE_URL where it is set, else where this server listens."""
        if os.environ.get("SITE_URL"):
            return settings.SITE_URL
        shown = "localhost" if host in ANY_ADDRESS else f"[{host}]" if ":" in host else host
        return f"http://{shown}:{port}"

    def prepare_payments(self, host: str, port: int) -> None:
        """Start the sandbox, unless Stripe keys are set, and print where payments go."""
        if settings.STRIPE_SECRET_KEY:
            self.stdout.write(
                f"決済        {settings.STRIPE_API_BASE or 'Stripe'}（STRIPE_SECRET_KEY を使います）"
            )
            return
        sandbox = start_sandbox(f"{self.site_url(host, port)}/stripe/webhook/", sandbox_port(port))
        self.stdout.write(
            f"決済        Stripe サンドボックス {sandbox.base_url}（実際の支払いは発生しません）"
        )
        if not is_this_machine_only(host):
            # Whoever reaches the sandbox may refund, dispute and turn the clock, so it never listens on a network.
            self.stdout.write(
                "            支払い画面は、このパソコンのブラウザーでだけ開けます（ほかの機器では支払えません）。"
            )

    def serve(self, host: str, port: int) -> None:
        """Serve the site until Ctrl+C, with the sandbox unless real or other Stripe keys are set."""
        settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = self.site_url(host, port)
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "*" if host in ANY_ADDRESS else host]
        self.prepare_payments(host, port)
        if self.first_visit:
            # The worker draws the other pages; the first one somebody opens should not have to wait for it.
            self.stdout.write("最初のページの絵を用意しています…")
            draw.func(HomePage.objects.get().pk)
        start_worker()
        start_clock()
        server = make_server(host, port)
        self.stdout.write("\n止めるには Ctrl+C を押してください。")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("\n終わりました。")
