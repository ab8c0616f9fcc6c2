"""Editors see what search engines will show, counted as search engines count."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.articles.factories import ArticlePageFactory
from toelab.base.search_preview.width import full_width_length


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
    assert preview.select_one("[data-title-length]").text == "5"
    page = BeautifulSoup(admin_client.get(article.url).content, "html.parser")
    assert preview.select_one(".search-preview-url").text == page.select_one("link[rel=canonical]")["href"]
    assert "js/search-preview.js" in form.text
