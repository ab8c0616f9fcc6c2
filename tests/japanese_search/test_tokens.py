"""How text is folded and cut. What must hold for every text is tried with generated ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from japanese_search.folding import fold, fold_with_places
from japanese_search.tokens import MAX_TEXT, MAX_TOKEN, Pairs

JAPANESE = st.text(alphabet="坐骨神経痛浮き指ウキユビｳﾋﾞー人々L4 、・。Ａa", max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾋﾞﾀﾐﾝ", "ビタミン"),
        ("ウキユビ", "うきゆび"),
        ("Ｌ４", "l4"),
        ("YOSHIRO", "yoshiro"),
        ("か\u3099", "が"),
    ],
)
def test_spellings_a_reader_takes_for_the_same_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_long_vowel_mark_makes_another_word() -> None:
    assert fold("ビール") != fold("ビル")


@given(st.text(max_size=60))
def test_folding_with_places_covers_the_whole_text_in_order(text: str) -> None:
    folded, places = fold_with_places(text)

    assert len(places) == len(folded) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


@given(JAPANESE)
def test_folding_with_places_folds_like_folding(text: str) -> None:
    assert fold_with_places(text)[0] == fold(text)


def test_a_japanese_run_is_cut_into_pairs_and_its_last_character() -> None:
    assert Pairs().index("坐骨神経痛、L4の痛み") == [
        "坐骨",
        "骨神",
        "神経",
        "経痛",
        "痛",
        "l4",
        "の痛",
        "痛み",
        "み",
    ]


@pytest.mark.parametrize(
    ("word", "tokens", "is_beginning"),
    [
        ("神経痛", ["神経", "経痛"], False),
        ("痛", ["痛"], True),
        ("L4", ["l4"], False),
        ("L4腰", ["l4", "腰"], True),
        ("", [], False),
        ("※", [], False),
    ],
)
def test_a_searched_word_is_cut_so_that_it_fits_inside_longer_ones(word, tokens, is_beginning) -> None:
    assert Pairs().query(word) == (tokens, is_beginning)


@given(JAPANESE, st.data())
def test_every_piece_of_a_run_is_a_sequence_of_its_tokens(text: str, data: st.DataObject) -> None:
    run = "".join(character for character in fold(text) if character.isalnum() and not character.isascii())
    start = data.draw(st.integers(0, len(run)))
    piece = run[start : data.draw(st.integers(start, len(run)))]
    tokens, is_beginning = Pairs().query(piece)
    sequence = " " + " ".join(Pairs().index(run)) + " "

    assert f" {' '.join(tokens)}{'' if is_beginning or not tokens else ' '}" in sequence


def test_tokens_hold_letters_and_digits_only_however_wild_the_text() -> None:
    assert all(token.isalnum() for token in Pairs().index("a'b\"c*\0(坐)骨\\%_-:&|!<> ①㌔"))


def test_the_work_for_one_value_is_bounded() -> None:
    assert len(Pairs().index("あ" * (MAX_TEXT + 500))) == MAX_TEXT
    assert Pairs().index("a" * 5000) == ["a" * MAX_TOKEN]
