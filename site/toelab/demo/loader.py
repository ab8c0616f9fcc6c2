"""Loads the demo site: all of it or nothing, into an empty database only."""

import contextlib
from collections.abc import Callable

from django.db import transaction
from django.db.models.fields.files import FieldFile

from articles.models import ArticlePage, ReviewRecord, Tail
from shop.models import Order, Product
from toelab.demo.errors import DemoError
from toelab.demo.pages import PageMaker
from toelab.demo.records import (
    link_patterns,
    make_images,
    make_patterns,
    make_people,
    make_products,
    make_shop_settings,
    make_tail,
    make_terms,
)
from toelab.demo.registry import Registry
from toelab.home.models import HomePage

__all__ = ["DemoError", "demo_needed", "load_demo"]


def demo_needed() -> bool:
    """Whether the database holds nothing of ours yet.

    Raises DemoError for a database that has some of our things but no front page: somebody's work may be in it,
    so it is neither overwritten nor completed.
    """
    if HomePage.objects.exists():
        return False
    leftovers = [
        model._meta.verbose_name
        for model in (ArticlePage, Product, Tail, Order)
        if model._default_manager.exists()
    ]
    if leftovers:
        raise DemoError(
            f"データベースにトップページがないのに、{'・'.join(map(str, leftovers))}が残っています。"
            "読み込みの途中で止まったか、トップページが消された状態です。何も変更していません。"
            "控えから戻すか、DATA_DIR で空のフォルダーを指定して、もう一度実行してください。"
        )
    return True


def load_demo(progress: Callable[[str], None] = lambda line: None) -> None:
    """Load everything in one transaction; on any failure no row and no file is left behind.

    `progress` is called with a Japanese line after each part. Raises DemoError when the demo's own files are wrong.
    """
    written: list[FieldFile] = []
    try:
        with transaction.atomic():
            _load(progress, written)
    except BaseException:
        for file in written:
            with contextlib.suppress(OSError):
                file.storage.delete(file.name or "")
        raise


def _load(progress: Callable[[str], None], written: list[FieldFile]) -> None:
    registry = Registry()
    make_images(registry, written)
    progress(f"絵 {len(registry.all('image'))} 枚")
    make_people(registry)
    make_patterns(registry)
    make_products(registry, written)
    progress(f"商品 {len(registry.all('product'))} 点と在庫")
    count = PageMaker(registry).make_all()
    link_patterns(registry)
    make_terms(registry)
    progress(f"ページ {count} 枚（記事 {ArticlePage.objects.count()} 本）")
    make_tail(registry)
    make_shop_settings()
    _sample_review(registry)
    progress("記事の末尾、法律の表記、監修記録の見本")


def _sample_review(registry: Registry) -> None:
    """Show on one article what a review record looks like; the reviewer's name says that it is a sample."""
    record = ReviewRecord(
        page=registry.get("page", "sciatica-disc-herniation"),
        reviewer=registry.get("person", "sample-reviewer"),
    )
    record.take_live_text()
    record.save()
