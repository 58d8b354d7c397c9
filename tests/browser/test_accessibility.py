"""Every kind of page, with zero violations of WCAG 2.2 AA and of best practice that axe can see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.built import KINDS, fullest, middling, sparsest
from tests.browser.conftest import Open

AXE = Axe()
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = {"type": "tag", "values": ["cat.color"]}
"""Between light and dark only colours differ."""
ALL_BUT_COLOURS = {"color-contrast": {"enabled": False}}
"""Between the languages they do not differ."""


def violations(
    page: Page, run_only: Sequence[str] | Mapping[str, object] = RULES, rules: Mapping[str, object] | None = None
) -> list[str]:
    """Return each violation with the elements that have it."""
    options = {"resultTypes": ["violations"], "runOnly": run_only, "rules": rules or {}}
    found = AXE.run(page, options=options).response["violations"]
    return [
        f"{each['id']} ({len(each['nodes'])} times): {node['target']} {node['html'][:200]} {node['failureSummary']}"
        for each in found
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_right_to_left(site: Path, opened: Open, kind: str) -> None:
    assert not (found := violations(opened(middling(site, kind, "ar")), rules=ALL_BUT_COLOURS)), "\n".join(found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"))
    assert not (found := violations(page)), "\n".join(found)
    page.emulate_media(color_scheme="dark")
    assert not (found := violations(page, COLOURS)), "\n".join(["in the dark", *found])


@pytest.mark.parametrize("kind", ["home", "factory", "course", "indicator"])
def test_french(site: Path, opened: Open, kind: str) -> None:
    assert not (found := violations(opened(fullest(site, kind, "fr")))), "\n".join(found)


@pytest.mark.parametrize("kind", ["factory", "country", "point", "course"])
def test_a_page_with_little_to_show(site: Path, opened: Open, kind: str) -> None:
    assert not (found := violations(opened(sparsest(site, kind, "en")))), "\n".join(found)


@pytest.mark.parametrize("kind", ["factory", "point"])
def test_folded_parts_unfolded_on_a_phone(site: Path, opened: Open, kind: str) -> None:
    page = opened(fullest(site, kind, "en"), width=390, height=800)
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert not (found := violations(page)), "\n".join(found)


def test_axe_sees_what_is_wrong(opened: Open) -> None:
    page = opened("")
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"theme/icon.svg\">')"
    )
    assert [each for each in violations(page) if each.startswith("image-alt")] != []
