"""What surrounds every page is the same bytes for every reader."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import Client

from tests.home.factories import front_page

pytestmark = pytest.mark.django_db

DATA = "application/ld+json"
"""A script element of this type is data: browsers do not execute it."""


def soup(content: bytes | str) -> BeautifulSoup:
    return BeautifulSoup(content, "html.parser")


def test_a_page_sets_no_cookie_and_depends_on_none(client: Client) -> None:
    front_page()

    response = client.get("/")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_address_for_search_engines_has_no_query(client: Client) -> None:
    front_page()

    page = soup(client.get("/?f=12.abc&utm_source=mail").content)

    assert page.select_one('link[rel="canonical"]')["href"] == "http://testserver/"


def test_the_editors_bar_is_there_for_editors_only(client: Client, admin_user: object) -> None:
    front_page()
    assert b"wagtail-userbar" not in client.get("/").content

    client.force_login(admin_user)

    assert b"wagtail-userbar" in client.get("/").content


def test_a_signed_in_person_without_the_admin_sees_no_bar(client: Client) -> None:
    front_page()
    client.force_login(get_user_model().objects.create_user("reader"))

    assert b"wagtail-userbar" not in client.get("/").content


def test_nothing_comes_from_another_site_and_nothing_is_styled_or_scripted_inline(client: Client) -> None:
    front_page()

    page = soup(client.get("/").content)

    addresses = [
        tag.get("src") or tag.get("href")
        for tag in page.select("link[rel=stylesheet], link[rel=icon], script[src]")
    ]
    assert addresses
    assert all(address.startswith("/static/") for address in addresses)
    assert not page.select("[style], [onclick], style")
    assert not [script for script in page.select("script") if script.text.strip() and script["type"] != DATA]


def test_the_owner_of_the_site_is_named_as_the_admin_says(client: Client) -> None:
    front_page()

    assert "足指研究所（見本）" in soup(client.get("/").content).select_one(".colophon-owner").text


@pytest.mark.parametrize(("path", "marked"), [("/basket/", "カート"), ("/nothing-here/", None)])
def test_the_navigation_marks_where_the_reader_is(client: Client, path: str, marked: str | None) -> None:
    front_page()

    current = soup(client.get(path).content).select_one(".masthead-nav [aria-current]")

    assert (current and current.get_text(strip=True)) == marked


def test_a_missing_page_offers_ways_on_and_stays_out_of_search_engines(client: Client) -> None:
    front_page()

    response = client.get("/nothing-here/")

    page = soup(response.content)
    assert response.status_code == 404
    assert [a["href"] for a in page.select("main .ways a")] == [
        "/",
        "/articles/",
        "/approaches/",
        "/search/",
        "/shop/",
    ]
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert page.select_one('link[rel="canonical"]') is None


@pytest.mark.django_db(databases=[])
def test_the_page_for_a_broken_site_needs_neither_request_nor_database() -> None:
    page = soup(render_to_string("500.html"))

    assert page.h1.text == "ただいまページを表示できません"


def test_a_form_sent_from_another_site_is_answered_in_japanese(client: Client) -> None:
    front_page()

    response = client.post("/basket/add/", {"sku": "X"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert "別のサイトからの送信のため、受け付けませんでした。" in response.content.decode()


def test_a_person_who_mistyped_the_password_too_often_reads_when_to_come_back() -> None:
    front_page()

    assert "15分間" in render_to_string("registration/locked_out.html")
