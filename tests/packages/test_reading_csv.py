"""CSV: what Python's csv module reads in strict mode, on real edge cases and on generated tables; and stricter."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model import LINE
from generator.packages.characters import clean_text
from generator.packages.complaints import Complaints
from generator.packages.csv_text import Cells, read_csv
from generator.problems import Problem, Where

_SPECTRUM = Path(__file__).parents[3] / "shared" / "data" / "csv-spectrum"
_WORDS = st.lists(st.sampled_from(["a", "é", "ខ", " b", '"', ", ", "\n", "'", ";", "0"]), max_size=6).map("".join)
_PLAIN = st.text(st.sampled_from("abé;'. \u17a1-0"), max_size=8)
_WIDTHS = st.integers(2, 5)


def _tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    def filled(width: int) -> st.SearchStrategy[list[str]]:
        return st.lists(cells, min_size=width, max_size=width).filter(any)

    return _WIDTHS.flatmap(lambda width: st.lists(filled(width), min_size=1, max_size=8))


def _written(rows: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=quoting).writerows([_names(rows), *rows])  # type: ignore[arg-type]
    return text.getvalue()


def _names(rows: list[list[str]]) -> list[str]:
    return [f"column_{number}" for number in range(len(rows[0]))]


def _read(text: str, names: list[str]) -> tuple[Cells | None, list[Problem]]:
    complaints = Complaints(Where("table.csv"))
    clean = clean_text(text.encode("utf-8"), ".csv", complaints)
    return (None if clean is None else read_csv(clean, names, complaints)), complaints.problems


def _rows(cells: Cells | None) -> list[list[str]]:
    assert cells is not None
    return [[value or "" for value in row] for row in cells.frame.drop(LINE).rows()]


@given(_tables(_WORDS), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
def test_well_formed_tables_are_read_as_by_the_csv_module(rows: list[list[str]], quoting: int) -> None:
    text = _written(rows, quoting)
    cells, problems = _read(text, _names(rows))
    assert problems == []
    assert _rows(cells) == list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]


@given(_tables(_PLAIN))
def test_the_fast_way_reads_what_the_careful_way_reads(rows: list[list[str]]) -> None:
    fast, careful = (_read(_written(rows, quoting), _names(rows)) for quoting in (csv.QUOTE_NONE, csv.QUOTE_ALL))
    assert (fast[1], careful[1]) == ([], [])
    assert fast[0] is not None
    assert careful[0] is not None
    assert fast[0].frame.equals(careful[0].frame)
    assert fast[0].frame[LINE].to_list() == list(range(2, len(rows) + 2))


@given(_tables(_WORDS), st.data())
def test_a_stray_quotation_mark_is_never_read_otherwise_than_by_the_csv_module(
    rows: list[list[str]], data: st.DataObject
) -> None:
    text = _written(rows)
    at = data.draw(st.integers(text.index("\n") + 1, len(text)))
    broken = text[:at] + '"' + text[at:]
    cells, problems = _read(broken, _names(rows))
    if not problems:
        assert _rows(cells) == list(csv.reader(io.StringIO(broken, newline=""), strict=True))[1:]


@given(_tables(_PLAIN), st.data())
def test_a_row_of_another_length_is_named(rows: list[list[str]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(st.integers(0, len(rows) - 1))
    rows[at] = [*rows[at], "more"]
    if other != at:
        rows[other] = rows[other][:-1]
        assume(any(rows[other]) or len(rows[other]) > 1)
    names = [f"column_{number}" for number in range(len(rows[at]) - 1)]
    text = "\n".join([",".join(names), *(",".join(row) for row in rows), ""])
    cells, problems = _read(text, names)
    assert {each.where.line for each in problems if each.code == "row-length"} == {at + 2, other + 2}
    assert cells is not None
    assert not cells.whole
    assert set(cells.frame[LINE]).isdisjoint({at + 2, other + 2})


def test_one_stray_mark_does_not_swallow_rows() -> None:
    rows = "".join(f"KH-{number:04},{number},word\n" for number in range(100))
    text = "factory,count,word\n" + rows.replace("KH-0010,10,word", 'KH-0010,10,"word').replace(
        "KH-0078,78,word", 'KH-0078,78,word"'
    )
    assert len(list(csv.reader(io.StringIO(text), strict=True))) == 33
    cells, problems = _read(text, ["factory", "count", "word"])
    assert [(each.code, each.where.line, each.where.column) for each in problems] == [("csv-quote", 12, 12)]
    assert cells is not None
    assert not cells.whole


def test_lines_are_counted_through_line_breaks_in_cells() -> None:
    text = 'a,b\n1,2\n"x\ny",3\n4,5\n6,"z"\n7,8'
    cells, _ = _read(text, ["a", "b"])
    assert cells is not None
    assert cells.frame[LINE].to_list() == [2, 3, 5, 6, 7]
    places = list(cells.places(pl.Series([0, 1, 2, 3, 4]), 1))
    assert places == [(2, 3), (4, 4), (5, 3), (6, 3), (7, 3)]


@pytest.mark.skipif(not _SPECTRUM.is_dir(), reason="the shared input is not here")
@pytest.mark.parametrize(
    "name",
    [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
        "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ],
)  # fmt: skip
def test_spectrum(name: str) -> None:
    expected = json.loads((_SPECTRUM / "json" / f"{name}.json").read_text(encoding="utf-8"))
    text = (_SPECTRUM / "csvs" / f"{name}.csv").read_bytes().decode("utf-8")
    cells, problems = _read(text, list(expected[0]))
    assert problems == []
    # A line break within a cell is one character here, whichever system wrote the file.
    assert _rows(cells) == [[value.replace("\r\n", "\n") for value in row.values()] for row in expected]


@pytest.mark.skipif(not _SPECTRUM.is_dir(), reason="the shared input is not here")
def test_spectrum_with_marks_within_cells_is_refused() -> None:
    text = (_SPECTRUM / "csvs" / "location_coordinates.csv").read_bytes().decode("utf-8").replace("\ufffd", "°")
    _, problems = _read(text, text.split("\n")[0].split(","))
    assert [(each.code, each.where.line, each.where.column) for each in problems] == [("csv-quote", 2, 22)]
