import pytest
from django.core.exceptions import ImproperlyConfigured

from toelab.settings.mail import mailers_from_url


def test_an_smtp_url_becomes_a_mailer_with_its_user_password_and_tls():
    mailer = mailers_from_url("smtp+tls://user%40example.jp:p%2Fw@mail.example.jp")["default"]
    assert mailer["BACKEND"].endswith("smtp.EmailBackend")
    assert mailer["OPTIONS"] == {
        "host": "mail.example.jp",
        "port": 587,
        "username": "user@example.jp",
        "password": "p/w",
        "use_tls": True,
        "use_ssl": False,
        "timeout": 10,
    }


def test_a_file_url_keeps_mails_in_a_folder():
    assert mailers_from_url("file:///tmp/mails")["default"]["OPTIONS"] == {"file_path": "/tmp/mails"}


@pytest.mark.parametrize("url", ["", "imap://x", "smtp:"])
def test_an_unusable_url_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mailers_from_url(url)
