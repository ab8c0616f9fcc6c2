"""Every block can be picked, understood, previewed and stored."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.admin.icons import get_icons
from wagtail.blocks import Block, StreamBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from articles.blocks.body import ArticleBody
from articles.tail.blocks import TailBody
from tests.articles.factories import (
    ApproachPageFactory,
    ArticlePageFactory,
    FootPatternFactory,
    block,
)

pytestmark = pytest.mark.django_db

BLOCKS = {
    f"{type(body).__name__}.{name}": child
    for body in (ArticleBody(), TailBody())
    for name, child in body.child_blocks.items()
}
# A product card is drawn by the shop, whose own tests look at it.
OWN = {name: child for name, child in BLOCKS.items() if not name.endswith(".product")}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_introduces_itself_in_japanese(name: str) -> None:
    definition: Block = BLOCKS[name]

    assert f'id="icon-{definition.meta.icon}"' in get_icons()
    assert str(definition.meta.group)
    assert not str(definition.label).isascii()
    assert not str(definition.get_description()).isascii()
    assert definition.get_template().startswith("blocks/")


def inside(definition: Block) -> list[Block]:
    """Return a block's own blocks, and theirs."""
    children = list(getattr(definition, "child_blocks", {}).values())
    children += [child] if (child := getattr(definition, "child_block", None)) else []
    return [block for child in children for block in (child, *inside(child))]


def test_every_field_in_every_block_has_a_japanese_label() -> None:
    blocks = [block for definition in OWN.values() for block in inside(definition)]

    assert any(isinstance(block, ImageBlock) for block in blocks)
    # Left in its own letters: "DOI", "URL".
    assert {str(block.label) for block in blocks if str(block.label).isascii() and block.label} <= {
        "DOI",
        "URL",
    }


@pytest.mark.parametrize("name", OWN)
def test_a_block_shows_a_preview_in_the_picker(name: str, rf: RequestFactory) -> None:
    definition: Block = OWN[name]
    ImageFactory(file=get_test_image_file())
    ArticlePageFactory()
    ApproachPageFactory(introduction="<p>紹介。</p>")
    FootPatternFactory()
    value = definition.get_preview_value()

    assert definition.is_previewable
    context = definition.get_preview_context(value, {"request": rf.get("/")})
    shown = BeautifulSoup(definition.render(value, context), "html.parser")
    assert shown.get_text(strip=True) or shown.img


@pytest.mark.parametrize("name", OWN)
def test_a_block_returns_from_storage_as_it_went_in(name: str) -> None:
    definition: Block = OWN[name]
    ArticlePageFactory()
    ApproachPageFactory()
    raw = definition.get_prep_value(definition.get_preview_value())

    again = definition.get_prep_value(definition.to_python(raw))

    # Items of lists get a new id each time until they are saved for the first time.
    assert _without_ids(again) == _without_ids(raw)


def _without_ids(raw):
    if isinstance(raw, dict):
        return {key: _without_ids(value) for key, value in raw.items() if key != "id"}
    return [_without_ids(item) for item in raw] if isinstance(raw, list) else raw


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
