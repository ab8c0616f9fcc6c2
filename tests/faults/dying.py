"""One step of the shop in a process of its own, which a failpoint may kill.

python -m tests.faults.dying STRIPE_API_BASE STEP [ARGUMENT]
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[2]


def run(step: str, *arguments: str, stripe: str, failpoint: str) -> int:
    """Run `step` on the test database, dying at `failpoint`, and return the exit status."""
    from django.db import connection

    db = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{db['NAME']}"
    else:
        user = f"{quote(db['USER'])}:{quote(db['PASSWORD'])}" if db["PASSWORD"] else quote(db["USER"])
        url = f"postgres://{user}@{db['HOST'] or '127.0.0.1'}:{db['PORT'] or 5432}/{db['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "toelab.settings.test",
        "SHOP_FAILPOINT": failpoint,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    command = [sys.executable, "-m", "tests.faults.dying", stripe, step, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=120).returncode


def place(basket_id: str) -> None:
    """Press the button of the last confirmation."""
    from shop.basket.checking import check
    from shop.basket.models import Basket
    from shop.checkout import placing
    from shop.checkout.confirmation import confirmation_of

    basket = Basket.objects.get(pk=basket_id)
    draft = basket.draft
    placing.place(basket, draft, confirmation_of(check(basket), draft).digest, "http://testserver{}".format)


def settle(session_id: str) -> None:
    """Hear of a session."""
    from shop.payments import settle as settling

    settling.settle(session_id)


def sweep() -> None:
    """One sweep."""
    from shop.payments import sweeping

    sweeping.sweep()


STEPS: dict[str, Callable[..., None]] = {"place": place, "settle": settle, "sweep": sweep}

if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings

    settings.STRIPE_API_BASE = sys.argv[1]
    STEPS[sys.argv[2]](*sys.argv[3:])
