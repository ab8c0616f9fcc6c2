"""The badge 医療監修 belongs to words that were reviewed, and to no others."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.article.models import ArticlePage
from articles.review.models import ReviewRecord, today
from tests.articles.factories import ArticlePageFactory, PersonFactory, TopicPageFactory, block, heading

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed() -> ArticlePage:
    article = ArticlePageFactory(body=[heading("見出し"), block("paragraph", "<p>確かめた文。</p>")])
    article.save_revision().publish()
    record = ReviewRecord(page=article, reviewer=PersonFactory(name="監修 花子", qualifications="医師"))
    record.take_live_text()
    record.save()
    article.refresh_from_db()
    return article


def badge(client: Client, article: ArticlePage) -> str:
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    shown = page.select_one(".reviewed")
    return shown.get_text(" ", strip=True) if shown else ""


def test_a_reviewed_article_says_who_with_which_qualification_and_when(
    client: Client, reviewed: ArticlePage
) -> None:
    record = reviewed.review_records.get()

    assert badge(client, reviewed).startswith("医療監修 監修 花子（医師）")
    assert record.reviewed_on.isoformat() in client.get(reviewed.url).text
    assert record.revision == reviewed.live_revision


def test_changing_the_text_takes_the_badge_away_and_restoring_it_brings_it_back(
    client: Client, reviewed: ArticlePage
) -> None:
    old = reviewed.live_revision
    reviewed.body = [heading("見出し"), block("paragraph", "<p>書き直した文。</p>")]
    reviewed.save_revision().publish()
    assert badge(client, reviewed) == ""

    old.publish()
    assert badge(client, reviewed) != ""


@pytest.mark.parametrize("field", ["title", "lead"])
def test_title_and_lead_are_part_of_the_reviewed_words(
    client: Client, reviewed: ArticlePage, field: str
) -> None:
    setattr(reviewed, field, "別の言葉")
    reviewed.save_revision().publish()

    assert badge(client, reviewed) == ""


def test_fields_that_are_not_the_text_leave_the_badge_alone(client: Client, reviewed: ArticlePage) -> None:
    reviewed.search_description = "検索向けの説明"
    reviewed.short_title = "短い題名"
    reviewed.slug = "another-slug"
    reviewed.save_revision().publish()

    assert badge(client, ArticlePage.objects.get(pk=reviewed.pk)) != ""


def signs(now: list[str], soon: list[str]) -> dict:
    note = {"heading": "先に受診してほしいとき", "consult": [], "note": ""}
    return block("safety", note | {"now": now, "soon": soon})


def dose(seconds: int, times: int) -> dict:
    step = {"title": "足を組む", "hold_seconds": seconds, "repetitions": times}
    return block("steps", {"title": "", "steps": [step]})


@pytest.mark.parametrize(
    ("signed", "changed"),
    [
        (signs(["しびれ"], ["熱"]), signs([], ["しびれ", "熱"])),
        (dose(5, 3), dose(500, 3)),
        (dose(5, 3), dose(5, 200)),
    ],
    ids=["a sign made less urgent", "held longer", "repeated more often"],
)
def test_the_same_words_with_another_weight_are_not_what_was_reviewed(
    client: Client, signed: dict, changed: dict
) -> None:
    article = ArticlePageFactory(body=[signed])
    article.save_revision().publish()
    record = ReviewRecord(page=article, reviewer=PersonFactory(name="監修 花子", qualifications="医師"))
    record.take_live_text()
    record.save()
    assert badge(client, article) != ""

    article.body = [changed]
    article.save_revision().publish()

    assert badge(client, article) == ""


@pytest.fixture
def borrowing() -> ArticlePage:
    """A reviewed article that shows the signs of its topic."""
    topic = TopicPageFactory(is_symptom=True, safety=[signs(["しびれ"], ["熱"])])
    article = ArticlePageFactory(parent=topic)
    record = ReviewRecord(page=article, reviewer=PersonFactory(name="監修 花子", slug="hanako"))
    record.take_live_text()
    record.save()
    return article


def publish_signs(article: ArticlePage, *blocks: dict) -> None:
    topic = article.topic
    topic.safety = list(blocks)
    topic.save_revision().publish()


def is_badged_everywhere(client: Client, article: ArticlePage) -> set[bool]:
    """What the article, the reviewer's page and the list of records say; they must agree."""
    return {
        badge(client, article) != "",
        article.url in client.get("/people/hanako/").text,
        ReviewRecord.objects.get(page=article).is_current,
    }


