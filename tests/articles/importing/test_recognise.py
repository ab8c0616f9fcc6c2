import pytest

from articles.importing.asides import Aside
from articles.importing.problems import ArticleImportError
from articles.importing.recognise import recognise
from articles.importing.text_lines import read_text
from tests.articles.importing.helpers import blocks, recognised, shape


def kinds(*paragraphs):
    return [block.kind for block in blocks(*paragraphs)]


def test_the_review_label_leaves_the_title_and_other_labels_stay():
    found = recognise(read_text("【医療監修】【保存版】足のだるさ|立ち方から\n\n本文です。"))
    assert (found.title.text, found.title.labels) == ("【保存版】足のだるさ|立ち方から", ("【医療監修】",))


def test_a_label_on_a_line_of_its_own_is_not_the_title():
    found = recognise(read_text("【医療監修】\n\n足のだるさ\n\n本文です。"))
    assert found.title.text == "足のだるさ"
    assert list(found.asides.values()) == [Aside.LABEL]


@pytest.mark.parametrize("text", ["【医療監修】", "長" * 256])
def test_a_file_without_a_usable_title_is_refused(text):
    with pytest.raises(ArticleImportError, match="題名"):
        recognise(read_text(text))


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("はじめに|休んでも重い", ("h2", "はじめに", "休んでも重い")),
        ("だるい人の共通点①｜片側に寄る", ("h2", "だるい人の共通点①", "片側に寄る")),
        ("原因2 靴の中ですべる", ("h2", "原因2", "靴の中ですべる")),
        ("おわりに", ("h2", "", "おわりに")),
        ("■ 立ち方", ("h3", "", "立ち方")),
        ("【座り方】", ("h3", "", "座り方")),
    ],
)
def test_headings_of_plain_text_are_known_by_their_form(line, heading):
    first = blocks(line, "本文はここからです。")[0]
    assert first.kind == "heading"
    assert (first.value["level"], first.value["kicker"], first.value["text"]) == heading


@pytest.mark.parametrize(
    "line", ["朝|昼|夜", "左右の差|それは体重の偏りです。", "「朝|昼」の差", "原因は3つあると言われます。"]
)
def test_a_bar_or_a_counting_word_alone_makes_no_heading(line):
    assert "heading" not in kinds(line, "本文です。")


def test_a_line_inside_a_paragraph_is_no_heading():
    assert "heading" not in kinds("前の行です。\nはじめに|休んでも重い", "本文です。")


def test_a_dash_line_under_a_heading_is_its_subtitle_without_the_dashes():
    assert (
        blocks("整理|三つの条件", "— 順番があります —", "本文です。")[0].value["subtitle"] == "順番があります"
    )


def test_numbered_lines_apart_are_headings_and_together_are_a_list():
    assert kinds("1. 立ち方", "本文です。", "2. 歩き方", "本文です。") == ["heading", "paragraph"] * 2
    assert shape(blocks("1. 立つ\n2. 歩く")) == [("list", {"style": "number", "items": ["立つ", "歩く"]})]


def test_numbers_that_do_not_count_from_one_stay_words():
    assert shape(blocks("3. 立つ\n4. 歩く\n7. 座る")) == [
        ("list", {"style": "bullet", "items": ["3. 立つ", "4. 歩く", "7. 座る"]})
    ]


def test_the_contents_list_goes_with_its_entries_because_the_site_makes_its_own():
    found = recognised(
        "目次", "はじめに|重い", "まとめ|軽い", "はじめに|重い", "本文です。", "まとめ|軽い", "終わりです。"
    )
    assert list(found.asides.values()) == [Aside.CONTENTS, *[Aside.CONTENTS_ENTRY] * 2]
    assert [block.kind for block in found.blocks] == ["heading", "paragraph", "summary"]


@pytest.mark.parametrize(
    "text", ["こんにちは。足指研究家の見本太郎です。", "はじめまして、見本太郎と申します。"]
)
def test_a_greeting_is_recognised_near_the_beginning_only(text):
    assert kinds("はじめに|重い", text, "本文です。")[1] == "greeting"
    assert "greeting" not in kinds("はじめに|重い", "本文です。", "整理|偏り", text)


def test_quotations_in_a_row_are_voices_and_one_inside_a_sentence_is_not():
    assert shape(blocks("「朝は軽い」", "「夕方は重い」")) == [("reader_voices", ["朝は軽い", "夕方は重い"])]
    assert shape(blocks("相談でよく言われます。", "「夕方は重い」", "これは偏りの表れです。"))[1] == (
        "reader_voices",
        ["夕方は重い"],
    )
    assert kinds("だるさは、よく", "「歩きすぎ」", "と説明されます。") == ["lines"]


