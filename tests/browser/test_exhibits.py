"""Charts in a real browser under the strict policy: exploring them, by pointer and keyboard, and framing them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open
from tests.browser.test_accessibility import violations
from tests.web import served

CHARTS = ("points/emergency-preparedness/", "indicators/monthly-earnings-by-sex/", "indicators/informal-employment/")
FILES = ("years.explore.json", "chart.explore.json", "chart.explore.json")


def explored(page: Page) -> None:
    page.get_by_role("button", name="Explore this chart").click()
    page.locator(".explore-panel").wait_for()


def panel_of(page: Page) -> list[list[str]]:
    """Return the rows that exploring shows, after their heading."""
    panel = page.locator(".explore-panel table")
    rows = [[panel.locator("caption").inner_text()]]
    return rows + [row.locator("th, td").all_inner_texts() for row in panel.locator("tr").all()]


def point_at(page: Page, row: dict[str, Any], name: str) -> None:
    svg = page.locator(f".picture-{name} svg")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box
    scale = box["width"] / float((svg.get_attribute("viewBox") or "").split()[2])
    page.mouse.move(box["x"] + row[name][0] * scale + 1, box["y"] + row[name][1] * scale + 1)


@pytest.mark.parametrize(("width", "name"), [(1280, "wide"), (390, "narrow")])
@pytest.mark.parametrize(("chart", "file"), list(zip(CHARTS, FILES, strict=True)))
def test_the_pointer_finds_each_value_with_what_stands_behind_it(
    site: Path, opened: Open, chart: str, file: str, width: int, name: str
) -> None:
    figures = json.loads((site / chart / file).read_text("utf-8"))
    page = opened(chart, width=width)
    explored(page)
    for row in figures["rows"]:
        point_at(page, row, name)
        heading, *rows = panel_of(page)
        assert heading == [figures["stops"][row["stop"]]]
        assert [figures["series"][row["series"]], row["value"], row["note"]] in rows
    assert violations(page) == []


def test_nothing_is_loaded_before_it_is_asked_for(opened: Open, address: str) -> None:
    page = opened("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/{CHARTS[0]}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith((".json", ".png")) or "explore.js" in url]
    explored(page)
    assert {url for url in asked if ".png" in url} == set()
    assert {"/theme/js/explore.js", "/points/emergency-preparedness/years.explore.json"} <= set(asked)


@pytest.mark.parametrize(("language", "towards"), [("en", "ArrowLeft"), ("ar", "ArrowRight")])
def test_the_keyboard_walks_through_the_years(opened: Open, language: str, towards: str) -> None:
    path = "" if language == "en" else f"{language}/"
    page = opened(path + CHARTS[0])
    button = page.locator(".explore button")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".explore-panel").wait_for()
    assert panel_of(page)[0] == ["2026"]
    page.keyboard.press("Tab")
    page.keyboard.press(towards)
    (heading,), *rows = panel_of(page)
    assert heading == "2025"
    said = page.locator(".explore input[type=range]").get_attribute("aria-valuetext")
    assert said == "; ".join(["2025", *(", ".join(row) for row in rows)])
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert len(panel_of(page)) == len(rows), "one series is left out"
    button.focus()
    page.keyboard.press("Enter")
    assert not page.locator(".explore-panel").is_visible()


def test_the_way_back_leads_to_the_very_picture(opened: Open) -> None:
    page = opened(CHARTS[0])
    picture = page.locator(".picture-wide svg")
    before = picture.evaluate("svg => svg.outerHTML.replaceAll(' class=\"\"', '')")
    explored(page)
    page.get_by_role("checkbox", name="Cambodia").uncheck()
    hidden = page.locator(".picture-wide .chart-s1").first
    assert hidden.evaluate("mark => getComputedStyle(mark).visibility") == "hidden"
    picture.hover()
    page.get_by_role("button", name="Back to the picture").click()
    assert picture.evaluate("svg => svg.outerHTML.replaceAll(' class=\"\"', '')") == before


def test_what_cannot_be_loaded_is_said(opened: Open) -> None:
    page = opened(CHARTS[0])
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('no network')); }")
    page.get_by_role("button", name="Explore this chart").click()
    page.get_by_text("The figures could not be loaded. They are in the table.").wait_for()
    assert not page.locator(".explore-panel").is_visible()


def test_without_script_there_is_no_button_and_every_file_is_there(opened: Open, address: str) -> None:
    page = opened(CHARTS[0], java_script_enabled=False)
    assert not page.locator(".explore").is_visible()
    page.locator("summary", has_text="Cite this chart").click()
    links = page.locator("figure.chart .files a")
    kinds = set()
    for link in links.all():
        reply = page.request.get(f"{address}/{CHARTS[0]}{link.get_attribute('href')}")
        assert reply.ok
        kinds.add(str(link.get_attribute("href")).rpartition(".")[2])
    assert kinds == {"svg", "png", "csv", "json", "bib", "ris"}


@pytest.fixture
def elsewhere(tmp_path: Path, address: str) -> Iterator[str]:
    """The address of a page of another site that shows two pages of ours in frames."""
    sources = {"chart": f"{address}/{CHARTS[0]}years/embed/", "page": f"{address}/{CHARTS[0]}"}
    frames = "".join(
        f'<iframe id="{name}" src="{at}" width="900" height="700"></iframe>' for name, at in sources.items()
    )
    (tmp_path / "_headers").write_text("", encoding="utf-8")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>News</title>{frames}", encoding="utf-8")
    with served(tmp_path) as at:
        yield at


def test_another_site_can_frame_a_chart_and_nothing_else(browser: Browser, elsewhere: str, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.goto(elsewhere)
    chart = page.frame_locator("#chart")
    assert chart.locator(".picture-wide svg").is_visible()
    link = chart.locator("a[href*='#figure-years']")
    assert link.get_attribute("target") == "_blank"
    chart.get_by_role("button", name="Explore this chart").click()
    chart.locator(".explore-panel table td").first.wait_for()
    assert not page.frame_locator("#page").locator("main").is_visible()
    assert [said for said in noise if "X-Frame-Options" in said]
    assert not [said for said in noise if "Content Security Policy" in said]
    with context.expect_page() as opening:
        link.click()
    assert opening.value.url == f"{address}/{CHARTS[0]}#figure-years"
    context.close()
