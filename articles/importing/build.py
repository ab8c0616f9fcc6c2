"""A recognised article → an ArticlePage: a new one, or a new draft of the one it was imported to before."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.article.models import ArticlePage
from articles.article.related import ArticleAuthor
from articles.importing.blocks import words_of
from articles.importing.identity import BlockIds, import_key
from articles.importing.lead import lead_of, makeshift_lead
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
    is_makeshift_lead: bool = False  # no sentence of the body could be the lead as it stands
    elsewhere: str = ""  # the topic the page stands in when that is not the one asked for
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
        reasons = " ".join(_reasons(error))
        raise ArticleImportError(_("この記事は保存できません: %(reasons)s") % {"reasons": reasons}) from error


def _reasons(error: ValidationError) -> list[str]:
    """The messages of `error`, each with the name that the edit form gives its field."""
    if not hasattr(error, "error_dict"):
        return [str(message) for message in error.messages]
    return [
        _("%(field)s: %(message)s") % {"field": _field_label(name), "message": message}
        if name != NON_FIELD_ERRORS
        else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _field_label(name: str) -> str:
    try:
        return str(ArticlePage._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _save(recognised: Recognised, topic: TopicPage, *, publish: bool) -> Saved:
    key = import_key(topic.slug, recognised.title.text)
    existing = _imported_before(key, recognised.title.text, topic)
    if existing:
        # The ids of its blocks were made with the key of its first import.
        key = existing.import_key
    if existing and existing.locked:
        raise ArticleImportError(
            _("「%(title)s」はロックされています。管理画面でロックを外してから、もう一度取り込んでください。")
            % {"title": existing.title}
        )
    draft = existing.get_latest_revision_as_object() if existing else _new_page(topic, key)
    saved = Saved(draft, SiteDirectory(), created=existing is None)
    saved.changed = _write(draft, recognised, key, saved) or saved.created
    if saved.created:
        _sign(draft)
        topic.add_child(instance=draft)
    if saved.changed:
        draft.save_revision(log_action=True, changed=True)
    if publish and (saved.changed or not draft.live or draft.has_unpublished_changes):
        _check_publishable(draft)
        draft.get_latest_revision().publish()
        saved.published = True
    saved.page = ArticlePage.objects.get(pk=draft.pk)
    saved.namesakes = [page for page in _articles_called(recognised.title.text) if page.pk != draft.pk]
    parent = saved.page.get_parent()
    saved.elsewhere = parent.title if parent.pk != topic.pk else ""
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
        lead = lead_of(recognised.blocks)
        saved.is_makeshift_lead = not lead
        draft.lead = saved.lead = lead or makeshift_lead(recognised.blocks, recognised.title.text)
    return _content(draft) != before


def _content(draft: ArticlePage) -> tuple[Any, ...]:
    return draft.title, draft.lead, list(draft.body.raw_data), list(draft.next_reads.raw_data)


def _stream(draft: ArticlePage, name: str, raw: list[dict[str, Any]]) -> Any:
    return draft._meta.get_field(name).to_python(json.dumps(raw))


def _sign(draft: ArticlePage) -> None:
    """Names the person who greets as the author."""
    people = {block.value["person"] for block in draft.body if block.block_type == "greeting"} - {None}
    draft.authors = [ArticleAuthor(person=person) for person in people]


def _imported_before(key: str, title: str, topic: TopicPage) -> ArticlePage | None:
    """The page that an earlier import of `title` made.

    The key knows the topic of that import only; a page that was moved, or whose topic got another address, is
    found by its title, one in `topic` before any other.
    """
    by_key = ArticlePage.objects.filter(import_key=key).order_by("pk").first()
    if by_key:
        return by_key
    imported = [page for page in _articles_called(title) if page.import_key]
    found = min(imported, key=lambda page: not page.is_child_of(topic), default=None)
    return found and ArticlePage.objects.get(pk=found.pk)


def _articles_called(title: str) -> list[ArticlePage]:
    """The site's articles with `title` however it is typed, published or as a draft, oldest first."""
    folded = fold_title(title)
    articles = ArticlePage.objects.defer("body", "next_reads").order_by("pk")
    return [page for page in articles if folded in (fold_title(page.title), fold_title(page.draft_title))]


def _check_publishable(draft: ArticlePage) -> None:
    """Asks of the blocks what the edit form would ask; `full_clean` does not look into them."""
    for name in ("body", "next_reads"):
        value = getattr(draft, name)
        try:
            value.stream_block.clean(value)
        except ValidationError as error:
            raise ValidationError({name: _messages_of(error)}) from error
    draft.full_clean()


def _messages_of(error: ValidationError) -> list[str]:
    """What `error` says, without Wagtail's English sentence that some block inside is wrong."""
    data = error.as_json_data() if hasattr(error, "as_json_data") else {}
    return words_of(data) or error.messages
