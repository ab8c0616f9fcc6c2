import pytest

from articles.importing.lead import MAX_LEAD, lead_of, makeshift_lead
from tests.articles.importing.helpers import blocks


def test_the_sentence_that_says_what_the_article_is_about_is_put_back_together():
    found = blocks(
        "足の重さには波があることが知られています。",
        "この記事では、",
        "夕方に重くなる人の「立ち方」",
        "を整理します。",
    )
    assert lead_of(found) == "この記事では、夕方に重くなる人の「立ち方」を整理します。"


def test_otherwise_the_first_complete_sentence_is_taken_and_never_one_that_announces_voices():
    found = blocks(
        "立ち仕事の方から、こんな声をよく聞きます。",
        "「朝は軽い」",
        "「夜は重い」",
        "足の重さには、一日の中で大きな波があります。",
    )
    assert lead_of(found) == "足の重さには、一日の中で大きな波があります。"


def test_an_article_of_headings_and_lists_has_no_sentence_for_a_lead():
    assert lead_of(blocks("はじめに|重い", "• 立ち方\n• 歩き方")) == ""


@pytest.mark.parametrize(
    ("paragraphs", "lead"),
    [
        (
            ("朝は軽いです。", "夜は重いです。", "足指を使います。"),
            "朝は軽いです。夜は重いです。足指を使います。",
        ),
        (("はじめに|重い", "• 立ち方\n• 歩き方"), "立ち方、歩き方"),
        (("はじめに|重い", "• 立ちます。\n• 歩きます。"), "立ちます。歩きます。"),
        (("1. 立ち方\n2. 歩き方",), "立ち方、歩き方"),
        (("朝は軽いです。",), "朝は軽いです。"),
        (("はじめに|重い",), "題名"),
    ],
)
def test_without_such_a_sentence_a_makeshift_lead_is_made_from_what_the_article_says(paragraphs, lead):
    found = blocks(*paragraphs)
    assert lead_of(found) == ""
    assert makeshift_lead(found, "題名") == lead


@pytest.mark.parametrize(
    ("long", "ends"),
    [
        ("足指で立ち、" * 60 + "歩きます。", "足指で立ち…"),
        ("足指で立つ" * 60 + "人もいます。", "足指で立…"),
        ("足指で立ち、かかとも使うと楽に歩けます。" * 15, "楽に歩けます。"),
    ],
)
def test_a_very_long_sentence_is_cut_where_a_reader_pauses(long, ends):
    lead = makeshift_lead(blocks(long), "題名")
    assert len(lead) <= MAX_LEAD
    assert long.startswith(lead.removesuffix("…"))
    assert lead.endswith(ends)
