"""No page needs scrolling sideways and none cuts text off: on a small phone, enlarged to 400 % (WCAG 1.4.10), with text
twice as large (1.4.4), with more space in the text (1.4.12); and a thumb hits what it aims at (2.5.8).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.built import KINDS, fullest, sparsest
from tests.browser.conftest import Open
from tests.browser.test_accessibility import violations

_TOO_WIDE = """() => {
  const root = document.scrollingElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return (box.right > width + 1 || box.left < -1) && box.width > 1 && !scrolls(element);
  });
  return [`${root.scrollWidth} px wide`, ...wide.slice(-3).map((element) => element.outerHTML.slice(0, 160))];
}"""
_CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  const cut = (side, room, need) => ["hidden", "clip"].includes(side) && need > room + 1;
  const read = style.clipPath === "none" && element.checkVisibility() && element.innerText?.trim();
  return element.clientWidth > 1 && read && (
    cut(style.overflowX, element.clientWidth, element.scrollWidth) ||
    cut(style.overflowY, element.clientHeight, element.scrollHeight));
}).map((element) => element.outerHTML.slice(0, 160))"""
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
_TARGETS = {"type": "rule", "values": ["target-size"]}


def complaints(page: Page) -> list[str]:
    """Return what sticks out of the page at the side, and which text is cut off."""
    return [*page.evaluate(_TOO_WIDE), *page.evaluate(_CUT_OFF)]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page(site: Path, opened: Open, kind: str, language: str) -> None:
    page = opened(fullest(site, kind, language), width=320, height=256)
    assert not (found := complaints(page)), "\n".join(["at 320 px", *found])
    page.set_viewport_size({"width": 390, "height": 844})
    assert not (found := complaints(page)), "\n".join(["at 390 px", *found])
    assert not (found := violations(page, _TARGETS)), "\n".join(found)
    page.evaluate(_SPACED)
    assert not (found := complaints(page)), "\n".join(["with text spaced out at 390 px", *found])
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not (found := complaints(page)), "\n".join(["with text spaced out", *found])
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert not (found := complaints(page)), "\n".join(["with text twice as large", *found])


@pytest.mark.parametrize("kind", ["factory", "country", "point"])
def test_folded_parts_unfolded(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"), width=320, height=640)
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert not (found := complaints(page)), "\n".join(found)


def test_a_page_with_little_to_show(site: Path, opened: Open) -> None:
    assert not (found := complaints(opened(sparsest(site, "factory", "en"), width=320))), "\n".join(found)


def test_what_is_too_wide_is_seen(opened: Open) -> None:
    page = opened("", width=320)
    page.evaluate("() => { document.querySelector('main').style.inlineSize = '500px'; }")
    assert complaints(page)[0].endswith(" px wide")


def test_what_is_cut_off_is_seen(opened: Open) -> None:
    page = opened("", width=390)
    page.evaluate("() => Object.assign(document.querySelector('h1').style, {blockSize: '1rem', overflow: 'hidden'})")
    assert [each for each in complaints(page) if each.startswith("<h1")] != []


def test_what_a_thumb_would_miss_is_seen(opened: Open) -> None:
    page = opened("", width=390)
    page.evaluate(
        "() => document.querySelectorAll('.all a').forEach((each) =>"
        " Object.assign(each.style, {minBlockSize: '0', padding: '0', fontSize: '8px', lineHeight: '1'}))"
    )
    assert violations(page, _TARGETS) != []
