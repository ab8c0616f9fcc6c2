"""What an editor sees of a recommendation while writing it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.tail.blocks import TailBody
from articles.where_to_start.truth_table import MOST_ROWS, truth_table
from tests.articles.factories import (
    ArticlePageFactory,
    TailFactory,
    block,
    common_tail,
    condition,
    make_private,
    recommendation,
    rule,
)
from tests.articles.where_to_start.posting import posted
from tests.shop.factories import VariantFactory, open_shop, product_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


def value_of(data: dict[str, Any]) -> Any:
    return TailBody().child_blocks["where_to_start"].to_python(data)


def shown(editor: Client, data: dict[str, Any], tail: Any = "") -> BeautifulSoup:
    form = posted(TailBody(), [block("where_to_start", data, "start")], "body")
    answer = editor.post(reverse("where_to_start_table"), form | {"tail": str(tail)})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_model_recommendation_has_18_readers(model) -> None:
    table = truth_table(value_of(model))

    assert table.number == len(table.rows) == 18
    assert table.complaints == []
    assert dict(table.counts) == {
        "② YOSHIRO SOCKS": 8,
        "② YOSHIRO SOCKS + ③ 小股歩き": 4,
        "① ひろのば体操 + ② YOSHIRO SOCKS": 4,
        "① ひろのば体操 + ② YOSHIRO SOCKS + ③ 小股歩き": 2,
    }


def test_a_private_approach_is_told_while_the_recommendation_is_being_written(
    editor, model, approaches
) -> None:
    make_private(approaches[2])

    told = shown(editor, model).select_one(".help-critical").get_text()

    assert "「余裕が出てきた方へ」がすすめる「小股歩き」は公開範囲が限られていて" in told


def test_the_form_as_typed_becomes_a_table_whose_rows_open_the_preview(editor, model) -> None:
    tail = TailFactory()
    page = shown(editor, model, tail.pk)

    assert "18通りのすべてで" in page.get_text()
    first = page.select_one("tbody tr")
    assert [cell.get_text(" ", strip=True) for cell in first.select("th, td")][:3] == [
        "どの条件にも当てはまらない人",
        "② YOSHIRO SOCKS",
        "なし",
    ]
    preview = reverse("wagtailsnippets_articles_tail:preview_on_edit", args=[tail.pk])
    assert {a["href"].partition("?")[0] for a in page.select("tbody a")} == {preview}


def test_a_row_opens_the_draft_as_that_reader(editor, model) -> None:
    tail = common_tail()
    ArticlePageFactory()
    tail.body = [block("where_to_start", model, "start")]
    tail.save_revision()
    link = shown(editor, model, tail.pk).select("tbody a")[-1]["href"]

    preview = BeautifulSoup(editor.get(link.partition("#")[0]).content, "html.parser")

    recommended = "① ひろのば体操 + ② YOSHIRO SOCKS + ③ 小股歩き"
    assert preview.select_one("#start-answer").get_text(strip=True).endswith(recommended)


def test_an_unfinished_recommendation_says_what_is_missing(editor, approaches) -> None:
    page = shown(editor, recommendation(rule(None, heading="", conditions=[condition("")])))

    assert "このままでは公開できません" in page.get_text()
    assert "「1番目の推奨」" in page.get_text()


def test_a_form_without_a_recommendation_has_no_table(editor) -> None:
    answer = editor.post(reverse("where_to_start_table"), {"body-count": "0"})

    assert "ブロックを足すと" in answer.text
    assert "<table" not in answer.text


def test_products_that_cannot_be_bought_are_pointed_out(model, approaches) -> None:
    open_shop()
    sold_out, hidden = VariantFactory().product, VariantFactory(stock=9).product
    product_page(sold_out)
    model["rules"][0]["products"] = [sold_out.pk]
    model["rules"][1]["products"] = [hidden.pk]

    table = truth_table(value_of(model))

    assert [(p.name, p.word) for p in table.rows[0].products] == [(sold_out.name, "在庫切れ")]
    warnings = [text for text in table.doubts if sold_out.name in text or hidden.name in text]
    assert len(warnings) == 2
    assert "例: どの条件にも当てはまらない人" in warnings[0]
    assert "公開されていません" in warnings[1]


def test_a_long_table_is_cut_but_proven_whole(editor, approaches) -> None:
    many = [condition(f"条件{n}の人") for n in range(12)]
    page = shown(editor, recommendation(rule(approaches[0], is_default=True, conditions=many)))

    assert len(page.select("tbody tr")) == MOST_ROWS
    assert "4096通りのすべてで" in page.get_text()
    assert f"ほか{4096 - MOST_ROWS}通り" in page.get_text()


def test_only_people_who_may_edit_tails_may_ask(client, model) -> None:
    from django.contrib.auth.models import Permission

    reader = get_user_model().objects.create_user("reader", password="x")
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader)

    answer = client.post(reverse("where_to_start_table"), {"body-count": "0"})

    assert answer.status_code in (302, 403)
    assert "ブロックを足すと" not in answer.text


def test_the_edit_form_has_a_place_for_the_table(editor) -> None:
    for name, args in (("edit", [TailFactory().pk]), ("add", [])):
        page = BeautifulSoup(
            editor.get(reverse(f"wagtailsnippets_articles_tail:{name}", args=args)).content, "html.parser"
        )
        assert page.select_one("[data-truth-table]")["data-truth-table"] == reverse("where_to_start_table")
        assert page.select_one("script[src*='truth-table.js']")


def test_each_article_can_be_seen_with_the_draft_of_the_tail(editor) -> None:
    tail = common_tail(block("note", "<p>今の注。</p>"))
    ArticlePageFactory(title="ある記事")
    other = ArticlePageFactory(title="別の記事")
    ArticlePageFactory(title="下書きの記事", live=False)
    tail.body = [block("note", "<p>下書きの注。</p>")]
    tail.save_revision()

    form = BeautifulSoup(
        editor.get(reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk])).content, "html.parser"
    )
    links = {a["href"] for a in form.select("a[href*='article=']")}
    assert len(links) == 2
    (link,) = (href for href in links if href.endswith(f"article={other.pk}#article-tail"))
    preview = BeautifulSoup(editor.get(link).content, "html.parser")

    assert preview.h1.get_text() == "別の記事"
    assert preview.select_one(".tail").get_text(strip=True) == "※下書きの注。"


def test_a_row_shows_that_readers_answer_even_where_readers_get_no_chooser(editor, client, model) -> None:
    tail = common_tail(block("where_to_start", model | {"chooser_enabled": False}, "start"))
    article = ArticlePageFactory()
    preview = reverse("wagtailsnippets_articles_tail:preview_on_edit", args=[tail.pk])

    shown = BeautifulSoup(editor.get(preview, {"start": ""}).content, "html.parser")

    assert shown.select_one("#start-answer").get_text(" ", strip=True) == "おすすめの始め方 ② YOSHIRO SOCKS"
    assert shown.select_one(".start-chooser") is None
    assert "start-answer" not in Client().get(f"{article.url}?start=").text


def test_a_preview_of_an_article_that_is_not_there_shows_another(editor) -> None:
    tail = common_tail(block("note", "<p>注。</p>"))
    ArticlePageFactory(title="ある記事")
    preview = reverse("wagtailsnippets_articles_tail:preview_on_edit", args=[tail.pk])

    for wanted in ("999999", "nonsense", "²"):
        assert "ある記事" in editor.get(preview, {"article": wanted}).text
