"""Starting and stopping."""

import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import stripe

import stripe_sandbox
from stripe_sandbox import SandboxConfig, SandboxError, SandboxServer
from stripe_sandbox.__main__ import main
from stripe_sandbox.storage import LAYOUTS
from tests.stripe_sandbox.driving import checkout_params, client_for


def test_a_port_that_is_taken_is_said_clearly(config):
    with socket.create_server(("127.0.0.1", 0)) as other:
        config.port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"cannot listen on 127.0.0.1:{config.port}.*another port"):
            SandboxServer(config).start()


def test_a_file_that_cannot_be_kept_is_said_clearly_and_frees_the_port(config, tmp_path):
    (tmp_path / "file").write_text("in the way")
    config.path = tmp_path / "file" / "stripe.sqlite3"

    with pytest.raises(SandboxError, match="cannot keep its data"):
        SandboxServer(config).start()


def test_a_file_of_another_version_is_not_touched(config):
    with closing(sqlite3.connect(config.path)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(SandboxError, match="another version of the sandbox"):
        SandboxServer(config).start()


def test_a_file_of_an_earlier_version_is_brought_up_to_date(config):
    with closing(sqlite3.connect(config.path)) as database:
        database.executescript(LAYOUTS[0])
        database.execute("PRAGMA user_version = 1")
    server = SandboxServer(config)

    server.start()

    try:
        assert client_for(server).v1.refunds.list().data == []
        server.clock.advance(60)
    finally:
        server.stop()


def test_starting_and_stopping_twice_is_no_harm(config):
    server = SandboxServer(config)
    server.start()
    address = server.base_url
    server.start()
    assert server.base_url == address
    server.stop()
    server.stop()

    with pytest.raises(SandboxError, match="not running"):
        _ = server.base_url


def test_the_same_port_can_be_taken_again_after_stopping(config):
    first = SandboxServer(config)
    first.start()
    address = first.base_url
    config.port = int(address.rpartition(":")[2])
    client_for(first).v1.events.list()
    first.stop()

    second = SandboxServer(config)
    second.start()
    try:
        assert second.base_url == address
        assert client_for(second).v1.events.list().data == []
    finally:
        second.stop()


def test_it_runs_alone_in_a_process_of_its_own(tmp_path):
    command = [
        sys.executable,
        "-m",
        "stripe_sandbox",
        "--port",
        "0",
        "--path",
        str(tmp_path / "alone.sqlite3"),
    ]
    source = str(Path(stripe_sandbox.__file__).parents[1])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=source) as process:
        try:
            announced = process.stdout.readline()
            address = announced.removeprefix("Stripe sandbox: ").split()[0]
            client = stripe.StripeClient("sk_test_x", base_addresses={"api": address})
            assert client.v1.checkout.sessions.create(checkout_params()).status == "open"
        finally:
            process.terminate()
        assert process.wait(timeout=10) == 0


def test_a_process_that_cannot_start_says_why_and_fails(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status = main(["--port", str(port), "--path", str(tmp_path / "x.sqlite3")])

    assert status == 1
    assert "choose another port" in capsys.readouterr().err


def test_it_needs_neither_django_nor_the_shop():
    forbidden = "{'django', 'wagtail', 'shop', 'articles', 'toelab'}"
    program = f"import sys, stripe_sandbox; sys.exit(bool({forbidden} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_default_settings_are_fit_to_start(tmp_path):
    server = SandboxServer(SandboxConfig(path=tmp_path / "deep" / "down" / "stripe.sqlite3"))
    server.start()
    try:
        assert server.base_url.startswith("http://127.0.0.1:")
    finally:
        server.stop()
