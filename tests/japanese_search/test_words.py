"""The words of a search and the words that mean the same."""

from hypothesis import given
from hypothesis import strategies as st

from japanese_search.words import MAX_ALTERNATIVES, MAX_QUERY, MAX_WORDS, Synonyms, words_of

SCIATICA = ["坐骨神経痛", "座骨神経痛", "ざこつしんけいつう"]
FLOATING = ["浮き指", "うきゆび", "浮指"]


def test_words_stand_between_spaces_and_marks() -> None:
    assert words_of("腰痛、しびれ　(L4/L5)") == ["腰痛", "しびれ", "L4", "L5"]


def test_a_word_counts_once_however_it_is_spelt() -> None:
    assert words_of("ビタミン ﾋﾞﾀﾐﾝ びたみん") == ["ビタミン"]


def test_a_search_is_limited_in_length_and_words() -> None:
    assert words_of("あ" * 10_000) == ["あ" * MAX_QUERY]
    assert len(words_of(" ".join(map(str, range(60))))) == MAX_WORDS


@given(st.text(max_size=300))
def test_no_text_breaks_the_words(text: str) -> None:
    for word in words_of(text):
        assert Synonyms([FLOATING]).alternatives(word)[0] == word


def test_synonyms_find_each_other_in_both_directions() -> None:
    synonyms = Synonyms([SCIATICA])

    assert synonyms.alternatives("座骨神経痛") == ["座骨神経痛", "坐骨神経痛", "ざこつしんけいつう"]
    assert synonyms.alternatives("坐骨神経痛") == ["坐骨神経痛", "座骨神経痛", "ざこつしんけいつう"]


def test_a_reading_is_known_in_any_kana_and_width() -> None:
    for typed in ("うきゆび", "ウキユビ", "ｳｷﾕﾋﾞ"):
        (word,) = words_of(typed)
        assert Synonyms([FLOATING]).alternatives(word)[1:] == ["浮き指", "浮指"]


def test_a_member_inside_a_longer_word_is_replaced() -> None:
    assert Synonyms([["坐骨", "座骨"]]).alternatives("座骨の痛み") == ["座骨の痛み", "坐骨の痛み"]


def test_the_longest_member_is_replaced() -> None:
    assert Synonyms([["坐骨", "座骨"], SCIATICA[:2]]).alternatives("座骨神経痛") == [
        "座骨神経痛",
        "坐骨神経痛",
    ]


def test_a_word_in_two_groups_finds_both() -> None:
    assert set(Synonyms([["靴下", "ソックス"], ["靴下", "くつした"]]).alternatives("靴下")) == {
        "靴下",
        "ソックス",
        "くつした",
    }


def test_a_member_of_several_words_is_found_when_typed_as_one() -> None:
    assert "YOSHIRO SOCKS" in Synonyms([["YOSHIRO SOCKS", "ヨシロウソックス"]]).alternatives("yoshirosocks")


def test_spellings_are_limited_and_begin_with_the_word_itself() -> None:
    groups = [[f"{a}{n}" for n in "甲乙丙丁戊"] for a in "赤青白黒"]
    word = "赤甲青甲白甲黒甲"

    spellings = Synonyms(groups).alternatives(word)

    assert spellings[0] == word
    assert len(spellings) == MAX_ALTERNATIVES


def test_empty_groups_and_members_are_ignored() -> None:
    assert Synonyms([[], ["", "※"], ["膝"]]).alternatives("膝") == ["膝"]
