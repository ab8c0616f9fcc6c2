"""Mails as files that a person can read: where no mail server is set, this is how one sees what the shop has sent.

Django's own backend appends all mails of a process to one .log, with bodies in base64.
"""

import sys
from collections.abc import Sequence
from email.policy import default
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.utils import timezone
from django.utils.text import slugify

READABLE = default.clone(utf8=True, cte_type="8bit", max_line_length=sys.maxsize)
"""Japanese stays Japanese in a text editor. No server has to carry these lines, so they may be of any length."""


class EmailBackend(FileBackend):
    """Writes each mail into an .eml file of its own, which every mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails, named after their moment and subject; return how many they were."""
        for mail in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{slugify(mail.subject, allow_unicode=True)[:40]}.eml"
            with (Path(self.file_path) / name).open("xb") as file:
                file.write(mail.message(policy=READABLE).as_bytes())
        return len(email_messages)
