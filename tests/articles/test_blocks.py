"""What the blocks of an article draw. tests/test_every_block.py asks what every block must have."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.blocks import StreamBlockValidationError
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.blocks.body import ArticleBody
from tests.articles.factories import block

pytestmark = pytest.mark.django_db


def shown(kind: str, value) -> BeautifulSoup:
    body = ArticleBody()
    return BeautifulSoup(body.render(body.to_python([block(kind, value)])), "html.parser")


def test_reader_voices_get_their_brackets() -> None:
    assert [
        voice.get_text() for voice in shown("reader_voices", ["戻ります", "つらいです"]).select("li")
    ] == [
        "「戻ります」",
        "「つらいです」",
    ]


@pytest.mark.parametrize(("style", "tag"), [("bullet", "ul"), ("check", "ul"), ("number", "ol")])
def test_a_list_is_drawn_with_its_mark(style: str, tag: str) -> None:
    drawn = shown("list", {"style": style, "items": ["<p data-block-key='x'>一</p>", "<b>二</b>"]})

    assert drawn.find(tag)["class"] == ["list", style]
    assert [item.decode_contents() for item in drawn.select("li")] == ["一", "<b>二</b>"]


def test_each_line_is_a_paragraph() -> None:
    assert [p.get_text() for p in shown("lines", "<p>朝。</p><p>夕方。</p>").select(".lines > p")] == [
        "朝。",
        "夕方。",
    ]


def test_a_note_gets_its_sign_once() -> None:
    assert shown("note", "<p>一行。</p><p>二行。</p>").get_text(strip=True) == "※一行。二行。"
    assert shown("note", "<p>※もう付いている。</p>").get_text(strip=True) == "※もう付いている。"


def test_steps_say_how_long_and_how_often() -> None:
    step = {"title": "曲げる", "text": "", "image": None, "hold_seconds": 5, "repetitions": 20}
    drawn = shown(
        "steps", {"title": "手順", "steps": [step, step | {"hold_seconds": None, "repetitions": None}]}
    )

    assert [dose.get_text(" ", strip=True) for dose in drawn.select(".step-dose")] == ["5秒保つ 20回"]


def test_a_step_without_a_picture_stands_beside_one_with(rf: RequestFactory) -> None:
    image = ImageFactory(file=get_test_image_file())
    step = {"title": "曲げる", "text": "", "image": None, "hold_seconds": None, "repetitions": None}
    stored = {"image": image.pk, "alt_text": "足", "decorative": False}
    drawn = shown("steps", {"title": "", "steps": [step, step | {"image": stored}]})

    assert [len(each.select("img")) for each in drawn.select(".step")] == [0, 1]


def test_a_picture_brings_its_own_alternative_text() -> None:
    image = ImageFactory(file=get_test_image_file(), title="ファイルの題")
    drawn = shown(
        "picture",
        {"image": {"image": image.pk, "alt_text": "骨盤の図", "decorative": False}, "caption": "後ろから"},
    )

    assert drawn.img["alt"] == "骨盤の図"
    assert drawn.img["width"]
    assert drawn.img["height"]
    assert drawn.figcaption.get_text() == "後ろから"


def test_a_picture_is_small_late_and_of_known_size() -> None:
    image = ImageFactory(file=get_test_image_file(size=(1600, 900)))
    drawn = shown(
        "picture",
        {"image": {"image": image.pk, "alt_text": "骨盤の図", "decorative": False}, "caption": ""},
    )

    (avif,) = drawn.select("picture source")
    assert avif["type"] == "image/avif"
    assert ".webp 480w" in drawn.img["srcset"]
    assert all(each["sizes"] and " 960w" in each["srcset"] for each in (avif, drawn.img))
    assert drawn.img["loading"] == "lazy"
    assert (int(drawn.img["width"]), int(drawn.img["height"])) == (480, 270)
    assert drawn.figcaption is None


@pytest.mark.parametrize(("alt_text", "decorative"), [("骨盤の図", False), ("", True), ("", False)])
def test_a_picture_has_words_or_is_said_to_be_an_ornament(alt_text: str, decorative: bool) -> None:
    image = ImageFactory(file=get_test_image_file())
    stored = {"image": image.pk, "alt_text": alt_text, "decorative": decorative}
    body = ArticleBody()
    value = body.to_python([block("picture", {"image": stored, "caption": ""})])

    if alt_text or decorative:
        assert body.clean(value)
    else:
        with pytest.raises(StreamBlockValidationError):
            body.clean(value)


def test_single_lines_are_no_list_and_a_list_is_no_single_lines() -> None:
    lines = shown("lines", "<p>座り方</p><p>立ち方</p>")
    items = shown("list", {"style": "bullet", "items": ["座り方", "立ち方"]})

    assert (len(lines.select(".lines > p")), lines.find(["ul", "ol", "li"])) == (2, None)
    assert (len(items.select("ul.list > li")), items.select(".lines")) == (2, [])
