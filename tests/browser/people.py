"""Members of the staff for the browser tests: one writer, one publisher."""

PASSWORD = "asiyubi-kenkyu-1"
WRITER, PUBLISHER = "kakite", "koukai"
MAKE_STAFF = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
for username, role in (("kakite", "執筆者"), ("koukai", "公開担当")):
    user, made = get_user_model().objects.get_or_create(username=username, email=f"{username}@example.jp")
    user.set_password("{PASSWORD}")
    user.save()
    user.groups.add(Group.objects.get(name=role))
""".replace("{PASSWORD}", PASSWORD)
