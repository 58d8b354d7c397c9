"""Shows that a table comes whole through JSON, Parquet and the spreadsheet: any value, any text, the same bytes."""

from __future__ import annotations

import json
import os
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from generator.model import FILE, LINE, Package, Table
from generator.outputs import columns, records, spreadsheets, table_files
from generator.outputs.table_files import Publisher, write_formats
from generator.pages.portal import LONG_TEXT, TOO_LONG, LeftOut
from generator.schema import DTYPES, schema_of
from tests.browser.hostile import PAYLOADS

FIELDS = {
    "key": "string", "text": "string", "many": "integer", "much": "number", "yes": "boolean", "day": "date",
    "items": "list", "said": "object", "languages": "array",
}  # fmt: skip
SCHEMA = schema_of("things", {"title": "Things", "fields": [{"name": n, "type": t} for n, t in FIELDS.items()]})
PACKAGE = Package("small", Path("small"), {"version": "1.2.0", "created": "2026-11-02T00:00:00Z"}, {})
PUBLISHER = Publisher("Portal", "Invented.", "https://portal.example")
SAID = '{"en": "Fire", "km": "អគ្គិភ័យ"}'
ROWS: list[tuple[Any, ...]] = [
    ("a", "plain", 3, 2.5, True, date(2026, 1, 31), ["x", "y"], SAID, ["en"]),
    ("b", None, 2**62, 1e300, False, date(1895, 5, 1), [], "{}", []),
    ("c", "  spaces kept  ", -4, -0.5, None, None, None, None, None),
    ("d", "-3.5", 0, 0.0, None, date(1900, 3, 1), ["=1+1"], None, None),
]
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "https://evil.example", "_x0041_")


def table_of(rows: list[tuple[Any, ...]]) -> Table:
    types = {name: DTYPES[kind] for name, kind in FIELDS.items()} | {FILE: pl.UInt16(), LINE: pl.UInt32()}
    frame = pl.DataFrame([(*row, 0, line) for line, row in enumerate(rows, 2)], schema=types, orient="row")
    return Table("things", "small", SCHEMA, frame, ("small/things.csv",))


def texts(*values: str) -> Table:
    return table_of([(f"k{number}", value, *[None] * 7) for number, value in enumerate(values)])


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Table], Path]:
    def written(table: Table) -> Path:
        files = list(write_formats(PACKAGE, table, table.rows, tmp_path, PUBLISHER))
        assert [each.format for each in files] == ["json", "xlsx", "parquet"]
        return tmp_path / "things"

    return written


def sheet(path: Path, name: str = "things") -> list[list[Any]]:
    rows: list[list[Any]] = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return rows


def test_every_value_comes_through_json(write: Callable[[Table], Path]) -> None:
    found = json.loads(write(table_of(ROWS)).with_suffix(".json").read_text(encoding="utf-8"))
    days = [None if row[5] is None else row[5].isoformat() for row in ROWS]
    said = [None if row[7] is None else json.loads(row[7]) for row in ROWS]
    wanted = [(*row[:5], day, row[6], text, row[8]) for row, day, text in zip(ROWS, days, said, strict=True)]
    assert found == [dict(zip(FIELDS, row, strict=True)) for row in wanted]


def test_json_of_many_rows_is_one_record_a_line(tmp_path: Path) -> None:
    schema = replace(SCHEMA, fields=tuple(field for field in SCHEMA.fields if field.type != "object"))
    table = replace(table_of(ROWS), schema=schema)
    records.write_records(tmp_path / "rows.json", table, table.rows)
    lines = (tmp_path / "rows.json").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", len(ROWS) + 2)
    assert [json.loads(line.rstrip(","))["text"] for line in lines[1:-1]] == [row[1] for row in ROWS]


def test_a_table_without_rows_is_an_empty_list(write: Callable[[Table], Path]) -> None:
    path = write(table_of([]))
    assert json.loads(path.with_suffix(".json").read_text()) == []
    assert sheet(path.with_suffix(".xlsx")) == [list(FIELDS)]
    assert pl.read_parquet(path.with_suffix(".parquet")).height == 0


def test_parquet_has_the_types_of_the_schema_and_says_what_it_is(write: Callable[[Table], Path]) -> None:
    table = table_of(ROWS)
    path = write(table).with_suffix(".parquet")
    assert pl.read_parquet(path).equals(table.rows.drop(FILE, LINE), null_equal=True)
    assert pl.read_parquet_schema(path) == {name: DTYPES[kind] for name, kind in FIELDS.items()}
    about = pl.read_parquet_metadata(path)
    assert (about["title"], about["version"], about["publisher"]) == ("Things", "1.2.0", "Portal")


