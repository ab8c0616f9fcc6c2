"""Gathers the models of the rooms for Django."""

from articles.approaches.models import ApproachIndexPage, ApproachPage, ApproachProduct
from articles.article.models import ArticlePage
from articles.article.related import ArticleAuthor, RelatedArticle
from articles.corrections.models import Correction
from articles.foot_patterns.models import FootPattern
from articles.glossary.models import Term
from articles.people.models import Credential, Person
from articles.press.models import Change
from articles.review.models import ReviewRecord
from articles.search.models import FailedSearch, Synonym
from articles.tail.models import ReadingSettings, Tail
from articles.topics.models import ArticleIndexPage, TopicPage

__all__ = [
    "ApproachIndexPage",
    "ApproachPage",
    "ApproachProduct",
    "ArticleAuthor",
    "ArticleIndexPage",
    "ArticlePage",
    "Change",
    "Correction",
    "Credential",
    "FailedSearch",
    "FootPattern",
    "Person",
    "ReadingSettings",
    "RelatedArticle",
    "ReviewRecord",
    "Synonym",
    "Tail",
    "Term",
    "TopicPage",
]
