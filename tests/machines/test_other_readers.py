"""Programs that other people wrote read our feed and our sitemap."""

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from usp.objects.page import SitemapPage
from usp.tree import sitemap_from_str
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from tests.articles.factories import ArticlePageFactory, PersonFactory, block, common_tail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()
    common_tail()


def sitemap(client: Client) -> dict[str, SitemapPage]:
    return {page.url: page for page in sitemap_from_str(client.get("/sitemap.xml").text).all_pages()}


def test_feedparser_finds_every_part_of_an_entry(client: Client) -> None:
    article = ArticlePageFactory(
        title="座ると痛い", lead="導入です。", body=[block("paragraph", "<p>本文。</p>")]
    )
    article.authors.create(person=PersonFactory(name="湯浅慶朗"))
    article.save()
    article.save_revision().publish()

    answer = client.get("/feed.xml")
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})

    assert (feed.bozo, feed.version, feed.feed.language) == (False, "atom10", "ja")
    (entry,) = feed.entries
    assert (entry.title, entry.summary, entry.author) == ("座ると痛い", "導入です。", "湯浅慶朗")
    assert entry.id == entry.link == "http://testserver" + article.url
    assert "本文。" in entry.content[0].value
    assert entry.updated_parsed
    assert entry.published_parsed


def test_a_sitemap_reader_finds_pages_dates_and_pictures(client: Client) -> None:
    article = ArticlePageFactory(hero_image=ImageFactory(file=get_test_image_file()))
    article.save_revision().publish()

    page = sitemap(client)["http://testserver" + article.url]

    assert page.last_modified is not None
    assert page.images[0].loc.startswith("http://testserver/media/")


@pytest.mark.parametrize("path", ["/symptoms/", "/glossary/"])
def test_the_indexes_are_in_the_sitemap(client: Client, path: str) -> None:
    assert f"http://testserver{path}" in sitemap(client)


def test_a_feed_read_again_costs_two_queries_until_something_changes(client: Client) -> None:
    article = ArticlePageFactory(title="前の題")
    client.get("/feed.xml")

    with CaptureQueriesContext(connection) as queries:
        kept = client.get("/feed.xml")
    article.title = "後の題"
    article.save_revision().publish()

    assert len(queries) == 2
    assert "前の題" in kept.text
    assert kept["Content-Type"].startswith("application/atom+xml")
    assert "max-age=900" in kept["Cache-Control"]
    assert "後の題" in client.get("/feed.xml").text
