"""Fifty people pay while Stripe takes its time: who holds what in the database, and how fast are the pages meanwhile?"""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import requests
from bs4 import BeautifulSoup
from django.db import connection

from stripe_sandbox import SandboxServer
from tests.faults.racing import at_once
from tests.faults.running import answers, free_port, server
from tests.shop.factories import VariantFactory, product_page
from tests.shop.walking import Shopper, form_fields

# Who has not asked the database anything for most of a call's time, and still has a transaction open or a lock. (How
# old the transaction is says nothing: fifty at once wait for each other's row, and for the processor.)
IDLE_IN_TRANSACTION = """
    SELECT state, query FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%%'
      AND clock_timestamp() - state_change > %s * interval '1 second'"""
LOCKS = """
    SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND l.granted AND a.state <> 'active'
      AND clock_timestamp() - a.state_change > %s * interval '1 second'"""


@dataclass
class Seen:
    """What was seen while the buyers waited. `held`: transactions and locks that lived through a call."""

    answers: list[int] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    looks: int = 0
    locks: int = 0
    page_seconds: list[float] = field(default_factory=list)
    pay_seconds: list[float] = field(default_factory=list)

    @property
    def page_median(self) -> float:
        """Seconds for the product page."""
        return statistics.median(self.page_seconds)


def watch(
    stripe: SandboxServer, folder: Path, *, buyers: int, delay: float, workers: int, threads: int
) -> Seen:
    """Let `buyers` press the last button at once while creating a session takes `delay` seconds."""
    socks = VariantFactory.create(stock=buyers)
    page = product_page(socks.product)
    presses = [ready(socks) for _ in range(buyers)]
    port = free_port()
    site = server(folder, stripe.base_url, port=port, workers=workers, threads=threads)
    address = f"http://127.0.0.1:{port}"
    seen = Seen()
    site.start()
    try:
        until = time.monotonic() + 180
        while not answers(port):
            assert site.is_running, (folder / f"{site.name}.log").read_text()
            assert time.monotonic() < until, "the site did not start"
            time.sleep(0.2)
        path = page.get_url() or "/"
        for _warm in range(2 * workers):
            assert requests.get(address + path, timeout=30).ok
        stripe.faults.delay_before("POST /v1/checkout/sessions", seconds=delay, times=None)
        over = threading.Event()
        watchers = [
            threading.Thread(target=look_at_database, args=(seen, delay, over)),
            threading.Thread(target=look_at_page, args=(seen, address + path, over)),
        ]
        for thread in watchers:
            thread.start()
        results = at_once([lambda press=press: timed(seen, press, address) for press in presses])
        over.set()
        for thread in watchers:
            thread.join()
        seen.answers = [r if isinstance(r, int) else 0 for r in results]
    finally:
        site.kill()
    return seen


def ready(socks: object) -> Callable[[str], int]:
    """Return the press of the last button of somebody who is before it, on the site at an address."""
    shopper = Shopper()
    shopper.add(socks)  # type: ignore[arg-type]
    shopper.type_address()
    form = shopper.confirmation().select_one("form.confirm-form")
    assert form is not None
    cookies = {name: morsel.value for name, morsel in shopper.client.cookies.items()}

    def press(address: str) -> int:
        response = requests.post(
            f"{address}/checkout/confirm/",
            form_fields(form),
            cookies=cookies,
            allow_redirects=False,
            timeout=120,
        )
        return response.status_code

    return press


def timed(seen: Seen, press: Callable[[str], int], address: str) -> int:
    """Press, and note how long it took."""
    began = time.monotonic()
    try:
        return press(address)
    finally:
        seen.pay_seconds.append(time.monotonic() - began)


def look_at_database(seen: Seen, delay: float, over: threading.Event) -> None:
    """Look again and again for transactions, and locks of idle connections, that are as old as a call to Stripe."""
    try:
        while not over.wait(0.05):
            with connection.cursor() as cursor:
                cursor.execute(IDLE_IN_TRANSACTION, [0.6 * delay])
                seen.held |= {
                    f"{state}, {locks} locks: {query[:200]}" for state, query, locks in cursor.fetchall()
                }
                cursor.execute(LOCKS, [0.6 * delay])
                seen.locks = max(seen.locks, cursor.fetchone()[0])
            seen.looks += 1
    finally:
        connection.close()


def look_at_page(seen: Seen, address: str, over: threading.Event) -> None:
    """Read the product page again and again, as somebody does who is still choosing."""
    while not over.wait(0.05):
        began = time.monotonic()
        page = requests.get(address, timeout=60)
        seen.page_seconds.append(time.monotonic() - began)
        assert BeautifulSoup(page.content, "html.parser").select_one("h1")
