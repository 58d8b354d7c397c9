"""The filters of courses and sessions: what fits is shown, counted, announced, and kept in the address."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Page

from tests.browser.built import ROOT
from tests.browser.conftest import Open

TRAINING = ROOT / "data" / "training"


def sessions() -> list[dict[str, str]]:
    with (TRAINING / "sessions.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def courses() -> dict[str, dict[str, object]]:
    files = sorted((TRAINING / "courses").glob("*.yaml"))
    records = [record for file in files for record in yaml.safe_load(file.read_text("utf-8"))]
    return {record["course"]: record for record in records}


def shown(page: Page) -> list[str]:
    """Return the keys of the sessions that can be seen."""
    return sorted(page.locator("tr[data-held]:visible").evaluate_all("rows => rows.map((row) => row.id)"))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_sessions_are_narrowed_by_several_filters_at_once(opened: Open) -> None:
    page = opened("sessions/")
    assert len(shown(page)) == len(sessions())
    page.get_by_label("Country").select_option("KH")
    page.get_by_label("For whom").select_option("supervisors")
    page.get_by_label("From").fill("2026-11-02")
    page.get_by_label("Until").fill("2027-03-01")
    for_supervisors = {key for key, course in courses().items() if "supervisors" in str(course["audiences"])}
    expected = sorted(
        row["session"]
        for row in sessions()
        if row["country"] == "KH"
        and row["course"] in for_supervisors
        and row["ends_on"] >= "2026-11-02"
        and row["starts_on"] <= "2027-03-01"
    )
    assert 0 < len(expected) < 10
    assert shown(page) == expected
    assert page.get_by_role("status").inner_text() == f"Shown: {len(expected)} of {len(sessions())}"
    assert query(page) == {
        "country": ["KH"],
        "audience": ["supervisors"],
        "from": ["2026-11-02"],
        "to": ["2027-03-01"],
    }
    assert page.get_by_role("heading", name="Past, 2025").count() == 0


def test_an_address_brings_back_what_was_chosen(opened: Open) -> None:
    page = opened("sessions/?country=VN&days=4")
    expected = [
        row["session"] for row in sessions() if row["country"] == "VN" and row["course"] == "supervisory-skills"
    ]
    assert shown(page) == sorted(expected)
    assert page.get_by_label("Country").input_value() == "VN"
    page.get_by_role("button", name="Show everything").click()
    assert len(shown(page)) == len(sessions())
    assert query(page) == {}


def test_each_choice_says_how_many_it_would_leave(opened: Open) -> None:
    page = opened("sessions/?country=KH")
    in_khmer = sum(row["country"] == "KH" and row["language"] == "km" for row in sessions())
    assert page.locator("select[name=language] option[value=km]").inner_text() == f"Khmer ({in_khmer})"
    assert (
        page.locator("select[name=country] option[value=VN]")
        .inner_text()
        .endswith(f"({sum(row['country'] == 'VN' for row in sessions())})")
    )
    page.get_by_label("Language", exact=True).select_option("km")
    assert len(shown(page)) == in_khmer


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("country=XX", "country=XX"),
        ("colour=red", "colour=red"),
        ("from=yesterday", "from=yesterday"),
        ("language=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "language=<img src=x onerror=alert(1)>"),
        ("__proto__=1&length=2", "__proto__=1, length=2"),
    ],
)
def test_a_link_with_an_unknown_filter_says_so_and_offers_the_way_back(opened: Open, asked: str, named: str) -> None:
    page = opened(f"sessions/?{asked}&delivery=online")
    assert page.get_by_text(f"This link asks for something that is not known here: {named}.").is_visible()
    online = {key for key, course in courses().items() if course["delivery"] == "online"}
    assert shown(page) == sorted(row["session"] for row in sessions() if row["course"] in online)
    page.locator(".filters").get_by_role("link", name="Show everything").click()
    page.wait_for_url("**/sessions/")
    assert len(shown(page)) == len(sessions())
    assert (
        page.get_by_text("This link asks for").count() == 0 or not page.get_by_text("This link asks for").is_visible()
    )


def test_country_and_days_hold_for_one_and_the_same_session(opened: Open) -> None:
    page = opened("courses/?country=JO&from=2027-05-06")
    coming = {
        row["course"]
        for row in sessions()
        if row["country"] == "JO" and row["ends_on"] >= "2027-05-06" and row["status"] in {"scheduled", "full"}
    }
    rows = page.locator("tr[data-held]:visible")
    assert {
        link.rstrip("/").rpartition("/")[2] for link in rows.locator("th a").evaluate_all("a => a.map((x) => x.href)")
    } == coming
    assert 0 < len(coming) < len(courses())


def test_what_fits_nothing_is_said_and_not_left_blank(opened: Open) -> None:
    page = opened("courses/?audience=workers&delivery=online")
    assert (
        page.get_by_role("status").inner_text() == "Shown: 0 of 14. Nothing fits all of these at once: take one back."
    )


def test_filters_work_with_the_keyboard_and_from_right_to_left(opened: Open) -> None:
    page = opened("ar/sessions/", width=390)
    country = page.locator("select[name=country]")
    country.focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    chosen = country.input_value()
    assert chosen == country.locator("option").last.get_attribute("value")
    assert len(shown(page)) == sum(row["country"] == chosen for row in sessions()) < len(sessions())
    assert query(page) == {"country": [chosen]}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_everything_is_listed_and_no_filter_pretends(opened: Open) -> None:
    page = opened("sessions/?country=KH", java_script_enabled=False)
    assert len(shown(page)) == len(sessions())
    assert not page.locator(".filters").is_visible()


def test_a_calendar_is_offered_to_programs_and_as_a_file(opened: Open, site: Path) -> None:
    page = opened("sessions/")
    links = page.locator("main a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert "webcal://portal.example/calendars/courses.ics" in links
    assert "../calendars/courses.ics" in links
    assert (site / "calendars" / "courses.ics").is_file()
