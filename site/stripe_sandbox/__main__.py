"""`python -m stripe_sandbox`: the sandbox alone, in a process of its own."""

import argparse
import signal
import sys
from pathlib import Path

from .config import SandboxConfig, SandboxError
from .server import SandboxServer


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; exit status 1 with a message when the sandbox cannot start."""
    options = _parser().parse_args(arguments)
    config = SandboxConfig(
        path=options.path,
        host=options.host,
        port=options.port,
        webhook_url=options.webhook_url,
        webhook_secret=options.webhook_secret,
        shop_name=options.shop_name,
        control=options.control,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server = SandboxServer(config)
        server.start()
        receiver = config.webhook_url or "nobody"
        sys.stdout.write(f"Stripe sandbox: {server.base_url} (webhooks to {receiver})\n")
        sys.stdout.flush()
        server.serve_forever()
    except SandboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    defaults = SandboxConfig(path=Path("stripe_sandbox.sqlite3"))
    parser = argparse.ArgumentParser("stripe_sandbox", description="A stand-in for Stripe Checkout.")
    parser.add_argument(
        "--path", type=Path, default=defaults.path, help="the SQLite file it keeps its data in"
    )
    parser.add_argument("--host", default=defaults.host)
    parser.add_argument("--port", type=int, default=12111, help="0 takes a free one")
    parser.add_argument("--webhook-url", help="where events go; without it none is sent")
    parser.add_argument("--webhook-secret", default=defaults.webhook_secret, help="signs the webhooks")
    parser.add_argument("--shop-name", default=defaults.shop_name, help="shown on the pay page")
    parser.add_argument(
        "--control", action="store_true", help="open the page for people at / and the controls at /_control/"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
