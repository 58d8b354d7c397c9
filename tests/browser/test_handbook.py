"""The handbook in the portal: no violation that axe can see, no scrolling sideways on a narrow phone, no dead end."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.test_accessibility import COLOURS, violations

PAGES = ("", "edit/", "pull-request/", "tables/", "codes/", "codes/unknown-reference/")


@pytest.mark.parametrize("path", PAGES)
def test_everyone_can_read_it(opened: Open, path: str) -> None:
    page = opened(f"handbook/{path}")
    assert not (found := violations(page)), "\n".join(found)
    page.emulate_media(color_scheme="dark")
    assert not (found := violations(page, COLOURS)), "\n".join(["in the dark", *found])


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_off_a_narrow_phone(opened: Open, path: str) -> None:
    page = opened(f"handbook/{path}", width=320)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_it_leads_back_to_the_portal(opened: Open) -> None:
    page = opened("handbook/codes/unknown-reference/")
    page.get_by_role("link", name="To the portal").first.click()
    assert page.locator("body").get_attribute("class") == "kind-home"
