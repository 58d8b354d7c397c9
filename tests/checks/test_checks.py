"""One check, two tables: it stays silent on these, and speaks on those, with exact words and place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks import CHECKS, check_dataset
from generator.checks.codes import CODES
from generator.checks.expected import EXPECTED, expected_columns, optional_columns
from generator.checks.future_date import newest_fact
from generator.checks.mass import MASS_CHECKS
from generator.checks.rule import LIMIT
from generator.packages import read_dataset
from generator.problems import Problem, number_of
from tests.checks.datasets import columns, dataset

AS_OF = date(2026, 1, 1)
_CASES = Path(__file__).parent / "cases"
_BY_CODE: Mapping[str, Any] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_CASES.glob("*.yaml"))
}
_SILENT = [(code, case) for code, cases in _BY_CODE.items() for case in cases["silent"]]
_SPEAKS = [(code, case) for code, cases in _BY_CODE.items() for case in cases["speaks"]]


def _found(root: Path, code: str, case: Mapping[str, Any]) -> list[Problem]:
    tables = {name: text for name, text in case.items() if name in EXPECTED}
    data = dataset(root, tables, schemas=case.get("schemas"))
    return check_dataset(data, AS_OF, checks=[check for check in CHECKS if check.code == code])


def _line(problem: Problem) -> str:
    where = problem.where
    return f"{where} ({where.key}; {where.field}) {problem.severity}: {problem.message} {problem.hint}".strip()


@pytest.mark.parametrize(("code", "case"), _SILENT, ids=[f"{code}: {case['when']}" for code, case in _SILENT])
def test_silent(tmp_path: Path, code: str, case: Mapping[str, Any]) -> None:
    assert [_line(problem) for problem in _found(tmp_path, code, case)] == []


@pytest.mark.parametrize(("code", "case"), _SPEAKS, ids=[f"{code}: {case['when']}" for code, case in _SPEAKS])
def test_speaks(tmp_path: Path, code: str, case: Mapping[str, Any]) -> None:
    assert [_line(problem) for problem in _found(tmp_path, code, case)] == case["says"]


def test_the_portal_of_the_tests_has_no_problem(tmp_path: Path) -> None:
    assert check_dataset(dataset(tmp_path, {}), AS_OF) == []


def test_every_check_has_both_tables() -> None:
    assert set(_BY_CODE) == {check.code for check in CHECKS}
    assert len(CODES) == len(CHECKS) + len(MASS_CHECKS)
    assert all(cases["silent"] and cases["speaks"] for cases in _BY_CODE.values())


def test_a_check_has_the_name_of_its_file_and_its_function() -> None:
    for folder, checks in (("generator.checks", CHECKS), ("generator.checks.mass", MASS_CHECKS)):
        for check in checks:
            name = check.code.replace("-", "_")
            assert check.rule.__module__ == f"{folder}.{name}"
            assert check.rule.__name__ == f"check_{name}"


@pytest.mark.parametrize("table", EXPECTED)
def test_expected_columns_are_those_of_the_schemas(table: str) -> None:
    assert expected_columns(table) | optional_columns(table) == columns(table)


@pytest.mark.parametrize("absent", EXPECTED)
def test_a_table_that_is_absent_silences_rules_and_breaks_none(tmp_path: Path, absent: str) -> None:
    problems = check_dataset(dataset(tmp_path, {absent: None}), AS_OF)
    codes = {each.code for each in problems if not each.message.startswith(f"There is no table {absent}, to which ")}
    assert codes <= {"missing-table", "correction-target", "translation-target"}


@pytest.mark.parametrize("empty", EXPECTED)
def test_an_empty_table_breaks_no_rule(tmp_path: Path, empty: str) -> None:
    check_dataset(dataset(tmp_path, {empty: ",".join(columns(empty)) + "\n"}), AS_OF)


def test_what_reading_has_said_of_a_cell_is_not_said_again(tmp_path: Path) -> None:
    dataset(tmp_path, {})
    strikes = tmp_path / "compliance" / "strikes.csv"
    strikes.write_text(strikes.read_text("utf-8").replace("2013-12-24", "2013-06-31"), "utf-8")
    data, reading = read_dataset(tmp_path)
    assert [problem.code for problem in reading] == ["type-date"]
    assert [problem.code for problem in check_dataset(data, AS_OF)] == ["required"]
    assert check_dataset(data, AS_OF, reading) == []


def test_thousands_of_one_fault_are_counted_not_hidden(tmp_path: Path) -> None:
    rows = "".join(f"KH-0001,{date(1990, 1, 1) + timedelta(days)},5,\n" for days in range(LIMIT + 234))
    data = dataset(tmp_path, {"strikes": "factory,started_on,days,reason\n" + rows})
    found = [problem for problem in check_dataset(data, AS_OF) if problem.code == "required"]
    assert len(found) == LIMIT + 1
    assert found[-1].where.line == LIMIT + 2
    assert found[-1].message == "234 more rows from here on have the same fault as the 1,000 before."
    assert found[-1].rows == 234
    assert number_of(found) == LIMIT + 234


def test_a_version_that_was_not_released_is_found_in_the_descriptor(tmp_path: Path) -> None:
    found = check_dataset(dataset(tmp_path, {}, version="1.1.0"), AS_OF)
    assert {(problem.code, str(problem.where)) for problem in found} == {
        ("release-version", f"{package}/datapackage.yaml:2:1")
        for package in ("programme", "tool", "compliance", "indicators", "training")
    }


def test_the_newest_fact_is_no_plan(tmp_path: Path) -> None:
    assert newest_fact(dataset(tmp_path, {})) == date(2025, 12, 31)
