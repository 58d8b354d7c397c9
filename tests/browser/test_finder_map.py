"""The map: a picture without a script; with one the points of a result, closer and farther, by mouse and keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import COLOURS, violations
from tests.browser.test_keyboard import walked
from tests.browser.test_narrow_screens import complaints

MARKS = ".result .map [data-group]"
_NUMBERS = """(all) => all.map((mark) => Number(mark.querySelector('text')?.textContent.replace(/[^0-9]/g, '') ?? 1))"""
_INSIDE = """(svg, country) => {
  const place = svg.querySelector("[data-group]").transform.baseVal.getItem(0).matrix;
  const point = new DOMPoint(place.e, place.f);
  const members = [...svg.querySelectorAll(".member")].filter((path) => path.isPointInFill(point));
  return members.map((path) => path.dataset.country);
}"""


def numbers(page: Page) -> list[int]:
    """Return how many factories each mark of the map stands for."""
    page.locator(MARKS).first.wait_for()
    page.wait_for_load_state("networkidle")
    found: list[int] = page.locator(MARKS).evaluate_all(_NUMBERS)
    return found


@pytest.mark.parametrize("path", ["", "factories/", "ar/factories/"])
def test_a_picture_without_a_script(opened: Open, path: str) -> None:
    page = opened(path, java_script_enabled=False)
    picture = page.locator("figure.map svg[role=img]")
    expect(picture).to_be_visible()
    assert len(picture.get_attribute("aria-label") or "") > 20
    assert picture.locator("circle").count() == 6
    assert page.locator("a[href$='factories/in-kh/'], a[href$='countries/kh/']").first.is_visible()


def test_every_factory_found_is_in_a_group(opened: Open) -> None:
    page = opened("factories/?view=map")
    assert sum(numbers(page)) == 120
    page.goto(page.url + "&country=KH")
    assert sum(numbers(page)) == 60
    expect(page.locator("[data-unplaced]")).to_be_hidden()


@pytest.mark.parametrize("key", ["KH-0001", "VN-0002", "JO-0001", "HT-0003", "ID-0002", "BD-0001"])
def test_a_factory_stands_in_its_country(opened: Open, key: str) -> None:
    page = opened(f"factories/?q={key}&view=map")
    assert numbers(page) == [1]
    page.wait_for_function("() => document.querySelector('.result .borders').getAttribute('d')")
    assert page.locator(".result .map svg").evaluate(_INSIDE, key[:2]) == [key[:2]]


def test_groups_part_as_one_comes_closer(opened: Open) -> None:
    page = opened("factories/?country=KH&view=map")
    before = numbers(page)
    for _ in range(3):
        page.get_by_role("button", name="Closer").click()
    assert max(numbers(page)) < max(before)
    page.get_by_role("button", name="All that was found").click()
    assert numbers(page) == before


def test_a_group_by_keyboard(opened: Open) -> None:
    page = opened("factories/?country=HT&view=map")
    numbers(page)
    page.locator(MARKS).first.focus()
    label = page.locator(MARKS).first.get_attribute("aria-label")
    page.keyboard.press("Enter")
    expect(page.locator("[data-here]")).to_be_focused()
    expect(page.locator("[data-here]")).to_have_text(label or "")
    page.keyboard.press("Tab")
    name = page.evaluate("() => document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name)


def test_dragging_moves_the_map(opened: Open) -> None:
    page = opened("factories/?country=KH&view=map")
    numbers(page)
    svg = page.locator(".result .map svg")
    before, box = svg.get_attribute("viewBox"), svg.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 40, steps=4)
    page.mouse.up()
    assert svg.get_attribute("viewBox") != before


def test_who_has_no_coordinates_is_counted(opened: Open, site: Path) -> None:
    places = json.loads((site / "search" / "places.json").read_text("utf-8"))
    places["codes"] = "A" * 2 + places["codes"][_length(places["codes"], 2) :]

    def fewer(route: Route) -> None:
        route.fulfill(json=places)

    page = opened("about/")
    page.route("**/search/places.json", fewer)
    page.goto(page.url.replace("about/", "factories/?view=map"))
    assert sum(numbers(page)) == 118
    expect(page.locator("[data-unplaced]")).to_have_text("Not on the map, because no coordinates are known: 2 of 120")


def _length(codes: str, count: int) -> int:
    """Return how many signs the first numbers of a column take: a sign of the second half says that more follow."""
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    at = 0
    for _ in range(count):
        while signs.index(codes[at]) >= 32:
            at += 1
        at += 1
    return at


def test_the_view_is_in_the_address(opened: Open) -> None:
    page = opened("factories/?country=KH")
    page.get_by_label("Map", exact=True).check()
    numbers(page)
    assert page.url.endswith("?country=KH&view=map")
    expect(page.locator(".result table")).to_be_hidden()
    page.reload()
    numbers(page)
    expect(page.get_by_label("Map", exact=True)).to_be_checked()
    page.get_by_label("List", exact=True).check()
    expect(page.locator(".result table")).to_be_visible()
    expect(page.locator(".result .map")).to_be_hidden()


@pytest.mark.parametrize("path", ["factories/?country=KH&view=map", "ar/factories/?view=map"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_is_accessible_and_fits(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width)
    numbers(page)
    page.locator(MARKS).first.press("Enter")
    assert not (bad := violations(page)), "\n".join(bad)
    assert not (bad := complaints(page)), "\n".join(bad)
    page.emulate_media(color_scheme="dark")
    assert not (bad := violations(page, COLOURS)), "\n".join(bad)


def test_every_mark_is_a_stop_of_the_keyboard(opened: Open) -> None:
    page = opened("factories/?view=map")
    numbers(page)
    places, unseen = walked(page)
    assert places == list(range(len(places)))
    assert unseen == []
