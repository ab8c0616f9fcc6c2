"""What each role sees and may open in the admin."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from articles.article.models import ArticlePage
from tests.articles.factories import ArticlePageFactory
from tests.roles.conftest import Member
from tests.shop.factories import VariantFactory
from tests.shop.staff.orders import order_of

pytestmark = pytest.mark.django_db

MENUS = {
    "オーナー": {
        "ページ",
        "記事の末尾",
        "監修記録",
        "ショップ",
        "注文",
        "商品",
        "在庫",
        "入出金台帳",
        "カート",
        "Stripeからの通知",
        "使い方",
        "ユーザー",
        "グループ",
        "ワークフロー",
        "サイト一覧",
    },
    "公開担当": {
        "ページ",
        "記事の末尾",
        "足のタイプ",
        "人物",
        "監修記録",
        "ショップ",
        "商品",
        "在庫",
        "画像",
        "ドキュメント",
        "使い方",
        "記事の設定",
        "特定商取引法に基づく表記",
        "配送と数量",
        "リダイレクト",
    },
    "執筆者": {"ページ", "画像", "ドキュメント", "使い方"},
    "ショップ担当": {"ショップ", "注文", "商品", "在庫", "入出金台帳", "使い方"},
}
HIDDEN = {
    "オーナー": set(),
    "公開担当": {"注文", "入出金台帳", "カート", "Stripeからの通知", "ユーザー", "グループ", "サイト一覧"},
    "執筆者": {
        "ショップ",
        "注文",
        "商品",
        "在庫",
        "記事の末尾",
        "監修記録",
        "設定",
        "リダイレクト",
        "ユーザー",
    },
    "ショップ担当": {
        "ページ",
        "記事の末尾",
        "監修記録",
        "画像",
        "設定",
        "カート",
        "Stripeからの通知",
        "ユーザー",
    },
}
OWNER, PUBLISHER, WRITER, SHOP_STAFF = MENUS
ADDRESSES = {
    "/admin/shop/orders/": {OWNER, SHOP_STAFF},
    "/admin/shop/orders/?export=csv": {OWNER, SHOP_STAFF},
    "/admin/shop/ledger/": {OWNER, SHOP_STAFF},
    "/admin/shop/baskets/": {OWNER},
    "/admin/shop/stripe-inbox/": {OWNER},
    "/admin/shop/products/": {OWNER, PUBLISHER, SHOP_STAFF},
    "/admin/shop/products/new/": {OWNER, PUBLISHER, SHOP_STAFF},
    "/admin/shop/stock/": {OWNER, PUBLISHER, SHOP_STAFF},
    "/admin/snippets/articles/tail/": {OWNER, PUBLISHER},
    "/admin/snippets/articles/person/": {OWNER, PUBLISHER},
    "/admin/snippets/articles/footpattern/": {OWNER, PUBLISHER},
    "/admin/snippets/articles/synonym/": {OWNER, PUBLISHER},
    "/admin/snippets/articles/term/": {OWNER, PUBLISHER},
    "/admin/review_records/": {OWNER, PUBLISHER},
    "/admin/redirects/": {OWNER, PUBLISHER},
    "/admin/images/": {OWNER, PUBLISHER, WRITER},
    "/admin/documents/": {OWNER, PUBLISHER, WRITER},
    "/admin/users/": {OWNER},
    "/admin/groups/": {OWNER},
    "/admin/workflows/list/": {OWNER},
    "/admin/pages/": {OWNER, PUBLISHER, WRITER},
    "/admin/guide/": {OWNER, PUBLISHER, WRITER, SHOP_STAFF},
    "/admin/guide/orders/": {OWNER, SHOP_STAFF},
    "/admin/guide/tail/": {OWNER, PUBLISHER},
    "/admin/guide/write/": {OWNER, PUBLISHER, WRITER},
    "/admin/guide/wording/": {OWNER, PUBLISHER, WRITER, SHOP_STAFF},
}


def menu_of(client: Client) -> set[str]:
    """Return every label of the sidebar, submenus included."""
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    props = page.select_one("#wagtail-sidebar-props")
    assert props is not None
    labels = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            labels.add(node.get("label"))
            for child in node.values():
                collect(child)
        elif isinstance(node, list):
            for child in node:
                collect(child)

    collect(json.loads(str(props.string)))
    return labels


@pytest.mark.parametrize("role", MENUS)
def test_the_menu_shows_what_a_role_works_with_and_nothing_else(member: Member, role: str) -> None:
    labels = menu_of(member(role))
    assert MENUS[role] <= labels
    assert not HIDDEN[role] & labels


@pytest.mark.parametrize("role", MENUS)
def test_addresses_answer_only_to_the_roles_they_are_for(member: Member, role: str) -> None:
    client = member(role)
    opened = {address for address in ADDRESSES if client.get(address).status_code == 200}
    assert opened == {address for address, roles in ADDRESSES.items() if role in roles}


@pytest.mark.parametrize("role", [PUBLISHER, WRITER])
def test_no_personal_data_reaches_those_who_write(member: Member, role: str) -> None:
    variant = VariantFactory.create(sku="YS-M", stock=2)
    order = order_of(variant)
    client = member(role)
    for address in (
        f"/admin/shop/orders/inspect/{order.pk}/",
        "/admin/shop/orders/results/?q=山田",
        f"/admin/shop/stock/inspect/{variant.pk}/",
        f"/admin/shop/products/edit/{variant.product.pk}/",
        f"/admin/shop/products/history/{variant.product.pk}/",
        "/admin/",
    ):
        response = client.get(address)
        assert order.family_name not in response.text
        assert order.email not in response.text


def submit(client: Client, article: Page, action: str, **changes: Any) -> Any:
    """Send the edit form of `article` as it is shown, with one of its buttons."""
    address = f"/admin/pages/{article.pk}/edit/"
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("form[data-edit-form]")
    assert form is not None
    data = {
        str(i["name"]): str(i.get("value", ""))
        for i in form.select("input[name]")
        if i.get("type") not in ("checkbox", "radio", "submit")
    }
    data |= {str(t["name"]): t.get_text().removeprefix("\n") for t in form.select("textarea[name]")}
    # Stream fields are drawn by JavaScript, so the page itself has no inputs for them.
    streams = nested_form_data({"body": streamfield([]), "next_reads": streamfield([])})
    return client.post(address, data | streams | {"lead": "新しい導入文。"} | changes | {action: "1"})


def test_a_writer_submits_and_a_publisher_approves(member: Member) -> None:
    article = ArticlePageFactory.create(lead="前の導入文。")
    writer, publisher = member(WRITER), member(PUBLISHER)

    submit(writer, article, "action-submit")
    article.refresh_from_db()
    assert article.lead == "前の導入文。"
    state = article.current_workflow_state
    assert state is not None
    assert article.title in publisher.get("/admin/").text
    form = publisher.get(f"/admin/pages/{article.pk}/edit/").text
    assert "コメントを付けて承認して公開" in form

    task = state.current_task_state
    answer = publisher.post(f"/admin/pages/workflow/action/{article.pk}/approve/{task.pk}/", {"comment": ""})
    assert answer.status_code == 302
    assert ArticlePage.objects.get(pk=article.pk).lead == "新しい導入文。"
    assert ArticlePage.objects.get(pk=article.pk).current_workflow_state is None


@pytest.mark.parametrize("role", [WRITER, SHOP_STAFF])
def test_those_who_may_not_publish_cannot_publish_by_any_button(member: Member, role: str) -> None:
    article = ArticlePageFactory.create(lead="前の導入文。")
    client = member(role)
    if role == WRITER:
        submit(client, article, "action-publish")
    client.post(f"/admin/pages/{article.pk}/unpublish/")
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={article.pk}")
    article.refresh_from_db()
    assert article.live
    assert article.lead == "前の導入文。"


def test_a_writer_cannot_approve_their_own_article(member: Member) -> None:
    article = ArticlePageFactory.create(lead="前の導入文。")
    writer = member(WRITER)
    submit(writer, article, "action-submit")
    task = article.current_workflow_state.current_task_state
    writer.post(f"/admin/pages/workflow/action/{article.pk}/approve/{task.pk}/", {"comment": ""})
    article.refresh_from_db()
    assert article.lead == "前の導入文。"
    assert article.current_workflow_state is not None
