"""A range of numbers is one word, and marking it adds nothing to the text."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.articles.factories import ArticlePageFactory, block
from toelab.base.typesetting.ranges import with_whole_ranges


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("直後はいいのに、2〜3日で元通り", ["2〜3日"]),
        ("座って10～15分ほどで", ["10～15分"]),
        ("10時〜16時、二〜三週間、1.5〜2cm", ["10時〜16時", "二〜三週間", "1.5〜2cm"]),
        ("<p>長さは<b>5~10</b>秒</p>", ["5~10"]),
        ("始まりは4月〜", []),
        ("ふわ〜っと", []),
        ('<a href="/a/2~3/">番地</a>', []),
    ],
)
def test_a_range_is_kept_whole_with_its_unit(text: str, kept: list[str]) -> None:
    marked = BeautifulSoup(with_whole_ranges(text), "html.parser")

    assert [span.text for span in marked.select(".range")] == kept
    assert marked.text == BeautifulSoup(text, "html.parser").text


@pytest.mark.django_db
def test_it_is_kept_in_the_lead_in_voices_in_lines_and_in_a_key_sentence(client: Client) -> None:
    article = ArticlePageFactory(
        lead="1〜2分で。",
        body=[
            block("reader_voices", ["<b>なら</b>2〜3日で"]),
            block("lines", "<p>3〜4日で</p>"),
            block("key_sentence", "4〜5日で"),
        ],
    )

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    assert [span.text for span in page.select("article .range")] == ["1〜2分", "2〜3日", "3〜4日", "4〜5日"]
    assert page.select_one(".voices li").text == "「<b>なら</b>2〜3日で」"
    assert page.select_one("meta[name=description]")["content"] == "1〜2分で。"
