"""One tail for all articles, changed in one place."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from articles.tail.blocks import TailBody
from articles.tail.models import ReadingSettings, Tail
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    TailFactory,
    block,
    common_tail,
    model_recommendation,
)
from tests.articles.where_to_start.posting import posted

pytestmark = pytest.mark.django_db

KEEP_GOING = {
    "heading": "続けられる形",
    "options": ["体操から", "靴下から"],
    "text": "<p>一つに決めなくてよい。</p>",
}


def tail_text(client: Client, article) -> str:
    tail = BeautifulSoup(client.get(article.url).content.replace(b"<wbr>", b""), "html.parser").select_one(
        ".tail"
    )
    return tail.get_text(" ", strip=True) if tail else ""


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


def test_publishing_a_change_of_the_tail_changes_every_article(client: Client) -> None:
    tail = common_tail(block("keep_going", KEEP_GOING))
    articles = ArticlePageFactory.create_batch(2)
    assert all(tail_text(client, article).startswith("続けられる形 体操から") for article in articles)

    tail.body = [block("keep_going", KEEP_GOING | {"heading": "あなたの形"})]
    tail.save_revision().publish()

    assert all(tail_text(client, article).startswith("あなたの形") for article in articles)


def test_a_draft_of_the_tail_changes_nothing_for_readers(client: Client) -> None:
    tail = common_tail(block("keep_going", KEEP_GOING))
    article = ArticlePageFactory()

    tail.body = []
    tail.save_revision()

    assert tail_text(client, article).startswith("続けられる形")


def test_an_article_may_have_a_tail_of_its_own(client: Client) -> None:
    common_tail(block("note", "<p>共通。</p>"))
    own = TailFactory(body=[block("note", "<p>この記事だけ。</p>")])
    article = ArticlePageFactory(tail=own)

    assert tail_text(client, article) == "※この記事だけ。"


def test_withdrawing_an_own_tail_lets_the_common_one_back_in(client: Client) -> None:
    common_tail(block("note", "<p>共通。</p>"))
    article = ArticlePageFactory(tail=TailFactory(body=[block("note", "<p>この記事だけ。</p>")]))

    article.tail.unpublish()

    assert tail_text(client, article) == "※共通。"


def test_a_site_without_a_tail_still_shows_its_articles(client: Client) -> None:
    assert tail_text(client, ArticlePageFactory()) == ""


def test_the_approaches_in_a_tail_are_listed_by_the_site(client: Client) -> None:
    ApproachPageFactory(title="体操", tagline="動かす", introduction="<p>紹介。</p>")
    common_tail(block("approaches", {"heading": "三つの道", "subtitle": "順番があります", "intro": ""}))

    assert tail_text(client, ArticlePageFactory()) == "三つの道 — 順番があります 1. 体操 動かす 紹介。"


def test_the_edit_form_says_which_articles_a_change_will_reach(editor: Client) -> None:
    tail = common_tail()
    ArticlePageFactory.create_batch(2)
    ArticlePageFactory(title="自分で選んだ記事", tail=tail)
    edit = reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk])

    answer = editor.get(edit)

    assert answer.status_code == 200
    assert "サイトの標準: 2記事" in answer.text
    assert "自分で選んだ記事" in answer.text


def test_a_tail_nobody_uses_says_so(editor: Client) -> None:
    answer = editor.get(reverse("wagtailsnippets_articles_tail:edit", args=[TailFactory().pk]))

    assert "まだどの記事にも使われていません" in answer.text


def test_a_draft_of_a_tail_is_previewed_at_the_end_of_an_article() -> None:
    article = ArticlePageFactory(title="見本になる記事")
    draft = Tail(name="下書き", body=[block("note", "<p>下書きの注。</p>")])

    shown = BeautifulSoup(draft.make_preview_request().content, "html.parser")

    assert shown.h1.get_text() == article.title
    assert shown.select_one(".tail").get_text(strip=True) == "※下書きの注。"


def test_a_tail_is_previewed_alone_before_there_is_any_article() -> None:
    draft = TailFactory(body=[block("note", "<p>注。</p>")])

    shown = BeautifulSoup(draft.make_preview_request().content, "html.parser")

    assert shown.select_one(".tail").get_text(strip=True) == "※注。"


def test_the_common_tail_of_a_site_cannot_be_deleted_by_accident(editor: Client) -> None:
    tail = common_tail()

    question = editor.get(reverse("wagtailsnippets_articles_tail:delete", args=[tail.pk]))

    assert BeautifulSoup(question.content, "html.parser").select("main form [type=submit]") == []
    with pytest.raises(ProtectedError):
        tail.delete()


def test_the_common_tail_of_a_site_cannot_be_withdrawn_by_any_road(editor: Client) -> None:
    tail = common_tail(block("note", "<p>注。</p>"))
    refusal = "サイト共通の末尾なので、非公開にできません"

    answer = editor.post(reverse("wagtailsnippets_articles_tail:unpublish", args=[tail.pk]), follow=True)
    assert refusal in answer.text
    with pytest.raises(ValidationError, match=refusal):
        tail.unpublish()
    tail.expire_at = timezone.now() - timedelta(minutes=1)
    with pytest.raises(ValidationError, match=refusal):
        tail.full_clean()
    tail.save()
    call_command("publish_scheduled", verbosity=0)

    kept = Tail.objects.get(pk=tail.pk)
    assert (kept.live, kept.expire_at) == (True, None)


@pytest.mark.parametrize(
    "unfit", [{"live": False}, {"expire_at": timezone.now() + timedelta(days=1)}], ids=["draft", "ending"]
)
def test_a_tail_that_readers_will_not_see_cannot_become_the_common_one(editor: Client, unfit) -> None:
    tail = TailFactory(**unfit)
    site = Site.objects.get(is_default_site=True)

    answer = editor.post(
        reverse("wagtailsettings:edit", args=["articles", "readingsettings", site.pk]),
        {"default_tail": tail.pk},
    )

    assert answer.status_code == 200
    assert "ほかの末尾を選んでください" in answer.text or "公開中の末尾を選んでください" in answer.text
    assert ReadingSettings.for_site(site).default_tail is None


def test_an_article_whose_own_tail_is_withdrawn_counts_among_those_that_change(editor: Client) -> None:
    tail = common_tail()
    ArticlePageFactory(title="戻ってくる記事", tail=TailFactory(live=False))
    ArticlePageFactory(title="別の末尾の記事", tail=TailFactory())

    form = editor.get(reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk])).text

    assert "サイトの標準: 1記事" in form
    assert "戻ってくる記事" in form


def test_a_copied_tail_counts_its_own_sales(editor: Client) -> None:
    """The source of an order line names page, block and rule: a copy must not be counted as its original."""
    model = model_recommendation(*ApproachPageFactory.create_batch(3))
    tail = TailFactory(body=[block("where_to_start", model, "start")])

    form = editor.get(reverse("wagtailsnippets_articles_tail:copy", args=[tail.pk])).context["form"]
    (child,) = form["body"].value()
    assert [rule["key"] for rule in child.value["rules"]] == ["", "", ""]
    assert child.id is None

    stored = posted(TailBody(), [block("where_to_start", model, "start")], "body")
    sent = {name: "" if name.endswith(("-key", "-0-id")) else value for name, value in stored.items()}
    editor.post(
        reverse("wagtailsnippets_articles_tail:copy", args=[tail.pk]),
        {"name": "写し", **sent, "action-publish": "1"},
    )

    copy = Tail.objects.get(name="写し")
    old, new = tail.body[0], copy.body[0]
    assert new.id != old.id
    new_keys = {rule["key"] for rule in new.value["rules"]}
    assert len(new_keys) == 3
    assert all(new_keys)
    assert not new_keys & {rule["key"] for rule in old.value["rules"]}
