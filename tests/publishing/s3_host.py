"""Owns a real host of buckets for tests: `rclone serve s3` on a free port of 127.0.0.1, and a gate before it.

Through the gate every request passes unchanged. It counts them, lets a test look at the bucket after each change, and
refuses or breaks off where a test says so. Buckets are plain folders, so a test reads them as they lie on the disk.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KEY, SECRET = "EXAMPLEKEY", "a-secret-of-tests"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
_SECONDS = 120
_TAG = re.compile(r"\b[0-9a-f]{32}\b")


class BrokenOff(Exception):  # noqa: N818 - it says what happens to the connection
    """The connection ends without an answer."""


class Host:
    """The host as a client sees it, at `endpoint`."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.endpoint = ""
        self.requests: list[tuple[str, str]] = []
        self.most_at_once = 0
        self.before: Callable[[str, str], int | None] = lambda _method, _path: None
        """Says with which status a request is refused, or raises BrokenOff."""
        self.after: Callable[[], object] = lambda: None
        """Is called after each change, while no other is made."""
        self.other_tags = False
        """Whether objects have tags that are no hashes of their bytes, as with keys of a key service (SSE-KMS)."""
        self._at_once = 0
        self._counting = threading.Lock()
        self.changing = threading.Lock()

    @property
    def changes(self) -> list[str]:
        """Paths that were put or deleted, in order."""
        return [path for method, path in self.requests if method in {"PUT", "POST", "DELETE"}]

    def settle(self) -> None:
        """Wait until no request is on its way, though its client may be dead."""
        end = time.monotonic() + _SECONDS
        while self._at_once and time.monotonic() < end:
            time.sleep(0.005)

    @contextmanager
    def counted(self, method: str, path: str) -> Iterator[None]:
        with self._counting:
            self.requests.append((method, path))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._counting:
                self._at_once -= 1


@contextmanager
def running(folder: Path) -> Iterator[Host]:
    """Start the host over `folder`, in which each folder is a bucket; end it with the block."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("rclone")), "serve", "s3", str(folder), "--config", os.devnull]
    options = ("--dir-cache-time", "1ms", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}")
    with subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            with _gate(Host(folder, port)) as host:
                yield host
        finally:
            server.terminate()


@contextmanager
def _gate(host: Host) -> Iterator[Host]:
    with _Server(("127.0.0.1", 0), partial(_Handler, host=host)) as gate:
        host.endpoint = f"http://127.0.0.1:{gate.server_port}"
        thread = threading.Thread(target=gate.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield host
        finally:
            gate.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *request: object, host: Host) -> None:
        self.host = host
        super().__init__(*request)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Answer until the client goes, or is killed."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        self._pass()

    def do_PUT(self) -> None:
        self._pass()

    def do_HEAD(self) -> None:
        self._pass()

    def do_POST(self) -> None:
        self._pass()

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            with self.host.counted(self.command, self.path):
                answer = self._answered(body)
        except BrokenOff:
            self.close_connection = True
        else:
            self._answer(*answer)

    def _answered(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        refused = self.host.before(self.command, self.path)
        if refused:
            return refused, {}, f"<Error><Code>Refused{refused}</Code></Error>".encode()
        if self.command in {"GET", "HEAD"}:
            return self._forwarded(body)
        with self.host.changing:
            answer = self._forwarded(body)
            self.host.after()
            return answer

    def _forwarded(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=_SECONDS)
        with closing(connection):
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            headers, found = dict(answer.getheaders()), answer.read()
        if self.host.other_tags:
            headers = {name: _TAG.sub(_turned, value) for name, value in headers.items()}
            if "list-type" in self.path:
                found = _TAG.sub(_turned, found.decode()).encode()
        return answer.status, headers, found

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        own = {"Connection", "Transfer-Encoding", "Date", "Server"} | (
            set() if self.command == "HEAD" else {"Content-Length"}
        )
        self.send_response(status)
        for name, value in headers.items():
            if name not in own:
                self.send_header(name, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: tests read `Host.requests`."""


def _turned(tag: re.Match[str]) -> str:
    return tag[0][::-1]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + _SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return
