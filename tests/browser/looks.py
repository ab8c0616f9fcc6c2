"""Looking at one page as many people see it: on a phone, on a desktop, in daylight and in the dark."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

# Contrast is asked for once, at the stricter of axe's two measures: 7:1, or 4.5:1 for large text.
ALL: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "color-contrast": {"enabled": False}},
}
# The dark look has other colours and nothing else.
COLOURS: dict[str, Any] = {**ALL, "runOnly": {"type": "tag", "values": ["cat.color"]}}
Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[dict[str, int], Scheme, dict[str, Any]], ...] = (
    (PHONE, "light", ALL),
    (PHONE, "dark", COLOURS),
    (DESKTOP, "dark", COLOURS),
    (DESKTOP, "light", ALL),
)


def faults_in_all_looks(page: Page) -> list[str]:
    """What axe finds wrong on the open page, each with the look and the first elements it concerns."""
    page.evaluate(Axe().axe_script)
    faults = []
    for viewport, scheme, options in LOOKS:
        page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for fault in page.evaluate("options => axe.run(document, options)", options)["violations"]:
            targets = [node["target"] for node in fault["nodes"][:3]]
            faults.append(f"{fault['id']} at {viewport['width']} px, {scheme}: {targets}")
    return faults
