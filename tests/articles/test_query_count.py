"""The database work of an article page does not grow with the article."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.press.models import note_change
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    FootPatternFactory,
    block,
    common_tail,
    heading,
    link,
    related_links,
    text_link,
)

pytestmark = pytest.mark.django_db


def queries_of(client: Client, url: str) -> int:
    """Count the queries of drawing the page: after a change of the site, when no print of it is valid."""
    client.get(url)  # renditions and caches that outlive a request
    note_change()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def mixed_blocks(number: int) -> list:
    """Return `number` blocks of every kind that links or shows something, each with a page of its own."""
    targets = ArticlePageFactory.create_batch(10)
    image = ImageFactory(file=get_test_image_file())
    pattern = FootPatternFactory(article=targets[0], image=image)
    kinds = [
        lambda page: heading(page.title),
        lambda page: related_links(link(page), link(pending="まだない")),
        lambda page: block("paragraph", text_link(page, "これ")),
        lambda page: block("lines", text_link(page, "これ")),
        lambda page: block("list", {"style": "check", "items": [text_link(page, "これ")]}),
        lambda page: block(
            "foot_patterns",
            {"intro": "", "patterns": [{"pattern": pattern.pk, "page": page.pk, "pending_title": ""}]},
        ),
        lambda page: block(
            "picture",
            {"image": {"image": image.pk, "alt_text": "図", "decorative": False}, "caption": "説明"},
        ),
        lambda page: block(
            "summary",
            {"kicker": "", "text": "まとめ", "body": [block("paragraph", text_link(page, "これ"))]},
        ),
        lambda page: block("note", text_link(page, "これ")),
        lambda page: block("key_sentence", "一文"),
    ]
    return [kinds[n % len(kinds)](targets[n // len(kinds)]) for n in range(number)]


def test_an_article_of_100_blocks_takes_as_many_queries_as_one_of_10(client: Client) -> None:
    ApproachPageFactory(introduction=text_link(ArticlePageFactory(), "これ"))
    common_tail(block("approaches", {"heading": "アプローチ", "subtitle": "", "intro": ""}))
    blocks = mixed_blocks(100)
    short = ArticlePageFactory(body=blocks[:10])
    long = ArticlePageFactory(body=blocks)

    in_short, in_long = queries_of(client, short.url), queries_of(client, long.url)

    assert in_long == in_short
    assert in_long <= 31


def test_links_in_an_article_cost_one_query_however_many(client: Client) -> None:
    without = ArticlePageFactory(body=[block("paragraph", "<p>文。</p>")])
    texts = [block("paragraph", text_link(page, "これ")) for page in ArticlePageFactory.create_batch(12)]
    with_links = ArticlePageFactory(body=texts)

    assert queries_of(client, with_links.url) == queries_of(client, without.url) + 1
