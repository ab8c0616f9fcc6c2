"""The card of a page where it is shared: its title in whole phrases."""

import os
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image, ImageFont

from tests.articles.factories import ArticlePageFactory, common_tail
from toelab.base.cards.draw import MOST_LINES, SIZE, TITLE_PLACE, _fitted, draw_card
from toelab.base.cards.fonts import japanese_font
from toelab.base.cards.lines import is_torn
from toelab.base.models import TypesettingSettings
from toelab.base.typesetting.phrases import phrases

needs_a_font = pytest.mark.skipif(
    not japanese_font() and not os.environ.get("CI"), reason="no Japanese font on this machine"
)

TITLES = (
    "坐骨神経痛",
    "坐骨神経痛が再発する人の共通点|“戻る構造”が残っている",
    "脊柱管狭窄症と坐骨神経痛はどう違うのか、足元から順番に整理してみる。立ち方、歩き方、靴のこと",
    "立ちっぱなしがつらい人は、腰よりも先に足の指を見てください",
)


@needs_a_font
@pytest.mark.parametrize("title", TITLES)
def test_a_title_stands_above_the_name_of_the_site_in_whole_phrases(title: str) -> None:
    font = japanese_font()
    assert font

    face, lines = _fitted(phrases(title), font)

    assert isinstance(face, ImageFont.FreeTypeFont)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert not is_torn(phrases(title), lines)
    assert len(lines) <= MOST_LINES
    assert len(lines) * face.size * 1.45 <= TITLE_PLACE[1] - TITLE_PLACE[0]
    assert Image.open(BytesIO(draw_card(phrases(title), "足指研究所", font))).size == SIZE


@needs_a_font
def test_a_title_longer_than_any_card_is_cut_with_an_ellipsis() -> None:
    font = japanese_font()
    assert font

    _face, lines = _fitted(phrases("足の指と腰の関係を順番に読む。" * 20), font)

    assert len(lines) == MOST_LINES
    assert lines[-1].endswith("…")


@needs_a_font
@pytest.mark.django_db
def test_the_card_is_drawn_anew_when_an_editor_keeps_a_word_whole(client: Client) -> None:
    common_tail()
    article = ArticlePageFactory(title="座るのがつらい人へ")
    before = _card_of(client, article.url)
    settings = TypesettingSettings.for_site(article.get_site())
    settings.kept_whole = "座るのがつらい"
    settings.save()

    after = _card_of(client, article.url)

    assert after != before
    assert client.get(after).headers["Content-Type"] == "image/png"
    assert client.get(before).status_code == 404


def _card_of(client: Client, url: str) -> str:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return str(page.find("meta", property="og:image")["content"]).split("localhost:8000")[-1]
