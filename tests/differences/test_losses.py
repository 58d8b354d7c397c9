"""What the public saw and sees no longer is found whatever became of the table: rows, values, fields and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest

from generator.differences.losses import losses_between, losses_of
from generator.facts import Facts, facts_of
from generator.model import Dataset, Table
from generator.schema import Schema
from tests.checks.datasets import dataset
from tests.differences.sides import AS_OF

ROW, REASON = ("strikes", "", "KH-0001 2013-12-24"), ("strikes", "reason", "KH-0001 2013-12-24")
Lost = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return dataset(tmp_path_factory.mktemp("losses"), {})


def facts(data: Dataset, changed: Mapping[str, pl.DataFrame | None]) -> Facts:
    """Return the facts of `data` with the rows of some tables replaced (None: the table is gone)."""
    packages = {
        name: replace(package, tables=dict(_tables(package.tables, changed))) for name, package in data.packages.items()
    }
    return facts_of(Dataset(data.root, packages), AS_OF)


def _tables(tables: Mapping[str, Table], changed: Mapping[str, pl.DataFrame | None]) -> list[tuple[str, Table]]:
    found = [(name, table, changed.get(name, table.rows)) for name, table in tables.items()]
    return [(name, replace(table, rows=rows)) for name, table, rows in found if rows is not None]


def with_value(data: Dataset, table: str, field: str, value: object) -> dict[str, pl.DataFrame | None]:
    """Return a table with one value in all of its rows."""
    rows = data[table]
    return {table: rows.with_columns(pl.lit(value).cast(rows.schema[field]).alias(field))}


def corrected(data: Dataset, old: str | None) -> dict[str, pl.DataFrame | None]:
    """Return the corrections with one of the strike's reason, which was `old`."""
    named = {"table": "strikes", "key": "KH-0001 2013-12-24", "field": "reason", "old": old, "new": None}
    rows = data["corrections"]
    return {
        "corrections": rows.with_columns(pl.lit(each, rows.schema[name]).alias(name) for name, each in named.items())
    }


def found(before: Facts, after: Facts, table: str) -> Lost:
    return sorted(losses_between(before, after, [table]).iter_rows())


def test_what_stays_or_is_another_value_is_not_lost(data: Dataset) -> None:
    before = facts(data, {})
    assert all(found(before, before, table) == [] for package in data.packages.values() for table in package.tables)
    assert found(before, facts(data, with_value(data, "strikes", "reason", "Overtime")), "strikes") == []
    assert found(facts(data, {"strikes": None}), before, "strikes") == []


def test_rows_and_tables_that_are_gone_are_lost(data: Dataset) -> None:
    before = facts(data, {})
    for after in ({"strikes": data["strikes"].clear()}, {"strikes": None}):
        assert found(before, facts(data, after), "strikes") == [ROW]
    assert found(before, facts(data, with_value(data, "strikes", "started_on", AS_OF)), "strikes") == [ROW]


def test_values_that_are_blank_or_not_disclosed_now_are_lost(data: Dataset) -> None:
    before, hidden = facts(data, {}), facts(data, with_value(data, "findings", "result", "not-disclosed"))
    blank = with_value(data, "strikes", "reason", None)
    assert found(before, facts(data, blank), "strikes") == [REASON]
    told = [key for _, field, key in found(before, hidden, "findings") if field == "result"]
    results = before.published("findings").filter(pl.col("result") != "not-disclosed")
    assert ("KH-0001-2 7.8.3" in told, len(told)) == (True, results.height)
    assert found(hidden, before, "findings") == []


def test_a_value_that_a_correction_tells_is_not_lost(data: Dataset) -> None:
    before, blank = facts(data, {}), with_value(data, "strikes", "reason", None)
    assert found(before, facts(data, blank | corrected(data, "Minimum wage")), "strikes") == []
    assert found(before, facts(data, blank | corrected(data, None)), "strikes") == [REASON]
    # A day on which nobody knows of it yet.
    unknown = corrected(data, "Minimum wage")["corrections"]
    assert unknown is not None
    later = {"corrections": unknown.with_columns(corrected_on=pl.date(2026, 1, 2))}
    assert found(before, facts(data, blank | later), "strikes") == [REASON]


def renamed(data: Dataset, key: tuple[str, ...], **names: str) -> tuple[pl.DataFrame, Schema]:
    """Return the strikes with another key, when some fields had other names."""
    schema = data.table("strikes").schema
    fields = tuple(replace(field, name=names.get(field.name, field.name)) for field in schema.fields)
    return data["strikes"].rename(names), replace(schema, fields=fields, primary_key=key)


@pytest.mark.parametrize(
    ("key", "names", "lost"),
    [
        (("factory", "began_on"), {"started_on": "began_on"}, []),
        (("site", "began_on"), {"factory": "site", "started_on": "began_on"}, []),
        (("began_on", "site"), {"factory": "site", "started_on": "began_on"}, [("strikes", "", "2013-12-24 KH-0001")]),
        (("started_on", "factory"), {}, []),
        (("factory",), {}, []),
        (("factory", "started_on", "days"), {}, []),
        (("factory", "started_on", "length"), {"days": "length"}, [("strikes", "", "KH-0001 2013-12-24 5")]),
        (("factory", "started_on"), {"reason": "cause"}, [("strikes", "cause", "KH-0001 2013-12-24")]),
        ((), {}, []),
    ],
    ids=["renamed", "both", "swapped", "order", "shorter", "longer", "strange", "field", "none"],
)
def test_a_row_is_found_by_the_key_that_it_had(
    data: Dataset, key: tuple[str, ...], names: dict[str, str], lost: Lost
) -> None:
    rows, old = renamed(data, key, **names)
    assert sorted(losses_of("strikes", rows, old, facts(data, {})).iter_rows()) == lost


def test_rows_without_a_key_are_the_same_where_all_of_them_is(data: Dataset) -> None:
    rows, old = renamed(data, ())
    after = facts(data, with_value(data, "strikes", "reason", "Overtime"))
    assert [field for _, field, _ in losses_of("strikes", rows, old, after).iter_rows()] == [""]
