"""Every page can be worked by keyboard alone: the way in, each stop visible, in the order of the page, no trap."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.built import FRAMED, KINDS, fullest
from tests.browser.conftest import Open

MOST_STOPS = 250
"""Pages with more (long lists of the same links) are walked so far and no further."""
_PARTS = 3
"""Further halts within a field for a day."""
_STOPS = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const group = (element) => element.type === "radio" && !element.checked;
  window.stops = [...document.querySelectorAll(all)].filter((element) =>
    element.checkVisibility() && !element.disabled && !group(element));
  return window.stops.length;
}"""
_HERE = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const line = element.getClientRects()[0] ?? box;
  const middle = (least, most, end) => (Math.max(least, 0) + Math.min(most, end)) / 2;
  const above = document.elementFromPoint(
    middle(line.left, line.right, innerWidth), middle(line.top, line.bottom, innerHeight));
  return {
    place: window.stops.indexOf(element), parts: element.type === "date", what: element.outerHTML.slice(0, 120),
    visible: (ring || style.boxShadow !== "none") && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    covered: !(above && (element.contains(above) || above.contains(element))),
  };
}"""

_WIDEST = """() => {
  const spare = (wide) => wide.checkVisibility() ? wide.scrollWidth - wide.clientWidth : 0;
  return [...document.querySelectorAll("main .wide")].sort((one, other) => spare(other) - spare(one))[0];
}"""


def walked(page: Page) -> tuple[list[int], list[str]]:
    """Press Tab from the top to the end; return the stops in the order they came, and those unseen or covered.

    A field for a day is one stop, though the browser halts at its day, month, year and button.
    """
    number = min(page.evaluate(_STOPS), MOST_STOPS)
    places: list[int] = []
    unseen: list[str] = []
    for _ in range(number + _PARTS * page.locator("input[type=date]").count()):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here["parts"] and places[-1:] == [here["place"]]:
            continue
        if len(places) == number:
            break
        places.append(here["place"])
        unseen += [here["what"]] if here["covered"] or not here["visible"] else []
    return places, unseen


@pytest.mark.parametrize("kind", KINDS)
def test_every_stop_is_reached_in_order_and_seen(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"))
    assert kind == FRAMED or page.locator("a").first.get_attribute("class") == "skip"
    places, unseen = walked(page)
    assert places == list(range(len(places)))
    assert unseen == []
    assert len(places) > (1 if kind == FRAMED else 10)


@pytest.mark.parametrize("kind", ["home", "factory"])
def test_right_to_left_on_a_phone(site: Path, opened: Open, kind: str) -> None:
    places, unseen = walked(opened(fullest(site, kind, "ar"), width=390))
    assert places == list(range(len(places)))
    assert unseen == []


def test_the_first_stop_skips_to_the_content(opened: Open) -> None:
    page = opened("")
    skip = page.locator(".skip")
    assert not in_view(page)
    page.keyboard.press("Tab")
    assert skip.evaluate("(element) => element === document.activeElement")
    assert in_view(page)
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def in_view(page: Page) -> bool:
    """Whether the link to the content can be seen."""
    box = page.locator(".skip").bounding_box()
    return bool(box and box["y"] >= 0 and box["x"] >= 0 and box["width"] > 20)


@pytest.mark.parametrize("kind", ["factory", "point"])
def test_folded_parts_open_and_close_by_enter(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"))
    summary = page.locator("main details:not([open]) > summary").first
    part = summary.element_handle().evaluate_handle("(element) => element.parentElement").as_element()
    assert part is not None
    summary.focus()
    page.keyboard.press("Enter")
    assert part.get_attribute("open") is not None
    page.keyboard.press("Enter")
    assert part.get_attribute("open") is None


def test_wide_tables_scroll_by_keyboard(site: Path, opened: Open) -> None:
    page = opened(fullest(site, "sessions", "en"), width=660)
    wide = page.evaluate_handle(_WIDEST).as_element()
    assert wide is not None
    assert wide.evaluate("(wide) => wide.scrollWidth > wide.clientWidth + 20"), "no table is wide enough to show it"
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert wide.evaluate("(wide) => wide.scrollLeft") > 0


def test_a_stop_under_something_else_is_seen(opened: Open) -> None:
    page = opened("")
    page.evaluate("() => Object.assign(document.querySelector('.seam').style, {position: 'fixed', blockSize: '50vh'})")
    page.evaluate("() => Object.assign(document.querySelector('.seam').style, {inset: '0', zIndex: 9})")
    assert walked(page)[1] != []
