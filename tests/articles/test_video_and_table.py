"""Videos and tables in an article."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.blocks.table import TableBlock
from articles.blocks.video import VideoBlock, iso_duration, youtube_id
from tests.articles.factories import ArticlePageFactory, block
from tests.graphs import graph_of, the

pytestmark = pytest.mark.django_db

TABLE = {
    "caption": "足のタイプと負担",
    "columns": ["タイプ", "かかり方", "負担"],
    "rows": [{"heading": "内側", "cells": ["親指側", "ひざ"]}],
}


def video(address: str) -> dict:
    image = ImageFactory(file=get_test_image_file())
    return {
        "title": "体操のやり方",
        "address": address,
        "poster": {"image": image.pk, "alt_text": "", "decorative": True},
        "length": "3分",
        "transcript": "<p>足の指を広げます。</p>",
    }


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=30s",
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "m.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    ],
)
def test_every_way_to_copy_an_address_finds_the_video(address: str) -> None:
    assert youtube_id(address) == "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=short",
        'https://youtu.be/dQw4w9WgXcQ"onload',
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
    ],
)
def test_anything_else_is_refused_with_an_example(address: str) -> None:
    definition = VideoBlock()

    with pytest.raises(ValidationError) as refused:
        definition.clean(definition.to_python(video(address)))

    assert "YouTube" in str(refused.value.as_json_data())


def test_a_video_is_our_own_picture_with_a_link_and_its_words(client: Client) -> None:
    article = ArticlePageFactory(body=[block("video", video("https://youtu.be/dQw4w9WgXcQ"))])

    page = BeautifulSoup(client.get(article.url).content, "html.parser")

    shown = page.select_one(".video")
    assert shown.a["href"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert shown.a["data-video"].startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
    assert "動画「体操のやり方」を再生（3分）" in shown.a.get_text()
    assert shown.select_one("details").get_text().strip().endswith("足の指を広げます。")
    outside = [tag for tag in page.select("iframe, script[src], link, img, source") if "youtu" in str(tag)]
    assert outside == []


def test_every_cell_of_a_table_has_its_headings(client: Client) -> None:
    article = ArticlePageFactory(body=[block("table", TABLE)])

    table = BeautifulSoup(client.get(article.url).content, "html.parser").select_one(".table")

    assert table["aria-labelledby"] == table.caption["id"]
    assert table.caption.get_text() == "足のタイプと負担"
    assert [head["scope"] for head in table.select("th")] == ["col", "col", "col", "row"]
    assert [cell.get_text() for cell in table.select("td")] == ["親指側", "ひざ"]


@pytest.mark.parametrize("cells", [["一つ"], ["一つ", "二つ", "三つ"]])
def test_a_row_with_too_few_or_too_many_cells_is_named(cells: list[str]) -> None:
    definition = TableBlock()
    wrong = TABLE | {"rows": [*TABLE["rows"], {"heading": "外側", "cells": cells}]}

    with pytest.raises(ValidationError) as refused:
        definition.clean(definition.to_python(wrong))

    assert "「外側」の欄は2個" in str(refused.value.as_json_data())


def test_a_table_without_a_caption_is_refused() -> None:
    definition = TableBlock()

    with pytest.raises(ValidationError):
        definition.clean(definition.to_python(TABLE | {"caption": ""}))


def test_machines_learn_where_the_video_plays_how_long_and_what_is_said(client: Client) -> None:
    shown = video("https://youtu.be/dQw4w9WgXcQ") | {
        "length": "3分20秒",
        "transcript": "<p>足を<b>のせます</b>。</p>",
    }
    article = ArticlePageFactory(body=[block("video", shown)], first_published_at="2026-11-01T00:00:00Z")

    (told,) = the(graph_of(client, article.url), "Article")["video"]

    assert told["@type"] == "VideoObject"
    assert told["duration"] == "PT3M20S"
    assert told["transcript"] == told["description"] == "足をのせます。"
    assert told["embedUrl"].startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
    assert told["thumbnailUrl"].startswith("http://testserver/media/")
    assert told["uploadDate"].startswith("2026-11-01")


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("3分20秒", "PT3M20S"),
        ("１時間5分", "PT1H5M"),
        ("45秒", "PT45S"),
        ("3:20", "PT3M20S"),
        ("約3分", ""),
        ("", ""),
    ],
)
def test_a_length_in_words_is_a_duration(words: str, iso: str) -> None:
    assert iso_duration(words) == iso
