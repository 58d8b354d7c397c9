"""Everything can be read without style sheets and without pictures, in the same order: the markup alone says it all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.built import KINDS, fullest
from tests.browser.conftest import Open

_UNSTYLED = "() => { for (const sheet of document.styleSheets) sheet.disabled = true; }"
_MOVED = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  return style.order !== "0" || style.flexDirection.endsWith("reverse") || style.flexWrap === "wrap-reverse" ||
    (["absolute", "fixed"].includes(style.position) && style.clipPath === "none" && !element.matches(".skip"));
}).map((element) => element.outerHTML.slice(0, 120))"""
_UNTOLD = """() => [
  ...[...document.querySelectorAll("figure.chart")].filter((figure) =>
    !figure.querySelector("table, a[href*='#figure-']")),
  ...[...document.querySelectorAll("img:not([alt])")],
  ...[...document.querySelectorAll("svg[role=img]")].filter((svg) =>
    !(svg.ariaLabel ?? svg.querySelector("title")?.textContent)?.trim()),
].map((element) => element.outerHTML.slice(0, 160))"""


def words(page: Page) -> list[str]:
    """Return what a reader sees, word by word."""
    text: str = page.evaluate("() => document.body.innerText")
    return re.findall(r"\w+", text)


def first_missing(wanted: list[str], found: list[str]) -> str:
    """Return where `wanted` stops being found in its order in `found`; nothing when all of it is there."""
    rest = iter(found)
    for place, word in enumerate(wanted):
        if word not in rest:
            return " ".join(wanted[max(0, place - 8) : place + 3])
    return ""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_or_out_of_order(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"))
    assert page.evaluate(_MOVED) == []
    assert page.evaluate(_UNTOLD) == []
    styled = words(page)
    page.evaluate(_UNSTYLED)
    assert first_missing(styled, words(page)) == ""


def test_what_styles_alone_say_or_move_is_seen(opened: Open) -> None:
    page = opened("")
    page.evaluate("() => { document.querySelector('.band').style.flexDirection = 'row-reverse'; }")
    assert len(page.evaluate(_MOVED)) == 1
    page.evaluate("() => { document.querySelector('main section').outerHTML = '<figure class=chart></figure>'; }")
    assert len(page.evaluate(_UNTOLD)) == 1
    assert first_missing(["a", "b", "c"], ["a", "c", "b"]) == "a b c"
