"""The four groups: made once, then the owner's."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, Page, Workflow

from toelab.roles.making import make_roles, permissions_of
from toelab.roles.roles import ROLES, WRITER, Role

pytestmark = pytest.mark.django_db


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
