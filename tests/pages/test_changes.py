"""Shows that the page of changes lists releases and corrections, newest first, in words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from generator.pages import changes, edition
from generator.pages.portal import Edition, Editions, Served
from tests.pages.portals import portal, rendered

CORRECTIONS = (
    "corrected_on,table,key,field,old,new,reason\n"
    "2025-08-01,findings,KH-0001-2 7.8.3,result,compliant,non-compliant,Typing mistake\n"
    "2025-12-01,assessments,KH-0001-1,ended_on,2024-03-05,2024-03-06,<b>One day</b> early\n"
    "2025-12-01,assessments,KH-0001-1,questions_scored,,1200,Left blank\n"
    "2025-08-01,findings,KH-0001-1 1.1.1,result,,not-disclosed,Taken back\n"
    "2026-06-01,assessments,KH-0001-1,cycle,1,2,Not yet known on the day\n"
)
RELEASES = (
    "package,version,released_on,summary\n"
    "tool,1.0.0,2024-12-31,First.\n"
    "tool,1.1.0,2025-12-31,Second.\n"
    "compliance,1.0.0,2025-12-31,Also.\n"
)


def page(tmp_path: Path, **tables: str | None) -> str:
    made = portal(tmp_path, **tables)
    return rendered(made, next(changes.views(made, made.words("en"))))


def test_corrections_say_what_changed_and_link_to_the_factory(tmp_path: Path) -> None:
    html = page(tmp_path, corrections=CORRECTIONS)
    rows = re.findall(r"<tr[^>]*>\s*<td>.*?</tr>", html, re.DOTALL)
    assert len(rows) == 4
    assert all('<a href="../factories/kh-0001/">' in row for row in rows)
    cells = [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)] for row in rows
    ]
    assert [row[2:4] for row in cells] == [
        ["5 March 2024", "6 March 2024"],
        ["empty", "1,200"],
        ["not shown any more", "Not disclosed"],
        ["Compliant", "Non-compliant"],
    ]
    assert "&lt;b&gt;One day&lt;/b&gt; early" in rows[0]
    assert re.findall(r'<tr id="([^"]+)"', html) == ["corrections-2025-12-01", "corrections-2025-08-01"]


def test_releases_stand_by_day_the_newest_first(tmp_path: Path) -> None:
    html = page(tmp_path, releases=RELEASES)
    anchors = re.findall(r'id="((?:released|tool|compliance)-[^"]+)"', html)
    assert anchors == ["released-2025-12-31", "compliance-1.0.0", "tool-1.1.0", "released-2024-12-31", "tool-1.0.0"]


def test_corrections_before_the_first_release_are_explained(tmp_path: Path) -> None:
    said = "older than the first release of their data package are of values that stood on this site before it"
    assert said in page(tmp_path / "before", releases=RELEASES, corrections=CORRECTIONS)
    after = RELEASES.replace("compliance,1.0.0,2025-12-31", "compliance,1.0.0,2025-08-01")
    assert said not in page(tmp_path / "after", releases=after, corrections=CORRECTIONS)
    assert said not in page(
        tmp_path / "unreleased", releases=RELEASES.partition("compliance")[0], corrections=CORRECTIONS
    )


def test_a_version_says_why_what_it_took_back_stays_in_earlier_ones(tmp_path: Path) -> None:
    releases = RELEASES.replace("summary\n", "summary,earlier_kept\n").replace("Also.", "Also.,Entered twice.")
    made = portal(tmp_path, releases=releases)
    editions = Editions(tuple(Edition(*each, Served.NOT_HERE) for each in (("compliance", "1.0.0"), ("tool", "1.1.0"))))
    made = replace(made, editions=editions)
    pages = {view.address: rendered(made, view) for view in edition.views(made, made.words("en"))}
    told = {address: "stays in earlier versions</dt><dd>Entered twice.</dd>" in html for address, html in pages.items()}
    assert told == {"data/compliance/1.0.0/": True, "data/tool/1.1.0/": False}


def test_without_tables_the_page_says_that_there_is_nothing(tmp_path: Path) -> None:
    html = page(tmp_path, corrections=None, releases=None)
    assert "No release has been announced yet." in html
    assert "No published value has been corrected." in html
