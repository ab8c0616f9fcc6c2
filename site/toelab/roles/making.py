"""Making the groups on the first start. A group that exists is never touched: it belongs to the owner."""

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from toelab.roles.approval import make_approval
from toelab.roles.roles import EVERYTHING, ROLES, Role

WAGTAILS_OWN = ("Moderators", "Editors")


@transaction.atomic
def make_roles(using: str = "default") -> list[Group]:
    """Make each role's group that does not exist, and return those that were made.

    With the very first one, Wagtail's English groups give way if nobody is in them, and the approval workflow is
    set up. Does nothing while the tables or the page tree are missing (a partial migrate, an emptied database).
    """
    if GroupPagePermission._meta.db_table not in connections[using].introspection.table_names():
        return []
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or collection is None:
        return []
    is_first_start = not Group.objects.filter(name__in=[role.name for role in ROLES]).exists()
    missing = [role for role in ROLES if not Group.objects.filter(name=role.name).exists()]
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


def _make(role: Role, root: Page, collection: Collection) -> Group:
    group = Group.objects.create(name=role.name)
    group.permissions.set(permissions_of(role))
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
