"""A wrong address leads to the pages that it is like."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.search.missing import near_pages
from tests.articles.factories import ArticlePageFactory, TopicPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> dict[str, str]:
    topic = TopicPageFactory(title="坐骨神経痛", slug="sciatica")
    sitting = ArticlePageFactory(parent=topic, title="座ると痛いのはなぜ", slug="sciatica-sitting")
    ArticlePageFactory(parent=topic, title="靴の選び方", slug="shoes")
    return {"topic": topic.url, "sitting": sitting.url}


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/articles/sciatica-siting/", "sitting"),
        ("/2024/10/03/sciatica/", "topic"),
        ("/sciatica.html", "topic"),
        ("/坐骨神経痛/", "topic"),
        ("/%E5%9D%90%E9%AA%A8%E7%A5%9E%E7%B5%8C%E7%97%9B", "topic"),
    ],
)
def test_the_nearest_page_comes_first(pages: dict[str, str], path: str, first: str) -> None:
    assert near_pages(path)[0].url == pages[first]


@pytest.mark.parametrize("path", ["/", "//", "/zzzzzz/", "/wp-login.php", "/" + "x" * 5000])
def test_addresses_like_nothing_are_offered_nothing(pages: dict[str, str], path: str) -> None:
    assert near_pages(path) == []


def test_a_draft_is_never_offered(pages: dict[str, str]) -> None:
    ArticlePageFactory(slug="secret-plan", live=False)

    assert near_pages("/secret-plan/") == []


def test_more_pages_cost_no_more_queries(pages: dict[str, str]) -> None:
    ArticlePageFactory.create_batch(5)
    near_pages("/sciatica/")  # what a process asks once in its life is asked now

    with CaptureQueriesContext(connection) as queries:
        near_pages("/sciatica/")

    assert len(queries) <= 3


def test_a_missing_page_shows_them(client: Client, pages: dict[str, str]) -> None:
    answer = client.get("/2024/10/03/sciatica/")

    assert answer.status_code == 404
    links = BeautifulSoup(answer.content, "html.parser").select(".near-pages a")
    assert links[0]["href"] == pages["topic"]
