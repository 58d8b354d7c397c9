"""Which row of a table is meant on a day, whatever form the spreadsheet writes days in, and what is said of none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.importing.state import state_of
from tests.importing.test_columns import worked
from tests.small_programmes import dataset_of

VERSIONS = [
    {"question": "2.1.1", "version": 1, "valid_from": date(2018, 3, 1), "valid_until": date(2021, 2, 28)},
    {"question": "2.1.1", "version": 2, "valid_from": date(2021, 3, 1)},
]
STATE = state_of(dataset_of({"questions": VERSIONS}))
VERSION = {"find": "questions", "by": {"question": "Asked"}, "day": "Visited", "give": "version"}


def found(folder: Path, day: str, asked: str = "2.1.1", **about: Any) -> tuple[str | None, list[str]]:
    """Return the version that a row with this day is given, and what is said of it."""
    text = f"Asked;Visited\n{asked};{day}\n"
    works, said = worked(folder, {"a": (text, {"separator": ";", "columns": {"y": VERSION}, **about})}, STATE)
    return works["a"].column("y", (1, 1))[0], said


@pytest.mark.parametrize(
    ("day", "dates", "version"),
    [
        ("2021-02-28", None, "1"),
        ("2021-03-01", None, "2"),
        ("28/02/2021", "DD/MM/YYYY", "1"),
        ("01/03/2021", "DD/MM/YYYY", "2"),
        ("2/1/2021", "MM/DD/YYYY", "1"),
        ("2 Mar 2021", ["DD/MM/YYYY", "DD MMM YYYY"], "2"),
        ("44255", "serial", "1"),
        ("44256", "serial", "2"),
        ("2021-03-01", "DD/MM/YYYY", "2"),
    ],
)
def test_the_version_is_that_of_the_day_however_days_are_written(
    tmp_path: Path, day: str, dates: Any, version: str
) -> None:
    assert found(tmp_path, day, **({"dates": dates} if dates else {})) == (version, [])


@pytest.mark.parametrize(
    ("day", "asked", "dates", "said"),
    [
        ("31/02/2021", "2.1.1", "DD/MM/YYYY", "a.csv:2:7 “31/02/2021” is not a day written as DD/MM/YYYY. "),
        ("3/4/2021", "2.1.1", ["DD/MM/YYYY", "MM/DD/YYYY"], "a.csv:2:7 “3/4/2021” is not a day written as DD/MM/YYYY"),
        ("01/03/2021", "2.1.1", None, "a.csv:2:7 “01/03/2021” is not a day written as YYYY-MM-DD. Write 2021-03-01 if"),
        (
            "",
            "2.1.1",
            None,
            "a.csv:2:7 Nothing says on which day questions is asked. Fill the cell, or leave such rows",
        ),
        ("2018-02-28", "2.1.1", None, "a.csv:2:1 “2.1.1” is in questions, but not valid there on 2018-02-28. It is "),
        ("2018-02-28", "2.1.2", None, "a.csv:2:1 “2.1.2” is not in questions (by question). Did you mean “2.1.1”?"),
    ],
)
def test_a_day_that_gives_no_version_is_named(tmp_path: Path, day: str, asked: str, dates: Any, said: str) -> None:
    version, all_said = found(tmp_path, day, asked, **({"dates": dates} if dates else {}))
    assert (version, [each[: len(said)] for each in all_said]) == (None, [said]), all_said


def test_the_days_on_which_it_was_valid_are_told(tmp_path: Path) -> None:
    (said,) = found(tmp_path, "2018-02-28")[1]
    assert "It is valid from 2018-03-01 until 2021-02-28, from 2021-03-01 on. Correct the day, or add to" in said


def test_a_day_that_follows_and_fails_is_named_once(tmp_path: Path) -> None:
    """The rule of the column says why; that no version follows needs no words of its own."""
    text = "Asked,Seen\n2.1.1,31.2.2021\n"
    columns = {"Visited": {"column": "Seen", "dates": "DD.MM.YYYY"}, "y": VERSION}
    _, said = worked(tmp_path, {"a": (text, {"columns": columns})}, STATE)
    assert [each.partition(". ")[0] for each in said] == ["a.csv:2:7 “31.2.2021” is not a day written as DD.MM.YYYY"]


def test_a_row_may_be_found_by_the_day_since_when_it_is_valid(tmp_path: Path) -> None:
    rule = {**VERSION, "by": {"question": "Asked", "valid_from": "Visited"}}
    works, said = worked(tmp_path, {"a": ("Asked,Visited\n2.1.1,2021-03-01\n", {"columns": {"y": rule}})}, STATE)
    assert (works["a"].column("y", (1, 1)).to_list(), said) == (["2"], [])


@pytest.mark.parametrize("more", [{}, {"give": "version", "new": "V-{next}"}])
def test_a_table_without_primary_key_has_none_to_give(tmp_path: Path, more: dict[str, str]) -> None:
    data = STATE.data
    table = data.table("questions")
    keyless = replace(table, schema=replace(table.schema, primary_key=()))
    packages = {**data.packages, "tool": replace(data.packages["tool"], tables={"questions": keyless})}
    state = state_of(replace(data, packages=packages))
    rule = {"find": "questions", "by": {"question": "Asked"}, **more}
    _, said = worked(tmp_path, {"a": ("Asked\n2.1.1\n", {"columns": {"y": rule}})}, state)
    assert [each[:58] for each in said] == ["m.yaml:5:9 The table questions has no primary key, which c"]
