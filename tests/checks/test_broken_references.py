"""A broken reference is told before what follows from it, and names the file into which the missing row belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from generator.checks import check_dataset
from generator.checks.codes import CAUSES
from generator.model import FILE, Dataset, Table
from generator.report.groups import groups_of
from tests.checks.datasets import dataset, portal

AS_OF = date(2026, 1, 1)


def _edited(table: str, old: str, new: str) -> Mapping[str, str]:
    text = portal()[table]
    assert text.count(old) == 1
    return {table: text.replace(old, new)}


@pytest.mark.parametrize(
    "replaced",
    [
        _edited("findings", "KH-0001-2,7.8.3,", "KH-0001-2,7.8.33,"),
        _edited("assessments", "KH-0001-2,KH-0001,", "KH-0001-2,KH-0011,"),
        _edited("workforce", "\nKH-0001,", "\nKH-0011,"),
    ],
    ids=["question", "factory of an assessment", "factory"],
)
def test_it_is_told_first(tmp_path: Path, replaced: Mapping[str, str]) -> None:
    problems = check_dataset(dataset(tmp_path, replaced), AS_OF)
    first = groups_of(problems, CAUSES)[0]
    assert (first.kind.code, len(first.problems)) == ("unknown-reference", 1)
    assert "Did you mean" in first.problems[0].hint


def _by_country(data: Dataset, table: str) -> Table:
    """Return a table as if each country had a file of its own."""
    of = data.table(table)
    haiti = pl.col("factory").str.starts_with("HT").cast(pl.UInt16).alias(FILE)
    files = tuple(f"compliance/{table}/{country}.csv" for country in ("kh", "ht"))
    return replace(of, files=files, rows=of.rows.with_columns(haiti))


def test_the_file_is_that_of_the_country(tmp_path: Path) -> None:
    data = dataset(tmp_path, {"workforce": portal()["workforce"] + "HT-0011,2025-03-01,640,,,,payroll\n"})
    package = data.packages["compliance"]
    apart = {name: _by_country(data, name) for name in ("factories", "workforce")}
    found = {
        name: [each.hint for each in check_dataset(_with(data, {**package.tables, **tables}), AS_OF)]
        for name, tables in (("both", apart), ("one", {"factories": apart["factories"]}))
    }
    meant = "Did you mean HT-0001? Add it to"
    assert found["both"] == [f"{meant} compliance/factories/ht.csv, or correct factory."]
    assert found["one"] == [f"{meant} a file in compliance/factories, or correct factory."]


def _with(data: Dataset, tables: Mapping[str, Table]) -> Dataset:
    return replace(data, packages={**data.packages, "compliance": replace(data.packages["compliance"], tables=tables)})
