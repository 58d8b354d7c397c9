"""What readers set on their machine or on the page is respected: colours forced, motion reduced, light or dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.built import KINDS, fullest
from tests.browser.conftest import Open

_PAPER = "() => getComputedStyle(document.body).backgroundColor"
_UNSIGNED = """() => [...document.querySelectorAll("main .state")].filter((state) => {
  const none = ["none", "normal", '""'];
  const signed = (element) => element && !none.includes(getComputedStyle(element, "::before").content);
  const event = state.closest(".timeline > li"); // its sign sits on the seam
  return state.checkVisibility() && (!state.textContent.trim() || !(signed(state) || signed(event)));
}).map((state) => state.outerHTML)"""
_FAINT = """() => {
  const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const linear = (part) => part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  const light = (colour) => 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  const ground = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const colour = parts(getComputedStyle(up).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  return [...document.querySelectorAll("main .state, main .state .unseen")].filter((state) => state.checkVisibility() &&
    contrast(parts(getComputedStyle(state, "::before").color), ground(state)) < 4.5).map((state) => state.outerHTML);
}"""
_MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element), seconds = (text) => Math.max(...text.split(",").map(parseFloat));
  return seconds(style.transitionDuration) > 0.01 || (style.animationName !== "none" &&
    seconds(style.animationDuration) > 0.01);
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", KINDS)
def test_forced_colours_lose_nothing(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"), forced_colors="active")
    assert page.evaluate(_UNSIGNED) == []
    assert page.evaluate(_FAINT) == []
    page.keyboard.press("Tab")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_has_a_sign_that_can_be_seen(site: Path, opened: Open, scheme: str) -> None:
    page = opened(fullest(site, "factory", "en"), color_scheme=scheme)
    assert page.evaluate("() => document.querySelectorAll('main .state').length") > 20
    assert page.evaluate(_UNSIGNED) == []
    assert page.evaluate(_FAINT) == []
    page.evaluate("() => { document.querySelector('.key .state').style.color = '#777'; }")
    assert len(page.evaluate(_FAINT)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_who_asks_for_it(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"), reduced_motion="reduce")
    assert page.evaluate(_MOVING) == []
    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_light_and_dark_as_on_the_device(opened: Open) -> None:
    assert opened("").evaluate(_PAPER) != opened("", color_scheme="dark").evaluate(_PAPER)


def test_light_and_dark_as_chosen(opened: Open) -> None:
    page = opened("")
    light = page.evaluate(_PAPER)
    choose(page, "dark")
    assert page.evaluate(_PAPER) == opened("", color_scheme="dark").evaluate(_PAPER)
    page.reload()
    assert page.evaluate(_PAPER) == light, "nothing is kept unasked"


def test_a_choice_is_kept_when_the_reader_asks_and_only_then(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    light = page.evaluate(_PAPER)
    choose(page, "dark")
    page.locator(".appearance [name=keep]").check()
    page.goto(f"{address}/about/")
    assert page.evaluate(_PAPER) != light
    page.locator(".appearance [name=keep]").uncheck()
    assert page.evaluate("() => localStorage.length") == 0
    context.close()


def choose(page: Page, value: str) -> None:
    """Choose an appearance at the foot of the page."""
    page.locator(f".appearance [value={value}]").check()
