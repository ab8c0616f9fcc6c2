"""What `import_article` tells the person who ran it, in Japanese."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.article.models import ArticlePage
from articles.importing.asides import Aside
from articles.importing.blocks import Block
from articles.importing.build import Saved
from articles.importing.recognise import Recognised
from articles.importing.report import Entry, Place, lost_addresses

_KINDS = {
    "heading": gettext_lazy("見出し"),
    "greeting": gettext_lazy("あいさつ"),
    "reader_voices": gettext_lazy("読者の声"),
    "paragraph": gettext_lazy("段落"),
    "lines": gettext_lazy("一行一段落"),
    "list": gettext_lazy("リスト"),
    "key_sentence": gettext_lazy("要の一文"),
    "related_links": gettext_lazy("関連記事への案内"),
    "foot_patterns": gettext_lazy("足のタイプ"),
    "note": gettext_lazy("注"),
    "summary": gettext_lazy("まとめ"),
}
_REASONS = {
    Aside.LABEL: gettext_lazy("監修のラベル"),
    Aside.CONTENTS: gettext_lazy("目次（自動で作られます）"),
    Aside.CONTENTS_ENTRY: gettext_lazy("目次の項目（自動で作られます）"),
    Aside.RULE: gettext_lazy("区切り線"),
    Aside.HIDDEN: gettext_lazy("読者に見えない記述"),
    Aside.OUTSIDE: gettext_lazy("記事の外（メニューなど）"),
    Aside.NEXT_HEADING: gettext_lazy("「次に知りたいこと」の見出し（自動で付きます）"),
    Aside.TAIL: gettext_lazy("共通の末尾"),
}


def import_report(source: str, entries: Sequence[Entry], recognised: Recognised, saved: Saved) -> str:
    """The whole report: what was recognised, what was left out and why, what could not be placed, what next."""
    return "\n".join(
        [
            _("読み取り: %(source)s、文のある行 %(count)d") % {"source": source, "count": len(entries)},
            *_recognised(recognised),
            *_links(recognised, saved),
            *_left_out(entries, recognised),
            *_unplaced(entries),
            *_result(saved),
        ]
    )


def _recognised(recognised: Recognised) -> Iterator[str]:
    yield _("題名: %(title)s") % {"title": recognised.title.text}
    for label in recognised.title.labels:
        yield _("ラベル: %(label)s（題名から外しました。監修記録を作ると自動で表示されます）") % {
            "label": label
        }
    counts = Counter(_things_in(recognised.blocks))
    for kind, name in _KINDS.items():
        if counts[kind]:
            yield f"{name} {counts[kind]}"


def _things_in(blocks: Iterable[Block]) -> Iterator[str]:
    """What a reader would count: each voice and each pattern, and what stands inside the summary."""
    for block in blocks:
        if block.kind == "reader_voices":
            yield from [block.kind] * len(block.value)
        elif block.kind == "foot_patterns":
            yield from [block.kind] * len(block.value["patterns"])
        else:
            yield block.kind
        if block.kind == "summary":
            yield from _things_in(block.value["body"])


def _links(recognised: Recognised, saved: Saved) -> Iterator[str]:
    targets = [
        link
        for block in recognised.blocks
        if block.kind in ("related_links", "foot_patterns")
        for link in block.value["links" if block.kind == "related_links" else "patterns"]
    ]
    for name in saved.directory.missing_patterns:
        yield _("足のタイプ「%(name)s」は未登録なので、ふつうの関連記事への案内にしました") % {"name": name}
    pending = set(saved.directory.unresolved)
    for name, links in ((_("関連リンク"), targets), (_("次に知りたいこと"), recognised.next_reads)):
        waiting = [link for link in links if link["title"] in pending]
        yield _("%(name)s %(count)d（解決 %(found)d・保留 %(pending)d）") % {
            "name": name,
            "count": len(links),
            "found": len(links) - len(waiting),
            "pending": len(waiting),
        }
        for link in waiting:
            old_address = _("（元のリンク先 %(href)s）") % link if link["href"] else ""
            yield _("  保留: %(title)s") % link + old_address


def _left_out(entries: Sequence[Entry], recognised: Recognised) -> Iterator[str]:
    tail = [entry for entry in entries if entry.place is Place.REMOVED and entry.kind == Aside.TAIL]
    yield _("末尾: 共通の末尾に置き換え %(count)d行") % {"count": len(tail)}
    yield from map(_numbered, tail)
    others = [entry for entry in entries if entry.place is Place.REMOVED and entry.kind != Aside.TAIL]
    yield _("取り除いた行 %(count)d") % {"count": len(others)}
    for entry in others:
        yield f"{_numbered(entry)} — {_REASONS[Aside(entry.kind)]}"
    for number, address in lost_addresses(recognised.blocks):
        yield _("  %(number)d行: リンク先 %(address)s は外し、文字だけを残しました") % {
            "number": number,
            "address": address,
        }


def _unplaced(entries: Sequence[Entry]) -> Iterator[str]:
    unplaced = [entry for entry in entries if entry.place is Place.UNPLACED]
    yield _("置けなかった行 %(count)d") % {"count": len(unplaced)}
    yield from map(_numbered, unplaced)


def _numbered(entry: Entry) -> str:
    words = " ".join(entry.line.text.split())
    # What stays out of the page is told in full: this report is where it can still be found.
    return _("  %(number)d行: %(words)s") % {"number": entry.line.number, "words": words}


def _result(saved: Saved) -> Iterator[str]:
    yield ""
    yield _what_happened(saved)
    if saved.created:
        yield _("スラッグ（アドレスの終わり）: %(slug)s — 編集画面で短い英語に変えられます") % {
            "slug": saved.page.slug
        }
    if not saved.created and saved.changed:
        yield _(
            "ブロック: そのまま %(kept)d・新しい %(new)d・なくなった %(gone)d（前の内容は履歴に残っています）"
        ) % {
            "kept": saved.kept,
            "new": saved.new,
            "gone": saved.gone,
        }
    if saved.elsewhere:
        yield _("この記事はテーマ「%(topic)s」にあるので、その場所のままにしました。") % {
            "topic": saved.elsewhere
        }
    if saved.is_makeshift_lead:
        yield _(
            "導入文にできる一文が見つからなかったので、本文や題名から仮に作りました。必ず読み直してください: %(lead)s"
        ) % {"lead": saved.lead}
    elif saved.lead:
        yield _("導入文は本文から取りました。読み直してください: %(lead)s") % {"lead": saved.lead}
    if not saved.has_tail:
        yield _("サイト共通の末尾がまだ選ばれていません。設定 → 記事の設定 で選ぶと記事の終わりに出ます。")
    for page in saved.namesakes:
        yield _("同じ題名の記事がほかにあります: %(url)s") % {"url": _edit_url(page)}
    yield _("編集: %(url)s") % {"url": _edit_url(saved.page)}


def _what_happened(saved: Saved) -> str:
    if saved.published:
        return _("記事を公開しました。") if saved.created else _("記事を更新して公開しました。")
    if saved.created:
        return _("下書きを作りました。まだ公開されていません。")
    if not saved.changed:
        return _("前に取り込んだ内容と同じなので、何も変えていません。")
    if saved.page.live:
        return _("公開中の記事に新しい下書きを作りました。公開されている内容は変わっていません。")
    return _("前に取り込んだ下書きを新しくしました。")


def _edit_url(page: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
