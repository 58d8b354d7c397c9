"""Shows that the home page counts rightly, says of what, and leaves out what a portal does not have."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.pages import changes, error, factory, home
from generator.pages.frame import LOST, frame_of
from generator.pages.portal import Portal
from tests.checks.datasets import portal as tables
from tests.pages.portals import portal, rendered

CORRECTIONS = (
    "corrected_on,table,key,field,old,new,reason\n"
    + "".join(f"2025-0{month}-01,factories,KH-0001,address,,Street {month},Number {month}\n" for month in range(1, 8))
    + "2026-06-01,factories,KH-0001,address,,Street 9,Not yet known\n"
)


def page(made: Portal) -> str:
    return rendered(made, next(home.views(made, made.words("en"))))


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(tables()[table])))


def test_factories_are_counted_with_their_denominator(tmp_path: Path) -> None:
    shown = text(page(portal(tmp_path)))
    total = len(rows("factories"))
    assert f"of {total} factor" in shown
    by_country = Counter(row["country"] for row in rows("factories"))
    assert f"Cambodia {by_country['KH']} factor" in shown


def test_the_newest_changes_come_first_and_five_are_shown(tmp_path: Path) -> None:
    shown = text(page(portal(tmp_path, corrections=CORRECTIONS, releases=None)))
    assert re.findall(r"Number (\d)", shown) == ["7", "6", "5", "4", "3"]
    assert "Not yet known" not in shown


@pytest.mark.parametrize(
    ("gone", "words"),
    [("sessions", "Next courses"), ("corrections", "Correction:"), ("releases", "New data:")],
)
def test_without_a_table_its_part_of_the_page_is_left_out(tmp_path: Path, gone: str, words: str) -> None:
    assert words in page(portal(tmp_path / "whole", corrections=CORRECTIONS))
    replaced: dict[str, str | None] = {"corrections": CORRECTIONS, gone: None}
    assert words not in page(portal(tmp_path / "less", **replaced))


def test_no_link_leads_to_a_list_that_does_not_exist(tmp_path: Path) -> None:
    assert "buyers/" in page(portal(tmp_path / "whole"))
    assert "buyers/" not in page(portal(tmp_path / "less", buyers=None, sourcing=None))


def test_links_of_the_page_for_lost_addresses_are_absolute(tmp_path: Path) -> None:
    made = portal(tmp_path)
    view = next(error.views(made, made.words("en")))
    assert view.address == LOST
    assert frame_of(made, made.words("en"), view)["root"] == "/"
    links = re.findall(r'(?:href|src)="([^"#]+)"', rendered(made, view))
    assert links
    assert all(link.startswith(("/", "https:", "mailto:")) for link in links)


def test_a_correction_of_any_row_names_its_factory_wherever_it_is_told(tmp_path: Path) -> None:
    header = "corrected_on,table,key,field,old,new,reason\n"
    corrections = header + "2025-08-01,responses,kh-0001-2-exits,text,A,B,Copied wrongly\n"
    made = portal(tmp_path, corrections=corrections)
    words = made.words("en")
    assert 'Correction: <a href="./factories/kh-0001/"><bdi>Lotus Garment</bdi></a>' in page(made)
    assert '<a href="../factories/kh-0001/">' in rendered(made, next(changes.views(made, words)))
    (profile,) = factory.views(made, words, keys=["KH-0001"])
    assert "Copied wrongly" in rendered(made, profile)
