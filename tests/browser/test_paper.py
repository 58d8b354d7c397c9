"""Pages on paper: the content without the navigation, with its address, on few sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.built import BASE, KINDS, LANGUAGES, fullest, middling, sparsest
from tests.browser.conftest import Open

NAVIGATION = (".skip", "nav.sections", "nav.languages", "nav.all", ".appearance")


@pytest.mark.parametrize("kind", KINDS)
def test_navigation_stays_off_the_paper(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"))
    page.emulate_media(media="print")
    assert [each for each in NAVIGATION if page.locator(each).first.is_visible()] == []
    assert page.locator("h1").is_visible()
    assert page.locator("main").evaluate("(main) => main.scrollWidth <= main.clientWidth + 1")


def test_a_printed_profile_says_where_it_comes_from(site: Path, opened: Open) -> None:
    path = fullest(site, "factory", "en")
    page = opened(path)
    page.emulate_media(media="print")
    assert page.locator(".cite").is_visible()
    assert BASE + path in page.locator(".cite").inner_text()
    assert page.locator(".demonstration").is_visible()


def test_dark_readers_print_dark_on_white(opened: Open) -> None:
    page = opened("", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ink, paper = page.evaluate(
        "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 100
    assert paper in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choose", [sparsest, middling, fullest])
def test_a_profile_keeps_to_two_sheets(
    site: Path, opened: Open, choose: Callable[[Path, str, str], str], language: str
) -> None:
    """All profiles of the demonstration were printed once in all languages; these stand for them."""
    page = opened(choose(site, "factory", language))
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


def test_a_printed_profile_says_what_it_leaves_out(site: Path, opened: Open) -> None:
    path = fullest(site, "factory", "en")
    page = opened(path)
    left_out = page.locator("main > .on-paper.note")
    assert not left_out.is_visible()
    page.emulate_media(media="print")
    assert BASE + path in left_out.inner_text()
    assert page.locator(".finding").first.is_visible()
    assert page.locator(".finding .improvement").first.is_visible()
    assert page.locator(".matrix").first.is_visible()
    assert page.locator(".assessments").is_visible()
    for part in (".timeline", "#country", "#data", "#committee", "#buyers"):
        assert not page.locator(part).first.is_visible()
