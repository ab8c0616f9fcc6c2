"""A recommendation with a fault goes live by no road, and says at the right place what is wrong and for whom."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.registry import action_registry
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import ModelLogEntry, Page, PageLogEntry, PageViewRestriction, Site
from wagtail.test.utils.form_data import querydict_from_html, rich_text
from wagtail.workflows import publish_workflow_state

from articles.approaches.models import ApproachPage
from articles.tail.blocks import TailBody
from articles.tail.models import ReadingSettings, Tail
from articles.where_to_start.truth_table import truth_table
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    TailFactory,
    block,
    condition,
    make_private,
    model_recommendation,
    rule,
)
from tests.articles.where_to_start.posting import posted
from tests.shop.factories import ProductFactory

pytestmark = pytest.mark.django_db


class Wrong(NamedTuple):
    """A way to spoil the sound recommendation, the rule that the refusal names, and its example reader."""

    spoil: Callable[[dict[str, Any], list[ApproachPage]], None]
    named: str
    example: str


def no_default(value, _approaches):
    value["rules"][0]["is_default"] = False


def two_defaults(value, _approaches):
    value["rules"][1]["is_default"] = True


def shadowed(value, approaches):
    late = rule(approaches[1], heading="影の推奨", match="all")
    late["conditions"] = [condition("毎日の人", "体操"), condition("週一の人", "体操")]
    value["rules"].append(late)


def excluded_recommended(value, approaches):
    value["rules"][0]["approaches"][0]["approach"] = approaches[0].pk


def empty_result(value, _approaches):
    value["rules"][0]["approaches"] = []


def same_condition_twice(value, _approaches):
    value["rules"][1]["conditions"].append(condition("靴をすぐに変えられない人"))


def no_conditions(value, _approaches):
    value["rules"][1]["conditions"] = []


def unpublished_approach(value, _approaches):
    value["rules"][2]["approaches"][0]["approach"] = ApproachPageFactory(title="まだの歩き方", live=False).pk


def private_approach(value, _approaches):
    private = ApproachPageFactory(title="会員の歩き方")
    make_private(private)
    value["rules"][2]["approaches"][0]["approach"] = private.pk


def over_the_limit(value, _approaches):
    value["rules"][1]["conditions"] += [condition(f"条件{n}の人") for n in range(9)]


def same_approach_twice(value, approaches):
    value["rules"][1]["approaches"].append({"approach": approaches[1].pk, "label": ""})


def ending_approach(value, _approaches):
    ending = ApproachPageFactory(title="終わる歩き方", expire_at=timezone.now() + timedelta(days=30))
    value["rules"][2]["approaches"][0]["approach"] = ending.pk


def deleted_product(value, _approaches):
    product = ProductFactory()
    value["rules"][1]["products"] = [product.pk]
    product.delete()


WRONG = [
    Wrong(no_default, "迷ったときの基準", "例: どの条件にも当てはまらない人"),
    Wrong(two_defaults, "すでに体操ができている方へ", "例: すでに体操ができている人"),
    Wrong(shadowed, "影の推奨", "例: 毎日の人で、週一の人"),
    Wrong(excluded_recommended, "まず迷っている方へ", "例: 体操が続かなかった人"),
    Wrong(empty_result, "まず迷っている方へ", "例: 体操が続かなかった人"),
    Wrong(same_condition_twice, "すでに体操ができている方へ", "例: 靴をすぐに変えられない人"),
    Wrong(no_conditions, "すでに体操ができている方へ", "例: どの条件にも当てはまらない人"),
    Wrong(unpublished_approach, "余裕が出てきた方へ", "例: 余裕が出てきた人"),
    Wrong(private_approach, "余裕が出てきた方へ", "例: 余裕が出てきた人"),
    Wrong(over_the_limit, "すでに体操ができている方へ", "例: 条件8の人"),
    Wrong(same_approach_twice, "すでに体操ができている方へ", "例: すでに体操ができている人"),
    Wrong(ending_approach, "余裕が出てきた方へ", "例: 余裕が出てきた人"),
    Wrong(deleted_product, "すでに体操ができている方へ", "例: すでに体操ができている人"),
]
every_wrong = pytest.mark.parametrize("wrong", WRONG, ids=[wrong.spoil.__name__ for wrong in WRONG])
# All ways in lead through one check: one fault of the rules and one of the pages shows that each does.
OF_EACH_KIND = (two_defaults, unpublished_approach, private_approach)
wrong_of_each_kind = pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            wrong,
            id=wrong.spoil.__name__,
            marks=[] if wrong.spoil in OF_EACH_KIND else [pytest.mark.thorough],
        )
        for wrong in WRONG
    ],
)


@pytest.fixture
def tail(model: dict[str, Any]) -> Tail:
    tail = TailFactory(body=[block("where_to_start", model, "start")])
    tail.save_revision().publish()
    return tail


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


def broken_revision(tail: Tail, model: dict[str, Any], approaches: list[ApproachPage], wrong: Wrong) -> Any:
    """Return a saved draft of `tail` with the fault; saving it is always allowed."""
    wrong.spoil(model, approaches)
    tail.name = "直した末尾"
    tail.body = [block("where_to_start", model, "start")]
    return tail.save_revision()


def live_name(tail: Tail) -> str:
    return Tail.objects.get(pk=tail.pk).name


def assert_says(messages: list[str], wrong: Wrong) -> None:
    assert any(wrong.named in message and wrong.example in message for message in messages), messages


@every_wrong
def test_code_cannot_publish_it(tail, model, approaches, wrong) -> None:
    before = live_name(tail)
    revision = broken_revision(tail, model, approaches, wrong)

    with pytest.raises(ValidationError) as refused:
        revision.publish()

    assert_says(refused.value.messages, wrong)
    assert live_name(tail) == before


@wrong_of_each_kind
def test_the_publish_action_of_the_admin_api_cannot_publish_it(tail, model, approaches, wrong) -> None:
    before = live_name(tail)
    revision = broken_revision(tail, model, approaches, wrong)

    with pytest.raises(ValidationError) as refused:
        action_registry.get_action_class(Tail, "publish")(revision).execute()

    assert_says(refused.value.messages, wrong)
    assert live_name(tail) == before


@wrong_of_each_kind
def test_the_end_of_a_workflow_cannot_publish_it(tail, model, approaches, wrong) -> None:
    before = live_name(tail)
    broken_revision(tail, model, approaches, wrong)

    with pytest.raises(ValidationError) as refused:
        publish_workflow_state(SimpleNamespace(content_object=tail))

    assert_says(refused.value.messages, wrong)
    assert live_name(tail) == before


@wrong_of_each_kind
def test_a_schedule_does_not_publish_it_but_publishes_what_comes_after(
    tail, model, approaches, wrong
) -> None:
    before = live_name(tail)
    other = TailFactory(name="無関係")
    other.name = "無関係、その二"
    hour = timezone.now() - timedelta(hours=1)
    revisions = [broken_revision(tail, model, approaches, wrong), other.save_revision()]
    for minutes, revision in enumerate(revisions):
        revision.approved_go_live_at = hour + timedelta(minutes=minutes)
        revision.save()

    call_command("publish_scheduled")

    assert live_name(tail) == before
    assert live_name(other) == "無関係、その二"
    revisions[0].refresh_from_db()
    assert revisions[0].approved_go_live_at is None
    entry = ModelLogEntry.objects.get(action="articles.tail.publish_refused")
    assert_says(entry.data["complaints"], wrong)
    assert wrong.named in str(entry.message)


@wrong_of_each_kind
def test_the_edit_form_refuses_to_publish_it_and_keeps_it_as_a_draft(
    editor, tail, model, approaches, wrong
) -> None:
    before = live_name(tail)
    wrong.spoil(model, approaches)
    form = {"name": "直した末尾", **posted(TailBody(), [block("where_to_start", model, "start")], "body")}
    edit = reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk])

    refused = editor.post(edit, form | {"action-publish": "1"})
    assert refused.status_code == 200
    assert live_name(tail) == before
    errors = refused.context["form"].errors.as_data()["body"][0]
    assert_says(list(all_messages(errors)), wrong)

    kept = editor.post(edit, form)
    assert kept.status_code == 302
    assert Tail.objects.get(pk=tail.pk).get_latest_revision_as_object().name == "直した末尾"


def all_messages(error: Any) -> Any:
    """Yield every message below a block's validation error."""
    if isinstance(error, dict):
        for child in error.values():
            yield from all_messages(child)
    elif isinstance(error, list):
        for child in error:
            yield from all_messages(child)
    elif hasattr(error, "as_json_data"):
        yield from all_messages(error.as_json_data())
    elif error is not None:
        yield str(error)


