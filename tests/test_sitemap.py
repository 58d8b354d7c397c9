"""Shows that search engines are told of every page that is there and of no other, each with the day of its data."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator import sitemap
from generator.pages.portal import Portal, Prose
from generator.pipeline import assemble, read_checked, write_site
from generator.settings import Settings
from tests.checks.datasets import write_dataset
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import THEME, portal

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "https://portal.example/under/a/path"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal in two languages, written whole."""
    folder = tmp_path_factory.mktemp("whole")
    write_dataset(folder / "data", {})
    settings = Settings(
        data=folder / "data",
        theme=THEME,
        output=folder / "out",
        cache=None,
        jobs=1,
        address=BASE,
        languages=("en", "fr"),
    )
    (folder / "site").mkdir()
    write_site(assemble(read_checked(settings), settings), folder / "site")
    return folder / "site"


def parsed(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - written by us a moment ago


def entries(site: Path) -> Iterator[ET.Element]:
    for part in parsed((site / "sitemap.xml").read_bytes()).iterfind("s:sitemap/s:loc", NAMES):
        address = str(part.text)
        assert address.startswith(BASE + "/")
        yield from parsed((site / address.removeprefix(BASE + "/")).read_bytes()).iterfind("s:url", NAMES)


def page_of(site: Path, address: str | None) -> Path:
    assert address is not None
    return site / address.removeprefix(BASE).lstrip("/") / "index.html"


def test_every_page_in_it_exists_and_every_page_is_in_it(site: Path) -> None:
    listed = [page_of(site, each.findtext("s:loc", namespaces=NAMES)) for each in entries(site)]
    assert len(listed) == len(set(listed)) > 60
    pages = list(site.rglob("*.html"))
    indexable = {page for page in pages if '<meta name="robots" content="noindex">' not in page.read_text("utf-8")}
    assert set(listed) == indexable
    left_out = {page.relative_to(site).as_posix() for page in pages if page not in indexable}
    assert {"404.html", "fr/404.html"} <= left_out
    assert all(name.endswith(("404.html", "/embed/index.html")) for name in left_out)


def test_alternates_are_those_of_the_page(site: Path) -> None:
    for each in entries(site):
        page = page_of(site, each.findtext("s:loc", namespaces=NAMES)).read_text("utf-8")
        told = {link.get("hreflang"): link.get("href") for link in each.iterfind("x:link", NAMES)}
        own = dict(re.findall(r'<link rel="alternate" hreflang="([a-z]{2})" href="([^"]+)">', page))
        assert told == own
        assert set(told) == {"en", "fr"}


def test_robots_may_read_everything_and_find_the_sitemap(site: Path) -> None:
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("Sitemap:")] == [f"Sitemap: {BASE}/sitemap.xml"]
    assert [line for line in lines if line.startswith("Disallow:")] == ["Disallow:"]


def days(made: Portal, pages: set[str]) -> dict[str, str | None]:
    """Return the day of each page of a portal in its first language."""
    base = made.settings.address + "/"
    parts = [each.content for each in sitemap.files(made, pages) if re.fullmatch(r"sitemap-\d+\.xml", each.address)]
    urls = [url for part in parts for url in parsed(part).iterfind("s:url", NAMES)]
    found = {str(url.findtext("s:loc", namespaces=NAMES)): url.findtext("s:lastmod", namespaces=NAMES) for url in urls}
    return {address.removeprefix(base): day for address, day in found.items()}


def test_the_day_of_a_factory_is_that_of_the_newest_thing_that_happened_to_it() -> None:
    found = days(demonstration(), {"", "countries/kh/", "points/leave/"})
    tables = {
        "compliance/assessments/*.csv": ("started_on", "ended_on", "reported_on", "published_on"),
        "compliance/improvements/*.csv": ("self_reported_on", "verified_on"),
        "compliance/factories/*.csv": ("joined_on", "status_on"),
        "compliance/workforce/*.csv": ("as_of",),
        "compliance/sourcing/*.csv": ("from",),
        "compliance/responses.csv": ("received_on", "published_on"),
        "compliance/committees.csv": ("formed_on",),
        "compliance/strikes.csv": ("started_on",),
    }
    unpublished = {row["assessment"] for row in rows_of("compliance/assessments/*.csv") if not row["published_on"]}
    for key in ("KH-0002", "VN-0001", "HT-0003"):
        own = [
            row[column]
            for pattern, columns in tables.items()
            for row in rows_of(pattern)
            for column in columns
            if row["factory"] == key and row.get("assessment") not in unpublished
        ]
        assert found[f"factories/{key.lower()}/"] == max(own)
    cambodian = [str(day) for page, day in found.items() if page.startswith("factories/kh-")]
    assert found["countries/kh/"] == max(cambodian)
    assert found[""] == found["points/leave/"] == str(demonstration().as_of)


def test_an_unpublished_visit_moves_no_day(tmp_path: Path) -> None:
    small = portal(tmp_path / "a")
    key = small.data["factories"]["factory"].sort()[0]
    before = days(small, set())[f"factories/{key.lower()}/"]
    visits = small.data["assessments"].drop("_file", "_line")
    hidden = f"{key}-9,{key},9,2025-12-30,2025-12-30,full,true,2025-12-31,,0,all-answers,Held since.\n"
    again = portal(tmp_path / "b", assessments=visits.write_csv() + hidden)
    assert again.data["assessments"].height == visits.height + 1
    assert days(again, set())[f"factories/{key.lower()}/"] == before


def test_a_text_has_no_day(tmp_path: Path) -> None:
    made = replace(portal(tmp_path), prose=(Prose("about", "en", "About", "About.", "<p></p>"),))
    found = days(made, {"about/", "method/"})
    assert found["about/"] is None
    assert found["method/"] is not None


def test_a_sitemap_is_parted_by_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = portal(tmp_path)
    pages = {f"points/p{number:03d}/" for number in range(25)}
    whole = {name: part.count(b"<url>") for name, part in parts_of(made, pages).items()}
    assert list(whole) == ["sitemap-1.xml"]
    monkeypatch.setattr(sitemap, "MOST_PAGES", 10)
    found = parts_of(made, pages)
    assert [part.count(b"<url>") for part in found.values()][:-1] == [10] * (len(found) - 1)
    assert sum(part.count(b"<url>") for part in found.values()) == whole["sitemap-1.xml"]
    index = next(iter(sitemap.files(made, pages)))
    assert re.findall(rb"sitemap-\d+\.xml", index.content) == [name.encode() for name in found]
    monkeypatch.setattr(sitemap, "MOST_PAGES", 50_000)
    monkeypatch.setattr(sitemap, "MOST_BYTES", 1_000)
    assert len(parts_of(made, pages)) > 5
    assert all(len(part) < 1_500 for part in parts_of(made, pages).values())


def parts_of(made: Portal, pages: set[str]) -> dict[str, bytes]:
    files = {each.address: each.content for each in sitemap.files(made, pages)}
    return {name: content for name, content in files.items() if name.startswith("sitemap-")}
