"""Editors see what search engines will show, counted as search engines count."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from articles.article.models import ArticlePage
from tests.articles.factories import ArticlePageFactory
from toelab.base.search_preview.width import full_width_length, split_at
from toelab.home.models import HomePage


@pytest.mark.parametrize(("text", "length"), [("", 0), ("足指", 2), ("abc", 1.5), ("ｱｲ足", 2), ("〜「」", 3)])
def test_half_width_letters_count_half(text: str, length: float) -> None:
    assert full_width_length(text) == length


@pytest.mark.django_db
def test_the_edit_form_shows_the_result_and_its_lengths(admin_client: Client) -> None:
    article = ArticlePageFactory(title="座ると痛い", lead="導入の文です。")

    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    preview = BeautifulSoup(form.content, "html.parser").select_one("[data-search-preview]")
    assert preview.select_one("[data-preview-title]").text == "座ると痛い｜足指研究所"
    assert preview.select_one("[data-preview-description]").text == "導入の文です。"
    assert preview.select_one("[data-title-length]").text == "11"
    page = BeautifulSoup(admin_client.get(article.url).content, "html.parser")
    assert preview.select_one(".search-preview-url").text == page.select_one("link[rel=canonical]")["href"]
    assert "js/search-preview.js" in form.text


@pytest.mark.django_db
@pytest.mark.parametrize("seo_title", ["", "検索用の題名"])
def test_the_title_counted_is_the_one_that_search_engines_get(admin_client: Client, seo_title: str) -> None:
    article = ArticlePageFactory(title="座ると痛い", seo_title=seo_title)
    home = article.get_root().add_child(
        instance=HomePage(
            title="題名", slug="front", headline="足指から", lead="導入の文。", seo_title=seo_title
        )
    )
    Site.objects.filter(is_default_site=True).update(root_page=home)
    article.get_parent().get_parent().move(home, pos="last-child")

    for page in (home, ArticlePage.objects.get()):
        shown = BeautifulSoup(admin_client.get(page.url).content, "html.parser").title.text
        form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        preview = BeautifulSoup(form.content, "html.parser").select_one("[data-search-preview]")
        assert preview.select_one("[data-preview-title]").text == shown.strip()
        assert float(preview.select_one("[data-title-length]").text) == full_width_length(shown.strip())


@pytest.mark.parametrize(
    ("text", "parts"), [("足指", ("足指", "")), ("足指足", ("足指", "足")), ("abcde", ("abcd", "e"))]
)
def test_what_is_too_long_is_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert split_at(text, 2) == parts
