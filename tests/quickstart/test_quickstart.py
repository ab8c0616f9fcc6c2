"""`manage.py quickstart --no-serve` on an empty, a filled, a half-filled, a newer and a broken database."""

import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import ArticlePage, Tail
from shop.models import Product
from toelab.home.models import HomePage

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
def test_an_empty_database_becomes_the_demo_site_with_a_login():
    said = quickstart()
    assert HomePage.objects.live().count() == 1
    assert ArticlePage.objects.live().count() >= 13
    password = said.split("パスワード ")[1].split()[0]
    owner = get_user_model().objects.get(username="owner")
    assert owner.is_superuser
    assert owner.check_password(password)
    assert "http://127.0.0.1:8000/admin/" in said


@pytest.mark.django_db
def test_a_second_run_keeps_every_edit_and_shows_the_same_login():
    first = quickstart()
    home = HomePage.objects.get()
    home.title = "書きかえた題名"
    home.save_revision().publish()
    Product.objects.filter(slug="socks").update(name="別の名前")
    second = quickstart()
    assert HomePage.objects.get().title == "書きかえた題名"
    assert Product.objects.get(slug="socks").name == "別の名前"
    assert first.split("パスワード ")[1].split()[0] in second
    assert "見本のサイトを入れています" not in second


@pytest.mark.django_db
def test_a_password_of_ones_own_is_never_shown_nor_reset():
    quickstart()
    owner = get_user_model().objects.get(username="owner")
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


@pytest.mark.django_db
def test_a_failure_while_loading_leaves_neither_rows_nor_files(monkeypatch, data_dir):
    monkeypatch.setattr("toelab.demo.loader.make_shop_settings", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        quickstart()
    assert not HomePage.objects.exists()
    assert not Product.objects.exists()
    assert [path for path in data_dir.rglob("*.webp") if path.is_file()] == []


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_not_touched():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '9999_future', CURRENT_TIMESTAMP)"
        )
    with pytest.raises(CommandError, match=r"新しい版.*shop\.9999_future"):
        quickstart()
    assert not HomePage.objects.exists()


def test_a_port_in_use_is_said_before_anything_is_made(data_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"ポート {port} は他のプログラム"):
            call_command("quickstart", f"127.0.0.1:{port}")
    assert list(data_dir.iterdir()) == []


def test_a_file_that_is_no_database_is_named_and_the_command_fails(tmp_path):
    broken = tmp_path / "toelab.sqlite3"
    broken.write_text("これはデータベースではありません" * 100)
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "toelab.settings.dev"}
    environment["DATABASE_URL"] = f"sqlite:///{broken}"
    done = subprocess.run(
        [sys.executable, "manage.py", "quickstart", "--no-serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "データベースを開けません" in done.stderr
    assert "Traceback" not in done.stderr
    assert broken.read_text().startswith("これはデータベース")
