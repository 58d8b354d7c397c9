"""What `seamline import` says: once, at the cell, and of what no check can know; also when it is stopped."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from generator.importing import imported
from generator.pipeline import Checked
from tests.importing.books import EXPORT, FACTORIES, first_assessment
from tests.importing.test_import import MAPPING, changed
from tests.importing.test_import import checked as _checked
from tests.importing.test_import import data as _data
from tests.test_cli import Seamline, files
from tests.test_cli import seamline as _seamline

seamline, data, checked = _seamline, _data, _checked
"""The command, a small portal below the folder of the test, and one that is only read."""


def test_what_is_wrong_in_several_rows_in_the_same_words_is_said_once(
    seamline: Seamline, data: Path, tmp_path: Path
) -> None:
    before = files(data)
    abroad = [[f"{811 + at}", "France", f"Atelier {at}", f"Rue {at}", *FACTORIES[1][4:]] for at in (1, 2, 3)]
    first_assessment(tmp_path / "export.xlsx", Factories=[*FACTORIES, *abroad])
    code, out, _ = seamline("import", MAPPING, "export.xlsx")
    said = (
        "Country FR is not in the table countries. Add it to programme/countries.csv, or correct country. It is so in"
    )
    assert (code, files(data)) == (2, before)
    assert out.splitlines()[0] == f"export.xlsx:Factories!B3: error [unknown-reference] {said} 3 rows: 3-5."
    assert out.count("Country FR") == 1


def test_a_day_that_is_wrong_in_every_row_of_an_export_is_said_once(checked: Checked, tmp_path: Path) -> None:
    wrong = [EXPORT[0], *([*row[:5], "08/25/2025", *row[6:]] for row in EXPORT[1:])]
    done = imported(Path(MAPPING), [first_assessment(tmp_path / "export.xlsx", Export=wrong)], checked)
    (said,) = (each for each in done.problems if "08/25/2025" in each.message)
    assert str(said.where) == f"{tmp_path}/export.xlsx:Export!F2"
    assert said.hint.endswith("It is so in 3 rows: 2-4.")


@pytest.mark.usefixtures("data")
def test_new_warnings_are_shown_and_stop_nothing(seamline: Seamline, tmp_path: Path) -> None:
    first_assessment(tmp_path / "export.xlsx", Factories=changed(FACTORIES, 1, 3, "Route de l'Aéroport"))
    code, out, _ = seamline("import", MAPPING, "export.xlsx", "--dry-run")
    assert code == 0
    assert out.startswith("export.xlsx:Factories!D2: warning [look-alike] HT-0002 has the same address as HT-0001 (")
    assert "factories: 1 row added" in out


def test_a_year_that_cannot_be_is_found_as_in_a_check(seamline: Seamline, data: Path, tmp_path: Path) -> None:
    """The schema says from when on days are plausible, to both."""
    rows = files(data)
    first_assessment(tmp_path / "export.xlsx", Factories=changed(FACTORIES, 1, 5, "04/11/0224"))
    code, out, _ = seamline("import", MAPPING, "export.xlsx")
    said = "0224-11-04 is before the first day that is allowed, 1900-01-01. Correct joined_on: look at the year."
    assert (code, files(data)) == (2, rows)
    assert f"export.xlsx:Factories!F2: error [out-of-range] {said}\n" in out
    (data / "factories.csv").write_text((data / "factories.csv").read_text("utf-8").replace("2012-01-01", "0224-11-04"))
    code, out, _ = seamline("check")
    assert code == 2
    assert f"[out-of-range] {said}" in out


def test_a_name_that_is_wrong_in_the_mapping_is_not_buried_under_cells(checked: Checked, tmp_path: Path) -> None:
    """A column that is not there lets every row that looks something up by it fail, too."""
    (tmp_path / "m.yaml").write_text(
        Path(MAPPING).read_text("utf-8").replace("question: Question.ID", "question: Asked")
    )
    done = imported(tmp_path / "m.yaml", [first_assessment(tmp_path / "export.xlsx")], checked)
    assert {each.code for each in done.problems} == {"spreadsheet-column"}
    assert {each.message for each in done.problems} == {"The sheet has no column “Asked”."}


def test_a_slip_in_a_year_to_come_is_pointed_out(seamline: Seamline, tmp_path: Path, data: Path) -> None:
    """It moves the day as of which the site is built, so no check can know it."""
    before = files(data)
    first_assessment(tmp_path / "export.xlsx", Factories=changed(FACTORIES, 1, 7, date(2052, 9, 1)))
    code, out, _ = seamline("import", MAPPING, "export.xlsx", "--dry-run")
    said = "Look at the years: the newest day in the data is 2052-09-01 with these rows, and was 2025-12-31. A site is"
    assert (code, files(data)) == (0, before)
    assert out.splitlines()[-1].startswith(said)


@pytest.mark.parametrize("at", [1, 3])
def test_stopped_by_hand_while_it_writes_it_writes_nothing_and_says_so(
    seamline: Seamline, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = files(data)
    first_assessment(tmp_path / "export.xlsx")
    calls: list[int] = []

    def stopped(handle: int) -> None:
        calls.append(handle)
        if len(calls) == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    code, out, err = seamline("import", MAPPING, "export.xlsx")
    assert (code, out, err) == (130, "", "seamline: Stopped by hand. No file was left half written.\n")
    assert files(data) == before
