"""The sitemap lists what readers can open, with pictures and dates."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.models import FootPattern
from articles.review.models import ReviewRecord
from shop.storefront.models import ProductImage
from tests.articles.factories import ArticlePageFactory, FootPatternFactory, PersonFactory, block
from tests.shop.factories import VariantFactory, product_page
from toelab.base.structured_data.site import HERO, SMALL

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def entries(client: Client) -> dict[str, ElementTree.Element]:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(answer.content)
    return {url.findtext("s:loc", "", NAMES): url for url in root.findall("s:url", NAMES)}


def test_published_pages_are_listed_with_their_picture(client: Client) -> None:
    article = ArticlePageFactory(hero_image=ImageFactory(file=get_test_image_file()))
    draft = ArticlePageFactory(live=False)

    listed = entries(client)

    entry = listed["http://testserver" + article.url]
    assert entry.findtext("i:image/i:loc", "", NAMES).startswith("http://testserver/media/")
    assert not [address for address in listed if draft.slug in address]


def test_the_date_is_the_last_edit_or_the_last_review(client: Client) -> None:
    edited = timezone.now() - timedelta(days=40)
    article = ArticlePageFactory(last_published_at=edited)
    address = "http://testserver" + article.url
    assert (
        entries(client)[address]
        .findtext("s:lastmod", "", NAMES)
        .startswith(timezone.localtime(edited).date().isoformat())
    )

    record = ReviewRecord(page=article, reviewer=PersonFactory(), reviewed_on=date(2026, 11, 20))
    record.take_live_text()
    record.save()
    type(article).objects.filter(pk=article.pk).update(last_published_at="2026-01-01T00:00:00Z")

    assert entries(client)[address].findtext("s:lastmod", "", NAMES).startswith("2026-11-20")


def test_the_pictures_in_the_text_are_listed_once_each_after_the_one_at_the_head(client: Client) -> None:
    hero, drawn, of_pattern = (ImageFactory(file=get_test_image_file()) for _ in range(3))
    pattern = FootPatternFactory(image=of_pattern)
    article = ArticlePageFactory(
        hero_image=hero,
        body=[picture(drawn), picture(hero), picture(drawn), patterns(pattern)],
    )

    entry = entries(client)["http://testserver" + article.url]

    listed = [image.text for image in entry.findall("i:image/i:loc", NAMES)]
    assert listed[0] == f"http://testserver{hero.get_rendition(HERO).url}"
    assert sorted(listed[1:]) == sorted(
        f"http://testserver{image.get_rendition(SMALL).url}" for image in (drawn, of_pattern)
    )


def test_the_pictures_of_a_product_are_listed(client: Client) -> None:
    image = ImageFactory(file=get_test_image_file())
    page = product_page(VariantFactory().product)
    page.images = [ProductImage(image=image)]
    page.save()

    entry = entries(client)["http://testserver" + page.url]

    assert entry.findtext("i:image/i:loc", "", NAMES).endswith(image.get_rendition(SMALL).url)


def test_a_picture_whose_file_is_lost_takes_nothing_else_away(client: Client) -> None:
    image = ImageFactory(file=get_test_image_file())
    article = ArticlePageFactory(hero_image=image)
    image.file.storage.delete(image.file.name)

    assert "http://testserver" + article.url in entries(client)


def picture(image: Image) -> dict:
    value = {"image": image.pk, "alt_text": "図", "decorative": False}
    return block("picture", {"image": value, "caption": ""})


def patterns(pattern: FootPattern) -> dict:
    choice = {"pattern": pattern.pk, "page": None, "pending_title": ""}
    return block("foot_patterns", {"intro": "", "patterns": [choice]})


def test_people_with_a_page_are_listed(client: Client) -> None:
    ArticlePageFactory()
    PersonFactory(slug="yuasa")
    PersonFactory()

    assert [address for address in entries(client) if "/people/" in address] == [
        "http://testserver/people/yuasa/"
    ]


def test_more_pages_cost_no_more_queries(client: Client) -> None:
    def queries() -> int:
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    def article() -> None:
        hero, drawn = (ImageFactory(file=get_test_image_file()) for _ in range(2))
        ArticlePageFactory(hero_image=hero, body=[picture(drawn)])

    article()
    few = queries()
    for _more in range(4):
        article()

    assert queries() == few


def test_a_picture_of_a_draft_is_not_listed_before_it_is_published(client: Client) -> None:
    shown, secret = (ImageFactory(file=get_test_image_file()) for _ in range(2))
    article = ArticlePageFactory(body=[picture(shown)])
    article.body = article.body.stream_block.to_python([picture(secret)])
    article.save_revision()

    entry = entries(client)["http://testserver" + article.url]

    assert [image.text for image in entry.findall("i:image/i:loc", NAMES)] == [
        f"http://testserver{shown.get_rendition(SMALL).url}"
    ]
