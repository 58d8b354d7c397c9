"""A workbook that hides something, or is not what it says, is refused at its cell; a sound one is read as it is."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.importing import archive
from generator.importing.mapping import Sheet
from generator.importing.sheets import ROW, Columns, read_sheet
from generator.packages.complaints import Complaints
from generator.problems import Where
from tests.importing.books import Rows, workbook

HEADER = ["Name", "Workers", "Day"]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path, **stated: Any) -> tuple[Columns | None, list[str]]:
    """Return the columns of a sheet, and what is said of it: the place, the message and the way out."""
    complaints = Complaints(Where("mapping.yaml"))
    columns = read_sheet(Sheet((1, 1), **stated), [path], complaints)
    return columns, [
        f"{each.where} {each.message} {each.hint}".replace(f"{path.parent}/", "") for each in complaints.problems
    ]


def made(path: Path, write: Callable[[Any, Any], None]) -> Path:
    """Write a workbook with the names of the columns in row 1, and what `write` adds."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, HEADER)
        write(book, sheet)
    return path


def test_cells_are_read_as_what_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "sound.xlsx"
    rows: Rows = [
        ["Factories of 2025"],
        [],
        [" Name ", "Workers", "Day", "Share", "Open"],
        ["  Lotus ", 1200, date(2025, 3, 4), 0.1, True],
        [None, None, None, None, None],
        ["n/a", "1 200", "4.3.2025", 1e-7, False],
    ]
    workbook(path, {"List": rows, "Other": [["x"]]})
    columns, said = read(path, header=3, missing=("n/a",))
    assert said == []
    assert columns is not None
    assert columns.frame.columns == ["Name", "Workers", "Day", "Share", "Open", ROW]
    assert columns.frame.rows() == [
        ("Lotus", "1200", "2025-03-04", "0.1", "true", 4),
        (None, "1 200", "4.3.2025", "1e-07", "false", 6),
    ]
    assert str(columns.where(1, "Workers")) == f"{path}:List!B6"
    assert columns.numbers["Workers"].to_list() == [True, False]


def test_a_time_is_no_day(tmp_path: Path) -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 2, datetime(2025, 3, 4, 12, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))  # noqa: DTZ001

    columns, _ = read(made(tmp_path / "time.xlsx", write))
    assert columns is not None
    assert columns.frame["Day"].to_list() == ["2025-03-04T12:30:00"]


def merged(_book: Any, sheet: Any) -> None:
    sheet.merge_range(1, 0, 3, 0, "Lotus")


def wrong(_book: Any, sheet: Any) -> None:
    sheet.write(1, 0, "Lotus")
    sheet.write_formula(2, 1, "=1/0", value="#DIV/0!")


def far(_book: Any, sheet: Any) -> None:
    sheet.write(1_048_575, 16_383, "x")


def hidden(book: Any, _sheet: Any) -> None:
    book.add_worksheet("Notes").hide()


def filtered(_book: Any, sheet: Any) -> None:
    sheet.write_row(1, 0, ["Lotus", 1])
    sheet.write_row(2, 0, ["Naga", 2])
    for row in (0, 2, 4):
        sheet.set_row(row, None, None, {"hidden": True})


@pytest.mark.parametrize(
    ("write", "stated", "said"),
    [
        (
            filtered,
            {},
            "book.xlsx:List!A1 2 rows are hidden, by hand or by a filter, so nobody sees what would be read.",
        ),
        (
            filtered,
            {"header": 2},
            "book.xlsx:List!A3 Row 3 is hidden, by hand or by a filter, so nobody sees what would",
        ),
        (merged, {}, "book.xlsx:List!A2 The cells A2:A4 are merged, so only the first of them has a value. Unmerge"),
        (wrong, {}, "book.xlsx:List!B3 B3 holds an error (#DIV/0!). Correct the formula, or write the value, or clear"),
        (far, {}, "book.xlsx The sheet 'List' reaches to XFD1048576: more than 20,000,000 cells. Delete the cells far"),
        (hidden, {"sheet": "Notes"}, "book.xlsx The sheet “Notes” is hidden, so nobody sees what would be read. Show"),
        (hidden, {"sheet": "Lists"}, "book.xlsx The workbook has no sheet called “Lists”. Did you mean “List”?"),
        (hidden, {"header": 7}, "book.xlsx:7 There are no names of columns in row 7. Say in the mapping in which row"),
    ],
)
def test_what_would_be_passed_over_is_refused(
    tmp_path: Path, write: Callable[[Any, Any], None], stated: dict[str, Any], said: str
) -> None:
    columns, found = read(made(tmp_path / "book.xlsx", write), **stated)
    assert columns is None
    assert [text[: len(said)] for text in found] == [said]


