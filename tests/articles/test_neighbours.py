"""From an article one can go on to the one before and after it, the pillar first."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.articles.factories import ArticlePageFactory, TopicPageFactory, block
from tests.articles.trust.helpers import safety

pytestmark = pytest.mark.django_db


def ways(client: Client, url: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return {link["rel"][0]: link["href"] for link in page.select(".neighbours a")}


def test_the_pillar_comes_first_then_the_order_of_the_tree(client: Client) -> None:
    topic = TopicPageFactory()
    one, two, pillar = (ArticlePageFactory(parent=topic) for _n in range(3))
    ArticlePageFactory(parent=topic, live=False)
    topic.pillar = pillar
    topic.save()

    assert ways(client, pillar.url) == {"next": one.url}
    assert ways(client, one.url) == {"prev": pillar.url, "next": two.url}
    assert ways(client, two.url) == {"prev": one.url}


def test_an_only_article_has_no_neighbours(client: Client) -> None:
    assert ways(client, ArticlePageFactory().url) == {}


def test_the_list_of_symptoms_has_symptom_topics_with_their_articles_only(client: Client) -> None:
    symptom = TopicPageFactory(title="坐骨神経痛", is_symptom=True)
    ArticlePageFactory(
        parent=symptom, title="座ると痛い", body=[safety("尿が出ない"), block("note", "<p>注</p>")]
    )
    ArticlePageFactory(parent=TopicPageFactory(title="靴"), title="靴の話")

    main = BeautifulSoup(client.get("/symptoms/").content, "html.parser").main.text

    assert "坐骨神経痛" in main
    assert "座ると痛い" in main
    assert "靴の話" not in main
