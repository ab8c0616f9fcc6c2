"""A recognised article → an ArticlePage: a new one, or a new draft of the one it was imported to before."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.article.models import ArticlePage
from articles.article.related import ArticleAuthor
from articles.importing.identity import BlockIds, import_key
from articles.importing.lead import lead_of
from articles.importing.merge import merge
from articles.importing.problems import ArticleImportError
from articles.importing.raw import raw_body, raw_next_reads
from articles.importing.recognise import Recognised
from articles.importing.resolve import SiteDirectory
from articles.japanese.folding import fold_title
from articles.tail.choice import tail_of
from articles.topics.models import TopicPage


@dataclass
class Saved:
    """What an import did to the site."""

    page: ArticlePage
    directory: SiteDirectory
    created: bool = False
    changed: bool = True
    published: bool = False
    kept: int = 0
    new: int = 0
    gone: int = 0
    has_tail: bool = False
    lead: str = ""  # only when it was taken from the body just now
    namesakes: list[ArticlePage] = field(default_factory=list)


def save_article(recognised: Recognised, topic: TopicPage, *, publish: bool) -> Saved:
    """Writes the article under `topic`, all of it or nothing.

    The page that was imported from the same title gets a new draft and keeps its address, its pictures and its
    place, wherever an editor has moved it. Raises ArticleImportError when there is nothing to write or the site's
    own rules refuse it.
    """
    if not recognised.blocks:
        raise ArticleImportError(
            _("題名だけで本文がありません。本文を書き足してから、もう一度取り込んでください。")
        )
    try:
        with transaction.atomic():
            return _save(recognised, topic, publish=publish)
    except ValidationError as error:
        reasons = " ".join(str(message) for message in error.messages)
        raise ArticleImportError(_("この記事は保存できません: %(reasons)s") % {"reasons": reasons}) from error


def _save(recognised: Recognised, topic: TopicPage, *, publish: bool) -> Saved:
    key = import_key(topic.slug, recognised.title.text)
    existing = ArticlePage.objects.filter(import_key=key).order_by("pk").first()
    if existing and existing.locked:
        raise ArticleImportError(
            _("「%(title)s」はロックされています。管理画面でロックを外してから、もう一度取り込んでください。")
            % {"title": existing.title}
        )
    draft = existing.get_latest_revision_as_object() if existing else _new_page(topic, key)
    saved = Saved(draft, SiteDirectory(), created=existing is None)
    saved.changed = _write(draft, recognised, key, saved) or saved.created
    if saved.created:
        saved.namesakes = _namesakes(draft, topic)
        _sign(draft)
        topic.add_child(instance=draft)
    if saved.changed:
        draft.save_revision(log_action=True, changed=True)
    if publish and (saved.changed or not draft.live or draft.has_unpublished_changes):
        _check_publishable(draft)
        draft.get_latest_revision().publish()
        saved.published = True
    saved.page = ArticlePage.objects.get(pk=draft.pk)
    saved.has_tail = tail_of(saved.page) is not None
    return saved


def _new_page(topic: TopicPage, key: str) -> ArticlePage:
    # A short, stable address in ASCII; a Japanese title would become a line of percent signs.
    return ArticlePage(slug=f"{topic.slug[:40]}-{key[:8]}", live=False, has_unpublished_changes=True)


def _write(draft: ArticlePage, recognised: Recognised, key: str, saved: Saved) -> bool:
    """Fills `draft`; says whether that changed it."""
    before = _content(draft)
    ids = BlockIds(key)
    merged = merge(list(draft.body.raw_data), raw_body(recognised.blocks, ids, saved.directory))
    saved.kept, saved.new, saved.gone = merged.kept, merged.new, merged.gone
    draft.import_key = key
    draft.title = recognised.title.text
    draft.body = _stream(draft, "body", merged.body)
    if recognised.next_reads:
        reads = merge(
            list(draft.next_reads.raw_data), raw_next_reads(recognised.next_reads, ids, saved.directory)
        )
        draft.next_reads = _stream(draft, "next_reads", reads.body)
    if not draft.lead:
        draft.lead = lead_of(recognised.blocks)
        saved.lead = draft.lead
    return _content(draft) != before


def _content(draft: ArticlePage) -> tuple[Any, ...]:
    return draft.title, draft.lead, list(draft.body.raw_data), list(draft.next_reads.raw_data)


def _stream(draft: ArticlePage, name: str, raw: list[dict[str, Any]]) -> Any:
    return draft._meta.get_field(name).to_python(json.dumps(raw))


def _sign(draft: ArticlePage) -> None:
    """Names the person who greets as the author."""
    people = {block.value["person"] for block in draft.body if block.block_type == "greeting"} - {None}
    draft.authors = [ArticleAuthor(person=person) for person in people]


def _namesakes(draft: ArticlePage, topic: TopicPage) -> list[ArticlePage]:
    """Articles of the topic with the same title that were not imported: the editor may not want both."""
    title = fold_title(draft.title)
    siblings = ArticlePage.objects.child_of(topic).defer("body", "next_reads")
    return [page for page in siblings if title in (fold_title(page.title), fold_title(page.draft_title))]


def _check_publishable(draft: ArticlePage) -> None:
    """Asks of the blocks what the edit form would ask; `full_clean` does not look into them."""
    for name in ("body", "next_reads"):
        value = getattr(draft, name)
        value.stream_block.clean(value)
    draft.full_clean()
