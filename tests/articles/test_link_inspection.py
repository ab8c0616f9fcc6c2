"""Editors are told about every link that readers do not see."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.article.models import ArticlePage
from articles.links.inspection import ProblemKind, link_problems
from articles.links.report import report_rows
from tests.articles.factories import (
    ArticlePageFactory,
    FootPatternFactory,
    TailFactory,
    TopicPageFactory,
    block,
    link,
    related_links,
    text_link,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


def kinds_and_targets(page) -> list[tuple[str, str]]:
    return [(problem.kind.value, problem.target_title) for problem in link_problems(page)]


def test_sound_links_are_no_problem() -> None:
    target = ArticlePageFactory()
    article = ArticlePageFactory(
        body=[related_links(link(target)), block("paragraph", text_link(target, "これ"))]
    )

    assert link_problems(article) == []


def test_each_kind_of_problem_is_named_with_its_place() -> None:
    draft = ArticlePageFactory(title="下書きの記事", live=False)
    article = ArticlePageFactory(
        body=[
            related_links(link(pending="まだない記事"), link(draft)),
            block("lines", text_link(999_999, "これ")),
        ]
    )

    problems = link_problems(article)

    assert [(p.kind, p.target_title, p.target_id) for p in problems] == [
        (ProblemKind.PENDING, "まだない記事", None),
        (ProblemKind.UNPUBLISHED, "下書きの記事", draft.pk),
        (ProblemKind.DELETED, "", 999_999),
    ]
    assert [p.place for p in problems] == ["本文 › 関連記事への案内"] * 2 + ["本文 › 一行一段落"]


def test_a_pending_title_is_settled_by_choosing_the_page() -> None:
    target = ArticlePageFactory()
    article = ArticlePageFactory(body=[related_links(link(target, pending="前からの覚え書き"))])

    assert link_problems(article) == []


def test_links_outside_the_body_are_inspected_too() -> None:
    draft = ArticlePageFactory(title="下書き", live=False)
    pattern = FootPatternFactory(article=draft)
    choice = {"pattern": pattern.pk, "page": None, "pending_title": ""}
    summary = {"kicker": "", "text": "まとめ", "body": [block("paragraph", text_link(draft, "これ"))]}
    article = ArticlePageFactory(
        body=[block("foot_patterns", {"intro": "", "patterns": [choice]}), block("summary", summary)],
        next_reads=[block("next_read", {"question": "問い？", "page": draft.pk, "pending_title": ""})],
    )
    article.related.create(target=draft)
    topic = TopicPageFactory(pillar=draft)
    tail = TailFactory(body=[block("note", text_link(draft, "これ"))])

    assert kinds_and_targets(article) == [("unpublished", "下書き")] * 4
    assert kinds_and_targets(topic) == [("unpublished", "下書き")]
    assert kinds_and_targets(tail) == [("unpublished", "下書き")]


def test_the_edit_form_lists_links_that_readers_do_not_see(editor: Client) -> None:
    draft = ArticlePageFactory(title="下書きの記事", live=False)
    article = ArticlePageFactory(body=[related_links(link(pending="まだない記事"), link(draft))])

    form = editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    panel = BeautifulSoup(form.content, "html.parser").select_one(".help-warning")

    assert "これから書く記事: 「まだない記事」" in " ".join(panel.get_text().split())
    assert panel.a["href"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])


def test_the_edit_form_of_an_article_in_order_says_nothing(editor: Client) -> None:
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[ArticlePageFactory().pk]))

    assert "表示されていないリンク" not in form.text


def test_the_report_looks_at_what_readers_see_and_at_the_draft() -> None:
    article = ArticlePageFactory(title="記事", body=[related_links(link(pending="公開版の覚え書き"))])
    article.body = [related_links(link(pending="下書きの覚え書き"))]
    article.save_revision()
    unseen = ArticlePageFactory(
        title="未公開", live=False, body=[related_links(link(pending="未公開の覚え書き"))]
    )
    TailFactory(name="末尾", body=[block("note", text_link(unseen, "これ"))])

    rows = [(row.title, row.version, row.kind, row.target) for row in report_rows()]

    assert rows == [
        ("記事", "公開中", "これから書く記事", "公開版の覚え書き"),
        ("記事", "下書き", "これから書く記事", "下書きの覚え書き"),
        ("未公開", "下書き", "これから書く記事", "未公開の覚え書き"),
        ("末尾", "公開中", "非公開のページ", "未公開"),
    ]


def test_the_report_is_a_page_and_a_spreadsheet(editor: Client) -> None:
    article = ArticlePageFactory(title="直す記事", body=[related_links(link(pending="まだない記事"))])
    url = reverse("link_report")

    page = BeautifulSoup(editor.get(url).content, "html.parser")
    csv = b"".join(editor.get(url, {"export": "csv"}).streaming_content).decode()

    assert (
        page.find("a", href=reverse("wagtailadmin_pages:edit", args=[article.pk])).get_text(strip=True)
        == "直す記事"
    )
    assert csv.splitlines() == [
        "ページ,版,理由,場所,リンク先",
        "直す記事,公開中,これから書く記事,本文 › 関連記事への案内,まだない記事",
    ]


def test_the_report_is_for_people_who_may_edit(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("somebody", password="x"))

    assert client.get(reverse("link_report")).status_code == 302


def test_deleting_a_page_is_noticed_where_it_was_linked() -> None:
    target = ArticlePageFactory()
    article = ArticlePageFactory(
        body=[related_links(link(target)), block("paragraph", text_link(target, "これ"))]
    )

    target.delete()

    assert [problem.kind for problem in link_problems(ArticlePage.objects.get(pk=article.pk))] == [
        ProblemKind.DELETED,
        ProblemKind.DELETED,
    ]
