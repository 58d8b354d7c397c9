"""A table has one form in CSV, whatever program wrote it, and its values are in it as they were."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.canonical.csv_form import csv_form
from generator.packages.complaints import Complaints
from generator.packages.csv_text import read_csv
from generator.problems import Where
from generator.schema import Schema, schema_of

FIELDS = [
    {"name": "site", "type": "string"},
    {"name": "day", "type": "date"},
    {"name": "open", "type": "boolean"},
    {"name": "remark", "type": "string"},
]
SORTED = schema_of("t", {"fields": FIELDS, "primaryKey": ["site", "day"], "sorted": True})
AS_WRITTEN = schema_of("t", {"fields": FIELDS, "primaryKey": ["site", "day"]})
NAMES = list(SORTED.names)
HEADER = "site,day,open,remark\n"


def form(text: str | bytes, schema: Schema = AS_WRITTEN) -> str:
    complaints = Complaints(Where("t.csv"))
    written = csv_form(text if isinstance(text, bytes) else text.encode(), schema, complaints)
    assert written is not None, complaints.problems
    assert complaints.problems == []
    return written.decode()


def refused(text: str | bytes) -> list[str]:
    complaints = Complaints(Where("t.csv"))
    assert csv_form(text if isinstance(text, bytes) else text.encode(), AS_WRITTEN, complaints) is None
    return [f"{problem.where} [{problem.code}]" for problem in complaints.problems]


CANONICAL = HEADER + 'KH-1,2024-01-02,true,"12, Street 271"\nKH-2,2024-01-02,,"Said ""no"""\n'


QUOTED = """\
"site","day","open","remark"
"KH-1","2024-01-02","true","12, Street 271"
"KH-2","2024-01-02","","Said ""no\"""
"""


@pytest.mark.parametrize(
    "text",
    [
        CANONICAL,
        CANONICAL.removesuffix("\n"),
        CANONICAL.replace("\n", "\r\n"),
        CANONICAL.replace("\n", "\r"),
        "\ufeff" + CANONICAL,
        QUOTED,
        'site, day ,open,remark\nKH-1,2024-01-02 ,true,"12, Street 271"\n KH-2,2024-01-02, ,"Said ""no"" "\n',
        CANONICAL.replace("true", "TRUE"),
        CANONICAL.replace("true", "True"),
        'remark,open,site,day\n"12, Street 271",true,KH-1,2024-01-02\n"Said ""no""",,KH-2,2024-01-02\n',
        'site;day;open;remark\r\nKH-1;2024-01-02;TRUE;12, Street 271\r\nKH-2;2024-01-02;;"Said ""no"""\r\n',
        '\ufeffremark;open;site;day\r\n12, Street 271;TRUE;KH-1;2024-01-02\r\n"Said ""no""";;KH-2;2024-01-02\r\n',
        CANONICAL.replace("\n", ",,\n"),
        CANONICAL + "\n,,,\n\n",
        HEADER + "\n\n" + CANONICAL.removeprefix(HEADER),
    ],
    ids=[
        "canonical", "no end", "windows", "macintosh", "mark", "quoted", "spaces", "shouted", "capital", "columns",
        "semicolons", "excel", "empty columns", "empty rows", "empty rows above",
    ],
)  # fmt: skip
def test_what_programs_do_to_the_form_is_undone(text: str) -> None:
    assert form(text) == CANONICAL


def test_rows_stand_in_the_order_of_the_key_where_the_schema_says_so() -> None:
    rows = ["KH-10,2024-01-01,,a", "KH-2,2024-03-01,,b", "KH-2,2024-01-15,,c", "KH-1,2024-01-01,,d"]
    text = HEADER + "\n".join(rows) + "\n"
    assert form(text, SORTED).splitlines()[1:] == [rows[3], rows[2], rows[1], rows[0]]
    assert form(text).splitlines()[1:] == rows


def test_rows_with_one_key_keep_their_order() -> None:
    rows = ["KH-1,2024-01-01,,b", "KH-1,2024-01-01,,a", ",,,z", "KH-1,,,y"]
    assert form(HEADER + "\n".join(rows), SORTED).splitlines()[1:] == [rows[2], rows[3], rows[0], rows[1]]


def test_lines_in_a_cell_stay() -> None:
    text = HEADER + 'KH-1,2024-01-01,,"one\ntwo, three\n\nfour"\n'
    assert form(text) == text
    assert form(text.replace("\n", "\r\n")) == text


