"""What an article says to machines is what it says to readers."""

from datetime import date

import pytest
from django.test import Client

from articles.corrections.models import Correction
from articles.people.models import Credential
from articles.review.models import ReviewRecord
from tests.articles.factories import (
    ArticlePageFactory,
    PersonFactory,
    TopicPageFactory,
    block,
)
from tests.articles.trust.helpers import references
from tests.graphs import graph_of, kinds_in, the

pytestmark = pytest.mark.django_db


def reviewed(article, **fields) -> ReviewRecord:
    record = ReviewRecord(page=article, reviewer=PersonFactory(name="監修 花子", slug="hanako"), **fields)
    record.take_live_text()
    record.save()
    return record


def test_an_article_names_its_author_its_topic_and_how_to_get_to_it(client: Client) -> None:
    topic = TopicPageFactory(title="坐骨神経痛", slug="sciatica", is_symptom=True)
    article = ArticlePageFactory(parent=topic, title="座ると痛い", slug="sitting", lead="導入です。")
    author = PersonFactory(name="湯浅慶朗", reading="ゆあさ よしろう", slug="yuasa", affiliation="研究所")
    author.credentials.add(Credential(name="理学療法士", number="第1号", issuer="厚生労働省"))
    author.save()
    article.authors.create(person=author)
    article.save()

    graph = graph_of(client, article.url)

    written, person = the(graph, "Article"), the(graph, "Person")
    assert (written["headline"], written["description"]) == ("座ると痛い", "導入です。")
    assert written["author"] == [{"@id": person["@id"]}]
    assert person["url"] == "http://testserver/people/yuasa/"
    credential = person["hasCredential"][0]
    assert (credential["name"], credential["identifier"]) == ("理学療法士", "第1号")
    assert the(graph, "MedicalWebPage")["about"] == {"@type": "MedicalCondition", "name": "坐骨神経痛"}
    way = the(graph, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in way][-2:] == ["坐骨神経痛", "座ると痛い"]
    assert [step["position"] for step in way] == list(range(1, len(way) + 1))
    assert way[-1]["item"] == "http://testserver" + article.url


def test_a_review_is_said_only_while_it_holds(client: Client) -> None:
    article = ArticlePageFactory()
    assert "reviewedBy" not in the(graph_of(client, article.url), "MedicalWebPage")

    reviewed(article, reviewed_on=date(2026, 11, 1))
    graph = graph_of(client, article.url)
    page = the(graph, "MedicalWebPage")
    assert page["lastReviewed"] == "2026-11-01"
    assert page["reviewedBy"] == {"@id": the(graph, "Person")["@id"]}

    article.lead = "書き直した導入"
    article.save_revision().publish()
    graph = graph_of(client, article.url)
    assert not {"reviewedBy", "lastReviewed"} & set(the(graph, "MedicalWebPage"))
    assert "Person" not in kinds_in(graph)


def test_references_and_corrections_are_part_of_the_article(client: Client) -> None:
    article = ArticlePageFactory(body=[references("Hak ほか 2013", doi="10.1000/abc")])
    Correction.objects.create(page=article, text="5分の誤りでした。", corrected_on=date(2026, 11, 2))

    written = the(graph_of(client, article.url), "Article")

    assert written["citation"][0]["url"] == "https://doi.org/10.1000/abc"
    assert written["correction"][0]["text"] == "5分の誤りでした。"


def test_a_title_cannot_break_out_of_the_script(client: Client) -> None:
    title = "</script><script>alert(1)</script> & 「<!--」"
    article = ArticlePageFactory(title=title)

    assert the(graph_of(client, article.url), "Article")["headline"] == title
    assert b"<script>alert" not in client.get(article.url).content


def test_the_address_in_the_graph_ignores_where_the_reader_came_from(client: Client) -> None:
    article = ArticlePageFactory(body=[block("paragraph", "<p>文。</p>")])

    page = the(graph_of(client, f"{article.url}?f=12.abc"), "MedicalWebPage")

    assert page["url"] == "http://testserver" + article.url
