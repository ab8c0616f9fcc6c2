"""Makes articles and what surrounds them, each with the least it needs."""

from typing import Any
from uuid import uuid4

import factory
import wagtail_factories
from wagtail.models import Page, PageViewRestriction, Site

from articles.approaches.models import ApproachIndexPage, ApproachPage
from articles.article.models import ArticlePage
from articles.foot_patterns.models import FootPattern
from articles.people.models import Person
from articles.tail.models import ReadingSettings, Tail
from articles.topics.models import ArticleIndexPage, TopicPage


def site_root() -> Page:
    """Return the page at "/", where everything below can be reached."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=Page(title="足指研究所", slug="start"))
        site = Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return site.root_page


def _only(model: type[Page], **fields: Any) -> Page:
    """Return the single page of `model` below the front page, made when it is missing."""
    return model.objects.first() or site_root().add_child(instance=model(**fields))


def make_private(page: Page, kind: str = "password") -> PageViewRestriction:
    """Keep `page` and all below it for people with a password or an account, as code may at any time."""
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, password="開け")


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"山田 {n}")
    role = "足指研究家"
    qualifications = "理学療法士"


class FootPatternFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FootPattern

    name = factory.Sequence(lambda n: f"タイプ{n}")
    slug = factory.Sequence(lambda n: f"pattern-{n}")


class TopicPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = TopicPage

    title = factory.Sequence(lambda n: f"テーマ{n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    description = "説明の文です。"
    parent = factory.LazyFunction(lambda: _only(ArticleIndexPage, title="記事", slug="articles"))


class ArticlePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"記事{n}の題名")
    slug = factory.Sequence(lambda n: f"article-{n}")
    lead = "導入の文です。"
    parent = factory.LazyFunction(lambda: TopicPage.objects.first() or TopicPageFactory())


class ApproachPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ApproachPage

    title = factory.Sequence(lambda n: f"アプローチ{n}")
    slug = factory.Sequence(lambda n: f"approach-{n}")
    tagline = "一行の説明"
    introduction = "<p>紹介の文です。</p>"
    parent = factory.LazyFunction(lambda: _only(ApproachIndexPage, title="アプローチ", slug="approaches"))


class TailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tail

    name = factory.Sequence(lambda n: f"末尾{n}")


def common_tail(*blocks: dict[str, Any]) -> Tail:
    """Return a published tail made of `blocks`, which all articles end with."""
    tail = TailFactory(body=list(blocks))
    site_root()
    ReadingSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"default_tail": tail}
    )
    return tail


def block(kind: str, value: Any, block_id: str = "") -> dict[str, Any]:
    """Return a block in its stored form, with an id of its own."""
    return {"type": kind, "value": value, "id": block_id or str(uuid4())}


def heading(text: str, level: str = "h2", **more: str) -> dict[str, Any]:
    """Return a heading in its stored form."""
    value = {"level": level, "kicker": "", "text": text, "subtitle": "", "contents_label": ""}
    return block("heading", value | more, more.pop("block_id", ""))


def link(page: Page | int | None = None, *, pending: str = "", label: str = "") -> dict[str, Any]:
    """Return a link inside a block in its stored form."""
    pk = page.pk if isinstance(page, Page) else page
    return {"page": pk, "pending_title": pending, "label": label}


def related_links(*links: dict[str, Any], lead_in: str = "") -> dict[str, Any]:
    """Return a block of links in its stored form."""
    return block("related_links", {"lead_in": lead_in, "links": list(links)})


def text_link(page: Page | int, words: str) -> str:
    """Return rich text with a link to a page, as the editor stores it."""
    pk = page.pk if isinstance(page, Page) else page
    return f'<p data-block-key="a1b2c">前の<a linktype="page" id="{pk}">{words}</a>後の</p>'


def condition(
    text: str, topic: str = "", cannot: Page | None = None, short_label: str = ""
) -> dict[str, Any]:
    """Return a condition of a rule in its stored form."""
    return {"text": text, "short_label": short_label, "topic": topic, "cannot": cannot and cannot.pk}


def rule(*approaches: ApproachPage | None, **more: Any) -> dict[str, Any]:
    """Return a rule that recommends `approaches` in its stored form; `more` replaces its fields."""
    return {
        "heading": "見出し",
        "subtitle": "",
        "effect": "replace",
        "is_default": False,
        "match": "any",
        "show_conditions": True,
        "conditions": [],
        "lead_in": "",
        "approaches": [{"approach": page and page.pk, "label": ""} for page in approaches],
        "closing": "",
        "reason": "",
        "products": [],
        "key": "",
    } | more


def recommendation(*rules: dict[str, Any], note: str = "", chooser: bool = False) -> dict[str, Any]:
    """Return a recommendation made of `rules` in its stored form."""
    return {"rules": list(rules), "closing_note": note, "chooser_enabled": chooser}


def model_recommendation(
    exercise: ApproachPage, socks: ApproachPage, walk: ApproachPage, **more: Any
) -> dict[str, Any]:
    """Return the five conditions and three rules of the article that the site is modelled on, in their stored form."""
    return recommendation(
        rule(
            socks,
            heading="まず迷っている方へ",
            is_default=True,
            key="first",
            conditions=[
                condition("体操が続かなかった人", "体操", exercise, "続かなかった"),
                condition("歩き方を意識する余裕がない人", "歩き方", walk, "余裕がない"),
                condition("靴をすぐに変えられない人", "靴", None, "変えられない"),
            ],
            reason="<p>身支度の中で始められるためです。</p>",
        ),
        rule(
            exercise,
            socks,
            heading="すでに体操ができている方へ",
            key="both",
            show_conditions=False,
            conditions=[condition("すでに体操ができている人", "体操", None, "できている")],
        ),
        rule(
            walk,
            heading="余裕が出てきた方へ",
            effect="add",
            key="walk",
            show_conditions=False,
            conditions=[condition("余裕が出てきた人", "歩き方", None, "余裕が出てきた")],
        ),
        **more,
    )
