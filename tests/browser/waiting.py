"""Waiting for what a browser test cannot see in the page itself."""

import time
from collections.abc import Callable

from playwright.sync_api import Page


def wait_until(page: Page, happened: Callable[[], bool], *, seconds: float = 60) -> None:
    """Let the browser go on until it happened; fail after `seconds`."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, f"Not within {seconds} s"
        page.wait_for_timeout(100)
