"""/search/ as a reader meets it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from articles.article.models import ArticlePage
from articles.search.models import Synonym
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    TopicPageFactory,
    block,
    make_private,
    site_root,
)
from tests.shop.factories import ProductFactory, product_page

pytestmark = pytest.mark.django_db

QUERIES = ["神経痛", "坐骨", "腰痛", "共通点", "ﾋﾞﾀﾐﾝ", "座骨神経痛", "うきゆび", "整体師", "痛"]


def page_for(client: Client, query: str = "", **more: str) -> BeautifulSoup:
    answer = client.get("/search/", {"q": query, **more})
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def titles_in(page: BeautifulSoup) -> list[str]:
    return [heading.get_text() for heading in page.select(".search-results h3")]


def paragraph(text: str) -> dict:
    return block("paragraph", f"<p>{text}</p>")


@pytest.fixture
def article() -> ArticlePage:
    return ArticlePageFactory(
        title="坐骨神経痛が治らない人の共通点",
        lead="腰痛や足のしびれで整体師を訪ねる人へ。",
        body=[paragraph("浮き指とビタミンの話。")],
    )


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


@pytest.mark.parametrize("query", QUERIES)
def test_readers_find_a_page_by_what_they_type(client: Client, article: ArticlePage, query: str) -> None:
    ArticlePageFactory(title="靴の選び方")

    assert titles_in(page_for(client, query)) == [article.title]


@pytest.mark.parametrize("query", QUERIES)
def test_editors_find_it_too(editor: Client, article: ArticlePage, query: str) -> None:
    ArticlePageFactory(title="靴の選び方")

    answer = editor.get("/admin/pages/search/", {"q": query})

    assert [page.title for page in answer.context["object_list"]] == [article.title]


WILD = [
    '"',
    "あ" * 10_000,
    "'; DROP TABLE wagtailcore_page; --",
    "\0",
    "<script>alert(1)</script>",
    "% _ \\",
    "※",
]


@pytest.mark.parametrize("query", WILD)
def test_wild_input_gets_a_calm_page(client: Client, article: ArticlePage, query: str) -> None:
    page = page_for(client, query)

    assert titles_in(page) == []
    assert page.h1.get_text() == "検索"
    assert page.find("input", {"name": "q"}) is not None
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("query", WILD)
@pytest.mark.parametrize(
    "path", ["/admin/pages/search/", "/admin/images/", "/admin/snippets/articles/synonym/"]
)
def test_wild_input_in_the_admin_gets_a_calm_page_too(
    editor: Client, article: ArticlePage, path: str, query: str
) -> None:
    answer = editor.get(path, {"q": query})

    assert answer.status_code == 200
    assert ArticlePage.objects.count() == 1


def test_what_was_typed_and_what_was_found_cannot_become_markup(client: Client) -> None:
    ArticlePageFactory(title="<img src=x onerror=alert(1)>膝", lead="<b>膝</b><script>alert(2)</script>")

    page = page_for(client, '"><script>膝</script>')
    assert page.find("input", {"name": "q"})["value"] == '"><script>膝</script>'
    assert page.main.find_all(["script", "img", "b"]) == []

    page = page_for(client, "膝")
    assert page.main.find_all(["script", "img", "b"]) == []
    assert [mark.get_text() for mark in page.main.find_all("mark")] == ["膝", "膝"]


def test_a_result_shows_where_it_stands_and_why_it_was_found(client: Client) -> None:
    topic = TopicPageFactory(title="膝の痛み", slug="knee")
    article = ArticlePageFactory(
        parent=topic, title="階段の話", body=[paragraph("前の文。" * 60 + "仙腸関節の話。")]
    )

    (result,) = page_for(client, "仙腸関節").select(".search-results li")

    assert result.a["href"] == article.get_url()
    assert result.mark.get_text() == "仙腸関節"
    assert "膝の痛み" in result.select_one(".search-place").get_text()


def test_a_synonym_is_marked_as_the_page_spells_it(client: Client, article: ArticlePage) -> None:
    marks = page_for(client, "うきゆび").select(".search-results mark")

    assert [mark.get_text() for mark in marks] == ["浮き指"]


def test_an_edited_synonym_counts_from_the_next_search_on(client: Client, article: ArticlePage) -> None:
    assert titles_in(page_for(client, "ギックリ")) == []

    synonym = Synonym.objects.create(words="腰痛\nぎっくり")
    assert titles_in(page_for(client, "ギックリ")) == [article.title]

    synonym.delete()
    assert titles_in(page_for(client, "ギックリ")) == []


def test_results_are_narrowed_by_kind_and_topic(client: Client) -> None:
    knee, hip = TopicPageFactory(title="膝", slug="knee"), TopicPageFactory(title="股関節", slug="hip")
    ArticlePageFactory(parent=knee, title="足と膝の記事")
    ArticlePageFactory(parent=hip, title="足と股の記事")
    ApproachPageFactory(title="足のアプローチ")
    product_page(ProductFactory(name="足の商品"))
    site_root().add_child(instance=Page(title="足のその他"))

    assert len(titles_in(page_for(client, "足"))) == 5
    assert titles_in(page_for(client, "足", kind="approach")) == ["足のアプローチ"]
    assert titles_in(page_for(client, "足", kind="product")) == ["足の商品"]
    assert titles_in(page_for(client, "足", topic="hip")) == ["足と股の記事"]
    assert titles_in(page_for(client, "足", kind="other")) == ["足のその他"]
    assert titles_in(page_for(client, "足", kind="article", topic="knee")) == ["足と膝の記事"]
    options = [
        option.get_text(strip=True)
        for option in page_for(client, "足", topic="hip").select("#search-kind option")
    ]
    assert options == ["すべて", "記事（1）", "アプローチ（0）", "商品（0）", "その他（0）"]


def test_a_choice_that_does_not_exist_is_ignored(client: Client, article: ArticlePage) -> None:
    page = page_for(client, "腰痛", kind="\0x", topic="'--", p="many")

    assert titles_in(page) == [article.title]


def test_drafts_and_private_pages_are_not_found(client: Client, article: ArticlePage) -> None:
    ArticlePageFactory(title="腰痛の下書き", live=False)
    secret = ArticlePageFactory(title="腰痛の秘密")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    assert titles_in(page_for(client, "腰痛")) == [article.title]


def test_many_results_come_in_pages_that_keep_the_search(client: Client) -> None:
    for number in range(12):
        ArticlePageFactory(title=f"膝の話{number}")

    first = page_for(client, "膝", kind="article")
    following = first.find("a", rel="next")["href"]
    second = BeautifulSoup(client.get(f"/search/{following}").text, "html.parser")

    assert len(titles_in(first)) == 10
    assert len(titles_in(second)) == 2
    assert set(titles_in(first)).isdisjoint(titles_in(second))
    assert "12件" in first.h2.get_text()


def test_without_words_the_topics_are_offered(client: Client) -> None:
    topic = TopicPageFactory(title="膝の痛み")

    page = page_for(client)

    assert page.h2.get_text() == "テーマから探す"
    assert page.find("a", string="膝の痛み")["href"] == topic.get_url()


def test_without_results_near_words_are_offered(client: Client) -> None:
    TopicPageFactory(title="外反母趾")

    page = page_for(client, "外販母趾")

    near = page.find("a", string="外反母趾", href=lambda href: href.startswith("?"))
    assert titles_in(BeautifulSoup(client.get(f"/search/{near['href']}").text, "html.parser")) == ["外反母趾"]


def test_an_approach_kept_for_some_people_is_not_offered(client: Client) -> None:
    approach = ApproachPageFactory(title="ひろのば体操")
    assert page_for(client, "ひろのば体燥").find("a", string="ひろのば体操")

    make_private(approach)

    assert "ひろのば体操" not in page_for(client, "ひろのば体燥").main.get_text()


def test_results_in_other_kinds_are_one_link_away(client: Client, article: ArticlePage) -> None:
    page = page_for(client, "腰痛", kind="product")

    everything = page.find("a", string="すべてのページから探す")["href"]
    assert titles_in(BeautifulSoup(client.get(f"/search/{everything}").text, "html.parser")) == [
        article.title
    ]


def test_the_page_is_for_everybody_and_for_no_search_engine(client: Client, article: ArticlePage) -> None:
    answer = client.get("/search/", {"q": "腰痛"})

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert '<meta name="robots" content="noindex">' in answer.text
    assert client.post("/search/").status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_number_of_results(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/search/", {"q": "膝"}).status_code == 200
        return len(captured)

    ArticlePageFactory(title="膝の話", body=[paragraph("膝。")])
    few = queries(), queries()
    for number in range(8):
        ArticlePageFactory(title=f"膝の話{number}", body=[paragraph("膝。")])

    assert queries() == few[1]


def test_a_found_title_breaks_between_phrases_also_inside_what_was_searched_for(client: Client) -> None:
    ArticlePageFactory(title="外側に流れる足と踏ん張れない足")

    title = page_for(client, "流れる足").select_one(".search-results h3 a")

    assert title.decode_contents() == (
        "外側に<wbr/><mark>流れる</mark><wbr/><mark>足</mark>と<wbr/>踏ん張れない<wbr/>足"
    )
