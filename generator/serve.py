"""Owns the preview: build, serve on this machine only, rebuild and reload when a file changes.

Does not own the build (`generator.pipeline`). What makes a browser reload exists here alone: it is put into HTML
on its way out and never into the files.
"""

from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from rich.console import Console
from watchfiles import watch as changes_in

from generator.errors import DataError, SeamlineError, SurroundingsError
from generator.hosting.media_types import media_type_of
from generator.hosting.rules import headers_of

EVENTS = "/.seamline/events"
SCRIPT = "/.seamline/reload.js"

_HOST = "127.0.0.1"
_HEARTBEAT_SECONDS = 15.0
_RELOAD = """\
"use strict";
const shown = document.currentScript.dataset.site;
const source = new EventSource("/.seamline/events");
source.addEventListener("build", (event) => {
  const build = JSON.parse(event.data);
  if (build.site !== shown) { location.reload(); } else { show(build.failure); }
});
function show(failure) {
  document.getElementById("seamline-failure")?.remove();
  if (!failure) { return; }
  const banner = document.createElement("pre");
  banner.id = "seamline-failure";
  banner.setAttribute("role", "alert");
  banner.setAttribute("dir", "ltr");
  banner.textContent = failure;
  Object.assign(banner.style, {
    position: "fixed", insetInline: "0", insetBlockEnd: "0", margin: "0", padding: "1rem", maxHeight: "60vh",
    overflow: "auto", whiteSpace: "pre-wrap", background: "#fff4e5", color: "#1a1a1a",
    borderBlockStart: "4px solid #b3261e", zIndex: "2147483647", font: "14px/1.5 monospace",
  });
  document.body.append(banner);
}
"""
_TAG = f'<script src="{SCRIPT}" data-site="{{}}" defer></script>'
_EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{0}</title><body><h1>{0}</h1></body></html>'
HTML = media_type_of("index.html")
JAVASCRIPT = media_type_of("reload.js")


def serve(
    build: Callable[[], Path],
    watch: Sequence[Path],
    port: int | None = None,
    *,
    console: Console | None = None,
) -> None:
    """Build, serve what `build` returns at 127.0.0.1 and rebuild when a file below `watch` changes, until Ctrl-C.

    `port` None or 0 takes a free one; the address is printed. `build` returns the folder of the site, or raises a
    SeamlineError whose message is shown here and as a banner in the browser, while the last good site stays.
    Raises SurroundingsError when the port is taken or a folder to watch is missing; an error of the first build is
    raised as well, unless it is about the data: those can be put right while we watch.
    """
    console = console or Console()
    missing = [str(folder) for folder in watch if not folder.exists()]
    if missing:
        raise SurroundingsError(f"There is no {', no '.join(missing)} to watch; name the folders that are there.")
    state = State()
    with _serving(state, port or 0) as address:
        try:
            state.rebuild(build, console, first=True)
            console.print(f"Serving {address} - stop with Ctrl-C", soft_wrap=True, highlight=False, markup=False)
            for _ in changes_in(*watch, debounce=400, raise_interrupt=True):
                state.rebuild(build, console)
        except KeyboardInterrupt:
            console.print("Stopped.")


