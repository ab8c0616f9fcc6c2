"""What runs beside the web server during quickstart: the Stripe sandbox, the worker of the queue, and the clock
that publishes scheduled pages.

All are threads of this process, so that they never outlive it.
"""

import logging
import secrets
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from toelab.quickstart.problems import QuickstartError, check_port

if TYPE_CHECKING:
    from stripe_sandbox import SandboxServer

logger = logging.getLogger(__name__)


def sandbox_port(site_port: int) -> int:
    """The port for the sandbox: the one after the site's while it is free, else any (0).

    A steady port keeps the pay page's address valid over a restart.
    """
    try:
        check_port("127.0.0.1", site_port + 1)
    except QuickstartError:
        return 0
    return site_port + 1


def start_sandbox(webhook_url: str, port: int) -> "SandboxServer":
    """Start the Stripe sandbox and point the shop's settings at it. The shop sees only another base URL."""
    # Imported here: the sandbox and its server library are not installed in production.
    from stripe_sandbox import SandboxConfig, SandboxServer  # noqa: PLC0415

    secret = webhook_secret(Path(settings.DATA_DIR) / "stripe_sandbox.secret")
    server = SandboxServer(
        SandboxConfig(
            path=Path(settings.DATA_DIR) / "stripe_sandbox.sqlite3",
            port=port,
            webhook_url=webhook_url,
            webhook_secret=secret,
            shop_name=settings.WAGTAIL_SITE_NAME,
            # Its front page shows what a shop cannot do by itself: pay a slip, open a dispute, turn the clock.
            control=True,
        )
    )
    server.start()
    settings.STRIPE_SECRET_KEY = server.config.secret_key
    settings.STRIPE_API_BASE = server.base_url
    settings.STRIPE_WEBHOOK_SECRETS = [secret]
    leave_environment(Path(settings.DATA_DIR) / "stripe_sandbox.env")
    return server


def leave_environment(path: Path) -> None:
    """Write down with which variables another command, such as `shop_sweep`, works on this running site.

    No settings read it: what an ended quickstart left behind must not pass for a key at the next start.
    """
    path.touch(mode=0o600)
    path.write_text(
        f"STRIPE_SECRET_KEY={settings.STRIPE_SECRET_KEY}\n"
        f"STRIPE_API_BASE={settings.STRIPE_API_BASE}\n"
        f"STRIPE_WEBHOOK_SECRET={settings.STRIPE_WEBHOOK_SECRETS[0]}\n"
        # Mails that the command sends lead to this site.
        f"SITE_URL={settings.SITE_URL}\n"
    )


def webhook_secret(path: Path) -> str:
    """The signing secret shared by sandbox and shop, kept so that events queued before a restart still verify."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"whsec_{secrets.token_hex(16)}")
    return path.read_text().strip()


def start_worker() -> threading.Thread:
    """Run the queue's worker in a thread until the process ends."""
    thread = threading.Thread(target=_work, name="queue-worker", daemon=True)
    thread.start()
    return thread


def start_clock() -> threading.Thread:
    """Publish and unpublish scheduled pages once a minute, as cron does in production."""
    thread = threading.Thread(target=_keep_time, name="clock", daemon=True)
    thread.start()
    return thread


def _keep_time() -> None:
    while True:
        time.sleep(60)
        try:
            call_command("publish_scheduled", verbosity=0)
        except DatabaseError:
            logger.warning("The clock lost the database; trying again in a minute.", exc_info=True)
        close_old_connections()


def _work() -> None:
    # A worker that meets a locked or restarted database tries again: queued mail must not wait for a person.
    while True:
        try:
            Worker(
                queue_names=["*"],
                interval=0.5,
                batch=False,
                backend_name="queue",
                startup_delay=False,
                max_tasks=None,
                worker_id=f"quickstart-{secrets.token_hex(4)}",
                excluded_queue_names=[],
            ).run()
        except DatabaseError:
            logger.warning("The worker lost the database; trying again.", exc_info=True)
            close_old_connections()
            time.sleep(2)
