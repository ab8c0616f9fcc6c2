"""What the site knows about the names in a file."""

import re
from functools import cached_property

from django.utils.translation import gettext as _

from articles.article.models import ArticlePage
from articles.foot_patterns.models import FootPattern
from articles.importing.problems import ArticleImportError
from articles.japanese.folding import fold, fold_title
from articles.people.models import Person
from articles.topics.models import TopicPage

_EXAMPLES = re.compile(r"\([^()]*\)$")


def find_topic(slug: str) -> TopicPage:
    """The topic with `slug`. Raises ArticleImportError naming the topics that exist."""
    topics = list(TopicPage.objects.order_by("path"))
    for topic in topics:
        if topic.slug == slug:
            return topic
    if not topics:
        raise ArticleImportError(
            _("テーマがまだありません。管理画面で記事一覧の下にテーマを作ってください。")
        )
    known = _("、").join(f"{topic.slug}（{topic.title}）" for topic in topics)
    raise ArticleImportError(
        _("テーマ「%(slug)s」はありません。次から選んでください: %(known)s") % {"slug": slug, "known": known}
    )


class SiteDirectory:
    """Answers from the database, each kind read once; titles compare folded."""

    def __init__(self) -> None:
        self.unresolved: list[str] = []
        self.resolved: list[str] = []
        self.missing_patterns: list[str] = []

    def page(self, title: str) -> int | None:
        """The article called `title`, drafts included; a published one wins over a draft of the same name."""
        pk = self._pages.get(fold_title(title))
        (self.resolved if pk else self.unresolved).append(title)
        return pk

    def pattern(self, name: str) -> int | None:
        """The foot pattern called `name`, with or without the examples in brackets."""
        folded = fold(name)
        pk = self._patterns.get(folded) or self._patterns.get(_EXAMPLES.sub("", folded))
        if pk is None:
            self.missing_patterns.append(name)
        return pk

    def person(self, text: str) -> int | None:
        """The person whose name is in `text`; the longest name when several are."""
        folded = fold(text)
        named = [(len(name), pk) for name, pk in self._people.items() if name in folded]
        return max(named)[1] if named else None

    @cached_property
    def _pages(self) -> dict[str, int]:
        # Later entries win: live pages come last, and a draft's new title stands beside its published one.
        found: dict[str, int] = {}
        for pk, title, draft_title in ArticlePage.objects.order_by("live", "-pk").values_list(
            "pk", "title", "draft_title"
        ):
            found[fold_title(draft_title)] = pk
            found[fold_title(title)] = pk
        return found

    @cached_property
    def _patterns(self) -> dict[str, int]:
        patterns = list(FootPattern.objects.all())
        by_name = {fold(pattern.name): pattern.pk for pattern in patterns}
        return by_name | {fold(pattern.full_name): pattern.pk for pattern in patterns}

    @cached_property
    def _people(self) -> dict[str, int]:
        return {fold(person.name): person.pk for person in Person.objects.all()}
