"""Running a site under granian and measuring what it costs."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Round:
    """What one round of load measured."""

    requests: int
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor time of the server for one request, in milliseconds."""
        return 1000 * self.cpu_seconds / self.requests


class Server:
    """One granian with one worker, on a port of its own."""

    def __init__(self, name: str, application: str, environment: dict[str, str]) -> None:
        self.name = name
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("granian")),
                *("--interface", "wsgi", "--workers", "1", "--blocking-threads", "2", "--no-access-log"),
                *("--host", "127.0.0.1", "--port", str(self.port), "--log-level", "error", application),
            ],
            cwd=ROOT,
            env=os.environ | environment,
        )

    def get(self, path: str, connection: http.client.HTTPConnection | None = None) -> bytes:
        """Return the body of a page; anything but 200 ends the bench."""
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{self.name}: {path} answered {answer.status}")
        return body

    def wait(self, path: str) -> None:
        """Return when the server answers."""
        for _ in range(150):
            try:
                self.get(path)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit(f"{self.name} did not start")

    def cpu(self) -> float:
        """Return the processor seconds that the server and its worker have used."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        used = 0
        for pid in [str(self.process.pid), *children]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
        return used / TICKS

    def load(self, path: str, *, seconds: float, clients: int = 4) -> Round:
        """Read `path` again and again for `seconds`, over `clients` kept connections."""
        until = time.monotonic() + seconds
        counts: list[int] = []

        def read() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            done = 0
            while time.monotonic() < until:
                self.get(path, connection)
                done += 1
            counts.append(done)

        before, start = self.cpu(), time.monotonic()
        threads = [threading.Thread(target=read) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(counts) != clients:
            raise SystemExit(f"{self.name}: a client gave up")
        return Round(sum(counts), time.monotonic() - start, self.cpu() - before)

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(20)
