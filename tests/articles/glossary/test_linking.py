"""The first use of a word leads to its explanation; everything else is left alone."""

import pytest

from articles.glossary.linking import Definition, Definitions, first_definitions
from articles.glossary.rows import in_rows, row_of
from articles.ruby.markup import stored_ruby, with_readings

NERVE = Definition("坐骨神経", "ざこつしんけい", "/glossary/#term-1")
TOE = Definition("浮き指", "うきゆび", "/glossary/#term-2")
JOINT = Definition("仙腸関節", "せんちょうかんせつ", "/glossary/#term-3")


class Text:
    """The least that can be linked."""

    def __init__(self, source: str) -> None:
        self.source = source

    def define(self, definitions: Definitions) -> None:
        self.shown = definitions.link(with_readings(self.source))


def shown(*sources: str, known: tuple[Definition, ...] = (NERVE, TOE, JOINT)) -> list[str]:
    texts = [Text(source) for source in sources]
    first_definitions(texts, known)
    return [text.shown for text in texts]


def test_the_first_use_in_the_article_is_the_link_and_shows_the_reading() -> None:
    first, second = shown("<p>浮き指と浮き指</p>", "<p>浮き指</p>")

    assert first == (
        '<p><a class="term" href="/glossary/#term-2"><ruby>浮き指<rp>（</rp><rt>うきゆび</rt><rp>）</rp></ruby></a>'
        "と浮き指</p>"
    )
    assert second == "<p>浮き指</p>"


@pytest.mark.parametrize(
    "left_alone",
    [
        "<p>坐骨神経痛の話</p>",
        '<p><a href="/x/">浮き指</a>の話</p>',
        '<p title="浮き指">話</p>',
        "<p>古坐骨神経の話</p>",
    ],
)
def test_parts_of_longer_words_links_and_attributes_are_left_alone(left_alone: str) -> None:
    assert shown(left_alone) == [left_alone]


def test_a_use_inside_a_link_does_not_take_the_place_of_the_first_one() -> None:
    (html,) = shown('<p><a href="/x/">浮き指</a>、浮き指</p>')

    assert html.count('class="term"') == 1
    assert html.startswith('<p><a href="/x/">浮き指</a>、<a class="term"')


def test_a_reading_that_the_writer_gave_is_not_doubled() -> None:
    (typed,) = shown("<p>浮き指（うきゆび）の話</p>")
    (marked,) = shown(f"<p>{stored_ruby('仙腸関節', 'せんちょう')}の話</p>")

    assert ">浮き指</a>（うきゆび）" in typed
    assert marked.count("<rt>") == 1
    assert marked.startswith('<p><a class="term" href="/glossary/#term-3"><ruby>仙腸関節<rp>')


def test_words_between_two_readings_are_linked_too() -> None:
    (html,) = shown(
        f"<p>{stored_ruby('重心', 'じゅうしん')}と仙腸関節と{stored_ruby('踵骨', 'しょうこつ')}</p>"
    )

    assert 'と<a class="term" href="/glossary/#term-3"><ruby>仙腸関節<rp>' in html


def test_of_two_words_that_begin_alike_the_longer_one_is_meant() -> None:
    short = Definition("浮き", "うき", "/glossary/#term-9")

    (html,) = shown("<p>浮き指は浮きます</p>", known=(short, TOE))

    assert html.index("#term-2") < html.index("#term-9")


def test_signs_of_markup_in_a_word_are_words() -> None:
    odd = Definition("A&B", "えーびー", "/glossary/#term-4")

    assert shown("<p>A&amp;B</p>", known=(odd,)) == [
        '<p><a class="term" href="/glossary/#term-4">A&amp;B</a></p>'
    ]


@pytest.mark.parametrize(
    ("reading", "row"),
    [("うきゆび", "あ"), ("がいはんぼし", "か"), ("ぱっど", "は"), ("っき", "た"), ("ヴ", "他"), ("", "他")],
)
def test_a_reading_stands_in_its_row(reading: str, row: str) -> None:
    assert row_of(reading) == row


def test_rows_follow_the_syllabary() -> None:
    assert [row for row, _members in in_rows([JOINT, NERVE, TOE])] == ["あ", "さ"]
