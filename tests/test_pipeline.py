"""Shows the way from packages to a site: judged for a day, refused whole, and the same bytes however it is written."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import workers
from generator.errors import DataError, SettingsError
from generator.pipeline import assemble, check_links, read_checked, write_site
from generator.settings import Settings
from tests.checks.datasets import write_dataset

THEME = Path(__file__).parent.parent / "theme"
DAY = date(2026, 1, 1)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_dataset(tmp_path / "data", dict.fromkeys(("indicators", "observations", "claims")))
    return Settings(data=tmp_path / "data", theme=THEME, output=tmp_path / "site", cache=None, jobs=1)


def written(settings: Settings, site: Path) -> dict[str, bytes]:
    site.mkdir()
    write_site(assemble(read_checked(settings), settings), site)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_day_is_that_of_the_settings_then_of_the_epoch_then_of_the_data(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_checked(settings).as_of == date(2025, 12, 31)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    assert read_checked(settings).as_of == date(2026, 1, 2)
    assert read_checked(replace(settings, as_of=DAY)).as_of == DAY


def test_data_with_errors_are_no_portal(settings: Settings) -> None:
    strikes = settings.data / "compliance" / "strikes.csv"
    strikes.write_text(strikes.read_text("utf-8").replace(",5,", ",0,"), "utf-8")
    checked = read_checked(settings)
    assert [problem.code for problem in checked.errors] == ["out-of-range"]
    with pytest.raises(DataError, match="nothing was written"):
        assemble(checked, settings)


def test_a_strange_language_is_no_portal(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="no language km, zh: choose from en, fr"):
        assemble(read_checked(settings), replace(settings, languages=("km", "en", "zh")))


@pytest.mark.parametrize("most_findings", [0, 500_000])
def test_side_by_side_or_alone_the_bytes_are_the_same(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_findings: int
) -> None:
    alone = written(settings, tmp_path / "alone")
    monkeypatch.setattr(workers, "ALONE", 0)
    monkeypatch.setattr(workers, "SHARE", 2)
    monkeypatch.setattr(workers, "MOST_FINDINGS", most_findings)
    assert written(replace(settings, jobs=2), tmp_path / "side-by-side") == alone


def test_a_link_that_leads_nowhere_stops_the_build(settings: Settings, tmp_path: Path) -> None:
    site = tmp_path / "site"
    portal = assemble(read_checked(settings), settings)
    site.mkdir()
    write_site(portal, site)
    shutil.copytree(THEME / "static", site / "theme")
    check_links(portal, site)
    page = site / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", '<a href="./nowhere/">x</a></main>'), "utf-8")
    with pytest.raises(DataError, match=r"Links that lead nowhere: 1(.|\n)*index.html: ./nowhere/"):
        check_links(portal, site)
