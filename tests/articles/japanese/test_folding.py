import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.japanese.folding import fold, fold_title


@pytest.mark.parametrize(
    "typed",
    [
        "坐骨神経痛と足指|2〜3日で戻る人",
        "【医療監修】坐骨神経痛と足指|2〜3日で戻る人",
        "【医療監修】【保存版】坐骨神経痛と足指 ｜ ２～３日で戻る人",
        "坐骨神経痛と足指\u30002〜3日で戻る人",
    ],
)
def test_one_title_typed_in_many_ways_folds_to_the_same(typed):
    assert fold_title(typed) == "坐骨神経痛と足指2~3日で戻る人"


@pytest.mark.parametrize(("one", "other"), [("“構造”", '"構造"'), ("—順番—", "―順番―"), ("▶︎ABC", "▶ａｂｃ")])
def test_look_alikes_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_different_words_stay_different_and_a_label_alone_stays():
    assert fold_title("足指の話") != fold_title("足の指の話")
    assert fold_title("【お知らせ】") == "【お知らせ】"


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