@pytest.mark.parametrize(
    "changed",
    [signs(["別のサイン"], ["熱"]), signs([], ["しびれ", "熱"])],
    ids=["another sign", "a sign made less urgent"],
)
def test_the_signs_that_a_topic_lends_are_part_of_what_was_reviewed(
    client: Client, borrowing: ArticlePage, changed: dict
) -> None:
    assert is_badged_everywhere(client, borrowing) == {True}

    publish_signs(borrowing, changed)
    assert is_badged_everywhere(client, borrowing) == {False}

    publish_signs(borrowing, signs(["しびれ"], ["熱"]))
    assert is_badged_everywhere(client, borrowing) == {True}


def test_an_article_with_signs_of_its_own_does_not_care_about_its_topics(client: Client) -> None:
    topic = TopicPageFactory(is_symptom=True, safety=[signs(["しびれ"], [])])
    article = ArticlePageFactory(parent=topic, body=[signs(["自分のサイン"], [])])
    record = ReviewRecord(page=article, reviewer=PersonFactory(slug="hanako"))
    record.take_live_text()
    record.save()

    publish_signs(article, signs(["別のサイン"], []))

    assert is_badged_everywhere(client, article) == {True}


def test_a_draft_of_the_topic_does_not_touch_the_badge(client: Client, borrowing: ArticlePage) -> None:
    topic = borrowing.topic
    topic.safety = [signs(["下書きのサイン"], [])]
    topic.save_revision()

    assert is_badged_everywhere(client, borrowing) == {True}


def test_moved_under_other_signs_an_article_is_no_longer_what_was_reviewed(
    client: Client, borrowing: ArticlePage
) -> None:
    other = TopicPageFactory(is_symptom=True, safety=[signs(["別のサイン"], [])])

    borrowing.move(other, pos="last-child")

    assert badge(client, ArticlePage.objects.get(pk=borrowing.pk)) == ""


def test_a_draft_does_not_touch_the_badge_of_what_readers_see(client: Client, reviewed: ArticlePage) -> None:
    reviewed.lead = "下書きの導入文"
    reviewed.save_revision()

    assert badge(client, reviewed) != ""


def test_a_heading_made_smaller_says_the_same_words(client: Client, reviewed: ArticlePage) -> None:
    reviewed.body = [heading("見出し", level="h3"), block("lines", "<p>確かめた文。</p>")]
    reviewed.save_revision().publish()

    assert badge(client, reviewed) != ""


def test_the_record_keeps_the_qualification_of_its_day(reviewed: ArticlePage) -> None:
    record = reviewed.review_records.get()
    record.reviewer.qualifications = "別の資格"
    record.reviewer.save()

    assert ReviewRecord.objects.get().qualification == "医師"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


def test_an_editor_records_a_review_of_the_published_text(editor: Client) -> None:
    article, person = ArticlePageFactory(), PersonFactory()
    form = {
        "page": article.pk,
        "reviewer": person.pk,
        "qualification": "",
        "reviewed_on": "2026-11-01",
        "next_due": "2027-11-01",
    }

    answer = editor.post(reverse("review_records:add"), form)

    assert answer.status_code == 302
    assert badge(editor, article) == "医療監修 " + f"{person.name}（理学療法士） 2026年11月1日"


def test_words_nobody_can_read_yet_cannot_be_reviewed(editor: Client) -> None:
    draft, person = ArticlePageFactory(live=False), PersonFactory()

    answer = editor.post(
        reverse("review_records:add"), {"page": draft.pk, "reviewer": person.pk, "reviewed_on": "2026-11-01"}
    )

    assert answer.status_code == 200
    assert "まだ公開されていません" in answer.text
    assert not ReviewRecord.objects.exists()


def test_the_evidence_of_a_record_cannot_be_edited_afterwards(editor: Client, reviewed: ArticlePage) -> None:
    record = reviewed.review_records.get()

    editor.post(
        reverse("review_records:edit", args=[record.pk]),
        {
            "page": ArticlePageFactory().pk,
            "reviewer": PersonFactory().pk,
            "qualification": "神",
            "reviewed_on": "2020-01-01",
            "next_due": "2027-11-01",
        },
    )

    record.refresh_from_db()
    assert (record.page_id, record.qualification, record.next_due.isoformat()) == (
        reviewed.pk,
        "医師",
        "2027-11-01",
    )


def test_the_list_of_records_says_whether_the_text_is_still_the_same(
    editor: Client, reviewed: ArticlePage
) -> None:
    answer = editor.get(reverse("review_records:index"))

    assert answer.status_code == 200
    assert reviewed.title in answer.text
    assert "今の文章と同じ" in answer.text
    assert ReviewRecord.objects.get().is_current


def test_a_record_is_overdue_the_day_after_its_next_look(reviewed: ArticlePage) -> None:
    record = reviewed.review_records.get()
    assert not record.is_overdue

    record.next_due = today()
    assert not record.is_overdue

    record.next_due = today() - timedelta(days=1)
    assert record.is_overdue