def test_a_table_without_rows_stays_so() -> None:
    assert form(HEADER) == HEADER
    assert form("site;day;open;remark") == HEADER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site,day,remark\nKH-1,2024-01-01,x\n", "t.csv:1:1 [header]"),
        ("site,day,open,remark,more\n", "t.csv:1:1 [header]"),
        ("site,day,open,remark,\nKH-1,2024-01-01,,x,y\n", "t.csv:1:1 [header]"),
        ("site,site,open,remark\n", "t.csv:1:1 [header]"),
        ("", "t.csv:1 [header]"),
        (HEADER + "KH-1,2024-01-01,x\n", "t.csv:2:1 [row-length]"),
        (HEADER + "KH-1,2024-01-01,,a,b\n", "t.csv:2:1 [row-length]"),
        (HEADER + 'KH-1,2024-01-01,,5" pipe\n', "t.csv:2:19 [csv-quote]"),
        (HEADER + 'KH-1,2024-01-01,,"open\n', "t.csv:2:18 [csv-quote]"),
        (HEADER + "KH-1,2024-01-01,,a\rb\n", "t.csv:2:19 [line-ends]"),
        (HEADER.encode() + b"KH-1,2024-01-01,,caf\xe9\n", "t.csv:2:21 [not-utf-8]"),
        (HEADER + "KH-1,2024-01-01,,a\u202eb\n", "t.csv:2:19 [forbidden-character]"),
        ("site;day;open;remark\nKH-1;2024-01-01;x\n", "t.csv:1:1 [header]"),
        ('site;day;open;remark\nKH-1;2024-01-01;;"a\nb;c"\n', "t.csv:1:1 [header]"),
        (HEADER + "<<<<<<< HEAD\nKH-1,2024-01-01,,a\n=======\n>>>>>>> x\n", "t.csv:2:1 [merge-conflict]"),
    ],
)
def test_where_something_would_have_to_be_guessed_the_file_is_left_alone(text: str | bytes, said: str) -> None:
    assert refused(text)[0] == said


@pytest.mark.parametrize("cell", ["1,5", "yes", "WAHR", "02/11/2026", "=1+1", "007", "1.50", "null", "ប ែ", "a\u00a0b"])
def test_no_value_is_guessed_or_changed(cell: str) -> None:
    (row,) = csv.DictReader(io.StringIO(form(f'{HEADER}KH-1,"{cell}","{cell}","{cell}"\n')))
    assert [row[name] for name in ("day", "open", "remark")] == [cell] * 3


ALPHABET = st.characters(
    codec="utf-8", exclude_categories=("C", "Zl", "Zp", "Mn", "Lo", "Co"), include_characters="កখمÉ"
)
CELLS = st.text(st.one_of(st.sampled_from(' ,;"\n-=a1.'), ALPHABET), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6)


def cells_of(text: str) -> list[tuple[str | None, ...]]:
    complaints = Complaints(Where("t.csv"))
    cells = read_csv(text.encode(), NAMES, complaints)
    assert cells is not None
    assert complaints.problems == []
    return cells.frame.select(NAMES).rows()


@st.composite
def editors(draw: st.DrawFn) -> dict[str, Any]:
    """Return how a program writes: what a spreadsheet or an editor may do to the form."""
    return {
        "delimiter": draw(st.sampled_from(",;")),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        "lineterminator": draw(st.sampled_from(["\n", "\r\n"])),
        "columns": draw(st.permutations(NAMES)),
        "mark": draw(st.booleans()),
    }


def written_by(rows: list[list[str]], editor: dict[str, Any]) -> bytes:
    out = io.StringIO(newline="")
    options = {name: editor[name] for name in ("delimiter", "quoting", "lineterminator")}
    writer = csv.DictWriter(out, editor["columns"], **options)
    writer.writeheader()
    writer.writerows(dict(zip(NAMES, row, strict=True)) for row in rows)
    return (b"\xef\xbb\xbf" if editor["mark"] else b"") + out.getvalue().encode()


@settings(deadline=None)
@given(TABLES, editors())
def test_every_row_is_there_as_it_was_and_the_form_is_that_of_every_program(
    rows: list[list[str]], editor: dict[str, Any]
) -> None:
    complaints = Complaints(Where("t.csv"))
    written = csv_form(written_by(rows, editor), AS_WRITTEN, complaints)
    if written is None:
        assert complaints.problems
        return
    kept = [[cell.strip() or None for cell in row] for row in rows]
    kept = [[site, day, tidy(opened), remark] for site, day, opened, remark in kept]
    assert cells_of(written.decode()) == [tuple(row) for row in kept if any(row)]
    assert csv_form(written, AS_WRITTEN, Complaints(Where("t.csv"))) == written


def tidy(cell: str | None) -> str | None:
    return cell.lower() if cell and cell.lower() in ("true", "false") else cell


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a1", "a10", "a2", "b"]), st.integers(1, 3)), max_size=8))
def test_sorting_neither_loses_nor_adds_rows(keys: list[tuple[str, int]]) -> None:
    rows = [f"{site},2024-01-0{day},,{at}" for at, (site, day) in enumerate(keys)]
    written = form(HEADER + "\n".join(rows), SORTED).splitlines()[1:]
    assert sorted(written) == sorted(rows)
    assert form(HEADER + "\n".join(written), SORTED).splitlines()[1:] == written
