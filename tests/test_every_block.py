"""Every block of every StreamField can be picked, understood, previewed and stored.

Nothing is listed here: a new block, or a new model with a StreamField, is found and asked by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import RequestFactory
from wagtail.admin.icons import get_icons
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail_factories import ImageFactory

from shop.legal.models import LegalBody
from shop.storefront.blocks import ProductBody
from tests.articles.factories import ApproachPageFactory, ArticlePageFactory, FootPatternFactory
from tests.shop.factories import VariantFactory, product_page
from toelab.base.blocks.images import NamedImageBlock

pytestmark = pytest.mark.django_db

# Names that stay in their own letters in Japanese, too.
OWN_LETTERS = {"DOI", "URL"}


def streams() -> dict[str, StreamBlock]:
    """Return what each StreamField of each page, snippet and setting is made of, by model and field."""
    return {
        f"{model.__name__}.{field.name}": field.stream_block
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    }


def children(definition: Block) -> dict[str, Block]:
    """Return the blocks a block directly consists of."""
    item = getattr(definition, "child_block", None)
    return getattr(definition, "child_blocks", {}) | ({"item": item} if item else {})


def inside(definition: Block, path: str) -> Iterator[tuple[str, Block]]:
    """Yield a block and all blocks in it, each with its way."""
    yield path, definition
    for name, child in children(definition).items():
        yield from inside(child, f"{path}.{name}")


EVERY = {path: found for name, stream in streams().items() for path, found in inside(stream, name)}
# A stream with a single kind of block adds it at once: Wagtail opens no picker.
PICKED = {
    f"{path}.{name}": child
    for path, stream in EVERY.items()
    if isinstance(stream, StreamBlock) and len(stream.child_blocks) > 1
    for name, child in stream.child_blocks.items()
}


def words(definition: Block) -> list[str]:
    """Return what the picker and the fields of a block tell the editor about it."""
    blocks = [block for _, block in inside(definition, "")]
    helps = [getattr(getattr(block, "field", None), "help_text", "") for block in blocks]
    helps += [getattr(block.meta, "help_text", "") or "" for block in blocks]
    return [str(definition.get_description()), *map(str, helps)]


@pytest.fixture
def library() -> None:
    """Something of everything that a preview may show."""
    ImageFactory(file=get_test_image_file())
    ArticlePageFactory()
    ApproachPageFactory(introduction="<p>紹介。</p>")
    FootPatternFactory()
    product_page(VariantFactory().product)


def test_the_blocks_of_all_rooms_are_asked() -> None:
    rooms = {"ArticlePage.body", "Tail.body", "ProductPage.body", "LegalPage.body", "HomePage.body"}

    assert rooms <= set(streams())
    assert all(any(path.startswith(room) for path in PICKED) for room in rooms)


def test_every_block_introduces_itself_in_japanese() -> None:
    icons = get_icons()
    shy = [name for name, found in PICKED.items() if not _introduces_itself(found, icons)]

    assert shy == []


def _introduces_itself(definition: Block, icons: str) -> bool:
    told = (str(definition.label), str(definition.get_description()))
    return (
        f'id="icon-{definition.meta.icon}"' in icons
        and bool(str(definition.meta.group) and definition.get_template())
        and not any(text.isascii() for text in told)
    )


def test_every_block_gives_an_example_of_its_words() -> None:
    silent = [name for name, found in PICKED.items() if not any("例" in told for told in words(found))]

    assert silent == []


def test_every_field_in_every_block_has_a_japanese_label() -> None:
    labels = {path: str(found.label) for path, found in EVERY.items()}
    english = {path: label for path, label in labels.items() if label and label.isascii()}

    assert any(isinstance(found, ImageBlock) for found in EVERY.values())
    assert set(english.values()) <= OWN_LETTERS, english


def test_a_picture_is_asked_for_in_japanese_everywhere() -> None:
    pictures = {path: found for path, found in EVERY.items() if isinstance(found, ImageBlock)}
    choosers = [found for found in EVERY.values() if isinstance(found, ImageChooserBlock)]

    assert [path for path, found in pictures.items() if not isinstance(found, NamedImageBlock)] == []
    assert {str(chooser.label) for chooser in choosers} == {"画像"}


def test_every_block_shows_a_preview_in_the_picker(library: None, rf: RequestFactory) -> None:
    empty = [name for name, definition in PICKED.items() if not _shows_something(definition, rf)]

    assert empty == []


def _shows_something(definition: Block, rf: RequestFactory) -> bool:
    value = definition.get_preview_value()
    context = definition.get_preview_context(value, {"request": rf.get("/")})
    shown = BeautifulSoup(definition.render(value, context), "html.parser")
    return definition.is_previewable and bool(shown.get_text(strip=True) or shown.img)


def test_every_block_returns_from_storage_as_it_went_in(library: None) -> None:
    changed = [name for name, definition in PICKED.items() if not _returns(definition)]

    assert changed == []


def _returns(definition: Block) -> bool:
    raw = definition.get_prep_value(definition.get_preview_value())
    again = definition.get_prep_value(definition.to_python(raw))
    # Items of lists get a new id each time until they are saved for the first time.
    return bool(_without_ids(again) == _without_ids(raw))


def _without_ids(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _without_ids(value) for key, value in raw.items() if key != "id"}
    return [_without_ids(item) for item in raw] if isinstance(raw, list) else raw


@pytest.mark.parametrize("body", [LegalBody, ProductBody])
def test_words_for_the_picker_stay_out_of_migrations(body: type[StreamBlock]) -> None:
    written = [child.deconstruct()[2] for child in body().child_blocks.values()]

    assert not any({"group", "description"} & set(given) for given in written)
