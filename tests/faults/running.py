"""The shop as it runs in production: servers and a worker as processes of their own, which may be killed."""

import contextlib
import itertools
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import requests
from django.db import connection

from tests.shop.stripe_side import SECRET

ROOT = Path(__file__).parents[2]
GRANIAN = str(Path(sys.executable).with_name("granian"))


def database_url() -> str:
    """The address of the database that this process works on."""
    db = connection.settings_dict
    user = f"{quote(db['USER'])}:{quote(db['PASSWORD'])}" if db["PASSWORD"] else quote(db["USER"])
    return f"postgres://{user}@{db['HOST'] or '127.0.0.1'}:{db['PORT'] or 5432}/{db['NAME']}"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Program:
    """One process of the shop. Started anew as often as one likes; what it says goes to a file in `folder`."""

    name: str
    command: list[str]
    folder: Path
    stripe: str
    port: int | None = None
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def start(self, failpoint: str = "") -> None:
        """Start it; with `failpoint` it dies at that place."""
        self.starts += 1
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "toelab.settings.dev",
            "DATA_DIR": str(self.folder),
            "SHOP_FAILPOINT": failpoint,
            "STRIPE_API_BASE": self.stripe,
            "STRIPE_SECRET_KEY": "sk_test_tests",
            "STRIPE_WEBHOOK_SECRET": SECRET,
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        }
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def is_ready(self) -> bool:
        """Whether it answers, if it is a server; otherwise whether it lives."""
        return self.is_running if self.port is None else answers(self.port)

    @property
    def is_running(self) -> bool:
        """Whether its process lives."""
        return self.process is not None and self.process.poll() is None

    def kill(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        """End it and its children, by default as a power cut would, and wait until it is gone."""
        if self.process is None:
            return
        if self.process.poll() is None or with_signal == signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, with_signal)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


def server(folder: Path, stripe: str, *, port: int, workers: int = 1, threads: int = 4) -> Program:
    """A web server on `port`: so many processes, each working on `threads` requests at a time."""
    command = [
        GRANIAN,
        *("--interface", "wsgi", "--workers", str(workers), "--blocking-threads", str(threads)),
        *("--no-access-log", "--log-level", "error", "--host", "127.0.0.1", "--port", str(port)),
        "toelab.wsgi:application",
    ]
    return Program(f"server-{port}", command, folder, stripe, port)


def worker(folder: Path, stripe: str) -> Program:
    """The worker of the queue."""
    command = [sys.executable, "manage.py", "db_worker", "--backend", "queue", "--interval", "0.5"]
    return Program("worker", command, folder, stripe)


def answers(port: int) -> bool:
    """Whether a server answers there."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=2).ok
    except requests.RequestException:
        return False


@dataclass
class Upheaval:
    """Kills programs and starts them again until it is told to stop, in an order that the seed decides.

    The first server is killed from outside at odd moments; the second dies at one failpoint after the other; the
    worker stops for a while, or dies at a failpoint.
    """

    seed: int
    servers: list[Program]
    worker: Program
    points: tuple[str, ...]
    every: float
    deaths: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        """Let it rage in the background."""
        first, second = self.servers
        plans = [(first, ("killed",)), (second, self.points), (self.worker, ("killed", *self.points))]
        for program, causes in plans:
            thread = threading.Thread(target=self._rage, args=(program, causes), daemon=True)
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Stop everything, the programs too."""
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        for program in (*self.servers, self.worker):
            program.kill()

    def _rage(self, program: Program, causes: tuple[str, ...]) -> None:
        dice = random.Random(f"{self.seed} {causes}")
        for cause in itertools.cycle(dice.sample(causes, len(causes))):
            if not program.is_running:
                program.start()
            # Some time of peace first, or nobody would get through.
            if self._until(lambda: program.is_ready, 60) or self._stop.wait(
                self.every * dice.uniform(0.5, 1.5)
            ):
                return
            program.kill()
            if cause != "killed":
                program.start(failpoint=cause)
                # Nobody may come to that place; then the next is tried.
                if self._until(lambda: not program.is_running, 4 * self.every):
                    return
                if program.is_running:
                    continue
            self.deaths.append(f"{program.name.partition('-')[0]} {cause}")
            if self._stop.wait(dice.uniform(0, self.every / 4)):
                return

    def _until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait until it is so, or for so long; True when all has been told to stop."""
        until = time.monotonic() + seconds
        while not is_so() and time.monotonic() < until:
            if self._stop.wait(0.1):
                return True
        return self._stop.is_set()
