"""The mails that quickstart keeps as files, for people who have no mail server."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.core.mail import EmailMessage

from toelab.settings.mail import mailers_from_url

SUBJECT = "【足指研究所】ご注文ありがとうございます（注文番号 2026-0001）"
BODY = "足野 花子 様\n\n" + "ご注文をうけたまわりました。" * 40 + "\n"


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAILERS = mailers_from_url(f"file://{tmp_path / 'mails'}")
    return tmp_path / "mails"


def test_a_mail_can_be_read_in_any_text_editor_and_in_any_mail_program(folder):
    EmailMessage(SUBJECT, BODY, "足指研究所 <shop@toelab.example>", ["hanako@example.jp"]).send()

    (file,) = folder.iterdir()
    assert file.suffix == ".eml"
    assert "ご注文ありがとうございます" in file.name
    assert f"Subject: {SUBJECT}" in file.read_text()
    assert BODY in file.read_text()
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["Subject"], mail["To"], mail.get_content()) == (SUBJECT, "hanako@example.jp", BODY)


def test_two_mails_are_two_files_in_the_order_they_were_sent(folder):
    for to in ("one@example.jp", "two@example.jp"):
        EmailMessage(SUBJECT, BODY, to=[to]).send()

    first, second = sorted(folder.iterdir())
    assert "one@example.jp" in first.read_text()
    assert "two@example.jp" in second.read_text()
