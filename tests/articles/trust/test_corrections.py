"""Corrections stay: shown with their date, never changed, never taken away."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from articles.corrections.models import Correction
from tests.articles.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def correction() -> Correction:
    return Correction.objects.create(
        page=ArticlePageFactory(), text="「20分」は「5分」の誤りでした。", corrected_on=date(2026, 11, 3)
    )


def test_readers_see_it_with_its_date(client: Client, correction: Correction) -> None:
    text = client.get(correction.page.url).text

    assert correction.text in text
    assert "2026年11月3日" in text


def test_it_can_be_neither_changed_nor_deleted(correction: Correction) -> None:
    correction.text = "なかったことに"
    with pytest.raises(ValidationError):
        correction.save()
    with pytest.raises(ValidationError):
        correction.delete()

    assert Correction.objects.get().text == "「20分」は「5分」の誤りでした。"


def test_an_editor_adds_one(admin_client: Client) -> None:
    article = ArticlePageFactory()

    answer = admin_client.post(
        reverse("corrections:add"), {"page": article.pk, "text": "訂正です。", "corrected_on": "2026-11-04"}
    )

    assert answer.status_code == 302
    assert article.corrections.get().text == "訂正です。"


@pytest.mark.parametrize("view", ["edit", "delete"])
def test_the_admin_offers_no_way_to_rewrite_history(
    admin_client: Client, correction: Correction, view: str
) -> None:
    try:
        address = reverse(f"corrections:{view}", args=[correction.pk])
    except NoReverseMatch:
        return
    admin_client.post(
        address, {"page": correction.page_id, "text": "なかったことに", "corrected_on": "2020-01-01"}
    )

    assert Correction.objects.get().text == "「20分」は「5分」の誤りでした。"
