"""Names and free text: one form for what people type in many."""

import re
import unicodedata

from shop.japan.errors import InputError

# ぁ–ゖ and the iteration marks ゝゞ; the same distance below their katakana.
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}
_KATAKANA = re.compile(r"[ァ-ヺー・ヽヾ ]+")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def normalise_text(text: str) -> str:
    """Return `text` with half-width kana made full, full-width letters made half, and single spaces.

    NFKC turns "ﾔﾏﾀﾞ" into "ヤマダ" and "１−２" into "1−2". Invisible characters are dropped.
    """
    folded = unicodedata.normalize("NFKC", text)
    return _SPACES.sub(" ", _CONTROL.sub("", _SPACES.sub(" ", folded))).strip()


def normalise_kana(text: str) -> str:
    """Return a reading in katakana: "やまだ", "ﾔﾏﾀﾞ" → "ヤマダ".

    Raises InputError when it holds anything but kana.
    """
    kana = normalise_text(text).translate(_HIRAGANA_TO_KATAKANA)
    if kana and not _KATAKANA.fullmatch(kana):
        raise InputError("フリガナはカタカナで入力してください。例: ヤマダ")
    return kana
