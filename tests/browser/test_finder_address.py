"""The state of a search of factories is in its address: reload, back, pages, orders, and links that ask for nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.finding import ROWS, found


def test_the_state_is_in_the_address(opened: Open) -> None:
    page = opened("factories/")
    page.locator("#find-name").fill("garment")
    page.locator("#filter-country").click()
    page.get_by_label("Cambodia").check()
    page.get_by_label("Order").select_option("newest")
    before = found(page)
    assert page.url.endswith("?q=garment&country=KH&sort=newest")
    page.reload()
    assert found(page) == before
    expect(page.locator("#find-name")).to_have_value("garment")
    expect(page.get_by_label("Order")).to_have_value("newest")
    page.locator(f"{ROWS} a").first.click()
    page.locator("h1").wait_for()
    page.go_back()
    assert found(page) == before


def test_pages_of_the_result_and_the_way_back(opened: Open) -> None:
    page = opened("factories/?status=active")
    first = found(page)
    assert len(first) == 50
    page.get_by_role("link", name="Page 2", exact=True).click()
    second = found(page)
    assert page.url.endswith("page=2")
    assert not set(first) & set(second)
    assert page.evaluate("() => document.activeElement.id") == "result"
    page.go_back()
    assert found(page) == first


def test_orders(opened: Open) -> None:
    page = opened("factories/?country=KH&sort=newest")
    found(page)
    days = page.locator(f"{ROWS} time").evaluate_all("(all) => all.map((each) => each.dateTime)")
    assert days == sorted(days, reverse=True)
    page.goto(page.url.replace("newest", "oldest"))
    found(page)
    days = page.locator(f"{ROWS} time").evaluate_all("(all) => all.map((each) => each.dateTime)")
    assert days == sorted(days)
    page.goto(page.url.split("?")[0] + "?sort=place")
    found(page)
    countries = [cell.rsplit(", ", 1)[-1] for cell in page.locator(f"{ROWS} td:nth-of-type(1)").all_inner_texts()]
    assert countries == sorted(countries)


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("country=XX", "country=XX"),
        ("colour=blue&country=KH", "colour=blue"),
        ("status=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "status=<img src=x onerror=alert(1)>"),
        ("sort=worst&q=garment", "sort=worst"),
        ("status=active&page=99", "page=99"),
        ("factory=KH-9999", "factory=KH-9999"),
    ],
)
def test_a_link_that_asks_for_what_is_not_there(opened: Open, query: str, what: str) -> None:
    page = opened(f"factories/?{query}")
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text(what)
    expect(page.locator("[data-announced]")).to_contain_text(what)
    notice.get_by_role("link").click()
    expect(page.locator(".lists")).to_be_visible()
    expect(page.locator("[data-notice]")).to_be_hidden()
    assert page.url.endswith("/factories/")
