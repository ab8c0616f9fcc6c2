"""How fast is an article? Against a plain Wagtail page whose StreamField holds the same article.

    .venv/bin/python -m tests.bench.article_page [--seconds 8] [--rounds 3] [--data FOLDER]

Prepares both sites once (about two minutes), serves both by granian with one worker, and reads them in turn,
A B A B …, so that whatever else the machine does hits both. Only the ratios of one run mean something.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup

from tests.bench.servers import ROOT, Round, Server

ARTICLE = "/articles/sciatica/sciatica-cause/"
COUNT_SQL = """
import sys, django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(SERVER_NAME="127.0.0.1")
client.get(sys.argv[1]); client.get(sys.argv[1])
with CaptureQueriesContext(connection) as queries:
    assert client.get(sys.argv[1]).status_code == 200
print(len(queries))
"""


def run(arguments: list[str], environment: dict[str, str], *, text: str | None = None) -> str:
    """Run Python with `arguments` from the root of the project and return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        input=text,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def blocks_of(html: bytes) -> dict[str, object]:
    """Return the article as a reader sees it, as blocks of the plain site."""
    page = BeautifulSoup(html.replace(b"<wbr>", b""), "html.parser")
    body: list[tuple[str, str]] = []
    for element in page.select(".body :is(h2, h3), .body p, .body li:not(:has(p)), .body picture"):
        if element.name == "picture":
            body.append(("picture", ""))
        elif element.name in ("h2", "h3"):
            body.append(("heading", element.get_text(" ", strip=True)))
        else:
            body.append(("text", f"<p>{element.get_text(' ', strip=True)}</p>"))
    return {"title": page.h1.get_text(), "body": body}


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, help="a folder to keep both sites in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        measure((options.data or Path(folder)).resolve(), options.seconds, options.rounds)


def measure(data: Path, seconds: float, rounds: int) -> None:
    """Run both sites from `data` and compare them."""
    ours = {"DATA_DIR": str(data / "toelab"), "DJANGO_SETTINGS_MODULE": "toelab.settings.dev"}
    plain = {"DATA_DIR": str(data / "plain"), "DJANGO_SETTINGS_MODULE": "tests.bench.plain.settings"}
    Path(plain["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    run(["manage.py", "quickstart", "--no-serve"], ours)
    a = Server("toelab", "toelab.wsgi:application", ours)
    servers = [a]
    try:
        a.wait("/healthz")
        html = gzip.decompress(a.get(ARTICLE))
        known = Path(plain["DATA_DIR"]) / "path.txt"
        if not known.exists():
            made = run(["-m", "tests.bench.plain.prepare"], plain, text=json.dumps(blocks_of(html)))
            known.write_text(made.splitlines()[-1])
        path = known.read_text()
        b = Server("plain Wagtail", "tests.bench.plain.wsgi:application", plain)
        servers.append(b)
        b.wait(path)
        places = [(a, ARTICLE), (b, path)]
        results: dict[str, list[Round]] = {server.name: [] for server, _ in places}
        for server, place in places * rounds:
            server.load(place, seconds=1)
            results[server.name].append(server.load(place, seconds=seconds))
        sql = [
            run(["-c", COUNT_SQL, place], environment)
            for environment, (_, place) in zip((ours, plain), places, strict=True)
        ]
        report(results, sql)
    finally:
        for server in servers:
            server.stop()


def report(results: dict[str, list[Round]], sql: list[str]) -> None:
    """Print the medians of both sites and how they compare."""
    rows = {
        name: (
            statistics.median(each.per_second for each in done),
            statistics.median(each.cpu_ms for each in done),
        )
        for name, done in results.items()
    }
    print(f"{'site':<16}{'requests/s':>12}{'CPU ms/request':>16}{'SQL':>6}")
    for (name, (per_second, cpu)), queries in zip(rows.items(), sql, strict=True):
        print(f"{name:<16}{per_second:>12.0f}{cpu:>16.2f}{queries:>6}")
    (ours, our_cpu), (plain, plain_cpu) = rows.values()
    print(f"{'ratio':<16}{ours / plain:>11.1f}×{plain_cpu / our_cpu:>15.1f}×")


if __name__ == "__main__":
    main()