def test_the_refusal_of_a_private_approach_says_how_to_open_it(tail, model, approaches) -> None:
    make_private(approaches[2].get_parent())
    tail.body = [block("where_to_start", model, "start")]

    with pytest.raises(ValidationError) as refused:
        tail.save_revision().publish()

    assert len(refused.value.messages) == 4  # one for each approach of each rule, and nothing else
    assert all("公開範囲を変更" in message for message in refused.value.messages)
    assert not any("公開されていません" in message for message in refused.value.messages)


def test_the_edit_form_points_at_the_rule_and_the_field(editor, tail, model, approaches) -> None:
    same_condition_twice(model, approaches)
    form = {"name": "末尾", **posted(TailBody(), [block("where_to_start", model, "start")], "body")}

    answer = editor.post(
        reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk]), form | {"action-publish": "1"}
    )

    (error,) = answer.context["form"].errors.as_data()["body"]
    in_block = error.as_json_data()["blockErrors"][0]["blockErrors"]
    assert list(in_block["rules"]["blockErrors"]) == [1]
    assert list(in_block["rules"]["blockErrors"][1]["blockErrors"]) == ["conditions"]


def test_a_sound_recommendation_is_published_by_the_edit_form(editor, tail, model) -> None:
    form = {"name": "直した末尾", **posted(TailBody(), [block("where_to_start", model, "start")], "body")}

    answer = editor.post(
        reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk]), form | {"action-publish": "1"}
    )

    assert answer.status_code == 302
    assert live_name(tail) == "直した末尾"


