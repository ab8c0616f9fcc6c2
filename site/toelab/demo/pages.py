"""Home, topics, articles, approaches, shop and legal pages.

Pages link to each other, so all of them are made first, as drafts without a body; then each gets its body and
is published.
"""

import json
from typing import Any

from wagtail.models import Page, Site

from articles.models import (
    ApproachIndexPage,
    ApproachPage,
    ApproachProduct,
    ArticleAuthor,
    ArticleIndexPage,
    ArticlePage,
    RelatedArticle,
    TopicPage,
)
from shop.models import LegalIndexPage, LegalPage, ProductImage, ProductPage, ShopIndexPage
from toelab.demo.blocks import BlockData, rich_text
from toelab.demo.files import alternative_texts, names, read
from toelab.demo.registry import Registry
from toelab.home.models import HomePage


class PageMaker:
    """Makes the page tree of the demo site."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._bodies: list[tuple[Page, dict[str, Any]]] = []

    def make_all(self) -> int:
        """Make and publish every page; return how many."""
        home = self._home()
        self._articles(home)
        self._approaches(home)
        self._shop(home)
        self._legal(home)
        self._choose_pillars()
        for page, data in self._bodies:
            self._fill(page, data)
            page.save_revision().publish()
        return len(self._bodies)

    def _add(self, parent: Page, page: Page, data: dict[str, Any], name: str = "") -> Any:
        page.live = False
        page.slug = data.get("slug", page.slug)
        page.title = data["title"]
        page.seo_title = data.get("seo_title") or ""
        page.search_description = data.get("search_description") or ""
        parent.add_child(instance=page)
        self._bodies.append((page, data))
        return self.registry.add("page", name or page.slug, page)

    def _image(self, data: dict[str, Any]) -> Any:
        stem = data.get("hero_image")
        return self.registry.get("image", stem) if stem else None

    def _home(self) -> HomePage:
        """Put our front page where Wagtail's welcome page is."""
        root = Page.get_first_root_node()
        for welcome in root.get_children().filter(slug="home"):
            welcome.delete()
        root.refresh_from_db()
        data = read("home") | {"slug": "home"}
        page = HomePage(
            headline=data["headline"],
            lead=data["lead"],
            start_label=data["start_label"],
            hero_image=self._image(data),
        )
        home = self._add(root, page, data)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": data["title"]},
        )
        return home

    def _articles(self, home: Page) -> None:
        data = read("topics/index")
        index = self._add(home, ArticleIndexPage(introduction=data["introduction"]), data)
        for topic_name in data["order"]:
            topic_data = read(f"topics/{topic_name}")
            topic = self._add(
                index,
                TopicPage(
                    description=topic_data["description"],
                    hero_image=self._image(topic_data),
                    is_symptom=topic_data.get("is_symptom", False),
                ),
                topic_data,
            )
            articles = [read(name) for name in names(f"articles/{topic_name}")]
            articles.sort(key=lambda article: article["slug"] != topic_data["pillar"])
            for article in articles:
                page = ArticlePage(
                    short_title=article["short_title"], lead=article["lead"], hero_image=self._image(article)
                )
                self._add(topic, page, article)

    def _choose_pillars(self) -> None:
        for topic in TopicPage.objects.all():
            pillar = self.registry.get("page", read(f"topics/{topic.slug}")["pillar"])
            self.registry.get("page", topic.slug).pillar = pillar

    def _approaches(self, home: Page) -> None:
        data = read("approaches/index")
        introduction = rich_text(data["introduction"], self.registry.look_up)
        index = self._add(home, ApproachIndexPage(introduction=introduction), data)
        for name in data["order"]:
            approach = read(f"approaches/{name}")
            page = ApproachPage(
                alias=approach.get("alias") or "",
                tagline=approach["tagline"],
                introduction=rich_text(approach["introduction"], self.registry.look_up),
                hero_image=self._image(approach),
            )
            page.products = [
                ApproachProduct(product=self.registry.get("product", p)) for p in approach["products"]
            ]
            self._add(index, page, approach)

    def _shop(self, home: Page) -> None:
        data = read("shop/index")
        index = self._add(home, ShopIndexPage(lead=data["lead"]), data)
        for slug in ("socks", "guide"):
            page_data = read(f"shop/products/{slug}")["page"]
            page = ProductPage(product=self.registry.get("product", slug), lead=page_data["lead"])
            page.images = [
                ProductImage(
                    image=self.registry.get("image", stem), alt_text=alternative_texts()[stem]["alt"]
                )
                for stem in page_data["images"]
            ]
            self._add(index, page, page_data, name=f"shop/{slug}")

    def _legal(self, home: Page) -> None:
        index = self._add(home, LegalIndexPage(), {"slug": "legal", "title": "このサイトについて"})
        notice = [{"paragraph": "<p>このページは見本です。公開前に確認してください。</p>"}]
        law = {"slug": "tokushoho", "title": "特定商取引法に基づく表記", "body": notice}
        self._add(index, LegalPage(kind=LegalPage.Kind.TOKUSHOHO), law)
        for slug in ("terms", "privacy", "external"):
            self._add(index, LegalPage(kind=slug), read(f"legal/{slug}"))

    def _fill(self, page: Page, data: dict[str, Any]) -> None:
        """Give a page all that may point to other pages."""
        blocks = BlockData(page.slug, self.registry.look_up)
        for field in ("body", "next_reads", "safety"):
            if field in data:
                definition = page._meta.get_field(field).stream_block
                stored = blocks.convert(definition, data[field], f"/{field}")
                setattr(page, field, json.dumps(stored, ensure_ascii=False))
        if "patterns" in data:
            page.patterns = [self.registry.get("footpattern", slug) for slug in data["patterns"]]
        if "authors" in data:
            page.authors = [
                ArticleAuthor(person=self.registry.get("person", slug)) for slug in data["authors"]
            ]
        if "related" in data:
            page.related = [
                RelatedArticle(target=self.registry.get("page", slug)) for slug in data["related"]
            ]
