"""The admin speaks Japanese from the sign-in page on."""

import json
import re
import struct
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, ngettext, override

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "ja" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
UNQUOTE = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[0\])?) "(.*)"$', re.MULTILINE)


def entries(name: str) -> list[dict[str, str]]:
    """Return the messages of a .po file without its header."""
    blocks = (CATALOGUE / f"{name}.po").read_text(encoding="utf-8").split("\n\n")[1:]
    return [
        {key: json.loads(f'"{text}"') for key, text in UNQUOTE.findall(block)}
        for block in blocks
        if block.strip()
    ]


def compiled(name: str) -> dict[str, str]:
    """Return the messages of a .mo file (https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html)."""
    data = (CATALOGUE / f"{name}.mo").read_bytes()
    count, originals, translations = struct.unpack("<III", data[8:20])

    def text(table: int, n: int) -> str:
        length, offset = struct.unpack("<II", data[table + 8 * n : table + 8 * n + 8])
        return data[offset : offset + length].decode()

    pairs = {text(originals, n).split("\0")[0]: text(translations, n) for n in range(count)}
    pairs.pop("")
    return pairs


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_no_message_is_empty_or_fuzzy_or_listed_twice(name: str) -> None:
    messages = entries(name)
    assert len(messages) > 30
    assert "fuzzy" not in (CATALOGUE / f"{name}.po").read_text(encoding="utf-8")
    assert not [m["msgid"] for m in messages if not (m.get("msgstr") or m.get("msgstr[0]"))]
    assert len({m["msgid"] for m in messages}) == len(messages)


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_no_translation_asks_for_a_value_that_the_original_does_not_have(name: str) -> None:
    for message in entries(name):
        known = set(PLACEHOLDER.findall(message["msgid"] + message.get("msgid_plural", "")))
        used = set(PLACEHOLDER.findall(message.get("msgstr") or message["msgstr[0]"]))
        assert used <= known, message["msgid"]


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_catalogue_is_that_of_the_text(name: str) -> None:
    written = {m["msgid"]: m.get("msgstr") or m["msgstr[0]"] for m in entries(name)}
    assert compiled(name) == written


def test_what_wagtail_leaves_in_english_is_japanese() -> None:
    with override("ja"):
        assert gettext("Schedule to publish") == "公開を予約"
        assert gettext("Preview in mobile size") == "スマートフォンの幅で見る"
        assert ngettext("%(num_pages)d page has been moved", "%(num_pages)d pages have been moved", 3) == (
            "%(num_pages)dページを移動しました"
        )


@pytest.mark.django_db
def test_the_admins_scripts_get_japanese_from_wagtail_and_from_us(client: Client) -> None:
    catalogue = client.get("/admin/jsi18n/").text
    for ours_or_theirs in ("すべて開く", "変更を自動保存しました。", "保存中"):
        assert json.dumps(ours_or_theirs).strip('"') in catalogue


@pytest.mark.django_db
def test_the_sign_in_page_is_ours(client: Client) -> None:
    page = client.get("/admin/login/").text
    assert "足指研究所 管理画面" in page
    assert "ログインしたままにする" in page
    assert "Wagtail</title>" not in page
    labels = [label.get_text(strip=True) for label in BeautifulSoup(page, "html.parser").select("form label")]
    assert labels == ["ユーザー名*", "パスワード*", "ログインしたままにする"]
