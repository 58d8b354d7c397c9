"""Text is text: hostile words in every free field of the data are shown as entered, and run nothing."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.built import KINDS, ROOT, fullest, pages_of
from tests.browser.conftest import Open
from tests.browser.hostile import PAYLOADS, spoiled
from tests.browser.test_narrow_screens import complaints
from tests.web import served

_STRANGE = """() => {
  const mine = (url) => url.startsWith(location.origin + "/theme/");
  const says = (element) => [...element.attributes].filter((each) => each.name.startsWith("on") ||
    /^\\s*(javascript|data|vbscript):/i.test(each.value) && ["href", "src", "action"].includes(each.localName));
  const strange = [...document.querySelectorAll("*")].filter((element) => says(element).length);
  const foreign = "iframe, object, embed, base, body meta, form[action^=http], video, audio, marquee, plaintext";
  return [...strange, ...document.querySelectorAll(foreign), ...document.querySelectorAll("body style"),
    ...[...document.scripts].filter((script) => !mine(script.src) && !/^application\\/(ld\\+)?json$/.test(script.type)),
    ...[...document.images].filter((image) => !image.src.startsWith(location.origin)),
  ].map((element) => element.outerHTML.slice(0, 160));
}"""


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with hostile texts, built by the real command; the data are in the folder beside."""
    folder = tmp_path_factory.mktemp("hostile")
    options = ["--data", str(spoiled(folder)), "--output", str(folder / "site"), "--languages", "en"]
    command = [sys.executable, "-m", "generator", "build", *options]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def bad_address(bad: Path) -> Iterator[str]:
    with served(bad / "site") as at:
        yield at


def test_nothing_runs_on_any_kind_of_page(bad: Path, bad_address: str, opened: Open) -> None:
    page = opened("", at=bad_address)
    for kind in KINDS:
        page.goto(f"{bad_address}/{fullest(bad / 'site', kind, 'en')}")
        assert page.evaluate(_STRANGE) == [], kind


@pytest.mark.parametrize("width", [320, 1280])
def test_no_text_breaks_the_layout(bad: Path, bad_address: str, opened: Open, width: int) -> None:
    page = opened("", at=bad_address, width=width)
    for kind in KINDS:
        page.goto(f"{bad_address}/{fullest(bad / 'site', kind, 'en')}")
        assert complaints(page) == [], kind


def test_every_text_is_shown_as_it_was_entered(bad: Path, bad_address: str, opened: Open) -> None:
    rows = [row for path in (bad / "data/compliance/factories").glob("*.csv") for row in rows_of(path)]
    first = {row["name"]: row for row in rows}
    assert set(first) == set(PAYLOADS)
    page = opened("", at=bad_address)
    for name, row in first.items():
        page.goto(f"{bad_address}/factories/{row['factory'].lower()}/")
        assert " ".join(page.locator("h1").inner_text().split()).startswith(name)
        assert name in page.title()
        assert row["address"] in shown(page)
        assert page.evaluate(_STRANGE) == []


def test_every_name_is_found_and_shown_as_it_was_entered(bad: Path, bad_address: str, opened: Open) -> None:
    rows = [row for path in (bad / "data/compliance/factories").glob("*.csv") for row in rows_of(path)]
    page = opened("", at=bad_address)
    listed: list[str] = []
    for number in (1, 2, 3):
        page.goto(f"{bad_address}/factories/?sort=name&page={number}")
        page.locator(".result tbody a").first.wait_for()
        page.wait_for_load_state("networkidle")
        listed += page.locator(".result tbody th").all_text_contents()
        assert page.evaluate(_STRANGE) == []
    shown_names = " ".join(listed)
    assert [row["name"] for row in rows if row["name"] not in shown_names] == []
    page.goto(f"{bad_address}/factories/?view=map")
    page.locator("[data-group]").first.press("Enter")
    page.locator("[data-here]").wait_for()
    assert page.evaluate(_STRANGE) == []


def test_replies_are_shown_as_they_were_entered(bad: Path, bad_address: str, opened: Open) -> None:
    first = {row["text"]: row for row in rows_of(bad / "data/compliance/responses.csv")}
    assert len(first) > 20
    page = opened("", at=bad_address)
    for row in first.values():
        page.goto(f"{bad_address}/factories/{row['factory'].lower()}/")
        assert row["text"] in shown(page), row["response"]


def test_hostile_texts_are_in_the_markup_of_many_kinds_of_page(bad: Path) -> None:
    pages = pages_of(bad / "site").values()
    hit = {page.kind for page in pages if "&lt;" in (bad / "site" / page.file).read_text("utf-8")}
    assert len(hit) >= 15, sorted(hit)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def shown(page: Page) -> str:
    """Return the text of the content, folded parts too, with one blank between words."""
    text: str = page.evaluate("() => document.querySelector('main').textContent")
    return " ".join(text.split())
