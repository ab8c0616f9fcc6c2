"""What can go wrong at the first start is said in one sentence, before anything is changed."""

import errno
import os
import socket
from pathlib import Path

import pytest

from toelab.quickstart.problems import (
    QuickstartError,
    check_data_dir,
    check_folders,
    check_port,
    file_problem,
    is_this_machine_only,
    parse_address,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("8000", ("127.0.0.1", 8000)),
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        ("localhost", ("localhost", 8000)),
        ("[::1]:9000", ("::1", 9000)),
        ("[::1]", ("::1", 8000)),
        ("::1", ("::1", 8000)),
        ("::", ("::", 8000)),
        (":8080", ("127.0.0.1", 8080)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
    ],
)
def test_an_address_is_read_as_people_write_it(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    ["localhost:http", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:", "[::1]:", "[::1]x", "[:]:1", "a:b:1"],
)
def test_an_unreadable_address_is_refused_with_an_example(text):
    with pytest.raises(QuickstartError, match=r"127\.0\.0\.1:8000.*\[::1\]:8000"):
        parse_address(text)


def test_a_port_in_use_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(QuickstartError, match=f"ポート {port} は.*quickstart {port + 1}"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_not_called_a_port_in_use():
    # TEST-NET-1: an address that no machine has.
    with pytest.raises(QuickstartError, match="「192.0.2.1」はこのパソコンのアドレスではありません"):
        check_port("192.0.2.1", 9201)


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_an_ipv6_address_that_swallowed_its_port_is_shown_the_right_form(monkeypatch):
    def refuse(self, address):
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    monkeypatch.setattr("socket.socket.bind", refuse)
    with pytest.raises(QuickstartError, match=r"\[::1\]:8000"):
        check_port("::1:8000", 8000)


@pytest.mark.parametrize(
    ("host", "only_here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("192.168.0.7", False)],
)
def test_it_is_known_which_addresses_other_machines_can_reach(host, only_here):
    assert is_this_machine_only(host) is only_here


@pytest.fixture
def folders(settings, tmp_path):
    """The folders of a site in its own place, none of them made yet."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.PRIVATE_ROOT = settings.DATA_DIR / "private"
    settings.MAILERS = {"default": {"OPTIONS": {"file_path": str(settings.DATA_DIR / "mails")}}}
    return settings.DATA_DIR


@pytest.mark.parametrize("name", ["media", "private", "mails"])
def test_a_file_in_the_place_of_a_folder_is_named(folders, name):
    folders.mkdir()
    (folders / name).write_text("a file, not a folder")
    with pytest.raises(QuickstartError, match=f"{name} に書き込めません.*DATA_DIR"):
        check_folders()
    assert (folders / name).read_text() == "a file, not a folder"


@pytest.mark.parametrize("name", ["media", "private", "mails"])
def test_a_folder_without_the_permission_to_write_is_named(folders, name, monkeypatch):
    write = Path.write_text

    def refuse(path, *arguments):
        # Root may write everywhere, so the mode alone would prove nothing here.
        if path.parent.name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return write(path, *arguments)

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(QuickstartError, match=f"{name} に書き込めません（許可がありません）"):
        check_folders()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EEXIST, "同じ名前のファイルがあります"),
        (errno.ENOTDIR, "途中の名前がフォルダーではなくファイルです"),
        (errno.ENOSPC, "ディスクに空きがありません"),
        (errno.EROFS, "読み取り専用のディスクです"),
        (errno.EIO, "EIO"),
    ],
)
def test_the_system_s_reason_is_said_in_japanese_or_by_its_name(number, said):
    assert f"読み書きできません（{said}）" in file_problem(OSError(number, os.strerror(number), "/srv/media"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file, not a folder")
    with pytest.raises(QuickstartError, match="DATA_DIR"):
        check_data_dir(in_the_way)
    assert in_the_way.read_text() == "a file, not a folder"


def test_a_usable_folder_is_made_and_left_clean(tmp_path):
    check_data_dir(tmp_path / "new" / "data")
    assert os.listdir(tmp_path / "new" / "data") == []
