"""What can go wrong at the first start is said in one sentence, before anything is changed."""

import os
import socket

import pytest

from toelab.quickstart.problems import QuickstartError, check_data_dir, check_port, parse_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("8000", ("127.0.0.1", 8000)),
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        ("localhost", ("localhost", 8000)),
        ("[::1]:9000", ("::1", 9000)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
    ],
)
def test_an_address_is_read_as_people_write_it(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize("text", ["localhost:http", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:"])
def test_an_unreadable_address_is_refused_with_an_example(text):
    with pytest.raises(QuickstartError, match="127.0.0.1:8000"):
        parse_address(text)


def test_a_port_in_use_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(QuickstartError, match=f"ポート {port} は.*quickstart {port + 1}"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file, not a folder")
    with pytest.raises(QuickstartError, match="DATA_DIR"):
        check_data_dir(in_the_way)
    assert in_the_way.read_text() == "a file, not a folder"


def test_a_usable_folder_is_made_and_left_clean(tmp_path):
    check_data_dir(tmp_path / "new" / "data")
    assert os.listdir(tmp_path / "new" / "data") == []
