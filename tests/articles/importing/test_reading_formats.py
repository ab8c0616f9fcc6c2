import pytest

from articles.importing.html_lines import read_html
from articles.importing.lines import Mark, Segment, rich
from articles.importing.markdown_lines import read_markdown
from articles.importing.problems import ArticleImportError
from articles.importing.read import Format, format_of
from articles.importing.text_lines import read_text


def seen(lines):
    return [(line.number, line.mark.value, line.text) for line in lines]


def test_text_lines_are_numbered_as_an_editor_numbers_them():
    assert seen(read_text("題名\n\n一行\n二行\n\n\n三行")) == [
        (1, "text", "題名"),
        (3, "text", "一行"),
        (4, "text", "二行"),
        (7, "text", "三行"),
    ]


def test_a_blank_line_parts_text_and_its_absence_joins():
    assert [line.gap for line in read_text("一\n\n二\n三\n\n四")] == [True, True, False, True]


def test_a_file_without_any_blank_lines_has_one_paragraph_on_each_line():
    assert all(line.gap for line in read_text("\n".join("一二三四五六七")))


def test_line_breaks_that_only_word_knows_part_lines_of_the_same_number():
    assert seen(read_text("一\v二\u2028三")) == [(1, "text", "一"), (1, "text", "二"), (1, "text", "三")]


def test_markdown_keeps_bold_links_lists_quotes_tables_and_their_line_numbers():
    source = (
        "# 題名\n\n**太字**と[案内](https://example.com/a)。\n続き\n\n- 一\n- 二\n  の続き\n\n> 引用\n\n"
        "1. 甲\n2. 乙\n\n| 左 | 右 |\n|---|---|\n| あ | い |\n\n---\n\n![絵](a.png)\n"
    )
    lines = read_markdown(source)
    assert seen(lines) == [
        (1, "heading", "題名"),
        (3, "text", "太字と案内。"),
        (4, "text", "続き"),
        (6, "bullet", "一"),
        (7, "bullet", "二\nの続き"),
        (10, "quote", "引用"),
        (12, "number", "甲"),
        (13, "number", "乙"),
        (15, "row", "左 / 右"),
        (16, "hidden", "|---|---|"),
        (17, "row", "あ / い"),
        (19, "rule", "---"),
        (21, "media", "絵 a.png"),
    ]
    assert rich(lines[1].segments) == '<b>太字</b>と<a href="https://example.com/a">案内</a>。'


def test_markdown_bold_beside_japanese_brackets_is_bold_all_the_same():
    (line,) = read_markdown("これが**「体重の偏り」**です。")
    assert Segment("「体重の偏り」", bold=True) in line.segments


def test_markdown_lines_of_pure_syntax_come_back_hidden_so_that_none_is_unaccounted_for():
    source = "---\ntitle: 表題\nauthor: 見本\n---\n\n本文[1][r]\n\n[r]: https://example.com/\n\n```text\n囲み\n```\n"
    assert seen(read_markdown(source)) == [
        (1, "hidden", "---"),
        (2, "heading", "表題"),
        (3, "hidden", "author: 見本"),
        (4, "hidden", "---"),
        (6, "text", "本文1"),
        (8, "hidden", "[r]: https://example.com/"),
        (10, "hidden", "```text"),
        (11, "text", "囲み"),
        (12, "hidden", "```"),
    ]


def test_a_markdown_list_that_does_not_start_at_one_keeps_its_numbers_as_words():
    assert seen(read_markdown("3. 三つめ\n4. 四つめ\n")) == [
        (1, "text", "3. 三つめ"),
        (2, "text", "4. 四つめ"),
    ]


def test_html_inside_markdown_is_read_as_html():
    assert seen(read_markdown("<div>\n<p>中の<b>文</b></p>\n</div>\n\n次<br>の行\n")) == [
        (2, "text", "中の文"),
        (5, "text", "次"),
        (6, "text", "の行"),
    ]


def test_html_keeps_what_a_reader_sees_and_tells_apart_what_stands_around_the_article():
    source = """<html><head><title>表題</title></head><body>
<nav>メニュー</nav>
<article>
<h1>題名</h1>
<p>一行<br>二行</p>
<ul><li>甲<p>の続き</p></li><li>乙<ol><li>丙</li></ol></li></ul>
<table><tr><th>左</th><td>右</td></tr></table>
<p><ruby>趾<rp>(</rp><rt>ゆび</rt><rp>)</rp></ruby></p>
<img src="a.png" alt="絵"><!-- 覚え書き --><script>run()</script>
</article>
<footer>会社</footer></body></html>"""
    assert seen(read_html(source)) == [
        (1, "hidden", "表題"),
        (2, "outside", "メニュー"),
        (4, "heading", "題名"),
        (5, "text", "一行"),
        (5, "text", "二行"),
        (6, "bullet", "甲\nの続き"),
        (6, "bullet", "乙"),
        (6, "number", "丙"),
        (7, "row", "左 / 右"),
        (8, "text", "趾（ゆび）"),
        (9, "media", "絵 a.png"),
        (9, "hidden", "覚え書き"),
        (9, "hidden", "run()"),
        (11, "outside", "会社"),
    ]


def test_html_without_a_heading_takes_its_title_from_the_head():
    (title, text) = read_html("<title>表題</title><p>本文</p>")
    assert (title.mark, title.level, text.mark) == (Mark.HEADING, 1, Mark.TEXT)


def test_two_br_are_a_blank_line_and_one_is_not():
    assert [line.gap for line in read_html("<p>一<br>二<br><br>三</p>")] == [True, False, True]


def test_rich_text_is_escaped_and_never_links_to_code():
    line = read_html('<p>&lt;b&gt;5 &amp; 6 <a href="javascript:alert(1)">押す</a></p>')[0]
    assert rich(line.segments) == "&lt;b&gt;5 &amp; 6 押す"


def test_the_format_follows_the_ending_and_else_the_beginning_of_the_text():
    assert format_of("a.MD", "") is Format.MARKDOWN
    assert format_of("a.htm", "") is Format.HTML
    assert format_of("a.txt", "<p>x") is Format.TEXT
    assert format_of("a", "\n<!DOCTYPE html>") is Format.HTML
    assert format_of("a", "題名") is Format.TEXT


def test_html_nested_beyond_reason_is_refused_with_what_to_do():
    with pytest.raises(ArticleImportError, match="入れ子が深すぎ"):
        read_html("<div>" * 5000 + "文")
