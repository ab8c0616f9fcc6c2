"""Searches that found nothing: counted, without telling who searched, and shown to those who can help."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from articles.search import failed
from articles.search.failed import record_failed_search
from articles.search.models import FailedSearch, Synonym
from tests.articles.factories import ArticlePageFactory, TopicPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


def counted() -> dict[str, int]:
    return dict(FailedSearch.objects.values_list("text", "times"))


def test_a_search_without_results_is_counted_in_one_spelling(client: Client) -> None:
    ArticlePageFactory(title="膝の話")

    for query in ("ﾓﾄﾝ", "モトン　", "もとん", "膝"):
        client.get("/search/", {"q": query})

    assert counted() == {"もとん": 3}


def test_narrowed_searches_and_requests_for_the_head_are_not_counted(client: Client) -> None:
    topic = TopicPageFactory()

    client.get("/search/", {"q": "猫", "topic": topic.slug})
    client.head("/search/", {"q": "猫"})

    assert counted() == {}


@pytest.mark.parametrize(
    "query", ["taro@example.jp", "ｔａｒｏ＠example.jp", "090-1234-5678", "０９０１２３４５６７８", "※", ""]
)
def test_what_may_be_personal_or_is_no_word_is_not_kept(query: str) -> None:
    record_failed_search(query)

    assert counted() == {}


def test_the_frequent_and_recent_ones_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failed, "MAX_ROWS", 3)

    for query in ("犬", "猫", "猫", "鳥", "魚", "馬"):
        record_failed_search(query)

    assert counted() == {"猫": 2, "魚": 1, "馬": 1}


def test_a_broken_count_does_not_break_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise DatabaseError

    monkeypatch.setattr(failed, "_count", broken)

    assert client.get("/search/", {"q": "猫"}).status_code == 200


def test_the_report_leads_to_a_synonym_and_forgets_what_has_one(editor: Client) -> None:
    record_failed_search("モトン病")

    report = editor.get(reverse("failed_search_report"))
    add = reverse("wagtailsnippets_articles_synonym:add")
    assert "もとん病" in report.text
    assert f"{add}?words=" in report.text

    form = editor.get(add, {"words": "もとん病"})
    assert form.context["form"].initial["words"] == "もとん病\n"

    answer = editor.post(add, {"words": "もとん病\n足底神経腫"})
    assert answer.status_code == 302
    assert Synonym.objects.filter(words="もとん病\n足底神経腫").exists()
    assert counted() == {}


def test_the_report_can_be_taken_along(editor: Client) -> None:
    record_failed_search("猫")

    answer = editor.get(reverse("failed_search_report"), {"export": "csv"})

    assert "猫" in b"".join(answer.streaming_content).decode()


def test_the_report_is_in_the_menu_of_those_who_may_write_synonyms(client: Client) -> None:
    url = reverse("failed_search_report")
    group = Group.objects.create(name="helpers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = get_user_model().objects.create_user("helper", password="x")
    user.groups.add(group)
    client.force_login(user)
    assert client.get(url).status_code == 302
    assert url not in client.get(reverse("wagtailadmin_account")).text

    group.permissions.add(Permission.objects.get(codename="add_synonym"))

    assert client.get(url).status_code == 200
    assert url in client.get(reverse("wagtailadmin_account")).text


@pytest.mark.parametrize("words", ["膝", "ヒザ\nひざ\n", "※\n膝"])
def test_a_group_needs_two_different_words(words: str) -> None:
    with pytest.raises(ValidationError, match="2つ以上"):
        Synonym(words=words).full_clean()


def test_a_group_is_tidied() -> None:
    synonym = Synonym(words=" 膝 \n\nひざ\nヒザ\n膝関節")
    synonym.full_clean()

    assert synonym.group == ["膝", "ひざ", "膝関節"]
    assert str(synonym) == "膝 ＝ ひざ ＝ 膝関節"


def test_a_new_site_knows_the_words_its_readers_mix_up() -> None:
    groups = [set(synonym.group) for synonym in Synonym.objects.all()]

    assert {"坐骨神経痛", "座骨神経痛", "ざこつしんけいつう"} in groups
    assert all(len(group) > 1 for group in groups)


def test_the_list_of_synonyms_leads_to_each_of_them(editor: Client) -> None:
    synonym = Synonym.objects.first()

    answer = editor.get(reverse("wagtailsnippets_articles_synonym:list"), {"q": synonym.group[0]})

    assert str(synonym) in answer.text
    assert reverse("wagtailsnippets_articles_synonym:edit", args=[synonym.pk]) in answer.text