@dataclass
class State:
    """What is served now, and what the last build said. Shared by the thread that builds and those that serve."""

    site: Path | None = None
    builds: int = 0
    good_builds: int = 0
    failure: str = ""
    stopped: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def rebuild(self, build: Callable[[], Path], console: Console, *, first: bool = False) -> None:
        """Build, and tell every browser; keep the site of before when the build fails."""
        site, failure = self.site, ""
        try:
            site = build()
        except SeamlineError as error:
            if first and not isinstance(error, DataError):
                raise
            failure = str(error)
            console.print(failure, soft_wrap=True, highlight=False, markup=False)
        except Exception:  # A defect of ours, or of a theme being written: shown with its traceback, and we go on.
            if first:
                raise
            failure = traceback.format_exc()
            console.print(failure, soft_wrap=True, highlight=False, markup=False)
        with self.changed:
            self.site, self.failure = site, failure
            self.builds += 1
            self.good_builds += not failure
            self.changed.notify_all()
        if not (first or failure):
            console.print("Rebuilt.")

    def stop(self) -> None:
        """Let every waiting thread end."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()

    def events(self) -> Iterator[bytes]:
        """Yield the state now and after each build, as server-sent events, with a comment now and then."""
        sent = -1
        while not self.stopped:
            with self.changed:
                if self.builds == sent:
                    self.changed.wait(_HEARTBEAT_SECONDS)
                builds, content = self.builds, {"site": str(self.good_builds), "failure": self.failure}
            if builds == sent:
                yield b": still here\n\n"
            else:
                yield f"event: build\ndata: {json.dumps(content)}\n\n".encode()
            sent = builds


@contextmanager
def _serving(state: State, port: int) -> Iterator[str]:
    """Serve in the background; yields the address."""
    try:
        server = ThreadingHTTPServer((_HOST, port), partial(_Preview, state))
    except OSError as error:
        raise SurroundingsError(
            f"Port {port} cannot be used ({error.strerror}); name another with --port, or none to take a free one.",
        ) from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{_HOST}:{server.server_port}/"
    finally:
        state.stop()
        server.shutdown()
        server.server_close()


class _Preview(BaseHTTPRequestHandler):
    """Answers one request. Only files below the site are served, and no folder is listed."""

    protocol_version = "HTTP/1.1"
    server_version = "Seamline"
    sys_version = ""

    def __init__(self, state: State, *request: object) -> None:
        self.state = state
        super().__init__(*request)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, the events or the script."""
        path = urlsplit("/" + self.path.lstrip("/")).path
        if path == EVENTS:
            self._send_events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, JAVASCRIPT, _RELOAD.encode())
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the terminal is for builds."""

    def _send_file(self, path: str) -> None:
        site = self.state.site
        if site is None:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, HTML, _EMPTY.format("Not built yet").encode())
            return
        file = _file(site, path)
        if file is not None and file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", quote(unquote(path)) + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        try:
            found = None if file is None else _content(site, file / "index.html" if path.endswith("/") else file)
            missing = _lost_page(site, path) if found is None else b""
        except OSError:
            found, missing = None, b""
        if found is not None:
            self._send(HTTPStatus.OK, *found)
        else:
            self._send(HTTPStatus.NOT_FOUND, HTML, missing or _EMPTY.format("Not found").encode())

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        if kind == HTML:
            body = _with_script(body, self.state.good_builds)
        self.send_response(status)
        own = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        for name, value in {**headers_of(urlsplit(self.path).path), **own}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for event in self.state.events():
                self.wfile.write(event)
        except OSError:
            return


def _file(site: Path, path: str) -> Path | None:
    """Return the file or folder that `path` names, or None when there is none below the site."""
    inside = unquote(path, errors="surrogateescape").lstrip("/")
    if "\0" in inside:
        return None
    try:
        root = site.resolve()
        file = (root / inside).resolve()
        return file if file.is_relative_to(root) and file.exists() else None
    except (OSError, RuntimeError):
        return None


def _content(site: Path, file: Path) -> tuple[str, bytes] | None:
    """Return media type and bytes, or None when there is no such file."""
    if not file.is_file():
        return None
    return media_type_of(file.relative_to(site.resolve()).as_posix()), file.read_bytes()


def _lost_page(site: Path, path: str) -> bytes:
    """Return the page for addresses that lead nowhere, in the language of the folder that was asked for."""
    folder = _file(site, path.lstrip("/").partition("/")[0])
    page = next((each / "404.html" for each in (folder, site) if each and (each / "404.html").is_file()), None)
    return page.read_bytes() if page else b""


def _with_script(page: bytes, site: int) -> bytes:
    """Return `page` with the element that reloads it, once the site of another build is served."""
    tag = _TAG.format(site).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else page + tag
