"""Words that are written like what was searched for."""

from articles.search.suggestions import MOST, nearest

KNOWN = {word: word for word in ("外反母趾", "内反小趾", "坐骨神経痛", "浮き指", "屈み指", "靴下")}


def test_a_slip_of_the_keyboard_finds_the_word_it_meant() -> None:
    assert nearest(["外販母趾"], KNOWN)[0] == "外反母趾"
    assert nearest(["座骨新経痛"], KNOWN)[0] == "坐骨神経痛"


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    assert nearest(["確定申告"], KNOWN) == []
    assert nearest([], KNOWN) == []


def test_the_word_itself_is_not_suggested_again() -> None:
    assert "浮き指" not in nearest(["浮き指"], KNOWN)


def test_few_words_are_suggested() -> None:
    assert len(nearest(["足の話"], {f"足の話{n}": f"足の話{n}" for n in range(20)})) == MOST


def test_for_a_reading_the_word_itself_is_offered_once() -> None:
    assert nearest(["がいはんぼう"], {"がいはんぼし": "外反母趾", "がいはんぼ": "外反母趾"}) == ["外反母趾"]
