"""Making the groups on the first start, and giving them the permissions of what is added to the site later.

A group that exists belongs to the owner: each permission is given once, when it first appears, and what was taken
away by hand is never given back.
"""

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from toelab.roles.approval import make_approval
from toelab.roles.models import Offered
from toelab.roles.roles import EVERYTHING, ROLES, Role

WAGTAILS_OWN = ("Moderators", "Editors")


@transaction.atomic
def make_roles(using: str = "default") -> list[Group]:
    """Make each role's group that does not exist, and return those that were made. The others get what is new.

    With the very first one, Wagtail's English groups give way if nobody is in them, and the approval workflow is
    set up. Does nothing while the tables or the page tree are missing (a partial migrate, an emptied database).
    """
    needed = {GroupPagePermission._meta.db_table, Offered._meta.db_table}
    if not needed <= set(connections[using].introspection.table_names()):
        return []
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or collection is None:
        return []
    is_first_start = not Group.objects.filter(name__in=[role.name for role in ROLES]).exists()
    missing = [role for role in ROLES if not Group.objects.filter(name=role.name).exists()]
    for role in ROLES:
        if role not in missing:
            _give_what_is_new(role, Group.objects.get(name=role.name))
    made = [_make(role, root, collection) for role in missing]
    if is_first_start:
        make_approval(root)
        Group.objects.filter(name__in=WAGTAILS_OWN, user=None).delete()
    return made


def permissions_of(role: Role) -> list[Permission]:
    """Return the permissions of `role` on models; those that do not exist are left out."""
    if role.models == EVERYTHING:
        return list(Permission.objects.all())
    wanted = Q(pk=None)
    for app_label, codename in role.permissions:
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def _give_what_is_new(role: Role, group: Group) -> None:
    offered = set(Offered.objects.filter(group=group).values_list("permission", flat=True))
    new = [permission for permission in permissions_of(role) if permission.pk not in offered]
    # A group without any record is older than the records: what it lacks may have been taken away by hand.
    if offered:
        group.permissions.add(*new)
    _remember(group, new)


def _remember(group: Group, permissions: list[Permission]) -> None:
    Offered.objects.bulk_create(
        (Offered(group=group, permission=permission) for permission in permissions), ignore_conflicts=True
    )


def _make(role: Role, root: Page, collection: Collection) -> Group:
    group = Group.objects.create(name=role.name)
    permissions = permissions_of(role)
    group.permissions.set(permissions)
    _remember(group, permissions)
    for action in role.pages:
        GroupPagePermission.objects.create(group=group, page=root, permission_type=action)
    for action in role.pictures:
        for permission in Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"),
            codename__in=(f"{action}_image", f"{action}_document"),
        ):
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=permission
            )
    return group
