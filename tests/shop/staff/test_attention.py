"""要確認: what still needs somebody stands first, and can be looked at alone."""

from datetime import timedelta

import pytest
from bs4 import Tag
from django.test import Client
from django.utils import timezone

from shop.payments.after_models import Attention
from tests.shop.staff.conftest import SignIn
from tests.shop.walking import soup

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/shop/attention/"


def a_call(
    key: str, *, days_ago: int, resolved: bool = False, kind: str = Attention.Kind.ORPHAN
) -> Attention:
    """A call that came in so many days ago."""
    resolved_at = timezone.now() if resolved else None
    found = Attention.objects.create(key=key, kind=kind, text=key, resolved_at=resolved_at)
    Attention.objects.filter(pk=found.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    return found


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("shop.view_attention")


def shown(client: Client, query: str = "") -> list[int]:
    """The ids of the calls on the page, from top to bottom."""
    links = soup(client.get(f"{ADDRESS}{query}")).select(".title-wrapper a")
    return [_pk(link) for link in links]


def _pk(link: Tag) -> int:
    return int(str(link["href"]).rstrip("/").rpartition("/")[2])


def test_the_only_open_call_stands_before_newer_ones_that_were_dealt_with(client: Client) -> None:
    old = a_call("open", days_ago=40)
    for n in range(25):
        a_call(f"done-{n}", days_ago=n, resolved=True)

    assert shown(client)[0] == old.pk


def test_among_the_open_calls_and_among_the_others_the_newest_comes_first(client: Client) -> None:
    old, new = a_call("old", days_ago=3), a_call("new", days_ago=1)
    old_done, new_done = (
        a_call("old-done", days_ago=2, resolved=True),
        a_call("new-done", days_ago=0, resolved=True),
    )

    expected = [new.pk, old.pk, new_done.pk, old_done.pk]
    assert shown(client) == expected
    assert shown(client, "?ordering=is_resolved")[:2] in (expected[:2], expected[1::-1])
    assert set(shown(client, "?ordering=-is_resolved")[:2]) == {new_done.pk, old_done.pk}


def test_the_list_is_filtered_by_what_is_open_and_what_is_not(client: Client) -> None:
    waiting, done = a_call("open", days_ago=1), a_call("done", days_ago=0, resolved=True)

    assert shown(client, "?standing=open") == [waiting.pk]
    assert shown(client, "?standing=resolved") == [done.pk]
    assert shown(client, "?standing=") == [waiting.pk, done.pk]
    page = client.get(ADDRESS).text
    assert "未解決" in page
    assert "解決済み" in page


def test_the_list_is_filtered_by_kind(client: Client) -> None:
    a_call("orphan", days_ago=1)
    dispute = a_call("dispute", days_ago=2, kind=Attention.Kind.DISPUTE)

    assert shown(client, "?kind=dispute") == [dispute.pk]
    assert "異議申し立て" in client.get(ADDRESS).text
