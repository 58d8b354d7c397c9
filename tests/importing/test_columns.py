"""What follows from the columns of a spreadsheet: each kind of rule, written as people write it, in text files."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.columns import Work
from generator.importing.lookups import Seeker
from generator.importing.mapping_file import read_mapping
from generator.importing.sheets import read_sheet
from generator.importing.state import State
from generator.importing.text_files import text_grid
from generator.importing.writing import countries_of, days_of, numbers_of
from generator.model import Dataset
from generator.packages.complaints import Complaints
from generator.problems import Where

NOTHING = State(Dataset(Path(), {}), {})
TABLES = [{"table": "factories", "from": "a", "columns": {"name": "x"}}]


def worked(
    folder: Path, sheets: dict[str, tuple[str, dict[str, Any]]], state: State = NOTHING
) -> tuple[dict[str, Work], list[str]]:
    """Return the sheets of a mapping at work, from the text of each and what the mapping says of it."""
    described = {name: {"file": f"{name}.csv", **about} for name, (_, about) in sheets.items()}
    (folder / "m.yaml").write_text(yaml.safe_dump({"title": "x", "sheets": described, "tables": TABLES}, width=9999))
    for name, (text, about) in sheets.items():
        (folder / f"{name}.csv").write_bytes(text.encode(about.get("encoding", "utf-8")))
    complaints = Complaints(Where("m.yaml"))
    mapping = read_mapping(folder / "m.yaml", complaints)
    works: dict[str, Work] = {}
    seeker = Seeker(state, works, complaints)
    for name, sheet in mapping.sheets.items() if mapping else ():
        columns = read_sheet(sheet, [folder / f"{each}.csv" for each in sheets], complaints)
        if columns is not None:
            works[name] = Work(sheet, columns, complaints, seeker)
    for work in list(works.values()):
        for name in work.sheet.columns:
            work.column(name, (1, 1))
    said = [f"{each.where} {each.message} {each.hint}".replace(f"{folder}/", "") for each in complaints.problems]
    return works, said


def follows(folder: Path, text: str, **about: Any) -> tuple[list[str | None], list[str]]:
    """Return the column `y` that follows from a text file."""
    works, said = worked(folder, {"a": (text, about)})
    return works["a"].column("y", (1, 1)).to_list() if "a" in works else [], said


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("x\nb\n\n a \n", "x", ["b", "a"]),
        ("x,z\n,1\n2,3\n", ["x", "z"], ["1", "2"]),
        ("x\na\n", {"column": "nothing", "optional": True}, [None]),
        ("x,z\na,1\nb,\n", {"text": "{x}-{z}!"}, ["a-1!", None]),
        ("x\na\n", {"text": "same"}, ["same"]),
        ("x\n$1$2\n", {"column": "x", "replace": {"$": ""}}, ["12"]),
        ("x\nKH-12\nother\n", {"column": "x", "pattern": "^KH-([0-9]+)$"}, ["12", None]),
        ("x\nÉtÉ\n", {"column": "x", "lower": True}, ["été"]),
        ("x\nY\n\nN\n", {"column": "x", "values": {"Y": True, "N": ""}}, ["true", None]),
        (
            "x,z\nY,1\nQ,2\n,3\n",
            {"column": "x", "values": {"Y": "yes", "": "none"}, "other": "{x}?"},
            ["yes", "Q?", "none"],
        ),
        ("x,z\n,1\na,2\n", {"column": "x", "blank": "none"}, ["none", "a"]),
        ("x\n3.4.2025\n2025-05-06\n", {"column": "x", "dates": "D.M.YYYY"}, ["2025-04-03", "2025-05-06"]),
        ("x\n4 Mar 2025\n", {"column": "x", "dates": ["DD/MM/YYYY", "D MMM YYYY"]}, ["2025-03-04"]),
        ("x\n45717\n", {"column": "x", "dates": "serial"}, ["2025-03-01"]),
        ('x\n"1.234,50"\n-7\n', {"column": "x", "numbers": "1.234,5"}, ["1234.50", "-7"]),
        ("x\n1 234\n", {"column": "x", "numbers": "1 234,5"}, ["1234"]),
        ("x\nVIETNAM\nkhm\nTürkiye\n", {"column": "x", "countries": True}, ["VN", "KH", "TR"]),
        ("x,z\nb,1\na,1\nb,2\n", {"number": "x", "within": "z"}, ["2", "1", "1"]),
        ("x,z\nb,1\na,1\nb,1\n", {"number": "x"}, ["2", "1", "2"]),
        ("x,z\nb,2\na,1\nc,3\n", {"column": "x", "take": "first", "order": "z"}, ["a", "a", "a"]),
        ("x,z\nb,2\na,1\nc,2\n", {"column": "x", "take": "last", "within": "z"}, ["c", "a", "c"]),
        ("x,z\na,1\na,1\nb,2\n", {"count": "a", "by": {"z": "z"}}, ["2", "2", "1"]),
        ("x,z\na,1\na,1\nb,1\n", {"count": "a", "by": {"z": "z"}, "different": "x"}, ["2", "2", "2"]),
        ("x,z\na,1\nc,1\nb,2\n", {"count": "a", "by": {"z": "z"}, "only": {"x": ["c", "d"]}}, ["1", "1", "0"]),
    ],
)
def test_a_column_follows(tmp_path: Path, text: str, rule: Any, expected: list[str | None]) -> None:
    assert follows(tmp_path, text, columns={"y": rule}) == (expected, [])


@pytest.mark.parametrize(
    ("text", "about", "said"),
    [
        ("x\nY\nQ\n", {"column": "x", "values": {"Y": 1}}, "a.csv:3:1 “Q” is none of the values known here. Add it to"),
        (
            "z,x\n1,yes\n2,\n3,yess\n",
            {"column": "x", "values": {"yes": 1}},
            "a.csv:4:3 “yess” is none of the values",
        ),
        ("x\n3/4/2025\n", {"column": "x", "dates": ["DD/MM/YYYY", "MM/DD/YYYY"]}, "a.csv:2:1 “3/4/2025” is not a day"),
        ("x\n12/05/27\n", {"column": "x", "dates": ["DD/MM/YYYY"]}, "a.csv:2:1 “12/05/27” is not a day"),
        (
            "x\n31.2.2025\n",
            {"column": "x", "dates": "DD.MM.YYYY"},
            "a.csv:2:1 “31.2.2025” is not a day",
        ),
        (
            "x\n45717\n",
            {"column": "x", "dates": "DD.MM.YYYY"},
            "a.csv:2:1 “45717” is not a day written as DD.MM.YYYY. It",
        ),
        ('x\n"1,234"\n', {"column": "x", "numbers": "1.234,5"}, None),
        (
            'x\n"1,23,4"\n',
            {"column": "x", "numbers": "1,234.5"},
            "a.csv:2:1 “1,23,4” is not a number written as",
        ),
        (
            "x\nAtlantis\n",
            {"column": "x", "countries": True},
            "a.csv:2:1 “Atlantis” is not the name or code of",
        ),
        ("x\na\n", "X", "m.yaml:4:10 The sheet has no column “X”. Did you mean “x”?"),
        ("x,x\na,b\n", "x", "m.yaml:4:10 Several columns are called “x”. Give each column"),
        ("x\na\n", {"text": "{y}"}, "m.yaml:5:9 The column “y” follows from itself."),
        ("y\na\n", "y", "m.yaml:4:10 The sheet has a column “y” already."),
        ("x\na\n", {"column": "x", "pattern": "KH"}, "m.yaml:5:9 “KH” is no regular expression with a group"),
        ("x\na\n", {"column": "x", "pattern": "(("}, "m.yaml:5:9 “((” is no regular expression with a group"),
        ("x\na\n", {"count": "c", "by": {"x": "x"}}, "m.yaml:5:9 No sheet of this mapping is called “c”."),
        ("x\na\n", {"find": "b", "by": {"x": "x"}}, "m.yaml:5:9 There is no table or sheet called “b”."),
    ],
)
def test_what_fails_is_named(tmp_path: Path, text: str, about: Any, said: str | None) -> None:
    found = follows(tmp_path, text, columns={"y": about})[1]
    assert [each[: len(said or "")] for each in found] == ([said] if said else []), found


@pytest.mark.parametrize(
    ("text", "about", "expected", "said"),
    [
        ("é;b\nx;y\n", {"encoding": "windows-1252", "separator": ";"}, ["x"], ""),
        ("note\n\né,b\nx,y\n", {"header": 3}, ["x"], ""),
        ("\ufeffé,b\nx,y\n", {}, ["x"], ""),
        ('é\tb\n"x\n2"\ty\n', {"separator": "tab"}, ["x\n2"], ""),
        ("é,b\n-,y\n", {"missing": "-"}, [None], ""),
        ("é,b\nx,n\nz,y\n", {"only": {"b": "y"}}, ["z"], ""),
        ("é,b\nx,y\n", {"only": {"c": "y"}}, [], "m.yaml:3:5 The sheet has no column “c”."),
        ("é,b\nx,y,z\n", {}, [], "a.csv:2:5 The row has more cells than there are names of columns."),
        ('é,b\n"x"y,z\n', {}, [], "a.csv:2:1 The line cannot be cut into cells:"),
        ("", {}, [], "a.csv The file is empty."),
        ("\n\n,\n", {}, [], "a.csv:1 There are no names of columns in row 1."),
        ("é,b\rx,y\r\rz,1\r", {}, ["x", "z"], ""),
        (
            "é;b;c\nx;y;z\n",
            {},
            [],
            "a.csv:1:1 The names of columns are separated by “;”, not by “,”. Say separator: ';'",
        ),
        (
            "é\tb\tc\nx\ty\tz\n",
            {"separator": ";"},
            [],
            "a.csv:1:1 The names of columns are separated by “tab”, not by “;”.",
        ),
        ("sep=,\né,b\nx,y\n", {}, [], "a.csv:1:1 This line is a note for Excel on what separates cells, and no row of"),
        ("sep=,\né,b\nx,y\n", {"header": 2}, ["x"], ""),
        ("a title\n\né,b\nx,y\n", {}, [], "a.csv:1:1 This row has fewer names than the rows below it have cells."),
        (
            "a title,\n\né,b\nx,y\n",
            {},
            [None, None],
            "m.yaml:4:10 The sheet has no column “é”. It stands in row 3: say header: 3",
        ),
        ("é,b\n<<<<<<< a\nx,y\n", {}, [], "a.csv:2:1 Here begins or ends a merge conflict: two changes of the same"),
        ("é,b\n" + 140_000 * "x" + ",y\n", {}, [], "a.csv:2:1 The line cannot be cut into cells: a cell has more than"),
    ],
)
def test_text_files_are_read_as_stated(
    tmp_path: Path, text: str, about: dict[str, Any], expected: list[str | None], said: str
) -> None:
    values, found = follows(tmp_path, text, columns={"y": "é"}, **about)
    assert [each[: len(said)] for each in found] == ([said] if said else []), found
    assert values == expected


def test_how_long_a_cell_may_be_is_not_for_other_libraries_to_say(tmp_path: Path) -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        _, found = follows(tmp_path, "é,b\n" + 140_000 * "x" + ",y\n", columns={"y": "é"})
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(before)
    assert "a cell has more than 131,072 letters" in found[0]


def test_another_encoding_than_stated_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("é\nx\n".encode("windows-1252"))
    complaints = Complaints(Where("m.yaml"))
    (tmp_path / "m.yaml").write_text(yaml.safe_dump({"title": "x", "sheets": {"a": {}}, "tables": TABLES}))
    mapping = read_mapping(tmp_path / "m.yaml", complaints)
    assert mapping is not None
    assert read_sheet(mapping.sheets["a"], [tmp_path / "a.csv"], complaints) is None
    assert complaints.problems[0].message.startswith("The file is not in the encoding utf-8: line 1 has a sign")


@pytest.mark.parametrize(
    ("written", "stated", "said"),
    [
        ("utf-16", "utf-8", "The file is not in the encoding utf-8, but in utf-16."),
        ("utf-16", "windows-1252", "The file is not in the encoding windows-1252, but in utf-16."),
        ("utf-8", "windows-1252", "The file is not in the encoding windows-1252, but in utf-8."),
        ("utf-8", "utf-16", "The file is not in the encoding utf-16, but in utf-8."),
        ("utf-16-le", "utf-8", "The file is not in the encoding utf-8: line 2 has a sign that is none there."),
        ("windows-1252", "windows-1252", ""),
        ("utf-16", "utf-16", ""),
    ],
)
def test_the_encoding_that_is_stated_must_be_that_of_the_file(written: str, stated: str, said: str) -> None:
    complaints = Complaints(Where("a.csv"))
    grid = text_grid("name\nGrève\n".encode(written), stated, ",", complaints)
    assert [each.message[: len(said)] for each in complaints.problems] == ([said] if said else [])
    assert (grid is None) == bool(said)


def test_a_row_of_another_sheet_is_found_whatever_its_case_and_accents(tmp_path: Path) -> None:
    there = "name,code,valid_from\nÉtoile  Bleue,1,\nNaga,2,\nnaga,3,\n"
    rule = {"find": "b", "by": {"name": "x"}, "give": "code"}
    works, said = worked(
        tmp_path, {"b": (there, {}), "a": ("x\netoile bleue\n\nNAGA\nLotus\n", {"columns": {"y": rule}})}
    )
    assert works["a"].column("y", (1, 1)).to_list() == ["1", None, None]
    assert [each.partition(". ")[0] for each in said] == [
        "a.csv:4:1 “NAGA” is found more than once in b",
        "a.csv:5:1 “Lotus” is not in b (by name)",
    ]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_unpivoting_keeps_every_cell_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("unpivot")
    asked = data.draw(st.lists(st.integers(1, 40).map("q{}".format), min_size=1, max_size=4, unique=True))
    cell = st.sampled_from(["yes", "no", ""])
    rows = data.draw(st.lists(st.lists(cell, min_size=len(asked), max_size=len(asked)), min_size=1, max_size=5))
    out = io.StringIO()
    csv.writer(out).writerows([["key", *asked], *([f"k{at}", *row] for at, row in enumerate(rows))])
    unpivot = {"pattern": "q[0-9]+", "header": "asked", "cell": "answer"}
    works, said = worked(folder, {"a": (out.getvalue(), {"unpivot": unpivot})})
    assert said == []
    frame = works["a"].columns.frame
    expected = [
        (f"k{at}", name, answer or None) for at, row in enumerate(rows) for name, answer in zip(asked, row, strict=True)
    ]
    assert frame.select("key", "asked", "answer").rows() == expected
    for number, (key, name, _answer) in enumerate(expected):
        place = works["a"].columns.where(number, "answer")
        row = rows[int(key[1:])]
        before = [key, *row[: asked.index(name)]]
        assert (place.line, place.column) == (int(key[1:]) + 2, len(",".join(before)) + 2)


FORMS = ["DD/MM/YYYY", "MM/DD/YYYY", "YYYY.MM.DD", "DD MMM YYYY", "MMMM DD, YYYY"]
MONTHS = "January February March April May June July August September October November December"


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1000, 1, 1)), st.sampled_from(FORMS))
def test_a_day_written_in_a_form_is_read_from_it(day: date, form: str) -> None:
    month = MONTHS.split(" ")[day.month - 1]
    parts = {"YYYY": f"{day.year:04}", "MMMM": month, "MMM": month[:3], "MM": f"{day.month:02}", "DD": f"{day.day:02}"}
    text = re.sub("YYYY|MMMM|MMM|MM|DD", lambda token: parts[token[0]], form)
    assert days_of(pl.Series([text]), [form]).to_list() == [day.isoformat()]


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_the_number_of_a_day_is_that_of_spreadsheets(day: date) -> None:
    number = (day - date(1900, 3, 1)) // timedelta(days=1) + 61
    assert days_of(pl.Series([str(number)]), ["serial"]).to_list() == [day.isoformat()]


@given(
    st.decimals(-(10**12), 10**12, places=3),
    st.sampled_from(["1234.5", "1234,5", "1,234.5", "1.234,5", "1 234,5", "1'234.5"]),
)
def test_a_number_written_by_an_example_is_read_by_it(number: Any, example: str) -> None:
    plain = f"{number:f}"
    group, sign = (example[1] if example[1] != "2" else ""), example[-2]
    text = f"{number:,f}".translate({ord(","): group, ord("."): sign})
    read = numbers_of(pl.Series([text]), example, None).to_list()
    assert [float(each) for each in read] == [float(plain)]


def test_countries_have_many_names() -> None:
    assert countries_of(pl.Series(["USA", "UAE", "Slovak Republic", "Haïti", None, "x"])).to_list() == [
        *("US", "AE", "SK", "HT"),
        *(None, None),
    ]


@pytest.mark.parametrize(("header", "cell", "taken"), [("key", "answer", "key"), ("asked", "asked", "asked")])
def test_what_is_unpivoted_needs_names_of_its_own(tmp_path: Path, header: str, cell: str, taken: str) -> None:
    unpivot = {"pattern": "q[0-9]+", "header": header, "cell": cell}
    _works, said = worked(tmp_path, {"a": ("key,q1\nA,1\n", {"unpivot": unpivot})})
    assert any(f"There is a column “{taken}” already." in each for each in said), said
