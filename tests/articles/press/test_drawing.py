"""Pictures are made when a page is published, not while a reader waits."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.tasks import task_backends
from django.test import Client
from wagtail.images.models import Rendition
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.press.drawing import draw
from tests.articles.factories import ArticlePageFactory, FootPatternFactory, TopicPageFactory, block

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue():
    """The tasks put into the queue, which nobody works on in a test."""
    backend = task_backends["queue"]
    backend.clear()
    return backend


def work_off(queue) -> list[int]:
    done = [result.args[0] for result in queue.results if result.task.func is draw.func]
    for page_id in done:
        draw.func(page_id)
    queue.clear()
    return done


def article_with_pictures(topic):
    image, hero, plate = (ImageFactory(file=get_test_image_file(size=(1300, 900))) for _ in range(3))
    pattern = FootPatternFactory(image=plate)
    choice = {"pattern": pattern.pk, "page": None, "pending_title": ""}
    picture = {"image": {"image": image.pk, "alt_text": "図", "decorative": False}, "caption": ""}
    return ArticlePageFactory(
        parent=topic,
        live=False,
        hero_image=hero,
        body=[block("picture", picture), block("foot_patterns", {"intro": "", "patterns": [choice]})],
    )


def test_a_reader_of_a_published_page_makes_no_picture(
    queue, client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    topic = TopicPageFactory()
    article = article_with_pictures(topic)
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    drawn = work_off(queue)
    made = set(Rendition.objects.values_list("pk", flat=True))
    cache.clear()
    pages = [client.get(page.get_url()) for page in (article, topic, topic.get_parent())]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert drawn[:3] == [article.pk, topic.pk, topic.get_parent().pk]
    assert len(made) >= 14
    assert set(Rendition.objects.values_list("pk", flat=True)) == made


@pytest.mark.thorough
def test_a_page_with_a_japanese_address_is_drawn_too(
    queue, client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    article = article_with_pictures(TopicPageFactory())
    article.slug = "足の絵"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    article.refresh_from_db()
    assert work_off(queue)[0] == article.pk
    made = set(Rendition.objects.values_list("pk", flat=True))
    assert client.get(article.get_url()).status_code == 200
    assert made
    assert set(Rendition.objects.values_list("pk", flat=True)) == made


@pytest.mark.thorough
def test_a_reader_who_is_quicker_than_the_worker_sees_the_pictures_too(queue, client: Client) -> None:
    article = article_with_pictures(TopicPageFactory())
    article.save_revision().publish()

    shown = client.get(article.get_url()).content.decode()

    assert shown.count("<picture") == 3
    assert "not-found" not in shown


def test_a_draft_is_not_drawn(queue, django_capture_on_commit_callbacks: Callable) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        article = article_with_pictures(TopicPageFactory())
        article.save_revision()

    assert work_off(queue) == []
    draw.func(article.pk)
    draw.func(999_999)
    assert not Rendition.objects.exists()
