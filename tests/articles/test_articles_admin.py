"""The admin as a marketer meets it: in Japanese, with everything in its place."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.approaches.models import ApproachIndexPage, ApproachPage
from articles.article.models import ArticlePage
from articles.topics.models import ArticleIndexPage, TopicPage
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    FootPatternFactory,
    PersonFactory,
    TailFactory,
    TopicPageFactory,
)
from toelab.home.models import HomePage

pytestmark = pytest.mark.django_db

OUR_MENU = ["記事の末尾", "足のタイプ", "人物", "監修記録"]
PAGES = [ApproachIndexPage, ApproachPage, ArticleIndexPage, ArticlePage, TopicPage]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


@pytest.mark.parametrize("page_type", PAGES)
def test_a_page_type_says_in_japanese_what_it_is_for(page_type: type[Page]) -> None:
    assert not page_type.get_verbose_name().isascii()
    assert page_type.get_page_description().endswith("。")


def test_each_page_has_one_place_to_live() -> None:
    assert ArticlePage.allowed_parent_page_models() == [TopicPage]
    assert TopicPage.allowed_parent_page_models() == [ArticleIndexPage]
    assert ApproachPage.allowed_parent_page_models() == [ApproachIndexPage]
    assert ArticleIndexPage.allowed_parent_page_models() == [HomePage]
    assert ApproachIndexPage.allowed_parent_page_models() == [HomePage]
    assert ArticlePage.allowed_subpage_models() == ApproachPage.allowed_subpage_models() == []
    assert ArticleIndexPage.max_count == ApproachIndexPage.max_count == 1


def article_form(**fields):
    empty = streamfield([])
    return nested_form_data(
        {
            "title": "新しい記事",
            "slug": "new-article",
            "lead": "導入文。",
            "body": empty,
            "next_reads": empty,
            "authors": inline_formset([]),
            "related": inline_formset([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def test_an_article_is_written_and_published_in_one_form(editor: Client) -> None:
    topic, target, person = TopicPageFactory(), ArticlePageFactory(), PersonFactory()
    link = {"page": target.pk, "pending_title": "", "label": ""}
    links = {"count": 1, "0": {"value": link, "id": "one", "order": 0, "deleted": ""}}
    form = article_form(
        body=streamfield(
            [
                ("paragraph", rich_text("<p>本文。</p>")),
                ("related_links", {"lead_in": "こちらも。", "links": links}),
            ]
        ),
        authors=inline_formset([{"person": person.pk}]),
    )

    answer = editor.post(
        reverse("wagtailadmin_pages:add", args=["articles", "articlepage", topic.pk]),
        form | {"action-publish": "action-publish"},
    )

    assert answer.status_code == 302
    article = ArticlePage.objects.get(slug="new-article")
    assert article.live
    assert [author.person for author in article.authors.all()] == [person]
    assert article.body[1].value["links"][0]["page"].live.title == target.title
    assert editor.get(article.url).status_code == 200


@pytest.mark.parametrize("title", ["【医療監修】坐骨神経痛", "坐骨神経痛【監修済み】"])
def test_a_review_badge_cannot_be_typed_into_a_title(editor: Client, title: str) -> None:
    topic = TopicPageFactory()

    answer = editor.post(
        reverse("wagtailadmin_pages:add", args=["articles", "articlepage", topic.pk]),
        article_form(title=title),
    )

    assert answer.status_code == 200
    assert "監修の印は題名に書きません" in answer.text
    assert not ArticlePage.objects.exists()


def test_a_draft_may_be_saved_half_written_but_not_published(editor: Client) -> None:
    topic = TopicPageFactory()
    url = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", topic.pk])
    heading = {"level": "h2", "kicker": "", "text": "", "subtitle": "", "contents_label": ""}
    form = article_form(lead="", body=streamfield([("heading", heading)]))

    assert editor.post(url, form | {"action-publish": "action-publish"}).status_code == 200
    assert not ArticlePage.objects.exists()
    assert editor.post(url, form).status_code == 302
    assert not ArticlePage.objects.get().live


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (ApproachPageFactory, ""),
        (TopicPageFactory, ""),
        (ArticlePageFactory, ""),
        (TailFactory, "wagtailsnippets_articles_tail"),
        (PersonFactory, "wagtailsnippets_articles_person"),
        (FootPatternFactory, "wagtailsnippets_articles_footpattern"),
    ],
)
def test_every_form_and_list_opens(editor: Client, make, name: str) -> None:
    thing = make()

    form = (
        reverse(f"{name}:edit", args=[thing.pk])
        if name
        else reverse("wagtailadmin_pages:edit", args=[thing.pk])
    )
    assert editor.get(form).status_code == 200
    if name:
        answer = editor.get(reverse(f"{name}:list"), {"q": str(thing)[:2]})
        assert answer.status_code == 200
        assert str(thing)[:2] in answer.text


def test_the_menu_leads_to_tails_patterns_people_reviews_and_the_link_report(editor: Client) -> None:
    request = editor.get(reverse("wagtailadmin_home")).wsgi_request

    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)

    labels = [str(item.label) for item in items]
    assert [label for label in labels if label in OUR_MENU] == OUR_MENU
    assert "リンクの点検" in [str(item.label) for item in reports_menu.menu_items_for_request(request)]


def test_a_copied_article_is_not_taken_for_the_imported_one() -> None:
    article = ArticlePageFactory(import_key="key")

    copy = article.copy(update_attrs={"slug": "copy"})

    assert copy.import_key == ""


def test_an_article_that_was_never_saved_can_be_previewed(editor: Client) -> None:
    topic = TopicPageFactory()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["articles", "articlepage", topic.pk])

    editor.post(url, article_form(title="書きかけ"))
    answer = editor.get(url, {"mode": ""})

    assert answer.status_code == 200
    assert "書きかけ" in answer.text


def test_two_versions_are_compared_by_the_words_of_a_choice(editor: Client) -> None:
    article = ArticlePageFactory.create()
    versions = []
    for level, style in (("h2", "bullet"), ("h3", "number")):
        article.body = article.body.stream_block.to_python(
            [
                # A block that keeps its id is compared field by field.
                {"type": "heading", "id": "a", "value": {"level": level, "text": "足もと"}},
                {"type": "list", "id": "b", "value": {"style": style, "items": ["座り方"]}},
            ]
        )
        versions.append(article.save_revision().pk)
    page = editor.get(reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, *versions]))
    changes = BeautifulSoup(page.content, "html.parser").select(
        ".comparison .deletion, .comparison .addition"
    )
    assert [change.get_text() for change in changes] == ["大見出し", "小見出し", "・ 点", "1. 番号"]
