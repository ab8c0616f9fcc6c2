"""An article about a symptom says when to see a doctor first, or it does not go live."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from articles.article.models import ArticlePage
from articles.blocks.safety import SafetyBlock
from articles.topics.models import TopicPage
from tests.articles.factories import ArticlePageFactory, TopicPageFactory, block, text_link
from tests.articles.trust.helpers import safety

pytestmark = pytest.mark.django_db

PLAIN = block("paragraph", "<p>文。</p>")


@pytest.fixture
def symptom() -> TopicPage:
    return TopicPageFactory(title="坐骨神経痛", is_symptom=True)


def draft(topic: TopicPage, *blocks) -> ArticlePage:
    return ArticlePageFactory(parent=topic, live=False, body=[PLAIN, *blocks])


def shown(client: Client, article: ArticlePage | TopicPage) -> BeautifulSoup:
    return BeautifulSoup(client.get(article.url).content, "html.parser")


def test_the_signs_stand_under_their_urgency_and_in_the_contents_list(
    client: Client, symptom: TopicPage
) -> None:
    article = ArticlePageFactory(parent=symptom, body=[safety("尿が出ない", consult=("続く",))])

    page = shown(client, article)

    assert page.select_one(".safety-now li").text.strip() == "尿が出ない"
    assert page.select_one(".safety-consult li").text.strip() == "続く"
    assert page.select_one(".safety-soon") is None
    assert "先に受診してほしいとき" in page.select_one(".contents").text


def test_code_cannot_publish_an_article_about_a_symptom_without_signs(symptom: TopicPage) -> None:
    article = draft(symptom)

    with pytest.raises(ValidationError, match="受診の目安"):
        article.save_revision().publish()

    article.refresh_from_db()
    assert not article.live


def test_with_signs_it_goes_live(symptom: TopicPage) -> None:
    article = draft(symptom, safety("尿が出ない"))

    article.save_revision().publish()

    article.refresh_from_db()
    assert article.live


def test_the_signs_of_the_topic_stand_in_for_those_an_article_does_not_have(
    client: Client, symptom: TopicPage
) -> None:
    symptom.safety = [safety("テーマのサイン")]
    symptom.save()
    article = draft(symptom)
    article.save_revision().publish()
    own = ArticlePageFactory(parent=symptom, body=[safety("記事のサイン")])

    assert [li.text.strip() for li in shown(client, article).select(".safety li")] == ["テーマのサイン"]
    assert [li.text.strip() for li in shown(client, own).select(".safety li")] == ["記事のサイン"]


def test_the_page_of_the_topic_shows_its_signs_before_its_articles(
    client: Client, symptom: TopicPage
) -> None:
    symptom.safety = [safety("尿が出ない", soon=("熱がある",))]
    symptom.save()
    ArticlePageFactory(parent=symptom, title="その記事")

    page = shown(client, symptom)

    assert [li.text.strip() for li in page.select(".safety li")] == ["尿が出ない", "熱がある"]
    assert page.select_one(".safety details") is None
    assert page.text.index("尿が出ない") < page.text.index("その記事")


def test_many_signs_are_folded_except_the_most_urgent(client: Client, symptom: TopicPage) -> None:
    symptom.safety = [safety("一", "二", "三", soon=("四",), consult=("五",))]
    symptom.save()

    page = shown(client, symptom)

    folded = page.select_one(".safety details")
    assert [li.text.strip() for li in folded.select("li")] == ["四", "五"]
    assert folded.summary.text == "「早めに」「相談」の目安も見る"
    assert [li.text.strip() for li in page.select(".safety-now li")] == ["一", "二", "三"]


def test_a_topic_without_signs_draws_no_empty_box(client: Client, symptom: TopicPage) -> None:
    assert shown(client, symptom).select_one(".safety") is None


def test_a_link_in_a_sign_of_the_topic_is_dead_while_its_page_is_no_longer_there(
    client: Client, symptom: TopicPage
) -> None:
    hidden = ArticlePageFactory(parent=symptom, live=False)
    symptom.safety = [safety(text_link(hidden, "くわしく"))]
    symptom.save()

    assert shown(client, symptom).select_one(".safety a") is None


def test_other_topics_ask_for_nothing() -> None:
    article = draft(TopicPageFactory())

    article.save_revision().publish()

    article.refresh_from_db()
    assert article.live


def test_the_explorer_cannot_publish_it_in_bulk_and_says_why(
    admin_client: Client, symptom: TopicPage
) -> None:
    article = draft(symptom)
    article.save_revision()
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = admin_client.post(f"{action}?id={article.pk}&next=/admin/", {"include_descendants": ""})

    assert answer.status_code == 302
    assert article.title in admin_client.get("/admin/").text
    article.refresh_from_db()
    assert not article.live


def form_of(article: ArticlePage, **more) -> dict:
    body = streamfield([("paragraph", rich_text("<p>文。</p>"))])
    empty = inline_formset([])
    return nested_form_data(
        {
            "title": article.title,
            "slug": article.slug,
            "lead": article.lead,
            "body": body,
            "next_reads": streamfield([]),
            "authors": empty,
            "related": empty,
            "comments": empty,
            **more,
        }
    )


def test_the_editor_may_save_a_draft_but_publishing_is_refused_at_the_body(
    admin_client: Client, symptom: TopicPage
) -> None:
    article = draft(symptom)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])

    assert admin_client.post(edit, form_of(article)).status_code == 302

    answer = admin_client.post(edit, form_of(article, **{"action-publish": "1"}))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"body"}
    assert (
        "\\u75c7\\u72b6\\u306e\\u30c6\\u30fc\\u30de\\u3067\\u3059" in answer.text
        or "症状のテーマです" in answer.text
    )
    article.refresh_from_db()
    assert not article.live


def test_a_block_without_any_sign_is_refused() -> None:
    definition = SafetyBlock()

    with pytest.raises(StructBlockValidationError):
        definition.clean(definition.to_python({"heading": "見出し", "now": [], "soon": [], "consult": []}))


def test_a_topic_keeps_its_signs_while_published_articles_rely_on_them(admin_client: Client) -> None:
    topic = TopicPageFactory(is_symptom=True, safety=[safety("尿が出ない")])
    ArticlePageFactory(parent=topic, title="頼る記事", body=[PLAIN])
    edit = reverse("wagtailadmin_pages:edit", args=[topic.pk])
    form = querydict_from_html(admin_client.get(edit).text, form_id="page-edit-form").dict()

    answer = admin_client.post(edit, form | {"is_symptom": "on", "safety-count": "0", "action-publish": "1"})

    assert answer.status_code == 200
    (error,) = answer.context["form"].errors.as_data()["safety"]
    assert "「頼る記事」は、このテーマの目安を使って公開しています" in str(error.as_json_data())
    assert TopicPage.objects.get(pk=topic.pk).has_safety


def test_a_published_article_is_not_moved_where_it_would_have_no_signs(
    admin_client: Client, symptom: TopicPage
) -> None:
    article = ArticlePageFactory(parent=TopicPageFactory(), body=[PLAIN])
    move = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, symptom.pk])

    answer = admin_client.post(move, follow=True)

    assert "移動できません" in answer.text
    assert not ArticlePage.objects.get(pk=article.pk).is_descendant_of(symptom)
