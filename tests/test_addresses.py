"""A published address does not disappear: a build without it stops until the data say where it is, or why it went."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from generator.errors import DataError, SurroundingsError
from generator.hosting import files
from generator.outputs.addresses import lost_in, promised_in, read_lock, text_of
from generator.pages import changes, moved
from generator.pages.portal import Portal
from generator.settings import Settings
from generator.sitemap import files as sitemap
from tests.checks.datasets import portal as tables
from tests.pages.portals import portal, rendered
from tests.test_cli import Seamline, small
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
ADDRESSES = (
    "address,moved_to,since,reason\n"
    "/issues/doors/,/issues/exits/,2025-12-01,A better name\n"
    "/statements/,,2025-12-02,Withdrawn by those who made them\n"
    "/api/v0/index.json,/api/v1/index.json,2025-12-03,A new form\n"
    "/later/,,2027-01-01,Not yet\n"
)


def site(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<body>", encoding="utf-8")
    return folder


def test_pages_and_the_files_by_which_programs_begin_are_promised(tmp_path: Path) -> None:
    promised = [
        *("index.html", "about/index.html", "factories/index.html", "factories/kh-0001/index.html"),
        *("factories/in-0001/index.html", "data/tool/1.0.0/index.html", "data/tool/datapackage.json"),
        *("api/v1/index.json", "feeds/changes.xml", "calendars/courses.ics", "catalogue.ttl", "sitemap.xml"),
    ]
    not_promised = [
        *("404.html", "fr/404.html", "fr/index.html", "fr/about/index.html", "handbook/index.html"),
        *("theme/css/main.css", "search/names.json", "sitemap-1.xml", "_headers", "card.png"),
        *("factories/k/index.html", "factories/0-9/index.html", "factories/other/index.html"),
        *("factories/in-kh/index.html", "factories/in-kh/embed/index.html", "indicators/wages/embed/index.html"),
        *("data/tool/1.0.0/datapackage.json", "data/tool/tool.zip", "api/v1/factories/kh-0001.json"),
        *("feeds/factories/kh-0001.xml", "calendars/courses/safety.ics", "indicators/wages/chart.svg"),
    ]
    found = promised_in(site(tmp_path, *promised, *not_promised))
    assert found == sorted("/" + name.removesuffix("index.html") for name in promised)


def test_a_list_is_sorted_and_read_back(tmp_path: Path) -> None:
    lock = tmp_path / "urls.lock"
    lock.write_text(text_of({"/b/", "/a/", "/"}), encoding="utf-8")
    assert lock.read_text("utf-8").splitlines()[1:] == ["/", "/a/", "/b/"]
    assert read_lock(lock) == {"/": 2, "/a/": 3, "/b/": 4}


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "a/", "/../etc/", "/A/", "https://portal.example/a/", "/a b/"])
def test_a_line_that_is_no_address_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "urls.lock").write_text(f"# Addresses\n/a/\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^urls\.lock:3: here stands no address"):
        read_lock(tmp_path / "urls.lock")


def test_lost_addresses_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "urls.lock").write_text("/a/\n/b/\n/c.json\n/d.json\n", encoding="utf-8")
    made = site(tmp_path / "site", "a/index.html", "b", "c.json")
    assert list(lost_in(made, tmp_path / "urls.lock", ["/d.json"])) == ["urls.lock:2: /b/"]


def test_readers_and_hosts_are_sent_on(tmp_path: Path) -> None:
    made = portal(tmp_path, addresses=ADDRESSES)
    away, gone = moved.views(made, made.words("fr"))
    html = rendered(made, away, "fr")
    assert '<meta http-equiv="refresh" content="0; url=../../../fr/issues/exits/">' in html
    assert '<link rel="canonical" href="https://portal.example/fr/issues/exits/">' in html
    html = rendered(made, next(moved.views(made, made.words("en"))))
    assert '<meta http-equiv="refresh" content="0; url=../../issues/exits/">' in html
    html = rendered(made, gone)
    assert "Withdrawn by those who made them" in html
    assert "refresh" not in html
    told = {each.address: each.content.decode() for each in files(made)}
    assert told["_redirects"].splitlines() == [
        "/api/v0/index.json /api/v1/index.json 301",
        "/issues/doors/ /issues/exits/ 301",
        "/fr/issues/doors/ /fr/issues/exits/ 301",
    ]
    assert told["_redirects.conf"].splitlines() == [
        '"/api/v0/index.json" "/api/v1/index.json";',
        '"/issues/doors/" "/issues/exits/";',
        '"/fr/issues/doors/" "/fr/issues/exits/";',
    ]
    listed = b"".join(each.content for each in sitemap(made, {"issues/doors/", "issues/exits/"}))
    assert (b"/issues/exits/<" in listed, b"/issues/doors/<" in listed) == (True, False)
    page = rendered(made, next(changes.views(made, made.words("en")))).partition('id="addresses"')[2]
    assert page.count("<tr>") == 4
    assert '<a href="../issues/exits/">' in page
    assert "none: it is gone" in page


def test_without_such_addresses_nothing_is_said_of_them(tmp_path: Path) -> None:
    made = portal(tmp_path, addresses=None)
    assert list(moved.views(made, made.words("en"))) == []
    assert {"_redirects", "_redirects.conf"}.isdisjoint(each.address for each in files(made))
    assert 'id="addresses"' not in rendered(made, next(changes.views(made, made.words("en"))))


def test_a_portal_below_a_path_sends_readers_on_below_it(tmp_path: Path) -> None:
    made = portal(tmp_path, addresses=ADDRESSES)
    below = Portal(made.facts, Settings(address="https://example.org/portal", cache=None))
    told = {each.address: each.content.decode() for each in files(below)}
    assert "/portal/issues/doors/ /portal/issues/exits/ 301" in told["_redirects"].splitlines()
    assert '"/portal/issues/doors/" "/portal/issues/exits/";' in told["_redirects.conf"].splitlines()


def test_a_list_that_cannot_be_read_or_written_is_said_in_a_sentence(
    seamline: Seamline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, lock = tmp_path / "output", tmp_path / "urls.lock"
    site.mkdir()
    for name in (".seamline", "index.html"):
        (site / name).touch()
    lock.mkdir()
    said = "seamline: urls.lock, the list of published addresses, cannot be read: is a directory."
    assert seamline("urls", "--write") == (4, "", f"{said}\n")
    with pytest.raises(SurroundingsError, match="is a directory"):
        list(lost_in(site, lock, []))  # as a build reads it
    lock.rmdir()
    lock.symlink_to("gone")
    assert "no such file" in seamline("urls")[2]
    lock.unlink()

    def read_only(_descriptor: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "fsync", read_only)
    code, _, err = seamline("urls", "--write")
    assert (code, err) == (4, "seamline: urls.lock cannot be written (read-only file system): nothing has changed.\n")
    assert sorted(each.name for each in tmp_path.glob("*urls.lock*")) == []


def test_a_build_without_a_published_address_stops(seamline: Seamline, tmp_path: Path) -> None:
    build = ("build", "--jobs", "1", "--languages", "en")
    small(tmp_path)
    assert seamline(*build)[0] == 0
    code, out, _ = seamline("urls")
    assert (code, "0 addresses were promised" in out, (tmp_path / "urls.lock").exists()) == (0, True, False)
    assert seamline("urls", "--write")[0] == 0
    lock = (tmp_path / "urls.lock").read_bytes()
    assert b"\n/factories/kh-0001/\n" in lock
    line = lock.splitlines().index(b"/sessions/kh-2025-1/") + 1
    assert "0 added to urls.lock" in seamline("urls", "--write")[1]

    without(tmp_path, None)
    before = (tmp_path / "output" / "index.html").read_bytes()
    code, _, err = seamline(*build)
    assert code == 2
    assert "Published addresses that would lead nowhere: 1, so nothing was published. Add each to the table" in err
    assert f"\n  urls.lock:{line}: /sessions/kh-2025-1/\n" in err
    assert (tmp_path / "output" / "index.html").read_bytes() == before

    lost = [each.partition(": ")[2] for each in err.splitlines() if each.startswith("  urls.lock:")]
    assert lost == ["/sessions/kh-2025-1/"]
    rows = f"address,moved_to,since,reason\n{lost[0]},/courses/,2025-12-01,Over\n"
    without(tmp_path, f"{rows}/feeds/changes.xml,,2025-12-01,A slip\n")
    assert "The table addresses says that /feeds/changes.xml is not in use, and it is" in seamline(*build)[2]
    without(tmp_path, f"{rows}/method/,,2025-12-01,A slip\n")
    assert "or take it out of the table addresses" in seamline(*build)[2]
    without(tmp_path, rows)
    assert seamline(*build)[0] == 0


def without(root: Path, addresses: str | None) -> None:
    """Write the portal of `small` without a session."""
    shutil.rmtree(root / "data")
    rows = tables()["sessions"].splitlines(keepends=True)
    kept = "".join(row for row in rows if not row.startswith("kh-2025-1,"))
    small(root, sessions=kept, translations=None, addresses=addresses)


def test_without_a_site_there_is_nothing_to_promise(seamline: Seamline) -> None:
    code, _, err = seamline("urls")
    assert (code, "There is no site at" in err) == (4, True)


def test_the_list_of_the_demonstration_is_whole() -> None:
    lock = Path(__file__).parents[1] / "urls.lock"
    listed = read_lock(lock)
    assert lock.read_text("utf-8") == text_of(listed)
    assert {"/", "/factories/", "/factories/kh-0001/", "/data/compliance/1.0.0/", "/api/v1/index.json"} <= listed.keys()
