"""[1] in the text and the first reference lead to each other."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.references.citing import Citations, cited_numbers
from tests.articles.factories import ArticlePageFactory, block
from tests.articles.trust.helpers import references

pytestmark = pytest.mark.django_db


def page_with(client: Client, *blocks) -> BeautifulSoup:
    return BeautifulSoup(client.get(ArticlePageFactory(body=list(blocks)).url).content, "html.parser")


def test_citations_and_references_lead_to_each_other(client: Client) -> None:
    page = page_with(
        client,
        block("paragraph", "<p>一度目[1]、別の文献[2]。</p>"),
        block("list", {"style": "bullet", "items": ["二度目[1]"]}),
        references("文献A", "文献B"),
    )

    cited = page.select(".cite a")
    assert [a["href"] for a in cited] == ["#ref-1", "#ref-2", "#ref-1"]
    assert len({a["id"] for a in cited}) == 3
    first = page.select_one("#ref-1")
    assert [a["href"] for a in first.select(".cited-at")] == ["#cite-1-1", "#cite-1-2"]
    assert all(page.select_one(a["href"]) for a in page.select(".cited-at, .cite a"))


def test_a_number_without_a_reference_stays_text(client: Client) -> None:
    with_list = page_with(client, block("paragraph", "<p>ない[3]。</p>"), references("文献A"))
    without = page_with(client, block("paragraph", "<p>ない[1]。</p>"))

    assert not with_list.select(".cite")
    assert "ない[3]" in with_list.text
    assert not without.select(".cite")


@pytest.mark.parametrize(
    ("doi", "url", "address"),
    [
        ("10.1000/abc", "", "https://doi.org/10.1000/abc"),
        ("", "https://example.jp/a", "https://example.jp/a"),
    ],
)
def test_a_reference_leads_to_where_it_can_be_read(client: Client, doi: str, url: str, address: str) -> None:
    page = page_with(client, references("文献A", doi=doi, url=url))

    assert page.select_one("#ref-1 a")["href"] == address


def test_numbers_inside_links_and_tags_are_left_alone() -> None:
    html = '<p><a href="/x">リンク[1]</a> <b title="[1]">太字</b>[1]</p>'

    linked = Citations(1, {}).link(html)

    assert linked.count('class="cite"') == 1
    assert list(cited_numbers(html)) == [1]
