"""What can stop a first start, found before anything is changed and said in one clear sentence."""

import os
import socket
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader


class QuickstartError(Exception):
    """A problem that the person at the terminal can solve; the text says how."""


def parse_address(text: str) -> tuple[str, int]:
    """Return (host, port) of "8000", "127.0.0.1:8000", "localhost" or "[::1]:8000".

    Raises QuickstartError for anything else.
    """
    host, separator, port = text.rpartition(":")
    if not separator or text.endswith("]"):
        host, port = ("127.0.0.1", text) if text.isdecimal() else (text, "8000")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise QuickstartError(
            f"「{text}」を住所として読めません。ポートだけ（8000）か、住所とポート（127.0.0.1:8000）で指定してください。"
        )
    return host, int(port)


def check_port(host: str, port: int) -> None:
    """Raise QuickstartError when nobody could listen on host:port."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise QuickstartError(
            f"「{host}」という住所が見つかりません。127.0.0.1 などを指定してください。"
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
            raise QuickstartError(
                f"ポート {port} は他のプログラムが使っています。別の番号を指定してください（例: quickstart {port + 1}）。"
            ) from error


def check_data_dir(folder: Path) -> None:
    """Make `folder` if need be; raise QuickstartError when it cannot be written to."""
    advice = "書き込めるフォルダーを環境変数 DATA_DIR で指定してください。"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise QuickstartError(
            f"フォルダー {folder} に書き込めません（{error.strerror}）。{advice}"
        ) from error
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    if database.is_file() and not os.access(database, os.W_OK):
        raise QuickstartError(f"データベースのファイル {database} に書き込めません。{advice}")


def check_database() -> None:
    """Raise QuickstartError when the database does not answer, is no database, or is newer than this code."""
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise QuickstartError(
            f"データベースを開けません（{str(error).strip()}）。DATABASE_URL と DATA_DIR を確かめてください。"
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
