"""The approaches are numbered by their place in the page tree, everywhere at once."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.approaches.models import ApproachPage
from articles.approaches.order import approaches_in_order, circled
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    block,
    common_tail,
    make_private,
    site_root,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[ApproachPage]:
    return [ApproachPageFactory(title=name) for name in ("体操", "靴下", "小股歩き")]


def test_approaches_are_numbered_in_the_order_of_the_tree(three: list[ApproachPage]) -> None:
    assert [(a.number, a.symbol, a.name) for a in approaches_in_order()] == [
        (1, "①", "体操"),
        (2, "②", "靴下"),
        (3, "③", "小股歩き"),
    ]


def test_reordering_in_the_explorer_renumbers_every_page(client: Client, three: list[ApproachPage]) -> None:
    common_tail(block("approaches", {"heading": "アプローチ", "subtitle": "", "intro": ""}))
    article = ArticlePageFactory()
    exercise, _socks, walking = three

    walking.move(exercise, pos="left")

    def soup(url: str) -> BeautifulSoup:
        return BeautifulSoup(client.get(url).content, "html.parser")

    names = [name.get_text() for name in soup(article.url).select(".approach-name")]
    assert names == ["1. 小股歩き", "2. 体操", "3. 靴下"]
    assert [name.get_text() for name in soup(exercise.get_parent().url).select("main h2")] == names
    exercise.refresh_from_db()
    assert soup(exercise.url).h1.get_text().startswith("② 体操")


def test_an_unpublished_approach_has_no_number_and_the_others_move_up(three: list[ApproachPage]) -> None:
    three[0].unpublish()

    assert [(a.number, a.name) for a in approaches_in_order()] == [(1, "靴下"), (2, "小股歩き")]


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_a_private_approach_has_no_number_either(three: list[ApproachPage], kind: str) -> None:
    make_private(three[1], kind)

    assert [(a.number, a.name) for a in approaches_in_order()] == [(1, "体操"), (2, "小股歩き")]


def test_nor_has_one_below_a_private_page(three: list[ApproachPage]) -> None:
    restriction = make_private(three[0].get_parent())
    assert approaches_in_order() == []

    restriction.delete()
    make_private(site_root())

    assert approaches_in_order() == []


def test_a_private_page_that_is_no_approach_nor_above_one_changes_nothing(three: list[ApproachPage]) -> None:
    make_private(ArticlePageFactory())

    assert [a.name for a in approaches_in_order()] == ["体操", "靴下", "小股歩き"]


def test_no_list_leads_readers_to_a_private_approach(client: Client, three: list[ApproachPage]) -> None:
    """The pages were drawn before and are drawn again: nothing that is kept of them is out of date."""
    common_tail(block("approaches", {"heading": "アプローチ", "subtitle": "", "intro": ""}))
    exercise, socks, walking = three
    lists = [ArticlePageFactory().url, exercise.get_parent().url, exercise.url]

    def leading(page: ApproachPage) -> list[bool]:
        """Whether each of the lists has a link to `page`."""
        soups = [BeautifulSoup(client.get(url).content, "html.parser") for url in lists]
        return [bool(soup.select(f'main a[href="{page.url}"]')) for soup in soups]

    assert leading(socks) == [True, True, True]
    restriction = make_private(socks)
    assert leading(socks) == [False, False, False]
    assert leading(walking) == [True, True, True]
    restriction.delete()
    assert leading(socks) == [True, True, True]


def test_the_order_costs_one_query(three: list[ApproachPage], django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert [approach.page.tagline for approach in approaches_in_order()] == ["一行の説明"] * 3


@pytest.mark.parametrize(("number", "sign"), [(1, "①"), (20, "⑳"), (21, "(21)"), (0, "(0)")])
def test_numbers_have_signs_as_far_as_signs_go(number: int, sign: str) -> None:
    assert circled(number) == sign
