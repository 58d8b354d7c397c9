"""Everything can be read with JavaScript off; what a script adds is offered only where it works."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.built import KINDS, fullest
from tests.browser.conftest import Open

_LINES = """() => document.querySelector("main").innerText.split("\\n").map((line) => line.trim()).filter(Boolean)"""

_WITHOUT_FILTERS = """() => document.querySelectorAll("main form.filters").forEach((form) => { form.hidden = true; })"""
"""Filters of a list, which the script shows, say how many of its lines they leave."""


def lines(page: Page) -> list[str]:
    """Return the lines of the content that a reader sees."""
    found: list[str] = page.evaluate(_LINES)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_content_is_all_there(site: Path, opened: Open, kind: str) -> None:
    path = fullest(site, kind, "en")
    without = opened(path, java_script_enabled=False)
    added = without.evaluate("() => [...document.querySelectorAll('main [hidden]')].map((each) => each.textContent)")
    with_script = opened(path)
    with_script.wait_for_load_state("networkidle")
    with_script.evaluate(_WITHOUT_FILTERS)
    seen = set(lines(without))
    assert len(seen) > 3
    missing = [line for line in lines(with_script) if line not in seen and not any(line in text for text in added)]
    assert missing[:10] == []
    hidden_by_script = seen - set(lines(with_script))
    assert sorted(hidden_by_script)[:10] == []


def test_what_needs_a_script_is_not_offered_without(opened: Open) -> None:
    assert opened("").locator(".appearance").is_visible()
    assert not opened("", java_script_enabled=False).locator(".appearance").is_visible()


def test_folded_parts_open_without_a_script(site: Path, opened: Open) -> None:
    page = opened(fullest(site, "factory", "en"), java_script_enabled=False)
    folded = page.locator("details:not([open])").first
    folded.locator("summary").first.click()
    assert folded.get_attribute("open") is not None or page.locator("details[open]").count()


def test_an_address_that_leads_nowhere(opened: Open) -> None:
    page = opened("nowhere/")
    assert page.locator("h1").count() == 1
    assert page.evaluate("() => getComputedStyle(document.querySelector('.skip')).position") in {"absolute", "fixed"}
    page.locator(".site a").click()
    assert page.title() == opened("").title()
    assert opened("ar/factories/nowhere/").evaluate("() => document.documentElement.dir") == "rtl"


@pytest.mark.parametrize("language", ["", "ar/"])
def test_an_address_that_moved_leads_to_where_it_moved(opened: Open, language: str) -> None:
    page = opened(f"{language}formulas/", java_script_enabled=False)
    page.wait_for_url(f"**/{language}method/")
