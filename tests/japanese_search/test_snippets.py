"""The piece of text that shows why it was found."""

from hypothesis import given
from hypothesis import strategies as st

from japanese_search.snippets import LENGTH, Piece, highlighted, snippet


def text_of(pieces: list[Piece]) -> str:
    return "".join(map(str, pieces))


def hits_of(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_hit]


def test_the_hit_is_marked_with_text_around_it() -> None:
    pieces = snippet("あ" * 300 + "坐骨神経痛" + "い" * 300, ["神経痛"])

    assert hits_of(pieces) == ["神経痛"]
    assert text_of(pieces).startswith("…あ")
    assert text_of(pieces).endswith("い…")
    assert len(text_of(pieces)) == LENGTH + 2


def test_a_hit_is_marked_as_the_author_spelt_it() -> None:
    assert hits_of(highlighted("ﾋﾞﾀﾐﾝとビタミン", ["びたみん"])) == ["ﾋﾞﾀﾐﾝ", "ビタミン"]


def test_the_part_with_most_of_the_words_is_shown() -> None:
    text = "腰の話。" + "あ" * 300 + "膝と腰の話。" + "い" * 300

    assert hits_of(snippet(text, ["腰", "膝"])) == ["膝", "腰"]


def test_the_longest_of_overlapping_words_is_marked() -> None:
    assert hits_of(highlighted("坐骨神経痛", ["坐骨", "坐骨神経痛"])) == ["坐骨神経痛"]


def test_a_name_of_several_words_is_marked_whole() -> None:
    assert hits_of(highlighted("YOSHIRO SOCKSを履く", ["yoshiro socks"])) == ["YOSHIRO SOCKS"]


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert snippet("はじめの文。\n次の文。", ["腰"]) == [Piece("はじめの文。 次の文。")]
    assert snippet("", ["腰"]) == []


def test_a_letter_that_folds_to_several_is_marked_whole() -> None:
    assert hits_of(highlighted("㌔ぐらむ", ["き"])) == ["㌔"]


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_highlighting_changes_no_letter(text: str, words: list[str]) -> None:
    assert text_of(highlighted(text, words)) == text


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_a_snippet_is_never_longer_than_asked(text: str, words: list[str]) -> None:
    assert len(text_of(snippet(text, words, length=40))) <= 42
