import codecs

import pytest

from articles.importing.decode import MAX_BYTES, decode
from articles.importing.problems import ArticleImportError

WORDS = "足指の記事です。\nかかとに寄る\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8-sig"),
        (WORDS.encode("cp932"), "cp932"),
        (WORDS.encode("euc_jp"), "euc_jp"),
        (WORDS.encode("iso2022_jp"), "iso2022_jp_ext"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16"),
    ],
)
def test_every_encoding_japanese_files_come_in_gives_the_same_words(data, encoding):
    assert decode(data) == (WORDS, encoding)


def test_all_line_ends_become_the_same():
    assert decode("一\r\n二\r三\n".encode())[0] == "一\n二\n三\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文章がありません"),
        (" \n\u3000\n".encode(), "文章がありません"),
        (codecs.BOM_UTF8, "文章がありません"),
        (b"PK\x03\x04rest of a docx", "Word"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "画像"),
        ("足指\0".encode(), "文章ではないデータ"),
        (WORDS.encode("utf-16-le"), "文章ではないデータ"),
        (WORDS.encode()[:-2] + b"\xff\xff", "文字コード"),
        (b"\xff" * 50, "文字コード"),
        (WORDS.encode("iso2022_jp") + WORDS.encode("cp932"), "文字コード"),
        (b"a" * (MAX_BYTES + 1), "大きすぎます"),
    ],
)
def test_what_is_not_an_article_is_refused_with_one_sentence_that_helps(data, says):
    with pytest.raises(ArticleImportError, match=says) as refusal:
        decode(data)
    assert str(refusal.value).endswith("ください。")