def test_every_value_comes_through_the_spreadsheet(write: Callable[[Table], Path]) -> None:
    rows = sheet(write(table_of(ROWS)).with_suffix(".xlsx"))
    assert rows[0] == list(FIELDS)
    assert rows[1] == ["a", "plain", 3, 2.5, True, date(2026, 1, 31), "x,y", SAID, '["en"]']
    assert rows[2] == ["b", "", str(2**62), "1e+300", False, "1895-05-01", "", "{}", "[]"]
    assert rows[3] == ["c", "  spaces kept  ", -4, -0.5, "", "", "", "", ""]
    assert rows[4] == ["d", "-3.5", 0, 0, "", date(1900, 3, 1), "=1+1", "", ""]


def test_a_spreadsheet_says_what_it_is_on_a_second_sheet(write: Callable[[Table], Path]) -> None:
    path = write(table_of(ROWS)).with_suffix(".xlsx")
    assert CalamineWorkbook.from_path(path).sheet_names == ["things", "about"]
    said = [row[0] for row in sheet(path, "about")]
    assert "Data package small, version 1.2.0, 2026-11-02." in said
    assert "Invented." in said
    assert said[-len(FIELDS) :] == list(FIELDS)


@pytest.mark.parametrize("payload", [*FORMULAS, *PAYLOADS], ids=range(len(FORMULAS) + len(PAYLOADS)))
def test_any_text_is_a_text(write: Callable[[Table], Path], payload: str) -> None:
    path = write(texts(payload, payload + " again"))
    assert [row[1] for row in sheet(path.with_suffix(".xlsx"))[1:]] == [payload, payload + " again"]
    with zipfile.ZipFile(path.with_suffix(".xlsx")) as book:
        inside = b"".join(map(book.read, book.namelist()))
        assert not [name for name in book.namelist() if "externalLink" in name or "vba" in name.lower()]
    assert not re.search(rb"<f[ >]|<hyperlink", inside)
    assert json.loads(path.with_suffix(".json").read_text("utf-8"))[0]["text"] == payload
    assert pl.read_parquet(path.with_suffix(".parquet"))["text"][0] == payload


def test_the_same_bytes_whatever_the_clock_says(
    write: Callable[[Table], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(table_of(ROWS))
    first = {kind: path.with_suffix(kind).read_bytes() for kind in (".json", ".xlsx", ".parquet")}
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 2e9)
    os.utime(path.parent, (1, 1))
    write(table_of(ROWS))
    assert {kind: path.with_suffix(kind).read_bytes() for kind in first} == first
    with zipfile.ZipFile(path.with_suffix(".xlsx")) as book:
        assert re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", book.read("docProps/core.xml")) == [b"2026-11-02T00:00:00Z"] * 2
    monkeypatch.undo()
    time.tzset()


def test_what_is_too_long_for_a_format_is_left_out_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of(ROWS)
    assert spreadsheets.unfit(table, table.rows) == ""
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", len(FIELDS) * len(ROWS))
    monkeypatch.setattr(table_files, "MOST_RECORDS", len(ROWS) - 1)
    found = list(write_formats(PACKAGE, table, table.rows, tmp_path, PUBLISHER))
    assert found[:2] == [LeftOut("small", "things", "json", TOO_LONG), LeftOut("small", "things", "xlsx", TOO_LONG)]
    assert [path.name for path in tmp_path.iterdir()] == ["things.parquet"]


def test_a_text_that_no_cell_can_hold_leaves_the_spreadsheet_out(tmp_path: Path) -> None:
    fits, does_not = texts("ញ" * spreadsheets.LONGEST_TEXT), texts("ញ" * (spreadsheets.LONGEST_TEXT + 1))
    assert [spreadsheets.unfit(each, each.rows) for each in (fits, does_not)] == ["", LONG_TEXT]
    found = list(write_formats(PACKAGE, fits, fits.rows, tmp_path, PUBLISHER))
    assert not [each for each in found if isinstance(each, LeftOut)]
    assert len(sheet(tmp_path / "things.xlsx")[1][1]) == spreadsheets.LONGEST_TEXT


def test_rows_of_parquet_lie_in_groups_of_a_fixed_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_ROWS", 2)
    table = table_of(ROWS)
    columns.write_columns(tmp_path / "x.parquet", PACKAGE, table, table.rows, "Portal")
    assert pl.read_parquet(tmp_path / "x.parquet").equals(table.rows.drop(FILE, LINE), null_equal=True)
