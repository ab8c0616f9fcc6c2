"""The glossary page, and the way there from an article."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Term
from tests.articles.factories import ArticlePageFactory, block, common_tail
from tests.graphs import graph_of, the
from tests.vocabulary import faults_in

pytestmark = pytest.mark.django_db


def term(word: str = "浮き指", reading: str = "うきゆび", **fields) -> Term:
    return Term.objects.create(word=word, reading=reading, explanation="地面に触れない指。", **fields)


def glossary(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/glossary/").content, "html.parser")


def test_an_empty_glossary_says_so(client: Client) -> None:
    assert "用語集は準備中です。" in glossary(client).main.text


def test_words_stand_under_their_row_with_reading_explanation_and_article(client: Client) -> None:
    article = ArticlePageFactory(title="浮き指とは")
    term(article=article)
    term("外反母趾", "がいはんぼし", article=ArticlePageFactory(live=False))

    page = glossary(client)

    assert [row.text for row in page.select(".glossary-row h2")] == ["あ", "か"]
    first, second = page.select(".glossary-term")
    assert first.select_one("dfn").text == "浮き指"
    assert first.select_one(".glossary-reading").text == "うきゆび"
    assert first.select_one("dd a")["href"] == article.url
    assert second.select_one("dd a") is None


def test_an_article_leads_to_the_word_and_the_word_is_there(client: Client) -> None:
    word = term()
    article = ArticlePageFactory(body=[block("paragraph", "<p>浮き指と、浮き指。</p>")])

    link = BeautifulSoup(client.get(article.url).content, "html.parser").select(".body a.term")

    assert [each["href"] for each in link] == [f"/glossary/#term-{word.pk}"]
    assert glossary(client).find(id=f"term-{word.pk}")


def test_warnings_are_not_interrupted_and_a_word_can_opt_out(client: Client) -> None:
    term()
    term("仙骨", "せんこつ", linked=False)
    signs = {"heading": "受診の目安", "now": ["浮き指が痛む"], "soon": [], "consult": [], "note": ""}
    article = ArticlePageFactory(body=[block("safety", signs), block("paragraph", "<p>仙骨の話。</p>")])

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    assert "浮き指が痛む" in page.main.text
    assert page.select("a.term") == []


def test_a_new_word_appears_in_articles_at_once(client: Client) -> None:
    cache.clear()
    common_tail()
    article = ArticlePageFactory(body=[block("paragraph", "<p>浮き指の話。</p>")])
    assert 'class="term"' not in client.get(article.url).text

    term()

    assert 'class="term"' in client.get(article.url).text


def test_more_words_cost_an_article_no_more_queries(client: Client) -> None:
    article = ArticlePageFactory(body=[block("paragraph", "<p>浮き指と仙骨。</p>")])
    client.get(article.url)

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(article.url)
        return len(captured)

    few = queries()
    for number in range(5):
        term(f"言葉{number}", "ことば")
    assert queries() == few


def test_machines_get_a_set_of_defined_terms(client: Client) -> None:
    word = term()

    graph = graph_of(client, "/glossary/")

    assert faults_in(graph) == []
    assert the(graph, "WebPage")["mainEntity"] == {"@id": the(graph, "DefinedTermSet")["@id"]}
    (defined,) = the(graph, "DefinedTermSet")["hasDefinedTerm"]
    assert (defined["name"], defined["alternateName"]) == ("浮き指", "うきゆび")
    assert defined["url"] == f"http://testserver/glossary/#term-{word.pk}"


def test_every_page_leads_to_the_glossary(client: Client) -> None:
    assert glossary(client).select_one('.colophon a[href="/glossary/"]')


def test_a_reading_in_kanji_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="ひらがなで書いてください"):
        Term(word="浮き指", reading="浮指", explanation="説明").full_clean()


def test_an_editor_adds_a_word_in_the_admin(client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", "e@example.jp", "pw"))

    answer = client.post(
        "/admin/snippets/articles/term/add/",
        {"word": "仙骨", "reading": "せんこつ", "explanation": "骨盤の骨。", "linked": "on"},
    )

    assert answer.status_code == 302
    assert str(Term.objects.get()) == "仙骨"
    assert "仙骨" in client.get("/admin/snippets/articles/term/").text
