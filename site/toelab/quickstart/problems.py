"""What can stop a first start, found before anything is changed and said in one clear sentence."""

import errno
import ipaddress
import os
import re
import socket
from collections.abc import Collection
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from toelab.quickstart.reasons import database_reason, file_reason


class QuickstartError(Exception):
    """A problem that the person at the terminal can solve; the text says how."""


def parse_address(text: str) -> tuple[str, int]:
    """Return (host, port) of "8000", "127.0.0.1:8000", "localhost", "::1" or "[::1]:8000".

    Raises QuickstartError for anything else.
    """
    host, port = _split_address(text)
    if not port.isdecimal() or not 0 < int(port) < 65536 or (":" in host and not _is_ip(host)):
        raise QuickstartError(
            f"「{text}」をアドレスとして読めません。ポートだけ（8000）か、アドレスとポート（127.0.0.1:8000、IPv6 は "
            "[::1]:8000）で指定してください。"
        )
    return host, int(port)


def _split_address(text: str) -> tuple[str, str]:
    """Cut `text` into host and port, with the usual one for a part that is left out."""
    if text.isdecimal():
        return "127.0.0.1", text
    if bracketed := re.fullmatch(r"\[([^\[\]]*:[^\[\]]*)\](?::(.*))?", text):
        return bracketed[1], "8000" if bracketed[2] is None else bracketed[2]
    # More than one colon is IPv6 without brackets: its last group is no port.
    if text.count(":") != 1:
        return text, "8000"
    host, _, port = text.partition(":")
    return host or "127.0.0.1", port


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_this_machine_only(host: str) -> bool:
    """Whether nobody but this machine can reach a server that listens on `host`."""
    return host == "localhost" or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def check_port(host: str, port: int) -> None:
    """Raise QuickstartError when nobody could listen on host:port; port 0 asks about the host alone."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise QuickstartError(
            f"「{host}」というアドレスが見つかりません。127.0.0.1 などを指定してください。"
        ) from error
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself will do: a port that was closed a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            raise QuickstartError(
                f"ポート {port} を使う許可がありません。1024 より大きい番号を指定してください（例: quickstart 8001）。"
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise QuickstartError(_not_our_address(host)) from error
            raise QuickstartError(
                f"ポート {port} は他のプログラムが使っています。別の番号を指定してください（例: quickstart {port + 1}）。"
            ) from error


def _not_our_address(host: str) -> str:
    """What to do about an address that belongs to another machine, or was meant to end in a port."""
    ipv6 = "IPv6 のアドレスにポートをつけるときは [::1]:8000 のように書きます。" if ":" in host else ""
    return f"「{host}」はこのパソコンのアドレスではありません。127.0.0.1 などを指定してください。{ipv6}"


def check_data_dir(folder: Path) -> None:
    """Make `folder` if need be; raise QuickstartError when it or the database in it cannot be written to."""
    check_folder(folder)
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    if database.is_file() and not os.access(database, os.W_OK):
        raise QuickstartError(
            f"データベースのファイル {database} に書き込めません。"
            "書き込めるフォルダーを環境変数 DATA_DIR で指定してください。"
        )


def check_folders() -> None:
    """Raise QuickstartError when a folder into which the running site writes cannot be written to."""
    check_data_dir(Path(settings.DATA_DIR))
    mails = settings.MAILERS["default"].get("OPTIONS", {}).get("file_path")
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT, mails):
        if folder:
            check_folder(Path(folder))


def check_folder(folder: Path) -> None:
    """Make `folder` if need be; raise QuickstartError when no file can be made in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise QuickstartError(
            f"フォルダー {folder} に書き込めません（{file_reason(error)}）。そこに書き込めるようにするか、"
            "書き込めるフォルダーを環境変数 DATA_DIR で指定してください。"
        ) from error


def file_problem(error: OSError) -> str:
    """What to do when a file failed after all checks: a folder further down is closed, or the disk is full."""
    name = f"ファイル {error.filename}" if error.filename else "ファイル"
    return (
        f"{name} を読み書きできません（{file_reason(error)}）。ディスクの空きと書き込みの許可を確かめるか、"
        "書き込めるフォルダーを環境変数 DATA_DIR で指定して、もう一度実行してください。"
    )


def check_database() -> None:
    """Raise QuickstartError when the database does not answer, is no database, or is newer than this code."""
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise QuickstartError(
            f"データベースを開けません（{database_reason(error)}）。DATABASE_URL と DATA_DIR を確かめてください。"
            "壊れたファイルのときは、別の名前に移してからもう一度実行すると、新しく作り直します。"
        ) from error
    ours = {"articles", "shop", "home", "base"}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise QuickstartError(
            f"このデータベースは、このプログラムより新しい版で作られています（{unknown[-1]}）。"
            "プログラムを新しくするか、DATA_DIR で別のフォルダーを指定してください。何も変更していません。"
        )


def check_tables(unfinished: Collection[str]) -> None:
    """Raise QuickstartError when a table is gone that the migrations say they made: a copy that broke off, or a slip.

    Apps in `unfinished` have migrations to come, which may make their tables.
    """
    there = set(connection.introspection.table_names())
    gone = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.can_migrate(connection)
        and model._meta.app_label not in unfinished
        and model._meta.db_table not in there
    )
    if gone:
        more = f" など {len(gone)} 個" if len(gone) > 1 else ""
        raise QuickstartError(
            f"データベースに、あるはずの表がありません（{gone[0]}{more}）。控えから戻すか、DATA_DIR（または DATABASE_URL）で"
            "別の場所を指定してください（そこに見本のサイトを新しく作ります）。何も変更していません。"
        )
