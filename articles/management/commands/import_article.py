"""import_article: a text, Markdown or HTML file becomes an article of a topic."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.importing.build import save_article
from articles.importing.decode import MAX_BYTES, decode
from articles.importing.printing import import_report
from articles.importing.problems import ArticleImportError
from articles.importing.read import format_of, read
from articles.importing.recognise import recognise
from articles.importing.report import account
from articles.importing.resolve import find_topic


class Command(BaseCommand):
    """Imports one file; on any refusal nothing is written and the exit code is 1."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        # argparse cannot wrap a lazy string, so this is not the class's `help`.
        parser.description = _(
            "テキスト・Markdown・HTMLのファイルを記事にします。--publish を付けなければ下書きになります。"
        )
        parser.add_argument("file", type=Path, metavar="FILE", help=_("記事のファイル"))
        parser.add_argument(
            "--topic", required=True, metavar="SLUG", help=_("テーマのスラッグ（例: sciatica）")
        )
        parser.add_argument("--publish", action="store_true", help=_("取り込んですぐに公開します"))

    def handle(self, *args: Any, file: Path, topic: str, publish: bool, **options: Any) -> None:
        with override("ja"):
            try:
                topic_page = find_topic(topic)
                text, encoding = decode(_bytes_of(file))
                file_format = format_of(file.name, text)
                lines = read(text, file_format)
                recognised = recognise(lines)
                entries = account(lines, recognised)
                saved = save_article(recognised, topic_page, publish=publish)
            except ArticleImportError as problem:
                raise CommandError(str(problem)) from problem
            source = f"{file.name}（{file_format.name}・{encoding}）"
            self.stdout.write(import_report(source, entries, recognised, saved))


def _bytes_of(file: Path) -> bytes:
    """The content of `file`, no more of it than tells that it is too large.

    Raises ArticleImportError when it cannot be read.
    """
    try:
        with file.open("rb") as source:
            return source.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ArticleImportError(
            _("ファイル「%(file)s」が見つかりません。名前と場所を確かめてください。") % {"file": file}
        ) from error
    except IsADirectoryError as error:
        raise ArticleImportError(
            _("「%(file)s」はフォルダーです。中のファイルを1つ選んでください。") % {"file": file}
        ) from error
    except OSError as error:
        raise ArticleImportError(
            _("ファイル「%(file)s」を読めません。読み取りの許可を確かめてください。") % {"file": file}
        ) from error
