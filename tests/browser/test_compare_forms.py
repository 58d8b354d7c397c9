"""What is not comparable is never compared without a word: forms, violations only, nothing published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator import plugin
from tests.browser.conftest import Open
from tests.browser.test_compare import rows
from tests.checks.datasets import write_dataset
from tests.golden import ROOT, Sample, samples
from tests.web import served

FORMS = "These assessments used different forms."
SILENT = "Of some assessments only violations are known"


def built(name: str, folder: Path, changed: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Return the site of a sample, with texts in some of its tables replaced."""
    sample: Sample = next(each for each in samples() if each.name == name)
    settings = sample.write(folder)
    tables = sample.tables()
    for table, (old, new) in (changed or {}).items():
        assert old in tables[table]
        tables[table] = tables[table].replace(old, new)
    if changed:
        absent = dict.fromkeys(sample.about["absent"])
        write_dataset(folder / "data", {**absent, **tables})
    plugin.run(ROOT / "pelicanconf.py", settings)
    return settings.output


@pytest.fixture(scope="module")
def two_forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal in which a factory was assessed in both forms, and last not asked on the point that others were."""
    asked = {
        "assessments": ("short,false,2025-04-01,2025-06-01,1", "short,false,2025-04-01,2025-06-01,0"),
        "findings": ("KH-0001-3,7.8.3,2,non-compliant\n", ""),
    }
    with served(built("short-and-full-forms", tmp_path_factory.mktemp("forms"), asked)) as at:
        yield at


@pytest.fixture(scope="module")
def violations_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built("violations-only", tmp_path_factory.mktemp("violations"))) as at:
        yield at


def test_forms_that_differ_are_named(two_forms: str, opened: Open) -> None:
    page = opened("compare/?a=kh-0001&a=kh-0002", at=two_forms)
    expect(page.locator(".comparison").get_by_text(FORMS)).to_be_visible()
    about = page.locator("[data-about]")
    expect(about.nth(0)).to_contain_text("Cycle 3, 1 March 2025. Short form.")
    expect(about.nth(1)).to_contain_text("Full form.")
    assert rows(page) == {"Emergency Preparedness": ["Not in this form", "Non-compliant"]}


def test_the_same_form_can_be_compared(two_forms: str, opened: Open) -> None:
    page = opened("compare/?a=kh-0001&a=kh-0002", at=two_forms)
    page.get_by_role("link", name="Compare the latest assessments in the full form").click()
    about = page.locator("[data-about]")
    expect(about.nth(0)).to_contain_text("Cycle 2, 1 March 2024. Full form.")
    assert page.url.endswith("?a=kh-0001&a=kh-0002&form=full")
    assert page.locator(".comparison").get_by_text(FORMS).count() == 0
    page.get_by_role("link", name="Compare the latest assessments of any form").click()
    expect(about.nth(0)).to_contain_text("Short form.")


def test_a_factory_without_the_form_has_no_result(two_forms: str, opened: Open) -> None:
    page = opened("compare/?a=kh-0001&a=kh-0004&form=full", at=two_forms)
    expect(page.locator("[data-about]").nth(1)).to_contain_text("No assessment in this form is published.")
    assert {cells[1] for cells in rows(page).values()} == {"\N{EN DASH}"}


def test_silence_of_violations_only_data_is_never_compliant(violations_only: str, opened: Open) -> None:
    page = opened("compare/?a=kh-0001&a=kh-0002&a=ht-0001", at=violations_only)
    expect(page.locator(".comparison").get_by_text(SILENT)).to_be_visible()
    expect(page.locator("[data-about]").nth(0)).to_contain_text("Violations only")
    assert rows(page) == {
        "Child Labourers": ["Not known", "Not known", "Non-compliant"],
        "Emergency Preparedness": ["Non-compliant", "Not known", "Non-compliant"],
    }


def test_countries_of_violations_only_data_have_counts_and_no_rate(violations_only: str, opened: Open) -> None:
    page = opened("compare/?a=kh&a=ht", at=violations_only)
    cells = [cell for each in rows(page).values() for cell in each]
    assert "found at: 2 (violations only, no rate)" in cells
    assert not [cell for cell in cells if re.search(r"%|\d of \d", cell)]
