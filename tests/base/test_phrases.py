"""Lines break between phrases, not through words."""

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from toelab.base.typesetting.phrases import phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("足指への3つのアプローチ", "足指への/3つの/アプローチ"),
        ("坐骨神経痛は「症状名」であって原因名ではない", "坐骨神経痛は/「症状名」であって/原因名ではない"),
        ("“戻る構造”が残っている", "“戻る構造”が/残っている"),
        ("坐骨神経痛がぶり返す人の共通点①", "坐骨神経痛が/ぶり返す人の共通点①"),
        ("外側に流れる足と踏ん張れない足", "外側に/流れる/足と/踏ん張れない/足"),
        ("次に知りたいことを選んでください", "次に/知りたいことを/選んでください"),
        ("「神経の圧迫」で説明できること、できないこと", "「神経の圧迫」で/説明できること、/できないこと"),
        ("ひろのば体操 はじめてガイド", "ひろのば体操 /はじめてガイド"),
        ("まだ迷っている方へ", "まだ/迷っている方へ"),
        ("1日2〜3回、5～10秒ずつ", "1日2〜3回、/5～10秒ずつ"),
        ("お尻が痛いのはなぜか｜足指との関係", "お尻が/痛いのは/なぜか｜/足指との/関係"),
    ],
)
def test_headings_break_where_a_reader_would_pause(text: str, expected: str) -> None:
    assert "/".join(phrases(text)) == expected


def test_an_editors_words_stay_whole() -> None:
    assert "座るのが" in phrases("座るのがつらい人へ")
    assert "座るのがつらい" in "/".join(phrases("座るのがつらい人へ", ("座るのがつらい",)))


def test_a_long_quotation_may_break_inside() -> None:
    assert len(phrases("「足の指が床につかないまま立っている人が多い」という話")) > 3


@given(st.text(alphabet="足指のが踏ん張れない。、「」“”（）｜ 　①aっー\n", max_size=40))
def test_nothing_is_lost_and_no_line_begins_or_ends_with_a_wrong_mark(text: str) -> None:
    pieces = phrases(text)

    assert "".join(pieces) == text
    assert all(pieces)
    assert not any(piece[0] in "。、」”）｜っー" for piece in pieces[1:])
    assert not any(piece[-1] in "「“（" for piece in pieces[:-1])


def test_the_bar_of_a_title_stays_with_the_words_before_it() -> None:
    heading = Template("{% load base_tags %}{% phrases title %}")

    drawn = heading.render(Context({"title": "椎間板ヘルニアとの違い｜症状の出方"}))

    assert '<wbr><span class="whole">違い｜</span><wbr>' in drawn
