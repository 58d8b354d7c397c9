"""What readers do to find a factory, with the mouse, the keyboard, a phone, another language, and by a wrong link."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from playwright.sync_api import Page, expect

from generator.text.folding import folded
from tests.browser.conftest import Open
from tests.browser.finding import ROWS, factories, found, named, typed
from tests.browser.test_accessibility import COLOURS, violations
from tests.browser.test_narrow_screens import complaints


def test_a_misspelt_name_on_a_phone(opened: Open) -> None:
    page = opened("", width=390, height=800, has_touch=True)
    page.locator("#find-name").fill("Silvr Rumdoul Bag")
    page.get_by_role("button", name="Search").tap()
    assert found(page) == [named("Silver Rumduol Bags Co., Ltd.")]
    page.locator(f"{ROWS} a").tap()
    expect(page.locator("h1")).to_contain_text("Silver Rumduol Bags")


@pytest.mark.parametrize(
    "typing",
    [
        "SILVER RUMDUOL BAGS",
        "silver   rumduol",
        "rumduol silver",
        "Silver Rumdoul",
        "silverrumduol",
        "Sliver Rumdul Bgas",
    ],
)
def test_ways_of_writing_one_name(opened: Open, typing: str) -> None:
    assert found(opened(f"factories/?q={typing}"))[0] == named("Silver Rumduol Bags Co., Ltd.")


def test_a_name_typed_letter_by_letter_is_never_lost(opened: Open) -> None:
    page = opened("factories/")
    name = "Silver Rumduol Bags Co., Ltd."
    for length in range(1, len(name) + 1):
        page.locator("#find-name").fill(name[:length])
        page.locator(".result").wait_for()
        text = page.locator("[data-found]").inner_text()
        assert not text.startswith("0 "), name[:length]
    assert found(page)[0] == named(name)


def test_accents_local_scripts_and_former_names(opened: Open) -> None:
    page = opened("factories/")
    assert set(typed(page, "seu bac")) == {key for key, row in factories().items() if "seu bac" in folded(row["name"])}
    khmer = factories()["KH-0001"]["local_name"]
    assert "KH-0001" in typed(page, khmer.split()[1])
    assert "KH-0001" in typed(page, khmer.split()[1][2:])
    arabic = next(row for row in factories().values() if row["country"] == "JO")
    assert arabic["factory"] in typed(page, folded(arabic["local_name"]))
    renamed = next(row for row in factories().values() if row["former_names"])
    assert renamed["factory"] in typed(page, renamed["former_names"])
    expect(page.locator(ROWS).first).to_contain_text(f"Formerly {renamed['former_names']}")


def test_keys_and_os_ids(opened: Open) -> None:
    page = opened("factories/")
    assert typed(page, "kh-0012") == typed(page, "KH 0012") == typed(page, "kh0012") == ["KH-0012"]
    own = factories()["KH-0001"]["os_id"]
    assert typed(page, own.lower()) == typed(page, own[:9]) == ["KH-0001"]
    expect(page.locator(ROWS)).to_contain_text(own)


def test_what_is_not_there_is_said(opened: Open) -> None:
    page = opened("factories/")
    assert typed(page, "xyzzyx") == []
    expect(page.locator("[data-remark]")).to_contain_text("No factory matches")
    assert len(typed(page, "Rumduol Atlantis Xyzzyx")) > 0
    expect(page.locator("[data-remark]")).to_contain_text("No name has all of these words")


def test_by_keyboard_alone(opened: Open) -> None:
    page = opened("factories/")
    page.locator("#find-name").focus()
    page.keyboard.type("rumduol")
    page.keyboard.press("Enter")
    found(page)
    page.wait_for_function("() => document.activeElement.id === 'result'")
    to(page, "select[name=sort]")
    page.keyboard.press("End")
    page.locator("#filter-union").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=union][value=yes]")).to_be_checked()
    assert page.url.endswith("?q=rumduol&union=yes&sort=place")
    keys = found(page)
    to(page, f"{ROWS} a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/factories/*-*/")
    assert page.url.rstrip("/").rsplit("/", 1)[-1].upper() == keys[0]


def to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    message = f"no way to {selector} by keyboard"
    raise AssertionError(message)


def test_results_are_announced_once_after_typing(opened: Open) -> None:
    page = opened("factories/")
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => window.heard.push("
        "document.querySelector('[data-announced]').textContent)).observe(document.querySelector('[data-announced]'),"
        "{childList: true, characterData: true, subtree: true}); }"
    )
    page.locator("#find-name").press_sequentially("rumduol", delay=20)
    expect(page.locator("[data-announced]")).to_contain_text("of 120 factories")
    page.wait_for_timeout(600)
    heard = page.evaluate("() => window.heard")
    assert len(heard) == 1, heard
    assert page.locator("[data-announced]").get_attribute("role") == "status"


def test_an_index_that_cannot_be_had(opened: Open) -> None:
    page = opened("about/")
    page.route("**/search/*.json", lambda route: route.fulfill(status=200, body="not json"))
    page.goto(page.url.replace("about/", "factories/?q=garment"))
    expect(page.locator("[data-notice]")).to_contain_text("could not be loaded")
    expect(page.locator(".lists")).to_be_visible()


def test_without_a_script_the_lists_are_the_way(opened: Open) -> None:
    page = opened("factories/?q=garment", java_script_enabled=False)
    expect(page.locator("#find")).to_be_hidden()
    expect(page.locator(".lists")).to_be_visible()
    expect(opened("", java_script_enabled=False).locator("#find")).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["factories/?q=rumdoul&status=active", "ar/factories/?country=KH", "factories/?q=xyzzyx"]
)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_result_is_accessible_and_fits(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width)
    found(page)
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert not (bad := violations(page)), "\n".join(bad)
    assert not (bad := complaints(page)), "\n".join(bad)
    page.emulate_media(color_scheme="dark")
    assert not (bad := violations(page, COLOURS)), "\n".join(bad)


def test_the_script_folds_as_the_generator_does(opened: Open, address: str) -> None:
    page = opened("factories/")
    letters = [chr(code) for code in range(sys.maxunicode + 1) if is_written(chr(code))]
    module = f"{address}/theme/js/finder/folding.js"
    script = f"async (letters) => letters.map((await import('{module}')).folded)"
    folded_there = page.evaluate(script, letters)
    differing = [letter for letter, there in zip(letters, folded_there, strict=True) if there != folded(letter)]
    assert [f"U+{ord(letter):04X}" for letter in differing] == []


def is_written(sign: str) -> bool:
    """Whether a sign was in Unicode 9, which every browser and every Python of today know alike."""
    return unicodedata.category(sign) not in {"Cs", "Cn", "Co"} and unicodedata.ucd_3_2_0.category(sign) != "Cn"
