"""Headless Chromium, the one tool both the pictures and the guide are made with."""

import subprocess
import tempfile
from pathlib import Path

PROGRAM = "/usr/bin/chromium"


def print_page(html: str, *options: str) -> None:
    """Opens the HTML as a local page with the given Chromium options (what to write, and where).

    Raises CalledProcessError when Chromium fails and TimeoutExpired after two minutes.
    """
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(html, "utf-8")
        command = [
            PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            f"--user-data-dir={scratch}/profile", *options, page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own page
