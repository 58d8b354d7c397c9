"""The preview over real HTTP: it serves, rebuilds on a change, tells the browser, and stops."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.errors import SurroundingsError
from generator.hosting.rules import headers_of
from generator.serve import serve

PROGRAM = """
import sys
from pathlib import Path
from generator.errors import DataError
from generator.outputs.staging import staged
from generator.serve import serve

data, output = Path(sys.argv[1]), Path(sys.argv[2])

def build():
    word = (data / "word.txt").read_text(encoding="utf-8")
    if word == "wrong":
        raise DataError("data/word.txt:1:1: error [wrong-word] <b>This word</b> is wrong.")
    if word == "defect":
        raise ZeroDivisionError("a defect of ours")
    with staged(output) as site:
        (site / "a folder").mkdir()
        (site / "index.html").write_text(f"<!doctype html><html><body><h1>{word}</h1></body></html>")
        (site / "a folder" / "index.html").write_text(f"<p>{word}")
        (site / "404.html").write_text("<html><body><h1>Not here</h1></body></html>")
        (site / "empty").mkdir()
        for suffix in "css js svg csv json ics xml zip woff2 txt webmanifest".split():
            (site / f"file.{suffix}").write_text("x")
    return output

serve(build, [data])
"""


@dataclass
class Preview:
    """A running preview, and the files that it watches."""

    process: subprocess.Popen[str]
    port: int
    data: Path
    output: Path

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=False)
        connection.endheaders()
        answer = connection.getresponse()
        said = answer.status, dict(answer.getheaders()), answer.read().decode()
        connection.close()
        return said

    def write(self, word: str) -> None:
        (self.data / "word.txt").write_text(word, encoding="utf-8")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "word.txt").write_text("first")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "data", tmp_path / "output"


def started(folders: tuple[Path, Path]) -> Iterator[Preview]:
    command = [sys.executable, "-c", PROGRAM, *map(str, folders)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        said = ""
        while "Serving http://127.0.0.1:" not in said:
            said = process.stdout.readline()
            assert said, "the preview did not start"
        yield Preview(process, int(said.split(":")[2].partition("/")[0]), *folders)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


@pytest.fixture
def preview(folders: tuple[Path, Path]) -> Iterator[Preview]:
    yield from started(folders)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests that change nothing."""
    folder = tmp_path_factory.mktemp("still")
    (folder / "data").mkdir()
    (folder / "data" / "word.txt").write_text("first")
    (folder / "secret.txt").write_text("secret")
    for preview in started((folder / "data", folder / "output")):
        (preview.output / "link.txt").symlink_to(folder / "secret.txt")
        yield preview


