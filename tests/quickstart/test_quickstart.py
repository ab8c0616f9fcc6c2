"""`manage.py quickstart --no-serve` on an empty, a filled, a half-filled, a newer and a broken database."""

import errno
import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import ArticlePage, Tail
from shop.models import Product
from toelab.home.models import HomePage
from toelab.quickstart.background import start_sandbox
from toelab.quickstart.management.commands.quickstart import Command
from toelab.quickstart.problems import check_tables

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def quickstart(*arguments):
    output = StringIO()
    call_command("quickstart", *arguments, "--no-serve", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_an_empty_database_becomes_the_demo_site_whose_edits_and_login_a_second_run_keeps():
    said = quickstart()
    assert HomePage.objects.live().count() == 1
    assert ArticlePage.objects.live().count() >= 13
    password = said.split("パスワード ")[1].split()[0]
    owner = get_user_model().objects.get(username="owner")
    assert owner.is_superuser
    assert owner.check_password(password)
    assert "http://127.0.0.1:8000/admin/" in said

    home = HomePage.objects.get()
    home.title = "書きかえた題名"
    home.save_revision().publish()
    Product.objects.filter(slug="socks").update(name="別の名前")
    again = quickstart()
    assert HomePage.objects.get().title == "書きかえた題名"
    assert Product.objects.get(slug="socks").name == "別の名前"
    assert password in again
    assert "見本のサイトを入れています" not in again

    # A password of one's own is never shown nor reset.
    owner.set_password("ほんとうの合言葉")
    owner.save()
    assert "ご自分で決めたパスワード" in quickstart()
    assert get_user_model().objects.get(username="owner").check_password("ほんとうの合言葉")


@pytest.mark.django_db
def test_a_half_loaded_database_is_named_and_left_alone():
    Tail.objects.create(name="残りもの")
    with pytest.raises(CommandError, match="記事の末尾が残っています"):
        quickstart()
    assert not HomePage.objects.exists()
    assert Tail.objects.count() == 1
    assert not get_user_model().objects.filter(username="owner").exists()


@pytest.mark.thorough
@pytest.mark.django_db
def test_a_failure_while_loading_leaves_neither_rows_nor_files(monkeypatch, data_dir):
    monkeypatch.setattr("toelab.demo.loader.make_shop_settings", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        quickstart()
    assert not HomePage.objects.exists()
    assert not Product.objects.exists()
    assert [path for path in data_dir.rglob("*.webp") if path.is_file()] == []


@pytest.mark.thorough
@pytest.mark.django_db
def test_a_file_that_cannot_be_written_while_loading_is_named(monkeypatch):
    def refuse():
        raise PermissionError(errno.EACCES, "Permission denied", "/srv/media/images")

    monkeypatch.setattr("toelab.demo.loader.make_shop_settings", refuse)
    with pytest.raises(CommandError, match="/srv/media/images を読み書きできません.*もう一度実行"):
        quickstart()
    assert not HomePage.objects.exists()


@pytest.mark.django_db
def test_a_file_in_the_place_of_the_pictures_stops_it_before_the_tables(data_dir, monkeypatch):
    (data_dir / "media").write_text("a file, not a folder")
    migrated = []
    monkeypatch.setattr(
        "toelab.quickstart.management.commands.quickstart.Command.migrate", lambda self: migrated.append(1)
    )
    with pytest.raises(CommandError, match="media に書き込めません"):
        quickstart()
    assert not migrated


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_not_touched():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '9999_future', CURRENT_TIMESTAMP)"
        )
    with pytest.raises(CommandError, match=r"新しい版.*shop\.9999_future"):
        quickstart()
    assert not HomePage.objects.exists()


@pytest.mark.django_db
def test_a_database_that_lost_a_table_is_named_and_left_alone():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_topicpage RENAME TO lost")
    with pytest.raises(
        CommandError, match=r"あるはずの表がありません（articles_topicpage）.*何も変更していません"
    ):
        quickstart()
    assert not HomePage.objects.exists()
    # What migrations are still to make is not missed.
    check_tables({"articles"})


def test_a_port_in_use_is_said_before_anything_is_made(data_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"ポート {port} は他のプログラム"):
            call_command("quickstart", f"127.0.0.1:{port}")
    assert list(data_dir.iterdir()) == []


@pytest.mark.parametrize("address", ["foo.invalid", "999.1.1.1:8000", "192.0.2.1:8000"])
def test_an_address_that_nobody_can_open_is_refused_although_nothing_is_served(address, data_dir):
    with pytest.raises(CommandError, match="アドレス"):
        quickstart(address)
    assert list(data_dir.iterdir()) == []


def test_what_is_only_prepared_needs_no_free_port(monkeypatch):
    monkeypatch.setattr("toelab.quickstart.management.commands.quickstart.check_folders", lambda: 1 / 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ZeroDivisionError):
            quickstart(f"127.0.0.1:{taken.getsockname()[1]}")


@pytest.mark.parametrize(
    ("host", "said"), [("127.0.0.1", False), ("::1", False), ("0.0.0.0", True), ("192.168.0.7", True)]
)
def test_a_site_that_others_can_reach_says_that_paying_works_only_on_this_machine(
    settings, monkeypatch, host, said
):
    settings.STRIPE_SECRET_KEY = ""
    module = "toelab.quickstart.management.commands.quickstart"
    monkeypatch.setattr(
        f"{module}.start_sandbox", lambda *place: SimpleNamespace(base_url="http://127.0.0.1:8001")
    )
    output = StringIO()
    Command(stdout=output).prepare_payments(host, 8000)
    assert ("このパソコンのブラウザーでだけ" in output.getvalue()) is said


@pytest.mark.django_db
def test_other_commands_find_the_running_sandbox_by_the_file_it_leaves(settings, data_dir, capsys):
    settings.STRIPE_SECRET_KEY = ""
    sandbox = start_sandbox("http://127.0.0.1:9/stripe/webhook/", 0)
    try:
        left = dict(line.split("=", 1) for line in (data_dir / "stripe_sandbox.env").read_text().splitlines())
        # As another process would: nothing is known but what the file says.
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = (
            left["STRIPE_SECRET_KEY"],
            left["STRIPE_API_BASE"],
        )
        settings.STRIPE_WEBHOOK_SECRETS = [left["STRIPE_WEBHOOK_SECRET"]]
        call_command("shop_reconcile")
    finally:
        sandbox.stop()
    assert capsys.readouterr().out == "reconciled: nothing differs\n"
    assert left["SITE_URL"] == settings.SITE_URL


def start(**environment):
    """Run quickstart as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", "quickstart", "--no-serve"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "toelab.settings.dev", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_is_no_database_is_named_and_the_command_fails(tmp_path):
    broken = tmp_path / "toelab.sqlite3"
    broken.write_text("これはデータベースではありません" * 100)
    done = start(DATA_DIR=str(tmp_path), DATABASE_URL=f"sqlite:///{broken}")
    assert done.returncode == 1
    assert "データベースを開けません（データベースのファイルではありません）" in done.stderr
    assert "Traceback" not in done.stderr
    assert broken.read_text().startswith("これはデータベース")


@pytest.mark.parametrize(
    "url", ["foo://user:secret@bar", "postgres://user:secret@host:notaport/name", "bar", ""]
)
def test_a_database_url_that_cannot_be_read_is_explained(url, data_dir):
    done = start(DATA_DIR=str(data_dir), DATABASE_URL=url)
    assert done.returncode == 1
    assert "DATABASE_URL を読めません" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
    assert list(data_dir.iterdir()) == []
