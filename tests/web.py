"""Owns a web server for tests: a folder served on this machine as a careful static host would serve it.

It sends the headers that the site itself asks for in `_headers`, read as Cloudflare Pages documents it, and for a
missing address the nearest `404.html` above it. It knows nothing of `generator.hosting`, so that a mistake there shows.
The preview for people is `generator.serve`.
"""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

Rules = Sequence[tuple[re.Pattern[str], Sequence[tuple[str, str]]]]
"""Patterns of paths, each with names and values of headers."""

_TEXTS = ("text/", "image/svg", "application/json", "application/ld+json", "application/xml", "application/atom+xml")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}


@contextmanager
def served(folder: Path, *, compressed: bool = False) -> Iterator[str]:
    """Serve `folder` on a free port of 127.0.0.1, texts by gzip if `compressed`; yield its address without a slash."""
    handler = partial(_Handler, rules=rules_of(folder), compressed=compressed, folder=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def rules_of(folder: Path) -> Rules:
    """Return the rules in `_headers`: a pattern stands at the start of a line, its headers are indented below it."""
    rules: list[tuple[re.Pattern[str], list[tuple[str, str]]]] = []
    for line in (folder / "_headers").read_text("utf-8").splitlines():
        if line[:1].isspace():
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        elif line.strip():
            rules.append((_pattern(line.strip()), []))
    return rules


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:[a-z]+)", text)
    return re.compile("".join({"*": ".*", ":": "[^/]+"}.get(part[:1], re.escape(part)) for part in parts))


def headers_for(path: str, rules: Rules) -> dict[str, str]:
    """Return the headers for a path; values of rules that set the same one are joined by commas."""
    found: dict[str, list[str]] = {}
    for pattern, headers in rules:
        for name, value in headers if pattern.fullmatch(path) else ():
            found.setdefault(name, []).append(value)
    return {name: ", ".join(values) for name, values in found.items()}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *request: object, folder: Path, rules: Rules, compressed: bool) -> None:
        self.folder = folder
        self.rules = rules
        self.compressed = compressed
        super().__init__(*request)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        asked = self.folder.joinpath(*[part for part in self._path.split("/") if part not in {"", ".."}])
        if asked.is_dir() and not self._path.endswith("/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": urlsplit(self.path).path + "/"})
            return
        file = asked / "index.html" if asked.is_dir() else asked
        if file.is_file():
            self._send(HTTPStatus.OK, file.read_bytes(), {"Content-Type": _guessed(file)})
            return
        pages = (folder / "404.html" for folder in asked.parents if folder.is_relative_to(self.folder))
        page = next((page for page in pages if page.is_file()), None)
        self._send(HTTPStatus.NOT_FOUND, page.read_bytes() if page else b"", {"Content-Type": _TYPES[".html"]})

    def do_HEAD(self) -> None:
        self.do_GET()

    @property
    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _send(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str]) -> None:
        headers = {**headers, **headers_for(self._path, self.rules)}
        if self._wants_less(headers.get("Content-Type", "")):
            body = gzip.compress(body, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _wants_less(self, media_type: str) -> bool:
        return self.compressed and "gzip" in self.headers.get("Accept-Encoding", "") and media_type.startswith(_TEXTS)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: what was asked for is seen from the browser's side."""


def _guessed(file: Path) -> str:
    """Return what every host knows; other types come from the rules of the site."""
    return _TYPES.get(file.suffix, "application/octet-stream")
