"""Fixtures of the importer's tests."""

import pytest

from articles.topics.models import TopicPage
from tests.articles.factories import TopicPageFactory


@pytest.fixture
def topic(db) -> TopicPage:
    """The topic the sample belongs to."""
    return TopicPageFactory(title="足のだるさ", slug="tired-legs")
