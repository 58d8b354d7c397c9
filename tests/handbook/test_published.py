"""The handbook inside a portal: whole, the same each time, under the policy of all pages; else absent."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import SurroundingsError
from generator.outputs import handbook
from generator.outputs.links import broken_links
from generator.pages import home
from generator.pages.portal import Portal
from generator.policy import POLICY
from tests.browser.built import ROOT, pages_of
from tests.pages import portals

CONFIGURATION = ROOT / "mkdocs.yml"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return replace(portals.portal(tmp_path_factory.mktemp("portal")), handbook=CONFIGURATION)


@pytest.fixture(scope="module")
def site(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of nothing but the handbook, the theme and a home page."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "theme" / "static", folder / "theme")
    (folder / "index.html").write_text("<title>Home</title>", encoding="utf-8")
    for file in handbook.files(portal):
        (folder / file.address).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.address).write_bytes(file.content)
    return folder


def test_every_page_has_a_page(site: Path) -> None:
    written = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    pages = {address.removeprefix("handbook/").rstrip("/") for address in pages_of(site) if address}
    assert pages == {name.removesuffix("index").rstrip("/") for name in written}


def test_links_and_pictures_lead_somewhere(site: Path, portal: Portal) -> None:
    assert [str(link) for link in broken_links(site, address=portal.settings.address)] == []


def test_every_page_is_under_the_policy_and_has_nothing_inline(site: Path) -> None:
    pages = [page for page in pages_of(site).values() if page.address]
    assert {page.policy for page in pages} == {POLICY}
    assert {page.address: page.inline for page in pages if page.inline} == {}
    assert {page.canonical for page in pages} == {f"https://portal.example/{page.address}" for page in pages}
    assert {page.address for page in pages if len(page.headings) != 1 or len(page.titles) != 1} == set()


def test_every_column_of_a_table_has_a_heading(site: Path) -> None:
    pages = [path for path in sorted((site / "handbook").rglob("*.html")) if "<th></th>" in path.read_text("utf-8")]
    assert pages == []


def test_it_is_the_same_each_time(portal: Portal) -> None:
    assert list(handbook.files(portal)) == list(handbook.files(portal))


def test_a_portal_without_one_has_none(portal: Portal) -> None:
    assert list(handbook.files(replace(portal, handbook=None))) == []


@pytest.mark.parametrize(("language", "link"), [("en", './handbook/"'), ("fr", '../handbook/" hreflang="en"')])
def test_the_foot_of_every_page_leads_to_it_if_it_is_there(portal: Portal, language: str, link: str) -> None:
    def shown(made: Portal) -> str:
        return portals.rendered(made, next(home.views(made, made.words(language))), language)

    assert shown(portal).count(f'<a href="{link}') == 1
    assert "handbook/" not in shown(replace(portal, handbook=None))


def test_what_is_wrong_in_it_is_named(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# One\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    theme = ROOT / "theme" / "handbook"
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: H\nstrict: true\nplugins: []\ntheme:\n  name: null\n  custom_dir: {theme}\n", encoding="utf-8"
    )
    with pytest.raises(SurroundingsError, match=r"nowhere\.md.*not found"):
        list(handbook.files(replace(portal, handbook=tmp_path / "mkdocs.yml")))


def test_every_cell_carries_the_heading_of_its_column(site: Path) -> None:
    texts = {path: path.read_text("utf-8") for path in sorted((site / "handbook").rglob("*.html"))}
    assert [path for path, text in texts.items() if re.search(r"<td(?! data-label=)", text)] == []
    assert '<td data-label="Factory Assessed ID">811' in texts[site / "handbook" / "import" / "index.html"]


def test_every_example_is_a_block(site: Path) -> None:
    """In a list a fence would be a run of words that begins with the language."""
    pages = sorted((site / "handbook").rglob("*.html"))
    assert [path for path in pages if re.search(r"<code>(text|sh|yaml|csv)\n", path.read_text("utf-8"))] == []
