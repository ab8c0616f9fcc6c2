"""How long indexing and searching take: `.venv/bin/python tests/bench/search.py [PAGES]`.

Makes a database of its own (SQLite, or PostgreSQL with DATABASE_URL), fills it with generated articles of about
4,000 characters, prints the times and drops it. Only numbers of one run compare with each other.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from statistics import median
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "toelab.settings.test"
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from wagtail.models import Page  # noqa: E402

from tests.articles.factories import ArticlePageFactory, TopicPageFactory  # noqa: E402

WORDS = [
    "坐骨神経痛",
    "骨盤",
    "足指",
    "浮き指",
    "外反母趾",
    "仙腸関節",
    "体重",
    "歩く",
    "立つ",
    "靴",
    "膝",
    "腰痛",
    "しびれ",
]
BETWEEN = [
    "が",
    "を",
    "の",
    "では",
    "から",
    "まで",
    "として",
    "しやすく",
    "なります。",
    "と考えます。",
    "かもしれません、",
]
QUERIES = ["足指", "の", "坐骨神経痛", "座骨神経痛", "うきゆび", "腰痛 靴 膝", "としてしやすく", "猫", "l4"]


def text(length: int, random_: random.Random) -> str:
    """Return generated text of about `length` characters."""
    pieces: list[str] = []
    while sum(map(len, pieces)) < length:
        pieces += [random_.choice(WORDS), random_.choice(BETWEEN)]
    return "".join(pieces)


def fill(pages: int) -> None:
    """Make `pages` articles in ten topics."""
    random_ = random.Random(4)
    topics = TopicPageFactory.create_batch(10)
    for number in range(pages):
        body = [
            {"type": "paragraph", "value": f"<p>{text(200, random_)}</p>", "id": str(uuid4())}
            for _ in range(20)
        ]
        ArticlePageFactory(parent=topics[number % 10], title=text(30, random_), body=body)


def milliseconds(work: Callable[[], object], repeat: int = 5) -> float:
    """Return the median time of `work`."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def measure(pages: int) -> None:
    """Fill, index, search, print."""
    fill(pages)
    print(f"{connection.vendor}, {pages} articles")
    print(f"reindex all        {milliseconds(lambda: call_command('update_index', verbosity=0), 1):8.0f} ms")
    article = Page.objects.last().specific
    print(f"save one article   {milliseconds(article.save):8.0f} ms")
    client = Client()
    for query in QUERIES:
        found = Page.objects.live().search(query).count()
        first = milliseconds(lambda query=query: list(Page.objects.live().search(query)[:10]))
        page = milliseconds(lambda query=query: client.get("/search/", {"q": query}))
        print(f"{found:5} × first ten {first:7.0f} ms, search page {page:7.0f} ms   {query}")


if __name__ == "__main__":
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    finally:
        teardown_databases(databases, verbosity=0)
