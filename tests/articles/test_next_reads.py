"""What a reader is offered after the last line."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StreamBlockValidationError

from shop.models import Order, OrderLine
from tests.articles.factories import (
    ArticlePageFactory,
    FootPatternFactory,
    TopicPageFactory,
    block,
    common_tail,
    link,
    related_links,
)
from tests.shop.factories import VariantFactory

pytestmark = pytest.mark.django_db


def offered(client: Client, article, part: str) -> list[str]:
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    return [a["href"] for a in page.select(f"{part} a")]


def question(words: str, page, pending: str = "") -> dict:
    return block("next_read", {"question": words, "page": page and page.pk, "pending_title": pending})


def test_the_editors_questions_come_in_their_order_without_drafts_and_itself(client: Client) -> None:
    first, second, draft = ArticlePageFactory(), ArticlePageFactory(), ArticlePageFactory(live=False)
    article = ArticlePageFactory()
    article.next_reads = [
        question("二つめ？", second),
        question("下書き？", draft),
        question("自分？", article),
        question("まだ？", None, pending="まだない記事"),
        question("一つめ？", first),
    ]
    article.save_revision().publish()

    assert offered(client, article, ".what-next") == [second.url, first.url]


def test_one_page_answers_one_question_only(client: Client) -> None:
    target, article = ArticlePageFactory(), ArticlePageFactory()
    article.next_reads = [question("一度め？", target), question("二度め？", target)]

    with pytest.raises(StreamBlockValidationError) as refused:
        article.next_reads.stream_block.clean(article.next_reads)
    assert "上の問いがもう案内しています" in str(refused.value.as_json_data())
    article.save_revision().publish()
    assert offered(client, article, ".what-next").count(target.url) == 1


def test_without_questions_the_pillar_comes_first_and_then_the_neighbours(client: Client) -> None:
    topic = TopicPageFactory()
    before = ArticlePageFactory(parent=topic)
    article = ArticlePageFactory(parent=topic)
    ArticlePageFactory(parent=topic, live=False)
    pillar = ArticlePageFactory(parent=topic)
    topic.pillar = pillar
    topic.save()

    assert offered(client, article, ".what-next") == [pillar.url, before.url]


def test_the_pillar_itself_offers_only_its_neighbours(client: Client) -> None:
    topic = TopicPageFactory()
    pillar, neighbour = ArticlePageFactory(parent=topic), ArticlePageFactory(parent=topic)
    topic.pillar = pillar
    topic.save()

    assert offered(client, pillar, ".what-next") == [neighbour.url]


def test_questions_whose_pages_are_all_drafts_give_way_to_the_topic(client: Client) -> None:
    topic = TopicPageFactory()
    neighbour = ArticlePageFactory(parent=topic)
    article = ArticlePageFactory(parent=topic)
    article.next_reads = [question("下書き？", ArticlePageFactory(parent=topic, live=False))]
    article.save_revision().publish()

    assert offered(client, article, ".what-next") == [neighbour.url]


def test_the_tail_decides_where_the_questions_stand_and_what_they_are_called(client: Client) -> None:
    common_tail(block("what_next", {"heading": "つぎの一本"}))
    topic = TopicPageFactory()
    article, _neighbour = ArticlePageFactory(parent=topic), ArticlePageFactory(parent=topic)

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    assert [title.get_text() for title in page.select(".what-next h2")] == ["つぎの一本"]
    assert page.select_one(".tail .what-next")


def test_related_articles_are_the_editors_then_those_of_the_same_pattern(client: Client) -> None:
    pattern = FootPatternFactory()
    topic, elsewhere = TopicPageFactory(), TopicPageFactory()
    chosen = ArticlePageFactory(parent=elsewhere)
    alike = ArticlePageFactory(parent=elsewhere, patterns=[pattern])
    ArticlePageFactory.create_batch(4, parent=topic)
    article = ArticlePageFactory(parent=topic, patterns=[pattern])
    article.related.create(target=chosen)
    article.save()

    assert offered(client, article, ".related-articles") == [chosen.url, alike.url]


def test_related_articles_leave_out_drafts_and_what_the_text_links_to(client: Client) -> None:
    elsewhere = TopicPageFactory()
    linked, other = ArticlePageFactory(parent=elsewhere), ArticlePageFactory(parent=elsewhere)
    article = ArticlePageFactory(parent=TopicPageFactory(), body=[related_links(link(linked))])
    for target in (linked, ArticlePageFactory(parent=elsewhere, live=False), other):
        article.related.create(target=target)
    article.save()

    assert offered(client, article, ".related-articles") == [other.url]


def test_few_questions_are_completed_by_rule(client: Client) -> None:
    pattern = FootPatternFactory()
    topic, elsewhere = TopicPageFactory(), TopicPageFactory()
    alike_elsewhere = ArticlePageFactory(parent=elsewhere, patterns=[pattern])
    neighbour = ArticlePageFactory(parent=topic)
    alike = ArticlePageFactory(parent=topic, patterns=[pattern])
    pillar = ArticlePageFactory(parent=topic)
    topic.pillar = pillar
    topic.save()
    article = ArticlePageFactory(parent=topic, patterns=[pattern])
    assert offered(client, article, ".what-next") == [
        page.url for page in (pillar, alike, neighbour, alike_elsewhere)
    ]

    article.next_reads = [question("これは？", alike_elsewhere)]
    article.save_revision().publish()

    assert offered(client, article, ".what-next") == [
        page.url for page in (alike_elsewhere, pillar, alike, neighbour)
    ]


def test_what_the_text_links_to_is_not_added_unless_nothing_else_is_left(client: Client) -> None:
    topic = TopicPageFactory()
    linked = ArticlePageFactory(parent=topic)
    article = ArticlePageFactory(parent=topic, body=[related_links(link(linked))])
    assert offered(client, article, ".what-next") == [linked.url]

    other = ArticlePageFactory(parent=topic)
    assert offered(client, article, ".what-next") == [other.url]


def test_an_article_all_alone_leads_to_the_other_topics(client: Client) -> None:
    other = TopicPageFactory()
    article = ArticlePageFactory(parent=TopicPageFactory())

    assert offered(client, article, ".what-next") == [other.url]


def test_the_editor_sees_what_readers_will_be_offered(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    topic = TopicPageFactory()
    chosen, added = ArticlePageFactory(parent=topic, title="選んだ記事"), ArticlePageFactory(parent=topic)
    article = ArticlePageFactory(parent=topic, next_reads=[question("なぜ？", chosen)])

    form = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    panel = next(
        part
        for part in BeautifulSoup(form.content, "html.parser").select(".help-block ol")
        if "選んだ記事" in part.get_text()
    )
    assert [li.get_text(strip=True) for li in panel.select("li")] == [
        "なぜ？ →選んだ記事",
        f"自動:{added.title}",
    ]


def bought_after_reading(page, *, state: str = Order.State.PAID) -> None:
    variant = VariantFactory.create(price=1000)
    order = Order.objects.create(
        subtotal=1000, shipping_fee=0, total=1000, basket_version=1, state=state, paid_at=timezone.now()
    )
    OrderLine.objects.create(
        order=order,
        variant=variant,
        sku=variant.sku,
        name="靴下",
        unit_price=1000,
        quantity=1,
        tax_rate=10,
        is_digital=False,
        first_page=page.pk,
    )


def test_what_kinship_leaves_empty_is_filled_with_the_articles_that_brought_customers(client: Client) -> None:
    seldom, often, unpaid = (ArticlePageFactory(parent=TopicPageFactory()) for _ in range(3))
    for page in (seldom, often, often):
        bought_after_reading(page)
    bought_after_reading(unpaid, state=Order.State.EXPIRED)
    article = ArticlePageFactory(parent=TopicPageFactory())

    assert offered(client, article, ".what-next") == [often.url, seldom.url]
