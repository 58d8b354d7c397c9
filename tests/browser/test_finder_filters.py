"""Filters of the search of factories: their numbers are those of the facts, and its lines are those of the lists."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from generator.pages.finder.traits import traits_of
from tests.browser.conftest import Open
from tests.browser.finding import found, lines_of
from tests.pages.demonstration import demonstration


def expected_counts(chosen: dict[str, set[str]]) -> dict[str, dict[str, int]]:
    """Return how many factories of the demonstration have each value, with the choices in all other filters."""
    rows = traits_of(demonstration().facts).to_dicts()
    counts: dict[str, dict[str, int]] = {}
    for name in rows[0].keys() - {"factory"}:
        others = {other: values for other, values in chosen.items() if other != name}
        left = [row for row in rows if all(values & set(row[other]) for other, values in others.items())]
        counts[name] = {value: 0 for row in rows for value in row[name]}
        for value in (value for row in left for value in row[name]):
            counts[name][value] += 1
    return counts


def shown_counts(page: Page) -> dict[str, dict[str, int]]:
    pairs = page.locator(".filters input").evaluate_all(
        "(all) => all.map((each) => [each.name, each.value, each.parentElement.lastElementChild.textContent])"
    )
    counts: dict[str, dict[str, int]] = {}
    for name, value, text in pairs:
        counts.setdefault(name, {})[value] = int(text)
    return counts


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"country": {"KH"}},
        {"country": {"KH", "JO"}, "status": {"active"}},
        {"point": {"emergency-preparedness", "gender"}, "union": {"no", "-"}, "workers": {"medium"}},
        {"buyer": {"-"}, "assessed": {"2025"}, "verified": {"behind-schedule"}},
        {"record": {"not-yet-eligible"}},
    ],
)
def test_numbers_beside_the_filters_are_those_of_the_facts(opened: Open, chosen: dict[str, set[str]]) -> None:
    query = "&".join(f"{name}={value}" for name, values in chosen.items() for value in sorted(values))
    page = opened(f"factories/?{query}&sort=name" if chosen else "factories/")
    if chosen:
        found(page)
    assert shown_counts(page) == expected_counts(chosen)
    if chosen:
        rows = traits_of(demonstration().facts).to_dicts()
        wanted = [row for row in rows if all(values & set(row[name]) for name, values in chosen.items())]
        expect(page.locator("[data-found]")).to_contain_text(f"{len(wanted)} of {len(rows)} factories")


def test_numbers_follow_a_click(opened: Open) -> None:
    page = opened("factories/")
    page.locator("#filter-country").click()
    page.get_by_label("Cambodia").check()
    found(page)
    assert shown_counts(page) == expected_counts({"country": {"KH"}})
    page.get_by_label("Cambodia").uncheck()
    expect(page.locator(".lists")).to_be_visible()
    assert shown_counts(page) == expected_counts({})


def test_lines_say_what_the_lists_say(opened: Open) -> None:
    """All factories by name, page after page, with the words and dates of the list made without a script."""
    page = opened("factories/")
    static = lines_of(page, ".lists table.stacked")
    shown: list[dict[str, str]] = []
    for number in (1, 2, 3):
        page.goto(page.url.split("?")[0] + f"?sort=name&page={number}")
        found(page)
        shown += lines_of(page, ".result table")
    assert [line["name"] for line in shown] == [line["name"] for line in static]
    for line, listed in zip(shown, static, strict=True):
        for part in ("status", "workers", "assessed", "open"):
            assert line[part] == listed[part], line["name"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_lines_in_other_languages(opened: Open, language: str) -> None:
    page = opened(f"{language}/factories/")
    static = {line["name"]: line for line in lines_of(page, ".lists table.stacked")}
    page.goto(page.url + "?sort=newest")
    found(page)
    for line in lines_of(page, ".result table"):
        assert {**line, "place": ""} == {**static[line["name"]], "place": ""}