def test_a_formula_without_its_result_is_refused_and_one_with_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "book.xlsx", lambda _book, sheet: sheet.write_formula(1, 1, "=1+1", value=2))
    columns, _ = read(path)
    assert columns is not None
    assert columns.frame["Workers"].to_list() == ["2"]

    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for stored in (b"<v>2</v>", b""):
        sheet = parts["xl/worksheets/sheet1.xml"]
        assert b"<v>2</v>" in sheet
        bare_ = {**parts, "xl/worksheets/sheet1.xml": sheet.replace(b"<v>2</v>", b"" if stored else b"<v></v>")}
        found = read(zipped(tmp_path / "bare.xlsx", bare_))[1]
        assert [text.partition(". ")[0] for text in found] == [
            "bare.xlsx:List!B2 B2 is a formula whose result is not stored"
        ]


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


@pytest.mark.parametrize("place", [b'"XFD1048576"', b"'XFD1048576'", b'"A999999999992"'])
def test_a_cell_far_from_its_row_is_refused_before_memory_is_taken_for_it(tmp_path: Path, place: bytes) -> None:
    path = made(tmp_path / "book.xlsx", lambda _book, sheet: sheet.write(1, 1, 2))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b'r="B2"' in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'r="B2"', b"r=" + place)
    columns, found = read(zipped(tmp_path / "far.xlsx", parts))
    assert columns is None
    assert "more than 20,000,000 cells" in found[0]


def test_merged_cells_above_the_names_do_no_harm(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Factories of 2025")
        sheet.write_row(1, 0, HEADER)
        sheet.write_row(2, 0, ["Lotus", 5])
    columns, said = read(tmp_path / "book.xlsx", header=2)
    assert said == []
    assert columns is not None
    assert columns.frame["Name"].to_list() == ["Lotus"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "a.xlsx The file is empty."),
        (
            "a.xlsx",
            b"Name,Workers\n",
            "a.xlsx This is no Excel workbook (.xlsx), whatever its name says. If it is text",
        ),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "a.xlsx The workbook is broken: it cannot be unpacked."),
        ("a.xlsx", OLD + bytes(600), "a.xlsx This is a workbook in the old form (.xls). Open it"),
        ("a.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"), "a.xlsx The workbook is protected by a password, so"),
        ("a.csv", b"PK\x03\x04" + bytes(100), "a.csv This is a workbook, not a text file, whatever its name says."),
        ("a.xls", OLD, "a.xls A file of this kind (“.xls”) cannot be read. Save it as .xlsx or as CSV"),
        ("a.pdf", b"%PDF", "a.pdf A file of this kind (“.pdf”) cannot be read."),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    columns, found = read(tmp_path / name)
    assert columns is None
    assert [text[: len(said)] for text in found] == [said]


def test_another_zip_and_declared_entities_are_refused(tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "a.xlsx", {"notes.txt": b"x"}))[1]
    assert found[0].startswith("a.xlsx This is no Excel workbook")
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    found = read(zipped(tmp_path / "b.xlsx", {"xl/workbook.xml": bomb}))[1]
    assert found[0].startswith("b.xlsx The workbook declares entities")


@pytest.mark.parametrize("lying", [False, True])
def test_a_workbook_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, lying: bool
) -> None:
    """Sizes are counted while unpacking: a file that says it is small is found out."""
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1024 * 1024)
    path = zipped(tmp_path / "a.xlsx", {"xl/workbook.xml": b" " * 2 * 1024 * 1024})
    if lying:
        data = bytearray(path.read_bytes())
        central = data.index(b"PK\x01\x02")
        data[22:26] = data[central + 24 : central + 28] = struct.pack("<I", 10)
        path.write_bytes(data)
        assert zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()[0].file_size == 10
    assert read(path)[1][0].startswith("a.xlsx The workbook unpacks to more than 1 MB.")


def test_the_rest_of_a_workbook_cut_off_is_refused_wherever_it_was_cut(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", {"List": [HEADER, ["Lotus", 5]]}).read_bytes()
    for length in range(10, len(whole) - 1, 211):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:length])
        columns, said = read(path)
        assert columns is None
        assert len(said) == 1
