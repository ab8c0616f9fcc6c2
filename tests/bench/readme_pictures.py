"""README's pictures of the site, taken anew: `uv run python -m tests.bench.readme_pictures`.

A fresh demo site is served and one article imported: the file that SEED_ARTICLE names, or our sample.
"""

import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.quickstart_site import QuickstartSite
from tests.browser.shared_site import chromium_path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".github" / "readme"
PHONE, DESKTOP = 390, 1280
PILLAR = "/articles/sciatica/sciatica-cause/"
TOPIC = "sciatica"
SETTING = "#ded5cb"
"""The ground on which both widths of an article stand side by side."""


def main() -> int:
    """Take all of them; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toelab.settings.dev")
    article = os.environ.get("SEED_ARTICLE", str(ROOT / "tests" / "samples" / "evening_legs.txt"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = QuickstartSite(Path(folder) / "data")
        site.data_dir.mkdir()
        site.launch()
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            site.wait_until_it_answers()
            _manage(site.environment, "import_article", article, "--topic", TOPIC, "--publish")
            imported, longest = _newest(site), _longest(site)
            for name, path in (("imported", imported), ("longest", longest)):
                _save(_seen(browser, site.url + path, PHONE, 1700, 1.5), f"{name}-{PHONE}")
                _save(_seen(browser, site.url + path, DESKTOP, 1500, 1), f"{name}-{DESKTOP}")
            _save(_side_by_side(browser, site.url + PILLAR), "article")
        finally:
            browser.close()
            site.stop()
    return 0


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=os.environ | environment, check=True
    )


def _newest(site: QuickstartSite) -> str:
    return _path(site, "p.first_published_at DESC, p.id DESC")


def _longest(site: QuickstartSite) -> str:
    return _path(
        site, "length(a.body) DESC", "AND p.id <> (SELECT max(page_ptr_id) FROM articles_articlepage)"
    )


def _path(site: QuickstartSite, order: str, condition: str = "") -> str:
    """The address of the first article in `order`; the tree's first folder is the site itself."""
    row = site.rows(
        "SELECT p.url_path FROM wagtailcore_page p JOIN articles_articlepage a ON a.page_ptr_id = p.id"
        f" WHERE p.live {condition} ORDER BY {order} LIMIT 1"
    )[0]
    return "/" + row["url_path"].split("/", 2)[2]


def _seen(browser: Browser, url: str, width: int, height: int, scale: float) -> Image.Image:
    """The first screen of a page, with its lazy pictures."""
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page.goto(url, wait_until="networkidle")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return picture


def _side_by_side(browser: Browser, url: str) -> Image.Image:
    edge, height = 22, 976
    both = [_seen(browser, url, width, round(height / 0.75), 0.75) for width in (PHONE, DESKTOP)]
    ground = Image.new("RGB", (3 * edge + sum(p.width for p in both), height + 2 * edge), SETTING)
    ground.paste(both[0], (edge, edge))
    ground.paste(both[1], (2 * edge + both[0].width, edge))
    return ground


def _save(picture: Image.Image, name: str) -> None:
    picture.save(PLACE / f"{name}.webp", quality=82, method=6)
    print(f"{name}.webp {picture.width} × {picture.height}")


if __name__ == "__main__":
    sys.exit(main())
