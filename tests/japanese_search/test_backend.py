"""The backend on the database that the tests run on; the same must hold on SQLite and PostgreSQL."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from modelsearch.query import MATCH_ALL, And, Boost, Not, Or, Phrase, PlainText
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.utils import parse_query_string
from wagtail_factories import ImageFactory

from articles.article.models import ArticlePage
from articles.people.models import Person
from articles.topics.models import TopicPage
from japanese_search.backend import SearchBackend
from tests.articles.factories import ArticlePageFactory, PersonFactory, block, heading

pytestmark = pytest.mark.django_db


def paragraph(text: str) -> dict:
    return block("paragraph", f"<p>{text}</p>")


def titles(query, **options) -> list[str]:
    return [page.title for page in ArticlePage.objects.search(query, **options)]


@pytest.fixture
def article() -> ArticlePage:
    return ArticlePageFactory(
        title="坐骨神経痛が治らない人の共通点",
        lead="腰痛や足のしびれで整体師を訪ねる人へ。",
        body=[heading("浮き指とビタミン"), paragraph("鉄、膝とL4/L5の話。")],
    )


@pytest.mark.parametrize(
    "query",
    [
        "神経痛",
        "坐骨",
        "経痛",
        "痛",
        "腰痛",
        "共通点",
        "整体師",
        "鉄",
        "ビタミン",
        "ﾋﾞﾀﾐﾝ",
        "びたみん",
        "Ｌ４",
        "l5",
        "坐骨神経痛が治らない人の共通点",
        "腰痛 浮き指",
        "「腰痛」、浮き指！",
    ],
)
def test_a_page_is_found_by_any_part_of_its_words(article: ArticlePage, query: str) -> None:
    ArticlePageFactory(title="靴の選び方")

    assert titles(query) == [article.title]
    assert list(ArticlePage.objects.autocomplete(query)) == [article]


@pytest.mark.parametrize("query", ["骨坐", "痛が治る", "腰足", "L", "腰痛 靴", "4L"])
def test_what_does_not_stand_there_is_not_found(article: ArticlePage, query: str) -> None:
    assert titles(query) == []


def test_a_latin_word_may_be_half_typed_in_the_admin_only(article: ArticlePage) -> None:
    ArticlePageFactory(title="YOSHIRO SOCKS")

    assert [page.title for page in ArticlePage.objects.autocomplete("yosh")] == ["YOSHIRO SOCKS"]
    assert titles("yosh") == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "'",
        "\\",
        "%",
        "*",
        "(",
        "' OR 1=1; --",
        "NEAR(a b)",
        "a AND",
        "title:x",
        "\0",
        "𠮟" * 50,
        "あ" * 10_000,
    ]
    + [f"{mark}猫" * 3000 for mark in "\"'"],
)
def test_wild_input_finds_nothing_and_breaks_nothing(article: ArticlePage, query: str) -> None:
    assert titles(query) == []
    _filters, parsed = parse_query_string(query, operator="and", zero_terms=MATCH_ALL)
    assert list(ArticlePage.objects.autocomplete(parsed)) in ([], [article])  # nothing typed means all there


def test_title_hits_come_first_however_often_the_body_says_it() -> None:
    ArticlePageFactory(title="足の話", body=[paragraph("膝。" * 80)])
    ArticlePageFactory(title="膝の話", body=[paragraph("足の話は長く続きます。" * 60)])
    ArticlePageFactory(title="腰の話", body=[paragraph("膝。" * 40)])

    assert titles("膝")[0] == "膝の話"
    assert titles("膝 話")[0] == "膝の話"


def test_of_two_words_both_are_needed_unless_one_is_said_to_do(article: ArticlePage) -> None:
    other = ArticlePageFactory(title="腰痛と靴")

    assert titles("腰痛 靴") == [other.title]
    assert set(titles("共通点 靴", operator="or")) == {article.title, other.title}


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        (Phrase("鉄、膝"), True),
        (Phrase("膝、鉄"), False),
        (And([PlainText("腰痛"), Not(PlainText("靴"))]), True),
        (And([PlainText("腰痛"), Not(PlainText("浮き指"))]), False),
        (Not(PlainText("腰痛")), False),
        (Or([PlainText("靴"), Phrase("整体師を訪ねる")]), True),
        (Boost(PlainText("腰痛"), 2.0), True),
        (PlainText("※"), False),
        (And([PlainText("※"), PlainText("腰痛")]), True),
        (MATCH_ALL, True),
    ],
)
def test_composed_queries_mean_what_they_say(article: ArticlePage, query, is_found: bool) -> None:
    assert titles(query) == [article.title] * is_found


def test_a_search_may_be_limited_to_the_title(article: ArticlePage) -> None:
    assert titles("共通点", fields=["title"]) == [article.title]
    assert titles("腰痛", fields=["title"]) == []
    assert titles("腰痛", fields=["lead", "body"]) == [article.title]
    assert titles("説明", fields=["lead", "body"]) == []
    assert TopicPage.objects.search("説明の文", fields=["description"]).count() == 1
    assert TopicPage.objects.search("説明の文", fields=["title"]).count() == 0


def test_what_stands_late_in_a_long_article_is_found() -> None:
    article = ArticlePageFactory(
        body=[paragraph("これは足の話です。" * 2500), paragraph("最後に仙腸関節の話。")]
    )

    assert titles("仙腸関節") == [article.title]
    assert titles("関節仙腸") == []


def test_a_page_of_a_quarter_million_characters_can_be_saved() -> None:
    different = "".join(chr(0x4E00 + n % 20_000) for n in range(250_000))

    article = ArticlePageFactory(title="長い記事", body=[paragraph(different)])

    assert titles("長い記事") == [article.title]


def test_changed_text_is_found_at_once_and_old_text_no_longer(article: ArticlePage) -> None:
    article.title, article.lead = "膝の話", "新しい導入文。"
    article.save_revision().publish()

    assert titles("膝の話") == ["膝の話"]
    assert titles("共通点") == []


def test_models_of_others_are_covered_too() -> None:
    person = PersonFactory(name="湯浅慶朗", reading="ゆあさ よしろう")
    image = ImageFactory(title="足裏の図", file=get_test_image_file())

    assert list(get_search_backend().autocomplete("慶朗", Person)) == [person]
    assert list(get_search_backend().search("ﾖｼﾛｳ", Person)) == [person]
    assert list(type(image).objects.autocomplete("足裏")) == [image]
    assert list(type(image).objects.search("裏の図")) == [image]


def test_results_are_counted_paged_and_grouped(article: ArticlePage) -> None:
    for number in range(5):
        ArticlePageFactory(title=f"腰痛の話{number}")
    results = get_search_backend().search("腰痛", Page)

    assert results.count() == 6
    assert len(results[2:5]) == 3
    assert sum(results.facet("content_type_id").values()) == 6


def test_results_can_carry_scores_and_keep_an_order_of_their_own() -> None:
    for title in ("膝の話", "腰の話", "足の話"):
        ArticlePageFactory(title=title, lead="膝。")
    by_title = ArticlePage.objects.order_by("title")

    scored = list(get_search_backend().search("膝", ArticlePage).annotate_score("score"))
    ordered = get_search_backend().search("膝", by_title, order_by_relevance=False)

    assert scored[0].title == "膝の話"
    assert len({page.score for page in scored}) > 1
    assert list(ordered) == list(by_title)
    assert list(ordered.annotate_score("score")) == list(by_title)
    assert list(ordered[1:2]) == list(by_title[1:2])


def test_synonyms_come_from_a_callable_or_from_the_settings(article: ArticlePage) -> None:
    ArticlePageFactory(title="座骨の話")
    by_hand = SearchBackend({"SYNONYMS": [["座骨", "坐骨"]]})
    asked = SearchBackend({"SYNONYMS": lambda: [["座骨", "坐骨"]]})
    without = SearchBackend({})

    assert len(by_hand.search("座骨", ArticlePage)) == len(asked.search("座骨", ArticlePage)) == 2
    assert [page.title for page in without.search("座骨", ArticlePage)] == ["座骨の話"]


class Letters:
    """A tokeniser for the test below: every letter alone."""

    def index(self, text: str) -> list[str]:
        return list(text)

    def query(self, text: str) -> tuple[list[str], bool]:
        return list(text), False


def test_another_tokeniser_may_be_named(article: ArticlePage) -> None:
    backend = SearchBackend({"TOKENIZER": f"{__name__}.Letters"})
    article.title = "膝頭"
    backend.add(article)

    assert list(backend.search("膝頭", ArticlePage)) == [article]
    assert list(backend.search("頭膝", ArticlePage)) == []


def test_an_unknown_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "oracle")

    with pytest.raises(ImproperlyConfigured, match="oracle"):
        SearchBackend({})
