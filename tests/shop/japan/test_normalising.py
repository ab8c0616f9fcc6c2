from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.japan.address import has_street_number, normalise_street
from shop.japan.errors import InputError
from shop.japan.phone import normalise_phone
from shop.japan.postal import normalise_postal_code
from shop.japan.prefectures import PREFECTURES
from shop.japan.text import normalise_kana, normalise_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ"),
        ("　山田　 花子 ", "山田 花子"),
        ("ＡＢＣ１２３", "ABC123"),
        ("神田\t神保町\n1", "神田 神保町 1"),
        ("山\u200b田\u202e", "山田"),
    ],
)
def test_text_gets_one_form(typed: str, kept: str) -> None:
    assert normalise_text(typed) == kept


@given(st.text(max_size=50))
def test_normalising_twice_changes_nothing_more(typed: str) -> None:
    assert normalise_text(normalise_text(typed)) == normalise_text(typed)


@pytest.mark.parametrize("typed", ["やまだ", "ヤマダ", "ﾔﾏﾀﾞ", " やまダ "])
def test_readings_become_katakana(typed: str) -> None:
    assert normalise_kana(typed) == "ヤマダ"


@pytest.mark.parametrize("typed", ["山田", "Yamada", "ヤマ1"])
def test_readings_that_are_not_kana_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="カタカナで.*例"):
        normalise_kana(typed)


@pytest.mark.parametrize(
    "typed", ["123-4567", "1234567", "１２３－４５６７", "〒123−4567", " 123 4567 ", "123ー4567"]
)
def test_postal_codes_are_read_however_they_are_typed(typed: str) -> None:
    assert normalise_postal_code(typed) == "123-4567"


@pytest.mark.parametrize("typed", ["", "123-456", "12345678", "abc-defg", "１２３－４５６"])
def test_postal_codes_without_seven_digits_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="7けた.*例"):
        normalise_postal_code(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("090-1234-5678", "09012345678"),
        ("０３（１２３４）５６７８", "0312345678"),
        ("+81 90-1234-5678", "09012345678"),
        ("+81(0)312345678", "0312345678"),
    ],
)
def test_telephone_numbers_become_their_digits(typed: str, kept: str) -> None:
    assert normalise_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "12345", "1234567890", "090-1234-567x", "0901234567890"])
def test_other_telephone_numbers_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="電話番号.*例"):
        normalise_phone(typed)


@given(st.text(max_size=30), st.sampled_from([normalise_phone, normalise_postal_code, normalise_kana]))
def test_whatever_is_accepted_is_accepted_again_unchanged(
    typed: str, normalise: Callable[[str], str]
) -> None:
    try:
        kept = normalise(typed)
    except InputError:
        return
    assert normalise(kept) == kept


@pytest.mark.parametrize("typed", ["1-2-3", "１−２−３", "1ー2ー3", "１‐２ ‐ ３", "1ｰ2–3"])
def test_numbers_of_a_street_are_joined_by_one_kind_of_hyphen(typed: str) -> None:
    assert normalise_street(f"神保町{typed}") == "神保町1-2-3"


def test_a_long_vowel_in_a_name_stays() -> None:
    assert normalise_street("ハイタワー3ー405") == "ハイタワー3-405"


@pytest.mark.parametrize(
    ("street", "has"), [("神保町1-2", True), ("二丁目", True), ("大字神田 番地なし", True), ("神保町", False)]
)
def test_a_street_needs_a_number_or_a_word_that_there_is_none(street: str, has: bool) -> None:
    assert has_street_number(street) is has


def test_there_are_47_prefectures_in_official_order() -> None:
    assert len(set(PREFECTURES)) == 47
    assert (PREFECTURES[0], PREFECTURES[12], PREFECTURES[-1]) == ("北海道", "東京都", "沖縄県")
