"""Everybody who answers for an article has a page that says why they may."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.people.models import Credential, Person
from articles.review.models import ReviewRecord
from tests.articles.factories import ArticlePageFactory, PersonFactory
from tests.graphs import graph_of, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    person = PersonFactory(name="湯浅慶朗", reading="ゆあさ", slug="yuasa", affiliation="足指研究所")
    person.credentials.add(Credential(name="理学療法士", number="第12345号", issuer="厚生労働省"))
    person.save()
    return person


def test_a_person_has_name_reading_credentials_and_articles(client: Client, person: Person) -> None:
    article = ArticlePageFactory(title="書いた記事")
    article.authors.create(person=person)
    article.save()
    ArticlePageFactory(title="ほかの人の記事")

    main = BeautifulSoup(client.get("/people/yuasa/").content, "html.parser").main.text

    for words in ("湯浅慶朗", "ゆあさ", "理学療法士", "第12345号", "厚生労働省", "足指研究所", "書いた記事"):
        assert words in main
    assert "ほかの人の記事" not in main
    assert the(graph_of(client, "/people/yuasa/"), "Person")["hasCredential"][0]["identifier"] == "第12345号"


def test_reviews_are_listed_while_they_hold(client: Client, person: Person) -> None:
    article = ArticlePageFactory(title="監修した記事")
    record = ReviewRecord(page=article, reviewer=person)
    record.take_live_text()
    record.save()
    assert "監修した記事" in client.get("/people/yuasa/").text

    article.lead = "書き直した"
    article.save_revision().publish()

    main = BeautifulSoup(client.get("/people/yuasa/").content, "html.parser").main
    assert main.select_one("#reviewed") is None


def test_a_person_without_an_address_has_no_page_and_no_link(client: Client) -> None:
    article = ArticlePageFactory()
    article.authors.create(person=PersonFactory(name="無名"))
    article.save()

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    assert "無名" in page.select_one(".byline").text
    assert not page.select('.byline a, a[href^="/people/"]')
    assert client.get("/people/none/").status_code == 404


def test_the_review_box_says_who_when_what_and_when_next(client: Client, person: Person) -> None:
    article = ArticlePageFactory()
    record = ReviewRecord(
        page=article,
        reviewer=person,
        reviewed_on=date(2026, 11, 1),
        next_due=date(2027, 11, 1),
        scope="受診の目安",
    )
    record.take_live_text()
    record.save()

    box = BeautifulSoup(client.get(article.url).content, "html.parser").select_one(".review-box")

    assert box.select_one("a")["href"] == "/people/yuasa/"
    for words in ("湯浅慶朗（理学療法士）", "2026年11月1日", "2027年11月1日", "受診の目安"):
        assert words in box.text
