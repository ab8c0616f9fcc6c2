"""使い方: reachable, complete, and only what one can do."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from tests.shop.factories import VariantFactory
from toelab.guide.contents import PAGES, GuidePage, pages_for

pytestmark = pytest.mark.django_db


def slugs_for(role: str) -> list[str]:
    user = get_user_model().objects.create_user(role, password="p")
    user.groups.add(Group.objects.get(name=role))
    return [page.slug for page in pages_for(user)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_every_page_of_the_guide_opens_with_steps_or_rules(admin_client: Client, page: GuidePage) -> None:
    response = admin_client.get(f"/admin/guide/{page.slug}/")
    assert response.status_code == 200
    guide = BeautifulSoup(response.content, "html.parser").select_one(".guide")
    assert guide is not None
    assert len(guide.select("li")) >= 3
    assert not guide.select("[style]")


def test_the_list_leads_to_every_page_and_each_page_to_the_next(admin_client: Client) -> None:
    links = BeautifulSoup(admin_client.get("/admin/guide/").content, "html.parser").select(".guide-list a")
    assert [link["href"] for link in links] == [f"/admin/guide/{page.slug}/" for page in PAGES]
    for page, following in pairwise(PAGES):
        assert f'href="/admin/guide/{following.slug}/"' in admin_client.get(f"/admin/guide/{page.slug}/").text


def test_the_first_screen_and_the_menu_lead_to_the_guide(admin_client: Client) -> None:
    home = admin_client.get("/admin/").text
    assert 'href="/admin/guide/write/"' in home
    assert '"url": "/admin/guide/"' in home
    assert "guide.wagtail.org" not in home


def test_the_guide_shows_each_role_what_it_can_do() -> None:
    assert slugs_for("オーナー") == [page.slug for page in PAGES]
    assert slugs_for("執筆者") == ["write", "undo", "move", "links", "trust", "wording"]
    assert slugs_for("ショップ担当") == ["products", "stock", "orders", "wording"]
    assert "orders" not in slugs_for("公開担当")


def test_an_unknown_page_is_not_there(admin_client: Client) -> None:
    assert admin_client.get("/admin/guide/nothing/").status_code == 404


def test_the_guide_is_closed_to_those_who_are_not_signed_in(client: Client) -> None:
    response = client.get("/admin/guide/write/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("page", [p for p in PAGES if p.slug != "wording"], ids=lambda page: page.slug)
def test_the_guide_keeps_the_rules_it_teaches(admin_client: Client, page: GuidePage) -> None:
    guide = BeautifulSoup(admin_client.get(f"/admin/guide/{page.slug}/").content, "html.parser").select_one(
        ".guide"
    )
    assert guide is not None
    text = guide.get_text().replace("「診断」とは呼びません", "")
    assert not re.search(r"治る|治す|改善|矯正|予防|診断", text)


@pytest.mark.parametrize(
    ("slug", "address", "words"),
    [
        ("stock", "/admin/shop/stock/", ["CSVで棚卸しする", "お知らせ", "残り少ないもののみ"]),
        ("stock", "/admin/shop/stock/sheet/", ["ひな形", "数えた数", "アップロードして確認する"]),
        ("orders", "/admin/shop/orders/", ["未発送のみ"]),
        ("products", "/admin/shop/products/new/", ["お知らせする在庫数"]),
    ],
)
def test_the_guide_names_things_as_the_pages_do(
    admin_client: Client, slug: str, address: str, words: list[str]
) -> None:
    VariantFactory.create(stock=3, low_stock=5)
    guide, page = admin_client.get(f"/admin/guide/{slug}/").text, admin_client.get(address).text
    for word in words:
        assert word in guide
        assert word in page
