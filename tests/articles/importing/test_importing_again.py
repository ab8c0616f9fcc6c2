"""The same article imported again: one page, the editor's choices kept, readers undisturbed."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from wagtail.models import Revision

from articles.article.models import ArticlePage
from articles.article.text import text_of
from tests.articles.factories import ArticlePageFactory, PersonFactory, TopicPageFactory
from tests.articles.importing.helpers import SAMPLE, SAMPLES, draft, imported, run

pytestmark = pytest.mark.django_db
LINKED = "足がだるい人の立ち方入門|かかとと足指に体重を分ける考え方"


def block_ids(page: ArticlePage) -> list[str]:
    return [block.id for block in page.body]


def edited_copy(tmp_path: Path, old: str, new: str) -> Path:
    copy = tmp_path / "edited.txt"
    copy.write_text(SAMPLE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return copy


def test_importing_again_changes_nothing_when_the_file_is_the_same(topic):
    run(SAMPLE)
    revisions = Revision.objects.count()
    report = run(SAMPLE)
    assert ArticlePage.objects.count() == 1
    assert Revision.objects.count() == revisions
    assert "何も変えていません" in report


def test_importing_an_edited_file_updates_the_same_draft_and_keeps_the_ids_of_what_stayed(topic, tmp_path):
    run(SAMPLE)
    before = block_ids(draft())
    report = run(edited_copy(tmp_path, "もみほぐしでは、", "もみほぐしの後は、"))
    after = block_ids(draft())
    assert ArticlePage.objects.count() == 1
    changed = [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert len(changed) == 1
    assert f"そのまま {len(before) - 1}・新しい 1・なくなった 1" in report


def test_the_same_file_in_another_format_and_typing_is_the_same_article(topic, tmp_path):
    run(SAMPLE)
    run(edited_copy(tmp_path, "夕方になると足がだるい理由|", "夕方になると足がだるい理由 ｜ "))
    run(SAMPLES / "evening_legs.html")
    assert ArticlePage.objects.count() == 1


def test_a_live_article_gets_a_draft_only_and_readers_keep_what_was_published(topic, tmp_path):
    run(SAMPLE, publish=True)
    report = run(edited_copy(tmp_path, "立ち仕事の方から", "店員の方から"))
    page = imported()
    assert page.live
    assert page.has_unpublished_changes
    assert "立ち仕事の方から" in text_of(page)
    assert "店員の方から" in text_of(draft())
    assert "公開されている内容は変わっていません" in report


def test_publishing_an_already_imported_draft_needs_no_change_in_the_file(topic):
    run(SAMPLE)
    assert "公開しました" in run(SAMPLE, publish=True)
    assert imported().live


def test_what_an_editor_chose_survives_another_import(topic, tmp_path):
    person = PersonFactory(name="名前のない人")
    target = ArticlePageFactory(parent=topic, title="別の題名の記事")
    run(SAMPLE)
    page = draft()
    page.slug = "evening-legs"
    page.lead = "編集者の導入文です。"
    page.body.first_block_by_name("heading").value["contents_label"] = "はじめに"
    page.body.first_block_by_name("greeting").value["person"] = person
    page.body.first_block_by_name("related_links").value["links"][0]["page"] = target
    page.save_revision()
    run(edited_copy(tmp_path, "もみほぐしでは、", "もみほぐしの後は、"))
    page = draft()
    link = page.body.first_block_by_name("related_links").value["links"][0]
    assert (page.slug, page.lead) == ("evening-legs", "編集者の導入文です。")
    assert page.body.first_block_by_name("heading").value["contents_label"] == "はじめに"
    assert page.body.first_block_by_name("greeting").value["person"] == person
    assert (link["page"].pk, link["pending_title"]) == (target.pk, "")


def test_a_waiting_link_finds_its_article_at_the_next_import_and_keeps_its_id(topic):
    run(SAMPLE)
    before = draft().body.first_block_by_name("related_links")
    written = ArticlePageFactory(parent=topic, title=LINKED)
    run(SAMPLE)
    after = draft().body.first_block_by_name("related_links")
    assert after.value["links"][0]["page"].pk == written.pk
    assert after.id == before.id
    assert after.value["links"].bound_blocks[0].id == before.value["links"].bound_blocks[0].id


def test_a_locked_article_is_left_alone_and_named(topic):
    run(SAMPLE)
    ArticlePage.objects.update(locked=True)
    with pytest.raises(CommandError, match="夕方になると足がだるい理由.*ロック"):
        run(SAMPLE)


def test_an_article_moved_to_another_topic_is_updated_where_it_is(topic, tmp_path):
    run(SAMPLE)
    elsewhere = TopicPageFactory(slug="elsewhere")
    imported().move(elsewhere, pos="last-child")
    run(edited_copy(tmp_path, "もみほぐしでは、", "もみほぐしの後は、"))
    assert imported().get_parent().specific == elsewhere


def test_an_article_moved_to_another_topic_is_found_from_there_too_and_keeps_its_blocks(topic, tmp_path):
    run(SAMPLE)
    before = block_ids(draft())
    elsewhere = TopicPageFactory(title="別のテーマ", slug="elsewhere")
    imported().move(elsewhere, pos="last-child")
    report = run(SAMPLE, topic="elsewhere")
    assert "何も変えていません" in report
    assert "その場所のまま" not in report
    run(edited_copy(tmp_path, "もみほぐしでは、", "もみほぐしの後は、"), topic="elsewhere")
    assert imported().get_parent().specific == elsewhere
    assert len(set(before) - set(block_ids(draft()))) == 1


def test_an_article_in_yet_another_topic_stays_there_and_the_report_says_so(topic):
    TopicPageFactory(slug="elsewhere")
    run(SAMPLE)
    report = run(SAMPLE, topic="elsewhere")
    assert imported().get_parent().specific == topic
    assert "この記事はテーマ「足のだるさ」にあるので、その場所のままにしました。" in report


def test_of_two_imported_twins_the_one_in_the_topic_is_updated_and_the_other_named(topic):
    run(SAMPLE)
    far = imported()
    near = ArticlePageFactory(parent=TopicPageFactory(slug="elsewhere"), title=far.title, import_key="0" * 64)
    report = run(SAMPLE, topic="elsewhere")
    assert f"編集: /admin/pages/{near.pk}/edit/" in report
    assert f"同じ題名の記事がほかにあります: /admin/pages/{far.pk}/edit/" in report


def test_an_article_whose_topic_got_another_address_is_found_by_its_title(topic):
    run(SAMPLE)
    topic.slug = "heavy-legs"
    topic.save()
    assert "何も変えていません" in run(SAMPLE, topic="heavy-legs")
