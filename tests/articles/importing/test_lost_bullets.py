"""Lists that lost their bullets against sentences in pieces: the hardest thing the importer decides."""

import pytest

from tests.articles.importing.helpers import blocks


def lists(*paragraphs):
    return [block.value["items"] for block in blocks(*paragraphs) if block.kind == "list"]


@pytest.mark.parametrize(
    "items",
    [
        ["立ち方", "歩き方", "靴の中での足のずれ"],
        ["靴ひも", "中敷き", "太もも", "かかと"],
        ["かかとに寄る", "親指側に倒れる", "片足で休む"],
        ["肩が重いから、肩をもむ", "腰が重いから、腰を反らす", "脚が重いから、脚を上げる"],
        ["図でははっきりしない", "でも重さは残る", "休んでも戻る"],
        ["その場で軽くなる人", "その場だけ軽い人"],
    ],
)
def test_parallel_lines_are_a_list(items):
    assert lists("見直したいのは、", *items, "こういう積み重ねです。") == [items]


@pytest.mark.parametrize(
    "lines",
    [
        ["もんで温めても", "冷やして休めても", "立った瞬間に、また重くなる"],
        ["一度は軽くなる", "でも、立ち方は変わらない", "だからまた同じ所が疲れる"],
        ["足が浮いているのに", "ふくらはぎだけを伸ばしている人"],
        ["指先が床から離れて", "ふくらはぎに力が入る"],
        ["どれも大切です。", "順番もあります。", "続けることも必要です。"],
        ["体重を支える場所が片側に集まり続けている状態が一日中くり返されている", "二つめ", "三つめ"],
    ],
)
def test_a_sentence_in_pieces_is_not_a_list(lines):
    assert lists("立っている間は、", *lines, "という流れになります。") == []


def test_a_clause_that_opens_a_list_stays_outside_it():
    assert lists(
        "その結果、", "鍛えたはずなのに", "歩くと重い", "座ると戻る", "夜は張る", "という声になります。"
    ) == [["歩くと重い", "座ると戻る", "夜は張る"]]


def test_a_sentence_that_follows_a_list_stays_outside_it():
    assert lists(
        "多いのは、", "肩をもむ", "腰を反らす", "脚を上げる", "これらはその場では", "楽に感じる", "ことです。"
    ) == [["肩をもむ", "腰を反らす", "脚を上げる"]]


def test_no_more_than_ten_lines_in_a_row_are_taken_for_a_list():
    assert lists(*[f"見本の項目{'い' * count}" for count in range(11)]) == []


def test_short_lines_are_one_thought_each_and_long_ones_paragraphs():
    long = "体重のかけ方は一日の中で少しずつ変わるので、朝と夕方の二回、立ったまま足の裏の感じを確かめてみてください。"
    found = blocks("朝は軽い日です。", "夕方は重い日です。", long)
    assert [(block.kind, block.value.count("<p>")) for block in found] == [("lines", 2), ("paragraph", 1)]


def test_a_wrapped_paragraph_stays_one_with_its_line_breaks():
    (found,) = blocks("足の裏で感じる場所を\n朝と夕方に\n確かめてください。")
    assert (found.kind, found.value) == (
        "paragraph",
        "<p>足の裏で感じる場所を<br/>朝と夕方に<br/>確かめてください。</p>",
    )


@pytest.mark.parametrize(
    ("paragraphs", "key"),
    [
        (
            ["整理すると、", "重さは“量”ではなく偏りに出る", "ということです。"],
            ["重さは“量”ではなく偏りに出る"],
        ),
        (["つまり、", "長さよりも\n“同じ場所”が残る", "ということ。"], ["長さよりも\n“同じ場所”が残る"]),
        (["つまり、", "重さは偏りに出る", "ということです。"], []),
        (["足が浮くと", "“支えるクセ”が強くなる", "ということです。"], []),
        (["整理すると、", "重さは“量”ではなく偏りに出る", "これが前提です。"], []),
    ],
)
def test_only_a_marked_sentence_that_is_announced_and_taken_up_is_a_key_sentence(paragraphs, key):
    assert [block.value for block in blocks(*paragraphs) if block.kind == "key_sentence"] == key
