"""Shows that no reader finds a page whose files are missing, after each single change and however it breaks off."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import SurroundingsError
from generator.hosting.rules import stored_headers
from generator.outputs.staging import MARKER
from generator.publishing import AT_ONCE, publish
from generator.publishing.bucket import Bucket
from generator.publishing.ledger import LEDGER
from generator.publishing.steps import deletions, uploads
from tests.publishing.s3_host import ENVIRONMENT, BrokenOff, Host
from tests.publishing.sites import broken_for_programs, broken_for_readers, site, write

ROOT = Path(__file__).parents[2]
BEFORE = site({"kh-1": "one", "kh-2": "two", "kh-3": "three", "kh-4": "four"})
AFTER = site({"kh-1": "one", "kh-3": "mended", "kh-5": "five", "kh-6": "six"}, style="b{}")


def to(host: Host, portal: Path) -> Bucket:
    return Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT)


def lying_in(portal: Path) -> dict[str, str]:
    files = (path for path in portal.rglob("*") if path.is_file() and path.name != LEDGER)
    return {path.relative_to(portal).as_posix(): path.read_text("utf-8") for path in files}


def test_after_each_change_of_a_first_publication_and_of_the_next(host: Host, portal: Path, tmp_path: Path) -> None:
    found: list[str] = []
    lists = ["sitemap*.xml"]
    host.after = lambda: found.extend([*broken_for_readers(portal), *broken_for_programs(portal, *lists)])
    publish(write(tmp_path / "before", BEFORE), to(host, portal))
    assert lying_in(portal) == BEFORE
    assert len(host.changes) == len(BEFORE) + 2
    lists.append("feeds/changes.xml")
    done = publish(write(tmp_path / "after", AFTER), to(host, portal), delete_many=True)
    assert lying_in(portal) == AFTER
    assert found == []
    assert (done.new, done.deleted, done.unchanged) == (8, 8, len(AFTER) - 8 - done.changed)


def test_the_check_of_readers_finds_what_is_missing(tmp_path: Path) -> None:
    place = write(tmp_path, BEFORE)
    assert broken_for_readers(place) == broken_for_programs(place, "**/*.xml") == []
    (place / "data" / "kh-1.csv").unlink()
    (place / "factories" / "kh-2" / "index.html").unlink()
    assert broken_for_readers(place) == [
        "factories/kh-1/index.html: data/kh-1.csv",
        "factories/kh-2/index.html",
    ]
    assert broken_for_programs(place, "feeds/*.xml") == ["factories/kh-2/index.html"]


@pytest.mark.usefixtures("impatient")
def test_broken_off_at_any_change_it_goes_on_from_there(
    host: Host, portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.publishing.AT_ONCE", 3)
    publish(write(tmp_path / "before", BEFORE), to(host, portal))
    after = write(tmp_path / "after", AFTER)
    host.requests.clear()
    breaks = 0
    while lying_in(portal) != AFTER:
        last = len(host.changes) + 1

        def before(method: str, _path: str, last: int = last) -> None:
            if method != "GET" and len(host.changes) > last:
                raise BrokenOff

        host.before = before
        with pytest.raises(SurroundingsError, match="cannot be reached, or broke off"):
            publish(after, to(host, portal), delete_many=True)
        assert broken_for_readers(portal) == broken_for_programs(portal, "sitemap*.xml", "feeds/changes.xml") == []
        breaks += 1
        assert breaks < 40
    assert breaks > 10
    host.before = lambda _method, _path: None
    host.requests.clear()
    assert publish(after, to(host, portal)).did_nothing
    assert host.changes == [f"/{portal.name}/{LEDGER}"]


@pytest.mark.parametrize("killed_at", [2, 14, 25])
def test_killed_it_leaves_nothing_broken_and_the_next_run_sends_the_rest(
    host: Host, portal: Path, tmp_path: Path, killed_at: int
) -> None:
    folder = write(tmp_path / "site", BEFORE)
    program = (
        "import os, sys; from pathlib import Path; from generator.publishing import publish\n"
        "from generator.publishing.bucket import Bucket\n"
        "publish(Path(sys.argv[1]), Bucket(sys.argv[2], sys.argv[3], os.environ))"
    )
    arguments = [str(folder), f"s3://{portal.name}", host.endpoint]
    with subprocess.Popen([sys.executable, "-c", program, *arguments], cwd=ROOT, env=ENVIRONMENT) as publication:

        def before(_method: str, _path: str) -> None:
            if len(host.changes) >= killed_at:
                publication.send_signal(signal.SIGKILL)
                raise BrokenOff

        host.before = before
        assert publication.wait(120) == -signal.SIGKILL
    host.settle()
    assert broken_for_readers(portal) == []
    there = lying_in(portal)
    assert len(there) < killed_at
    host.before = lambda _method, _path: None
    host.requests.clear()
    done = publish(folder, to(host, portal))
    assert (done.new, done.unchanged) == (len(BEFORE) - len(there), len(there))
    assert len(host.changes) == done.new + 1, "what will be ours is known from the first run"
    assert lying_in(portal) == BEFORE


def test_no_more_than_so_many_files_are_on_their_way(host: Host, portal: Path, tmp_path: Path) -> None:
    host.most_at_once = 0
    many = {f"data/{number}.csv": "a,b\n" for number in range(100)}
    publish(write(tmp_path / "site", BEFORE | many), to(host, portal))
    assert 2 <= host.most_at_once <= AT_ONCE


def test_the_steps() -> None:
    new = [
        MARKER,
        "index.html",
        "a/index.html",
        "a/b/index.html",
        "a/b/c.csv",
        "feeds/new.xml",
        "sitemap.xml",
        "sitemap-1.xml",
    ]
    changed = ["fr/index.html", "fr/x/index.html", "theme/x.css", "fr/feeds/old.xml", "search/names.json", "robots.txt"]
    assert [(step.name, step.paths) for step in uploads([*new, *changed], changed)] == [
        ("files", (MARKER,)),
        ("files", ("a/b/c.csv", "feeds/new.xml", "theme/x.css")),
        ("new pages", ("a/b/index.html",)),
        ("new pages", ("a/index.html",)),
        ("new pages", ("index.html",)),
        ("pages", ("fr/x/index.html",)),
        ("pages", ("fr/index.html",)),
        ("lists", ("fr/feeds/old.xml", "search/names.json", "sitemap-1.xml")),
        ("lists", ("sitemap.xml",)),
        ("lists", ("robots.txt",)),
    ]
    assert [step.paths for step in deletions(["b.csv", "a/index.html"])] == [("a/index.html",), ("b.csv",)]


def test_what_takes_the_place_of_a_folder_or_file_is_the_last_of_the_files() -> None:
    new = ["data/a", "data/b/c.csv", "data/b/d/e.csv", "data/x.csv", "z.css", "b/index.html"]
    there = ["data/a/1.csv", "data/a/2/3.csv", "data/b", "z.css", "b"]
    assert [step.paths for step in uploads(new, there)] == [
        ("data/x.csv", "z.css"),
        ("data/a", "data/b/c.csv", "data/b/d/e.csv"),
        ("b/index.html",),
    ]


def test_each_file_has_the_headers_of_the_site(host: Host, portal: Path, tmp_path: Path) -> None:
    publish(write(tmp_path / "site", BEFORE), to(host, portal))
    assert {path: to(host, portal).headers_at(path) for path in BEFORE} == {
        path: stored_headers(path) for path in BEFORE
    }
    assert stored_headers("index.html") == {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
    assert stored_headers("theme/css/main.css")["Cache-Control"] == "public, max-age=600"
    assert stored_headers("feeds/changes.xml")["Content-Type"] == "application/atom+xml; charset=utf-8"
