"""Factories, or countries, side by side: as the pages of each have them, with an address to share and every caveat."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.finding import named
from tests.browser.test_accessibility import COLOURS, violations
from tests.browser.test_hostile_texts import _STRANGE, bad, bad_address, shown
from tests.browser.test_narrow_screens import complaints

__all__ = ["bad", "bad_address"]

TABLE = ".comparison table"
LAW = "Law differs between countries"


def rows(page: Page, table: str = TABLE) -> dict[str, list[str]]:
    """Return what stands beside each point, column by column, once it is there."""
    page.locator(table).first.wait_for()
    found: list[list[str]] = page.locator(table).first.evaluate(
        "(table) => [...table.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    return {cells[0].strip(): [clean(cell) for cell in cells[1:]] for cells in found if len(cells) > 1}


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def last_column(page: Page) -> dict[str, str]:
    """Return the last result of each point as a profile has it."""
    found: list[list[str]] = page.locator(".matrix tbody tr:not(.under)").evaluate_all(
        "(all) => all.flatMap((row) => [...row.cells[0].querySelectorAll('a')].map((link) =>"
        " [link.textContent, row.cells[row.cells.length - 1].querySelector('.state').textContent]))"
    )
    return dict(found)


def words(cell: str) -> str:
    """Return the state of a cell, without the mark of a result on part of the questions."""
    return cell.partition("*")[0].strip()


def test_from_a_profile_to_a_comparison_by_a_misspelt_name(opened: Open) -> None:
    page = opened("factories/kh-0037/", width=390, height=800, has_touch=True)
    here = last_column(page)
    page.get_by_role("link", name="Compare with another factory").tap()
    page.locator("#add-name").fill("Silvr Rumdoul Bag")
    page.locator("[data-matches] a").tap()
    expect(page.locator("[data-compared] li")).to_have_count(2)
    assert page.url.endswith(f"/compare/?a=kh-0037&a={named('Silver Rumduol Bags Co., Ltd.').lower()}")
    side = rows(page)
    page.goto(page.url.split("/compare/")[0] + "/factories/kh-0001/")
    there = last_column(page)
    assert len(side) > 10
    for point, (one, other) in side.items():
        assert (words(one), words(other)) == (here[point], there[point]), point


@pytest.mark.parametrize("keys", [["kh-0012", "bd-0001", "ht-0003", "vn-0015"], ["jo-0005", "id-0002"]])
def test_results_are_those_of_the_profiles(opened: Open, keys: list[str]) -> None:
    page = opened("compare/?" + "&".join(f"a={key}" for key in keys))
    side = rows(page)
    for at, key in enumerate(keys):
        profile = last_column(opened(f"factories/{key}/"))
        for point, cells in side.items():
            assert words(cells[at]) == profile.get(point, "Not in this form"), (key, point)


def test_rates_are_those_of_the_country_pages(opened: Open) -> None:
    page = opened("compare/?a=kh&a=bd&a=ht")
    expect(page.locator(".comparison table caption").first).to_contain_text("Full form")
    side = rows(page)
    for at, key in enumerate(["kh", "bd", "ht"]):
        country = opened(f"countries/{key}/")
        found: list[list[str]] = country.locator("#points ~ .wide tbody tr").evaluate_all(
            "(all) => all.map((row) => [row.cells[0].innerText, row.cells[1]?.innerText ?? ''])"
        )
        page_rows = {clean(point): clean(cell) for point, cell in found}
        for point, cells in side.items():
            share = re.match(r"(\d+) of (\d+)", cells[at])
            if share:
                assert page_rows[point].startswith(f"{share[1]} of {share[2]} factor"), (key, point)
                percent = re.search(r"\((\d+%)\)", cells[at])
                assert not percent or percent[0] in page_rows[point]
                assert percent or all("too few for a rate" in each for each in (cells[at], page_rows[point]))
            else:
                assert cells[at] == "no published result"
                assert page_rows[point] in {"Not disclosed", "Not assessed", "Not applicable", "Not in this form"}


def test_the_address_is_the_comparison(opened: Open) -> None:
    page = opened("compare/?a=kh-0037&a=KH-0012&a=kh-0037")
    before = rows(page)
    page.reload()
    assert rows(page) == before
    expect(page.locator("[data-compared] li")).to_have_count(2)
    page.get_by_role("link", name="Take out Seven Elephant Knitting Co., Ltd.").click()
    expect(page.locator("[data-compared] li")).to_have_count(1)
    assert page.url.endswith("/compare/?a=kh-0012")
    expect(page.get_by_text("Add another one to compare.")).to_be_visible()
    page.go_back()
    assert rows(page) == before


def test_law_is_spoken_of_where_countries_differ(opened: Open) -> None:
    page = opened("compare/?a=kh-0037&a=kh-0012")
    rows(page)
    assert page.locator(".comparison").get_by_text(LAW).count() == 0
    page.goto(page.url + "&a=ht-0003")
    rows(page)
    expect(page.locator(".comparison").get_by_text(LAW)).to_be_visible()
    page.goto(page.url.split("?")[0] + "?a=kh&a=ht")
    rows(page)
    expect(page.locator(".comparison").get_by_text(LAW)).to_be_visible()


@pytest.mark.parametrize(
    ("query", "what", "columns"),
    [
        ("a=kh-9999&a=kh-0001&a=kh-0012", "KH-9999", 2),
        ("a=zz&a=kh-0001", "zz", 1),
        ("a=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&a=kh-0001&a=kh-0012", "<img src=x onerror=alert(1)>", 2),
        ("a=kh-0001&a=kh", "KH", 1),
        ("a=kh&a=kh-0001&a=ht", "KH-0001", 2),
        ("a=kh-0001&a=kh-0002&a=kh-0003&a=kh-0004&a=kh-0005", "KH-0005", 4),
        ("factory=KH-0001", "factory=KH-0001", 0),
        ("a=kh-9999", "KH-9999", 0),
    ],
)
def test_a_link_that_asks_for_what_is_not_there(opened: Open, query: str, what: str, columns: int) -> None:
    page = opened(f"compare/?{query}")
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text(what)
    expect(page.locator("[data-announced]")).to_contain_text(what)
    expect(page.locator("[data-compared] li")).to_have_count(columns)
    notice.get_by_role("link", name="Compare others").click()
    expect(page.locator("[data-notice]")).to_be_hidden()
    expect(page.locator("#add-name")).to_be_visible()


def test_with_the_keyboard_alone(opened: Open) -> None:
    page = opened("compare/?a=kh-0037")
    page.locator("#add-name").focus()
    page.keyboard.type("KH-0012")
    page.keyboard.press("Enter")
    expect(page.locator("[data-compared] li")).to_have_count(2)
    page.locator("#add-name").focus()
    page.keyboard.type("peacock")
    page.locator("[data-matches] a").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('[data-matches]') !== null")
    page.keyboard.press("Enter")
    expect(page.locator("[data-compared] li")).to_have_count(3)


def test_countries_by_choice_and_no_more_than_four(opened: Open) -> None:
    page = opened("countries/kh/")
    page.get_by_role("link", name="Side by side with another country").click()
    for number, country in enumerate(["Haiti", "Jordan", "Vietnam"], start=2):
        expect(page.locator("#add-name")).to_be_hidden()
        page.get_by_label("Add a country").select_option(country)
        page.get_by_role("button", name="Add").click()
        expect(page.locator("[data-compared] li")).to_have_count(number)
    expect(page.locator("#add-country")).to_be_hidden()
    expect(page.get_by_text("Four are compared: take one out to add another.")).to_be_visible()


def test_a_screen_reader_is_told(opened: Open) -> None:
    page = opened("compare/?a=kh-0037&a=kh-0012")
    told = page.locator("[role=status][data-announced]")
    expect(told).to_have_text("Compared: Seven Elephant Knitting Co., Ltd. and Copper Peacock Footwear (Cambodia) Ltd.")
    page.locator("#add-name").fill("silver")
    expect(told).to_contain_text("Factories that match:")


@pytest.mark.parametrize("query", ["a=kh-0037&a=kh-0012&a=bd-0001&a=ht-0003", "a=kh&a=ht"])
@pytest.mark.parametrize("language", ["", "ar/"])
def test_everyone_can_read_it(opened: Open, language: str, query: str) -> None:
    page = opened(f"{language}compare/?{query}")
    rows(page)
    assert not (found := violations(page)), "\n".join(found)
    page.emulate_media(color_scheme="dark")
    assert not (found := violations(page, COLOURS)), "\n".join(["in the dark", *found])
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 640})
        assert not (found := complaints(page)), "\n".join([f"at {width} px", *found])


def test_words_and_numbers_are_those_of_the_page(opened: Open) -> None:
    page = opened("ar/compare/?a=kh-0037&a=kh-0012")
    assert "ممتثل" in {words(cell) for cells in rows(page).values() for cell in cells}
    expect(page.locator("[data-about]").first).to_contain_text("11 فبراير 2026")
    page.goto(page.url.split("?")[0] + "?a=kh&a=bd")
    assert any(re.match(r"\d+ من \d+ \(", cell) for cells in rows(page).values() for cell in cells)


def test_without_a_script_the_page_leads_to_the_points(opened: Open) -> None:
    page = opened("compare/?a=kh-0037&a=kh-0012", java_script_enabled=False)
    assert not page.locator("#add").is_visible()
    assert not page.locator("#compared").is_visible()
    assert page.locator("#all ~ .columns a[href*='points/']").count() > 30


def test_names_are_texts(bad_address: str, opened: Open) -> None:
    page = opened("compare/?a=kh-0001&a=kh-0002&a=kh-0003&a=kh-0004", at=bad_address)
    rows(page)
    for key in ("kh-0001", "kh-0002", "kh-0003", "kh-0004"):
        name = page.locator(f"[data-compared] a[href$='/{key}/']").inner_text()
        assert name in shown(page)
    page.goto(f"{bad_address}/compare/?a=kh-0005")
    page.locator("#add-name").fill("kh-0006")
    page.locator("[data-matches] a").wait_for()
    assert page.evaluate(_STRANGE) == []
