"""Owns how tests of the search of factories read its result: keys, lines, and the factories as the files have them."""

from __future__ import annotations

import csv
import re
from functools import cache

from playwright.sync_api import Page

from tests.browser.built import ROOT

ROWS = ".result tbody tr"


@cache
def factories() -> dict[str, dict[str, str]]:
    paths = sorted((ROOT / "data/compliance/factories").glob("*.csv"))
    rows = [row for path in paths for row in csv.DictReader(path.read_text("utf-8").splitlines())]
    return {row["factory"]: row for row in rows}


def found(page: Page, *, settled: bool = True) -> list[str]:
    """Return the keys of the factories shown, once the result is there."""
    page.locator(".result:not([aria-busy=true])").wait_for()
    if settled:
        page.wait_for_load_state("networkidle")
    return [href.rstrip("/").rsplit("/", 1)[-1].upper() for href in hrefs(page)]


def hrefs(page: Page) -> list[str]:
    links: list[str] = page.locator(f"{ROWS} th a").evaluate_all("(all) => all.map((each) => each.href)")
    return links


def typed(page: Page, text: str) -> list[str]:
    page.locator("#find-name").fill(text)
    return found(page)


def named(name: str) -> str:
    """Return the key of the factory with this name."""
    (key,) = [key for key, row in factories().items() if row["name"] == name]
    return key


def lines_of(page: Page, table: str) -> list[dict[str, str]]:
    rows: list[list[str]] = page.locator(f"{table} tbody tr").evaluate_all(
        "(all) => all.map((row) => [row.querySelector('a').textContent, ...[...row.cells].slice(1)"
        ".map((cell) => cell.textContent)])"
    )
    names = ("name", "place", "status", "workers", "assessed", "open")
    return [dict(zip(names, (clean(cell) for cell in row), strict=True)) for row in rows]


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
