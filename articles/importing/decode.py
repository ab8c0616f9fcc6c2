"""Bytes of an unknown Japanese encoding → text."""

import codecs

from articles.importing.problems import ArticleImportError

MAX_BYTES = 5 * 1024 * 1024

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNKNOWN = "文字コードを判別できません。UTF-8で保存し直してください。"
# How JIS switches to Japanese characters and back. All its bytes are ASCII, so UTF-8 would read them as garbage.
_JIS_MARKS = (b"\x1b$", b"\x1b(")
_NOT_TEXT = {
    b"PK\x03\x04": "Wordなどの文書",
    b"\xd0\xcf\x11\xe0": "古い形式のWordなどの文書",
    b"%PDF": "PDF",
    b"\x89PNG": "画像",
    b"\xff\xd8\xff": "画像",
    b"{\\rtf": "リッチテキスト（RTF）",
}
# A legacy encoding read with the wrong table shows as half-width katakana, private-use or box characters.
_JAPANESE = (("\u3041", "\u309f"), ("\u30a1", "\u30ff"), ("\u3001", "\u3002"))
_SUSPICIOUS = (("\uff61", "\uff9f"), ("\ue000", "\uf8ff"), ("\u2500", "\u257f"), ("\u0080", "\u009f"))


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` with "\\n" line ends, and the encoding's name.

    Knows UTF-8 and UTF-16 (with mark), JIS (ISO-2022-JP), UTF-8, Shift_JIS (as cp932) and EUC-JP.
    Raises ArticleImportError for empty, too large, binary and unreadable data.
    """
    if len(data) > MAX_BYTES:
        raise ArticleImportError("ファイルが大きすぎます（5MBまで）。記事1本分だけを保存し直してください。")
    for signature, name in _NOT_TEXT.items():
        if data.startswith(signature):
            raise ArticleImportError(
                f"このファイルは{name}です。テキスト・Markdown・HTMLのどれかで保存し直してください。"
            )
    text, encoding = _to_text(data)
    if "\0" in text:
        raise ArticleImportError(
            "文章ではないデータが混ざっています。テキスト・Markdown・HTMLのどれかで保存し直してください。"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\u3000"):
        raise ArticleImportError("ファイルに文章がありません。中身を確かめてから、もう一度選んでください。")
    return text, encoding


def _to_text(data: bytes) -> tuple[str, str]:
    encoding = "utf-8"
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    elif data.startswith(_UTF16_MARKS):
        encoding = "utf-16"
    elif b"\0" in data:
        # No Japanese encoding without a mark has a zero byte, yet cp932 would read one.
        return "\0", ""
    elif any(mark in data for mark in _JIS_MARKS):
        return _jis(data)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return _legacy(data)


def _jis(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("iso2022_jp_ext"), "iso2022_jp_ext"
    except UnicodeDecodeError as error:
        # Anything else would read the marks as words.
        raise ArticleImportError(_UNKNOWN) from error


def _legacy(data: bytes) -> tuple[str, str]:
    readings = []
    for encoding in ("cp932", "euc_jp"):
        try:
            readings.append((data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    if not readings or max(_japanese_score(text) for text, _ in readings) <= 0:
        raise ArticleImportError(_UNKNOWN)
    return max(readings, key=lambda reading: _japanese_score(reading[0]))


def _japanese_score(text: str) -> int:
    def count(ranges):
        return sum(1 for character in text if any(low <= character <= high for low, high in ranges))

    return count(_JAPANESE) - count(_SUSPICIOUS)