def test_snippets_have_no_bulk_publish_that_would_need_a_gate() -> None:
    actions = bulk_action_registry.get_bulk_actions_for_model("articles", "tail")

    assert [action.action_type for action in actions] == ["delete"]


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_an_approach_that_readers_are_sent_to_cannot_be_withdrawn(editor, tail, approaches, action) -> None:
    page = approaches[1]

    answer = editor.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), follow=True)

    assert "公開中の末尾" in answer.text
    assert "まず迷っている方へ" in answer.text
    assert ApproachPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_nor_by_a_bulk_action_nor_with_its_parent(editor, tail, approaches, action) -> None:
    for page in (approaches[2], approaches[2].get_parent()):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        answer = editor.post(f"{url}?id={page.pk}", {"include_descendants": "on"}, follow=True)
        assert "余裕が出てきた方へ" in answer.text
    assert ApproachPage.objects.get(pk=approaches[2].pk).live


def test_nor_can_it_be_given_a_last_hour(editor, tail, approaches) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[approaches[1].pk])
    form = querydict_from_html(editor.get(edit).text, form_id="page-edit-form").dict()
    form |= {"body-count": "0", "introduction": rich_text("<p>紹介</p>")}
    hour = {"expire_at": (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")}

    refused = editor.post(edit, form | hour | {"action-publish": "1"})

    assert "公開中の末尾" in str(refused.context["form"].errors["expire_at"])
    assert ApproachPage.objects.get(pk=approaches[1].pk).expire_at is None


PRIVATE = {
    "password": {"restriction_type": "password", "password": "開け"},
    "login": {"restriction_type": "login", "password": ""},
}


def change_privacy(editor: Client, page: Page, kind: dict[str, str]) -> str:
    """Save the form 公開範囲を変更 of `page` and return what it shows then: nothing when it is done."""
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    answer = editor.post(url, kind, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 200
    return answer.json().get("html", "")


@pytest.mark.parametrize("kind", PRIVATE.values(), ids=PRIVATE)
def test_nor_can_it_be_kept_for_some_people(editor, tail, approaches, kind) -> None:
    shown = change_privacy(editor, approaches[1], kind)

    assert "公開中の末尾" in shown
    assert "まず迷っている方へ" in shown
    assert "先に末尾の推奨を直して公開してください" in shown
    assert not PageViewRestriction.objects.exists()


def test_nor_can_a_page_above_it(editor, tail, approaches) -> None:
    index = approaches[0].get_parent()
    for page in (index, index.get_parent()):
        assert "余裕が出てきた方へ" in change_privacy(editor, page, PRIVATE["login"])
    assert not PageViewRestriction.objects.exists()


def test_what_nobody_is_sent_to_can_be_kept_for_some_people_and_opened_again(
    editor, tail, approaches
) -> None:
    free = ApproachPageFactory(title="四つめ")

    for page in (free, ArticlePageFactory()):
        assert change_privacy(editor, page, PRIVATE["password"]) == ""
        assert page.get_view_restrictions().exists()
        assert change_privacy(editor, page, {"restriction_type": "none", "password": ""}) == ""
        assert not page.get_view_restrictions().exists()


def test_an_approach_that_is_private_already_can_be_opened_or_given_another_password_or_withdrawn(
    editor, tail, approaches
) -> None:
    make_private(approaches[1])
    make_private(approaches[2])

    assert change_privacy(editor, approaches[1], PRIVATE["login"]) == ""
    assert approaches[1].get_view_restrictions().get().restriction_type == "login"
    assert change_privacy(editor, approaches[1], {"restriction_type": "none", "password": ""}) == ""
    editor.post(reverse("wagtailadmin_pages:unpublish", args=[approaches[2].pk]))

    assert not approaches[1].get_view_restrictions().exists()
    assert not ApproachPage.objects.get(pk=approaches[2].pk).live


def test_who_has_no_business_in_the_admin_is_sent_away_from_this_form_as_from_any_other(
    client, approaches
) -> None:
    url = reverse("wagtailadmin_pages:set_privacy", args=[approaches[1].pk])
    client.force_login(get_user_model().objects.create_user("reader", password="x"))

    for visitor in (client, Client()):
        assert visitor.post(url, PRIVATE["login"]).status_code == 302
    assert not PageViewRestriction.objects.exists()


def test_nor_can_code_withdraw_it(tail, approaches) -> None:
    with pytest.raises(ValidationError, match="公開中の末尾"):
        approaches[1].unpublish()


def test_a_last_hour_that_code_publishes_all_the_same_is_called_off_and_the_history_says_why(
    tail, approaches
) -> None:
    ending = approaches[1]
    revision = ending.save_revision()
    revision.content["expire_at"] = (timezone.now() + timedelta(days=1)).isoformat()
    revision.save()

    revision.publish()

    kept = ApproachPage.objects.get(pk=ending.pk)
    assert (kept.live, kept.expire_at) == (True, None)
    entry = PageLogEntry.objects.get(page=ending, action="articles.withdrawal_called_off")
    assert "まず迷っている方へ" in entry.message


def test_an_approach_that_no_published_tail_recommends_can_be_withdrawn(editor, tail, approaches) -> None:
    free = ApproachPageFactory(title="四つめ")

    editor.post(reverse("wagtailadmin_pages:unpublish", args=[free.pk]))
    tail.unpublish()
    editor.post(reverse("wagtailadmin_pages:unpublish", args=[approaches[0].pk]))

    assert not ApproachPage.objects.filter(pk__in=[free.pk, approaches[0].pk], live=True).exists()


def test_reordering_the_approaches_changes_the_numbers_in_the_words_and_in_the_proof(approaches) -> None:
    value = TailBody().child_blocks["where_to_start"].to_python(model_recommendation(*approaches))
    assert truth_table(value).rows[0].result == "② YOSHIRO SOCKS"

    approaches[1].move(approaches[0], pos="left")

    assert truth_table(value).rows[0].result == "① YOSHIRO SOCKS"
    assert "① YOSHIRO SOCKS + ② ひろのば体操" in value.lines


def test_dragging_an_approach_in_the_admin_renumbers_readers_pages_and_the_proof(
    editor, tail, model, approaches
) -> None:
    """The pages were drawn before: the change has to reach what is kept of them."""
    ReadingSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"default_tail": tail}
    )
    article, reader = ArticlePageFactory(), Client()
    twin = article.url.rstrip("/") + ".md"
    index = approaches[0].get_parent().url
    places = (article.url, index, approaches[0].url, twin)
    before = [reader.get(url).text for url in places]
    assert "② YOSHIRO SOCKS" in before[0]
    assert "② YOSHIRO SOCKS" in before[3]

    move = reverse("wagtailadmin_pages:set_page_position", args=[approaches[1].pk])
    assert editor.post(f"{move}?position=0").status_code == 200

    words, listed, page, markdown = (reader.get(url).text for url in places)
    assert "① YOSHIRO SOCKS" in words
    assert "② YOSHIRO SOCKS" not in words
    assert [h.get_text() for h in BeautifulSoup(listed, "html.parser").select("main h2")] == [
        "1. YOSHIRO SOCKS",
        "2. ひろのば体操",
        "3. 小股歩き",
    ]
    assert BeautifulSoup(page, "html.parser").h1.get_text().startswith("② ひろのば体操")
    assert "① YOSHIRO SOCKS" in markdown
    value = TailBody().child_blocks["where_to_start"].to_python(model)
    assert truth_table(value).rows[0].result == "① YOSHIRO SOCKS"


@wrong_of_each_kind
def test_a_new_tail_cannot_be_born_published_with_it(editor, model, approaches, wrong) -> None:
    wrong.spoil(model, approaches)
    form = {"name": "新しい末尾", **posted(TailBody(), [block("where_to_start", model, "start")], "body")}

    refused = editor.post(reverse("wagtailsnippets_articles_tail:add"), form | {"action-publish": "1"})

    assert refused.status_code == 200
    assert_says(list(all_messages(refused.context["form"].errors.as_data()["body"][0])), wrong)
    assert not Tail.objects.filter(name="新しい末尾").exists()


@wrong_of_each_kind
def test_it_cannot_be_given_an_hour_to_go_live(editor, tail, model, approaches, wrong) -> None:
    wrong.spoil(model, approaches)
    form = {"name": "末尾", **posted(TailBody(), [block("where_to_start", model, "start")], "body")}
    hour = {"go_live_at": (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")}

    refused = editor.post(
        reverse("wagtailsnippets_articles_tail:edit", args=[tail.pk]), form | hour | {"action-publish": "1"}
    )

    assert refused.status_code == 200
    assert not tail.revisions.filter(approved_go_live_at__isnull=False).exists()
