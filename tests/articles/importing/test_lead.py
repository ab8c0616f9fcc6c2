from articles.importing.lead import lead_of
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


def test_an_article_of_headings_and_lists_has_no_lead():
    assert lead_of(blocks("はじめに|重い", "• 立ち方\n• 歩き方")) == ""
