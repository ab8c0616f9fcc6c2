"""A real Chromium against the real `quickstart`, with its own data folder, database, sandbox and worker."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

from tests.browser import shared_site
from tests.browser.quickstart_site import QuickstartSite

# Milliseconds. A test fails for what is wrong, not for what comes late on a machine that has other work.
PATIENCE = 60_000
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
# The same on a desktop: where both widths go the same way, the second one is looked at in CI.
BOTH_WIDTHS = pytest.mark.parametrize(
    "viewport",
    [pytest.param(PHONE, id="390"), pytest.param(DESKTOP, id="1280", marks=pytest.mark.thorough)],
)
# Chromium finds no other machine. Refusing each request by a route instead would send every file of a page through
# this process and switch the browser's cache off: twice the time for pages of the admin.
ONLY_LOOPBACK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show with a failed test what the site printed last."""
    report = yield
    if report.failed and "site" in getattr(item, "funcargs", {}):
        log = item.funcargs["site"].log.read_text(errors="replace")
        report.sections.append(("the site's log, its end", log[-6000:]))
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not shared_site.chromium_path():
        if os.environ.get("CI"):
            pytest.fail("CI must have a Chromium: the browser tests may not be skipped there.")
        pytest.skip("no Chromium found (Debian: apt install chromium fonts-noto-cjk; or set CHROMIUM)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=shared_site.chromium_path(),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", ONLY_LOOPBACK],
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site(run_dir: Path) -> QuickstartSite:
    """The demo site as a stranger gets it, once for the browser tests of all processes."""
    return shared_site.join(run_dir)


class Visitors:
    """Opens browser contexts in which every request that leaves this machine is refused and remembered."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.refused: list[str] = []
        self.problems: list[str] = []
        self.contexts: list[BrowserContext] = []

    def new(self, *, viewport: dict[str, int] = PHONE, javascript: bool = True) -> Page:
        """A new person with a new browser: nothing stored, Japanese, on a phone unless said otherwise."""
        context = self.browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._note_stranger)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("console", self._note_error)
        self.contexts.append(context)
        return context.new_page()

    def _note_error(self, message: ConsoleMessage) -> None:
        # A refused card or a session that was paid already is an error status of the pay page: that is its work.
        expected = "Failed to load resource" in message.text and "/c/pay/" in message.location["url"]
        # The editor's own checker tells the writer what a half-written draft still lacks.
        expected = expected or message.text.startswith("axe.run results")
        # Wagtail saves by itself while one types; a form that is not whole yet is answered 400 and saved later.
        form = any(part in message.location["url"] for part in ("/edit/", "/pages/add/"))
        expected = expected or ("status of 400" in message.text and form)
        if message.type == "error" and not expected:
            self.problems.append(f"{message.text} ({message.location['url']})")

    def _note_stranger(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:")):
            self.refused.append(request.url)


@pytest.fixture
def visitors(chromium: Browser) -> Iterator[Visitors]:
    """People who visit the site; afterwards nothing may have left this machine nor failed in a console."""
    visitors = Visitors(chromium)
    yield visitors
    for context in visitors.contexts:
        context.close()
    assert visitors.refused == []
    assert visitors.problems == []