@pytest.mark.parametrize("mark", ["• ", "  • ", "・", "- ", "● "])
def test_bullets_of_every_kind_make_a_list(mark):
    assert shape(blocks(f"{mark}立ち方\n{mark}歩き方")) == [
        ("list", {"style": "bullet", "items": ["立ち方", "歩き方"]})
    ]


def test_check_marks_make_a_check_list():
    assert blocks("✔ 立ち方\n✔ 歩き方")[0].value == {"style": "check", "items": ["立ち方", "歩き方"]}


def test_a_link_takes_the_complete_sentence_before_it_as_its_lead_in():
    (link,) = blocks("順番に読みたい方は、こちらの記事からどうぞ。", "▶︎【医療監修】立ち方入門|かかと")
    assert link.value == {
        "lead_in": "順番に読みたい方は、こちらの記事からどうぞ。",
        "links": [{"title": "【医療監修】立ち方入門|かかと", "href": ""}],
    }


def test_the_end_of_a_broken_sentence_is_no_lead_in():
    found = blocks("体重が寄った状態で", "という流れになることが多いのです。", "▶︎立ち方入門")
    assert [block.kind for block in found] == ["lines", "related_links"]
    assert found[1].value["lead_in"] == ""


def test_an_arrow_is_a_link_only_after_an_invitation_or_before_a_label():
    assert kinds("くわしくはこちらの記事で。", "→立ち方入門")[-1] == "related_links"
    assert kinds("本文です。", "→【医療監修】立ち方入門")[-1] == "related_links"
    assert "related_links" not in kinds("体重が寄ります。", "→足が疲れます")


def test_patterns_with_their_links_are_one_block():
    found = blocks(
        "偏り方は、大きく三つに分かれるといわれます。",
        "内側に寄るタイプ(外反母趾)",
        "▶︎親指側の記事",
        "外側に逃げるタイプ（寝指）",
        "▶︎小指側の記事",
    )
    assert shape(found) == [
        (
            "foot_patterns",
            {
                "intro": "偏り方は、大きく三つに分かれるといわれます。",
                "patterns": [
                    {"name": "内側に寄るタイプ(外反母趾)", "title": "親指側の記事", "href": ""},
                    {"name": "外側に逃げるタイプ（寝指）", "title": "小指側の記事", "href": ""},
                ],
            },
        )
    ]


def test_a_summary_ends_before_what_cannot_stand_in_it():
    found = blocks("まとめ|偏りを見る", "三つの条件を見直します。", "▶︎立ち方入門", "最後の一言です。")
    assert [block.kind for block in found] == ["summary", "related_links", "paragraph"]


def test_notes_keep_their_words_without_the_sign():
    assert shape(blocks("※急な痛みは医療機関へ。")) == [("note", "<p>急な痛みは医療機関へ。</p>")]


def test_the_shared_tail_is_left_out_and_an_own_section_after_it_is_not():
    found = recognised(
        "本文です。",
        "足指への3つのアプローチ",
        "— 順番があります",
        "1. ひろのば体操",
        "説明です。",
        "まず迷っている方へ",
        "• 体操が続かなかった人",
        "参考文献",
        "足の本です。",
    )
    assert [line.text for line, aside in found.asides.items() if aside is Aside.TAIL] == [
        "足指への3つのアプローチ",
        "— 順番があります",
        "1. ひろのば体操",
        "説明です。",
        "まず迷っている方へ",
        "• 体操が続かなかった人",
    ]
    assert [block.kind for block in found.blocks] == ["paragraph", "heading", "paragraph"]


def test_prose_that_mentions_the_tail_does_not_start_it():
    found = recognised("足指への3つのアプローチは、後で説明します。", "本文です。")
    assert found.asides == {}


def test_what_to_read_next_is_read_as_questions_with_links():
    found = recognised(
        "本文です。",
        "次に知りたいことを選んでください",
        "休憩でできることは?",
        "▶︎足指の動かし方",
        "• 靴の選び方",
        "選んでどうぞ。",
    )
    assert found.next_reads == [
        {"question": "休憩でできることは?", "title": "足指の動かし方", "href": ""},
        {"question": "靴の選び方", "title": "靴の選び方", "href": ""},
    ]
    assert [line.text for line in found.unplaced] == ["選んでどうぞ。"]
