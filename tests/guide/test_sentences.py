"""What the admin says about a page is true of that page, where Wagtail's own Japanese says something else."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from articles.article.models import ArticlePage
from articles.glossary.models import Term
from articles.topics.models import TopicPage
from tests.articles.factories import ArticlePageFactory, TopicPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> ArticlePage:
    return ArticlePageFactory.create(title="足指の体操", slug="exercise")


@pytest.fixture
def topic() -> TopicPage:
    return TopicPageFactory.create(title="外反母趾", slug="bunion")


def said_by(response: Any) -> str:
    """Return the text of a page of the admin, as it is read."""
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_moving_asks_whether_the_page_shall_go_below_its_destination(
    admin_client: Client, article: Page, topic: Page
) -> None:
    question = said_by(admin_client.get(f"/admin/pages/{article.pk}/move/{topic.pk}/confirm/"))
    assert "このページを「外反母趾」の下に移動しますか？" in question
    other = TopicPageFactory.create(title="浮き指", slug="floating")
    ArticlePageFactory.create(parent=other)
    other.refresh_from_db()
    parent = topic.get_parent()
    question = said_by(admin_client.get(f"/admin/pages/{other.pk}/move/{parent.pk}/confirm/"))
    assert f"このページを、下にあるページごと「{parent.title}」の下に移動しますか？" in question


def test_a_moved_page_is_said_to_be_moved(admin_client: Client, article: Page, topic: Page) -> None:
    after = admin_client.post(f"/admin/pages/{article.pk}/move/{topic.pk}/confirm/", follow=True)
    assert "「足指の体操」を移動しました。" in said_by(after)
    assert "除去" not in said_by(after)


def test_a_copy_with_a_used_slug_is_told_below_which_page_it_is_used(
    admin_client: Client, article: Page
) -> None:
    parent = article.get_parent()
    address = f"/admin/pages/{article.pk}/copy/"
    copy = {"new_title": "写し", "new_slug": article.slug, "new_parent_page": parent.pk}
    assert "エイリアス" in said_by(admin_client.get(address))
    assert f"このスラッグは、「{parent}」の下ですでに使われています。" in said_by(
        admin_client.post(address, copy)
    )
    after = admin_client.post(address, {**copy, "new_slug": "copy"}, follow=True)
    assert "「足指の体操」を複製しました。" in said_by(after)


def test_where_something_is_used_is_a_place_and_no_instruction(admin_client: Client, article: Page) -> None:
    assert "使われている所" in said_by(admin_client.get(f"/admin/pages/{article.pk}/usage/"))


def test_one_signs_in_with_the_word_that_the_rest_of_the_admin_uses(client: Client) -> None:
    page = client.get("/admin/login/")
    assert "ログイン" in said_by(page)
    assert "サインイン" not in page.text


def test_a_version_that_nobody_saved_is_the_systems(admin_client: Client, article: ArticlePage) -> None:
    version = article.save_revision()
    version.publish()
    for address in (
        f"/admin/pages/{article.pk}/revisions/{version.pk}/revert/",
        f"/admin/pages/{article.pk}/history/",
        "/admin/reports/aging-pages/",
    ):
        said = said_by(admin_client.get(address))
        assert "システム" in said, address
        assert "None" not in said, address


def test_yes_and_no_in_a_list_are_said_in_japanese(admin_client: Client) -> None:
    for linked in (True, False):
        Term.objects.create(word=f"足指{linked:d}", reading="あしゆび", explanation="足の指", linked=linked)
    page = BeautifulSoup(admin_client.get("/admin/snippets/articles/term/").content, "html.parser")
    words = [
        cell.get_text(strip=True) for cell in page.select("tbody td:has(> svg.icon-check, > svg.icon-cross)")
    ]
    assert sorted(words) == ["いいえ", "はい"]
    region = page.select_one("#w-slim-header-buttons")
    assert region is not None
    assert region["aria-label"] == "操作"


def test_what_a_group_may_do_and_what_a_report_filters_by_is_japanese(admin_client: Client) -> None:
    publishers = Group.objects.get(name="公開担当")
    said = said_by(admin_client.get(f"/admin/groups/edit/{publishers.pk}/"))
    assert {"公開できる", "ロックできる", "ロックを外せる"} <= set(said.split())
    assert "Locale" not in said_by(admin_client.get("/admin/reports/page-types-usage/"))
