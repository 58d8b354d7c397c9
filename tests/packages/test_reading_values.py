"""What is written is what is read: values, types, keys and places of the plant, and of cells in great number."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from generator.model import FILE, LINE
from generator.numbers import day_of
from generator.packages.cells import typed_column
from generator.packages.complaints import LONGEST, MOST, quoted
from generator.schema import DTYPES, Field
from tests.packages.samples import PLANT, read_plant

_HEADER = "site,day,count,level,open,tags,remark\n"


def test_tables_are_typed_by_their_schemas(tmp_path: Path) -> None:
    package, problems = read_plant(tmp_path, {})
    assert problems == []
    assert package is not None
    table = package.tables["readings"]
    assert table.rows.columns == [*table.schema.names, FILE, LINE]
    assert [table.rows[field.name].dtype for field in table.schema.fields] == [
        DTYPES[field.type] for field in table.schema.fields
    ]
    assert [table.rows[name].dtype for name in (FILE, LINE)] == [pl.UInt16(), pl.UInt32()]
    remark = 'Two, with\na line break and "quotes"'
    assert table.rows.rows() == [
        ("KH", date(2024, 2, 29), 12, 1.5, True, ["a", "b"], "Fine", 0, 2),
        ("NO", date(2025, 1, 1), 0, -2000.0, False, None, remark, 0, 3),
        ("ID", None, None, None, None, None, None, 0, 5),
    ]


def test_yaml_values_are_the_text_that_was_written(tmp_path: Path) -> None:
    package, _ = read_plant(tmp_path, {})
    assert package is not None
    table = package.tables["notes"]
    assert table.files == ("plant/notes/a.yaml", "plant/notes/b.yaml")
    title = json.dumps({"en": "Exits", "fr": "Issues"})
    assert table.rows.rows() == [
        ("NO", title, ["010", "12:30", "no"], "One line.\nAnother.", 3, date(2024, 2, 29), 0, 1),
        ("second", json.dumps({"en": "Drills"}), None, "yes", None, None, 1, 1),
    ]


def test_the_descriptor_has_its_schemas_as_json_values(tmp_path: Path) -> None:
    package, _ = read_plant(tmp_path, {})
    assert package is not None
    written = json.loads(json.dumps(package.descriptor))
    assert (written["name"], written["version"], package.version) == ("plant", "1.0.0", "1.0.0")
    schema = written["resources"][0]["schema"]
    assert schema["fields"][0]["constraints"] == {"required": True, "pattern": "^[A-Z]{2}$"}
    assert schema["fields"][2]["constraints"] == {"minimum": 0}
    assert package.tables["readings"].schema.field("count").constraints == {"minimum": 0}


def test_a_problem_of_a_cell_names_its_row(tmp_path: Path) -> None:
    rows = 'KH,2024-01-01,x,,,,\n"Å","2024-01-02","1","y",,,\nÅÅ,,,"z",,,"a, b"\n'
    package, problems = read_plant(tmp_path, {"readings.csv": _HEADER + rows})
    places = [(each.where.key, each.where.field, each.where.line, each.where.column) for each in problems]
    assert places == [
        ("KH 2024-01-01", "count", 2, 15),
        ("Å 2024-01-02", "level", 3, 22),
        ("ÅÅ blank", "level", 4, 6),
    ]
    assert {(each.where.package, each.where.table) for each in problems} == {("plant", "readings")}
    assert package is not None
    assert package.tables["readings"].rows["count"].to_list() == [None, 1, None]


def test_the_place_of_a_cell_after_a_line_break(tmp_path: Path) -> None:
    changes = {"readings.csv": f'{_HEADER}"K\nH",2024-01-01,x,,,,\n'}
    _, problems = read_plant(tmp_path, changes)
    assert [(each.where.line, each.where.column, each.code) for each in problems] == [(3, 15, "type-integer")]


def test_a_table_with_a_row_that_cannot_be_read_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    package, problems = read_plant(tmp_path, {"readings.csv": f"{_HEADER}KH\nVN,today,,,,,\n"})
    assert [each.code for each in problems] == ["row-length", "type-date"]
    assert package is not None
    assert set(package.tables) == {"notes"}


def test_every_failing_cell_is_named(tmp_path: Path) -> None:
    count = 20_000
    rows = "".join(f"KH,2024-01-01,{'x' * (number % 3 + 1)},,,,\n" for number in range(count))
    _, problems = read_plant(tmp_path, {"readings.csv": _HEADER + rows})
    assert [each.where.line for each in problems] == list(range(2, count + 2))
    assert problems[1].message == "“xx” is not a whole number."


def test_beyond_a_limit_failing_cells_are_counted(tmp_path: Path) -> None:
    _, problems = read_plant(tmp_path, {"readings.csv": _HEADER + "KH,,x,,,,\n" * (MOST + 7)})
    assert len(problems) == MOST + 1
    assert (problems[-1].code, problems[-1].message) == (
        "type-integer",
        "7 more places in this file have the same fault as the 100,000 noted.",
    )


def test_other_words_for_missing_values(tmp_path: Path) -> None:
    schema = (PLANT / "schemas/readings.yaml").read_text(encoding="utf-8") + "missingValues: ['', n/a, '-']\n"
    rows = "KH,n/a,-,,n/a,-,n/a\nVN,,1,-,,,x\n"
    package, problems = read_plant(tmp_path, {"readings.csv": _HEADER + rows, "schemas/readings.yaml": schema})
    assert problems == []
    assert package is not None
    assert package.tables["readings"].rows.select(pl.nth(range(7))).rows() == [
        ("KH", None, None, None, None, None, None),
        ("VN", None, 1, None, None, None, "x"),
    ]


def _read_as(kind: str, texts: list[str]) -> list[object]:
    column = typed_column(pl.Series("column", texts, dtype=pl.String), Field("column", kind, delimiter=";"))
    return [None if row in column.failed else value for row, value in enumerate(column.values)]


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_whole_numbers_survive(numbers: list[int]) -> None:
    assert _read_as("integer", [str(number) for number in numbers]) == numbers


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_survive(numbers: list[float]) -> None:
    assert _read_as("number", [repr(number) for number in numbers]) == numbers


@given(st.lists(st.dates(min_value=date(1, 1, 1))))
def test_days_survive(days: list[date]) -> None:
    assert _read_as("date", [day.isoformat() for day in days]) == days


@given(st.lists(st.text("0123456789-", min_size=8, max_size=10)))
def test_days_are_those_of_the_calendar(texts: list[str]) -> None:
    assert _read_as("date", texts) == [day_of(text) for text in texts]


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1), min_size=1))
def test_a_number_has_one_spelling(texts: list[str]) -> None:
    for text, value in zip(texts, _read_as("integer", texts), strict=True):
        assert value is None or str(value) == text.strip().replace("-0", "0")


@given(st.text())
def test_a_quoted_value_is_short_and_visible(value: str) -> None:
    shown = quoted(value)
    assert shown.isprintable()
    assert len(shown) <= LONGEST * len("\\U00000000") + len("“”")
    assert value.isprintable() is False or len(value) > LONGEST or shown == f"“{value}”"
