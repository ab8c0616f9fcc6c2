"""A pressed page costs two queries, and no reader ever sees what is no longer so."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from articles.article.models import ArticlePage
from articles.models import Change, FailedSearch, ReviewRecord
from articles.press import models as journal
from articles.press.models import edition, note_change
from shop.models import ProductPage, ShopIndexPage, Variant
from shop.stock.holds import StockLine, reserve
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    FootPatternFactory,
    PersonFactory,
    TopicPageFactory,
    block,
    common_tail,
    heading,
    link,
    related_links,
    site_root,
    text_link,
)
from tests.articles.trust.helpers import safety
from tests.shop.factories import VariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_prints_yet() -> None:
    cache.clear()
    # Wagtail writes the row of a setting when it is first asked for.
    common_tail()


def main_of(client: Client, page) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.replace(b"<wbr>", b""), "html.parser").body.get_text(" ", strip=True)


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def published(page) -> None:
    page.save_revision().publish()


def sold_on_a_page(**fields) -> Variant:
    variant = VariantFactory(**fields)
    shop = ShopIndexPage.objects.first() or site_root().add_child(
        instance=ShopIndexPage(title="ショップ", slug="shop")
    )
    shop.add_child(instance=ProductPage(title="靴下", slug=f"p{variant.pk}", product=variant.product))
    return variant


def test_a_page_read_again_costs_two_queries(client: Client) -> None:
    article = ArticlePageFactory()
    client.get(article.url)

    assert queries_of(client, article.url) == 2
    assert queries_of(client, f"{article.url}?f=12.abc") == 2


def test_it_is_the_same_page_in_every_coding(client: Client) -> None:
    url = ArticlePageFactory(title="同じ頁").url
    fresh = client.get(url)

    kept = client.get(url)
    by_gzip = client.get(url, headers={"Accept-Encoding": "gzip, deflate"})
    by_brotli = client.get(url, headers={"Accept-Encoding": "gzip, br;q=0.9"})
    refused = client.get(url, headers={"Accept-Encoding": "br;q=0, gzip; q=0.0"})

    assert "同じ頁" in fresh.content.decode()
    assert kept.content == fresh.content == gzip.decompress(by_gzip.content) == refused.content
    assert brotli.decompress(by_brotli.content) == fresh.content
    assert by_brotli.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in refused.headers
    assert {answer.headers["Vary"] for answer in (fresh, kept, by_gzip)} == {"Accept-Encoding"}
    assert kept.headers["Content-Security-Policy"] == fresh.headers["Content-Security-Policy"]
    assert not kept.cookies


def test_a_link_to_a_page_taken_offline_is_gone_at_once(client: Client) -> None:
    target = ArticlePageFactory(title="消える記事")
    article = ArticlePageFactory(
        body=[related_links(link(target)), block("paragraph", text_link(target, "ここ"))]
    )
    assert "消える記事" in main_of(client, article)

    target.unpublish()

    assert "消える記事" not in main_of(client, article)
    assert target.slug not in client.get(article.url).content.decode()


def test_a_deleted_page_and_a_new_one_show_at_once(client: Client) -> None:
    article = ArticlePageFactory(title="読む記事")
    assert "隣の記事" not in main_of(client, article)

    neighbour = ArticlePageFactory(title="隣の記事")
    assert "隣の記事" in main_of(client, article)

    neighbour.delete()
    assert "隣の記事" not in main_of(client, article)


def test_a_link_follows_a_page_that_moves(client: Client) -> None:
    target = ArticlePageFactory(slug="moving")
    article = ArticlePageFactory(body=[related_links(link(target))])
    assert target.url in client.get(article.url).content.decode()

    target.move(TopicPageFactory(slug="elsewhere"), pos="last-child")

    assert '/elsewhere/moving/"' in client.get(article.url).content.decode()


def test_approaches_get_new_numbers_when_dragged(client: Client) -> None:
    first, second = ApproachPageFactory(title="体操"), ApproachPageFactory(title="靴下")
    common_tail(block("approaches", {"heading": "三つ", "subtitle": "", "intro": ""}))
    article = ArticlePageFactory()
    assert "1. 体操" in main_of(client, article)

    second.move(first, pos="left")

    assert "1. 靴下" in main_of(client, article)


def test_a_published_tail_and_a_new_title_show_at_once_and_drafts_never(client: Client) -> None:
    tail = common_tail(block("keep_going", {"heading": "前の末尾", "options": [], "text": ""}))
    article = ArticlePageFactory(title="前の題名")
    assert "前の末尾" in main_of(client, article)

    tail.body = [("keep_going", {"heading": "後の末尾", "options": [], "text": ""})]
    draft = tail.save_revision()
    article.title = "後の題名"
    article_draft = article.save_revision()
    assert "前の末尾" in main_of(client, article)
    assert "前の題名" in main_of(client, article)

    draft.publish()
    article_draft.publish()
    assert "後の末尾" in main_of(client, article)
    assert "後の題名" in main_of(client, article)


def test_saving_a_draft_keeps_the_prints(client: Client) -> None:
    article = ArticlePageFactory()
    tail = common_tail()
    before = edition()

    article.save_revision()
    tail.save_revision()

    assert edition() == before


def test_prices_and_stock_words_are_those_of_now(client: Client) -> None:
    variant = sold_on_a_page(price=3300, stock=9)
    article = ArticlePageFactory(body=[block("product", {"product": variant.product_id, "text": ""})])
    shown = main_of(client, article)
    assert "3,300円" in shown
    assert "在庫あり" in shown

    Variant.objects.filter(pk=variant.pk).update(price=2980)
    assert "2,980円" in main_of(client, article)

    reserve([StockLine(variant.sku, variant.pk, 9)], hold="order-1", order_number="A-1")
    assert "在庫切れ" in main_of(client, article)


def test_selling_one_of_many_keeps_the_prints(client: Client) -> None:
    variant = sold_on_a_page(stock=50)
    article = ArticlePageFactory(body=[block("product", {"product": variant.product_id, "text": ""})])
    client.get(article.url)

    reserve([StockLine(variant.sku, variant.pk, 1)], hold="order-1", order_number="A-1")

    assert queries_of(client, article.url) == 2


def test_the_review_badge_comes_and_goes_with_its_record(client: Client) -> None:
    article = ArticlePageFactory()
    assert "医療監修" not in main_of(client, article)

    record = ReviewRecord(page=article, reviewer=PersonFactory(), qualification="医師")
    record.take_live_text()
    record.save()
    assert "医療監修" in main_of(client, article)

    record.delete()
    assert "医療監修" not in main_of(client, article)


def test_new_signs_of_a_topic_show_at_once_on_its_articles_and_take_their_badges(client: Client) -> None:
    topic = TopicPageFactory(is_symptom=True, safety=[safety("前のサイン")])
    article = ArticlePageFactory(parent=topic)
    record = ReviewRecord(page=article, reviewer=PersonFactory(name="監修 花子"))
    record.take_live_text()
    record.save()
    assert "監修 花子" in main_of(client, article)

    topic.safety = [safety("後のサイン")]
    published(topic)

    for page in (topic, article):
        assert "後のサイン" in main_of(client, page)
        assert "前のサイン" not in main_of(client, page)
    assert "監修 花子" not in main_of(client, article)


def test_snippets_show_at_once(client: Client) -> None:
    pattern = FootPatternFactory(name="前の型")
    choice = {"pattern": pattern.pk, "page": None, "pending_title": ""}
    article = ArticlePageFactory(body=[block("foot_patterns", {"intro": "", "patterns": [choice]})])
    author = PersonFactory(name="前の名")
    article.authors.create(person=author)
    published(article)
    assert "前の型" in main_of(client, article)

    pattern.name, author.name = "後の型", "後の名"
    pattern.save()
    author.save()

    assert "後の型" in main_of(client, article)
    assert "後の名" in main_of(client, article)


def test_lists_of_articles_follow_too(client: Client) -> None:
    topic = TopicPageFactory()
    article = ArticlePageFactory(parent=topic, title="並ぶ記事")
    assert "並ぶ記事" in main_of(client, topic)
    assert queries_of(client, topic.url) == 2

    article.unpublish()

    assert "並ぶ記事" not in main_of(client, topic)


def test_the_name_of_the_site_follows(client: Client) -> None:
    article = ArticlePageFactory()
    client.get(article.url)

    site = Site.objects.get()
    site.site_name = "足の相談室（サンプル）"
    site.save()

    assert "足の相談室（サンプル）" in main_of(client, article)


def test_a_page_put_behind_a_password_is_not_served_to_all(client: Client) -> None:
    article = ArticlePageFactory(lead="秘密の文")
    assert "秘密の文" in main_of(client, article)

    PageViewRestriction.objects.create(page=article, restriction_type="password", password="開け")

    assert "秘密の文" not in client.get(article.url).content.decode()
    client.session["passed_page_view_restrictions"] = [article.pk]
    assert "秘密の文" not in Client().get(article.url).content.decode()


def test_people_who_are_signed_in_get_their_own_page_and_leave_no_trace(client: Client) -> None:
    article = ArticlePageFactory()
    client.force_login(User.objects.create_superuser("owner"))
    assert "wagtail-userbar" in client.get(article.url).content.decode()

    assert "wagtail-userbar" not in Client().get(article.url).content.decode()
    assert "wagtail-userbar" in client.get(article.url).content.decode()


def test_a_question_in_the_address_is_answered_afresh(client: Client) -> None:
    article = ArticlePageFactory()
    client.get(article.url)

    assert queries_of(client, f"{article.url}?start=a") > 2


def test_a_reader_who_posts_or_misses_is_not_pressed(client: Client) -> None:
    article = ArticlePageFactory()
    assert client.get(f"{article.url}nothing/").status_code == 404

    assert client.head(article.url).content == b""
    assert "導入の文" in main_of(client, article)


def test_a_searched_word_does_not_empty_the_press() -> None:
    before = edition()

    FailedSearch.objects.create(text="あああ")

    assert edition() == before


@pytest.mark.parametrize("length", [10, 100])
def test_the_cost_does_not_depend_on_the_length(client: Client, length: int) -> None:
    article = ArticlePageFactory(body=[heading(f"見出し{n}") for n in range(length)])
    client.get(article.url)

    assert queries_of(client, article.url) == 2


def test_a_change_that_is_rolled_back_leaves_no_edition_behind(client: Client) -> None:
    before = edition()
    seen: list[str] = []

    def change() -> None:
        note_change()
        seen.append(edition())

    for _ in range(2):
        _roll_back(change)

    assert edition() == before
    assert len({before, *seen}) == 3


def _roll_back(change: Callable[[], None]) -> None:
    with transaction.atomic():
        change()
        transaction.set_rollback(True)


def test_the_journal_stays_short(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    monkeypatch.setattr(journal, "KEPT", 4)
    editions = set()
    for _ in range(20):
        with django_capture_on_commit_callbacks(execute=True):
            note_change()
        editions.add(edition())

    assert Change.objects.count() <= 8
    assert len(editions) == 20


def test_articles_changed_by_hand_in_the_database_need_a_note(client: Client) -> None:
    article = ArticlePageFactory(title="前の題名")
    client.get(article.url)
    ArticlePage.objects.filter(pk=article.pk).update(title="後の題名")

    note_change()

    assert "後の題名" in main_of(client, article)