def events(preview: Preview) -> Iterator[dict[str, str]]:
    """Yield what the browser is told."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=20)
    connection.request("GET", "/.seamline/events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    try:
        while line := answer.fp.readline().decode():
            if line.startswith("data: "):
                yield json.loads(line[6:])
    finally:
        connection.close()


def test_a_page_is_served_with_the_script_that_is_not_in_the_file(still: Preview) -> None:
    status, headers, body = still.get("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body.endswith('<h1>first</h1><script src="/.seamline/reload.js" data-site="1" defer></script></body></html>')
    assert "script" not in (still.output / "index.html").read_text()
    status, headers, script = still.get("/.seamline/reload.js")
    assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "EventSource" in script


def test_a_change_rebuilds_and_is_told(preview: Preview) -> None:
    told = events(preview)
    assert next(told) == {"site": "1", "failure": ""}
    time.sleep(0.5)
    preview.write("second")
    assert next(told) == {"site": "2", "failure": ""}
    assert "<h1>second</h1>" in preview.get("/")[2]


def test_a_failed_build_keeps_the_site_and_tells_why(preview: Preview) -> None:
    told = events(preview)
    assert next(told)["failure"] == ""
    time.sleep(0.5)
    preview.write("wrong")
    failed = next(told)
    assert failed == {"site": "1", "failure": "data/word.txt:1:1: error [wrong-word] <b>This word</b> is wrong."}
    assert "<h1>first</h1>" in preview.get("/")[2]
    preview.write("defect")
    assert "ZeroDivisionError: a defect of ours" in next(told)["failure"]
    preview.write("third")
    assert next(told) == {"site": "2", "failure": ""}
    assert "<h1>third</h1>" in preview.get("/")[2]


def test_a_first_build_that_fails_is_watched(folders: tuple[Path, Path]) -> None:
    (folders[0] / "word.txt").write_text("wrong")
    for preview in started(folders):
        status, _, body = preview.get("/")
        assert (status, "reload.js" in body) == (503, True)
        told = events(preview)
        assert "wrong-word" in next(told)["failure"]
        time.sleep(0.5)
        preview.write("right")
        assert next(told) == {"site": "1", "failure": ""}
        assert "<h1>right</h1>" in preview.get("/")[2]


def test_folders(still: Preview) -> None:
    status, headers, _ = still.get("/a%20folder")
    assert (status, headers["Location"]) == (301, "/a%20folder/")
    assert still.get("/a%20folder/")[2].startswith("<p>first<script")
    assert still.get("/a%20folder/?page=2")[0] == 200
    assert still.get("//evil.example/")[0] == 404
    status, _, body = still.get("/empty/")
    assert (status, "Not here" in body) == (404, True)


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a%20folder/../../secret.txt", "/%00", "/%ff",
     "/....//secret.txt", "/..\\secret.txt", "/x/../../../../../../../../etc/passwd", "/link.txt", "/nothing",
     "/index.html/", "/" + "a" * 3000],
)  # fmt: skip
def test_nothing_outside_is_served(still: Preview, path: str) -> None:
    status, headers, body = still.get(path)
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Not here" in body
    assert "secret" not in body


def test_media_types(still: Preview) -> None:
    types = {
        name: still.get(f"/file.{name}")[1]["Content-Type"]
        for name in ("css", "js", "svg", "csv", "json", "ics", "xml", "zip", "woff2", "txt", "webmanifest")
    }
    assert types == {
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
        "xml": "application/xml; charset=utf-8",
        "zip": "application/zip",
        "woff2": "font/woff2",
        "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json",
    }


def test_readers_get_the_same_headers(still: Preview) -> None:
    for path in ("/", "/a%20folder/", "/file.csv", "/nothing"):
        headers = still.get(path)[1]
        wanted = headers_of(path) | {"Content-Type": headers["Content-Type"]}
        assert {name: headers.get(name) for name in wanted} == wanted


def test_a_lost_reader_is_met_in_the_language_of_the_folder(still: Preview) -> None:
    (still.output / "fr").mkdir()
    (still.output / "fr" / "404.html").write_text("<html><body><h1>Introuvable</h1></body></html>")
    assert "Introuvable" in still.get("/fr/x/y/")[2]
    assert "Not here" in still.get("/frx/y/")[2]


def test_head_has_no_body(still: Preview) -> None:
    status, headers, body = still.get("/", "HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > 100


def test_only_this_machine_is_served(still: Preview) -> None:
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", still.port), timeout=5):
        pytest.fail("it listens on every address")


def test_ctrl_c_stops_at_once_with_a_browser_open(preview: Preview) -> None:
    told = events(preview)
    next(told)
    began = time.monotonic()
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(timeout=10) == 0
    assert time.monotonic() - began < 5
    assert preview.process.stdout is not None
    said = preview.process.stdout.read()
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SurroundingsError, match=rf"Port {port} cannot be used .*; name another with --port"):
            serve(lambda: tmp_path, [tmp_path], port)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match=r"There is no .*/data, no .*/theme to watch"):
        serve(lambda: tmp_path, [tmp_path / "data", tmp_path / "theme"])


def test_a_first_build_in_wrong_surroundings_is_raised(tmp_path: Path) -> None:
    def build() -> Path:
        raise SurroundingsError("There is no theme; name its folder with --theme.")

    with pytest.raises(SurroundingsError, match="There is no theme"):
        serve(build, [tmp_path])
