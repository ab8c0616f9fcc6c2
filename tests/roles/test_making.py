"""The four groups: made once, then the owner's."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.contrib.settings.registry import registry
from wagtail.models import GroupApprovalTask, Page, Workflow
from wagtail.snippets.models import get_snippet_models

from toelab.roles.making import make_roles, permissions_of
from toelab.roles.models import Offered
from toelab.roles.roles import ROLES, WRITER, Role

pytestmark = pytest.mark.django_db

# Snippets and settings that the owner alone edits, on purpose ("app.model").
OWNERS_ONLY: set[str] = set()


def start_again() -> None:
    """Bring groups and workflow to where a fresh Wagtail leaves them."""
    Group.objects.all().delete()
    Workflow.objects.all().delete()
    GroupApprovalTask.objects.all().delete()
    for name in ("Moderators", "Editors"):
        Group.objects.create(name=name)


def test_a_fresh_database_has_the_four_groups_and_none_of_wagtails() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "オーナー",
        "公開担当",
        "執筆者",
        "ショップ担当",
    }


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_every_named_permission_exists(role: Role) -> None:
    found = {(p.content_type.app_label, p.codename) for p in permissions_of(role)}
    assert set(role.permissions) <= found


def test_the_owner_may_do_everything() -> None:
    assert Group.objects.get(name="オーナー").permissions.count() == Permission.objects.count()


def test_every_snippet_and_setting_is_edited_by_some_role_besides_the_owner() -> None:
    registered = {model._meta.label_lower for model in (*get_snippet_models(), *registry)}
    editable = {
        f"{app_label}.{codename.removeprefix('change_')}"
        for role in ROLES
        for app_label, codename in role.permissions
        if codename.startswith("change_")
    }
    assert "articles.term" in registered
    assert registered - editable == OWNERS_ONLY


def test_an_edited_group_is_never_overwritten() -> None:
    group = Group.objects.get(name=WRITER.name)
    group.permissions.clear()
    group.page_permissions.all().delete()
    assert make_roles() == []
    assert not group.permissions.exists()
    assert not group.page_permissions.exists()


def test_only_a_missing_group_is_made() -> None:
    Group.objects.get(name=WRITER.name).delete()
    Group.objects.get(name="公開担当").permissions.clear()
    assert [group.name for group in make_roles()] == [WRITER.name]
    assert not Group.objects.get(name="公開担当").permissions.exists()


def test_wagtails_groups_stay_while_somebody_is_in_them() -> None:
    start_again()
    user = get_user_model().objects.create_user("maki", password="p")
    user.groups.add(Group.objects.get(name="Editors"))
    make_roles()
    assert set(Group.objects.filter(name__in=["Moderators", "Editors"]).values_list("name", flat=True)) == {
        "Editors"
    }


def test_wagtails_groups_are_only_taken_away_on_the_first_start() -> None:
    Group.objects.create(name="Editors")
    make_roles()
    assert Group.objects.filter(name="Editors").exists()


def test_the_whole_site_needs_the_approval_of_publisher_or_owner() -> None:
    workflow = Page.objects.get(depth=1).get_workflow()
    assert workflow is not None
    assert workflow.name == "公開の承認"
    task = workflow.tasks.get().specific
    assert set(task.groups.values_list("name", flat=True)) == {"公開担当", "オーナー"}
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_a_workflow_of_ones_own_stays() -> None:
    start_again()
    root = Page.objects.get(depth=1)
    own = Workflow.objects.create(name="社内の確認")
    own.workflow_pages.create(page=root)
    make_roles()
    assert root.get_workflow() == own


def permission_of_a_new_model(name: str = "parcel", app_label: str = "shop") -> Permission:
    """Return a permission that was not there when the groups were made."""
    model = ContentType.objects.create(app_label=app_label, model=name)
    return Permission.objects.create(content_type=model, codename=f"view_{name}", name=f"Can view {name}")


def test_the_owner_gets_the_permission_of_a_model_that_is_added_later() -> None:
    new = permission_of_a_new_model()
    owner, writer = Group.objects.get(name="オーナー"), Group.objects.get(name=WRITER.name)
    assert new not in owner.permissions.all()
    call_command("migrate", verbosity=0)
    assert new in owner.permissions.all()
    assert new not in writer.permissions.all()


def test_a_role_with_named_permissions_gets_those_that_are_added_later() -> None:
    publisher = Group.objects.get(name="公開担当")
    Permission.objects.get(content_type__app_label="shop", codename="change_tradelaw").delete()
    assert not publisher.permissions.filter(codename="change_tradelaw").exists()
    call_command("migrate", verbosity=0)
    assert publisher.permissions.filter(codename="change_tradelaw").exists()


def test_what_the_owner_took_away_by_hand_is_never_given_back() -> None:
    new, owner = permission_of_a_new_model(), Group.objects.get(name="オーナー")
    make_roles()
    taken = Permission.objects.get(codename="view_ledger")
    owner.permissions.remove(new, taken)
    for _ in range(2):
        make_roles()
    assert not owner.permissions.filter(pk__in=[new.pk, taken.pk]).exists()
    make_roles()
    later = permission_of_a_new_model("carton")
    make_roles()
    assert owner.permissions.filter(pk=later.pk).exists()


def test_a_group_from_before_the_records_is_left_as_it_is_and_gets_only_what_comes_later() -> None:
    owner, taken = Group.objects.get(name="オーナー"), Permission.objects.get(codename="view_ledger")
    Offered.objects.all().delete()
    owner.permissions.remove(taken)
    make_roles()
    later = permission_of_a_new_model()
    make_roles()
    assert taken not in owner.permissions.all()
    assert later in owner.permissions.all()


def test_giving_again_changes_nothing() -> None:
    before = Offered.objects.count(), Group.permissions.through.objects.count()
    make_roles()
    assert (Offered.objects.count(), Group.permissions.through.objects.count()) == before
