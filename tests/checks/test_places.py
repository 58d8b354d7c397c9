"""Where a field begins, in tables and in records."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.places import cell_start, key_start

RECORD = """\
- course: skills
  title: {en: Skills, fr: "Compétences, en: bref"}
  aims:
    en:
      - Lead
    fr: [Diriger]

  note: fr
  days: 4
"""


@pytest.mark.parametrize(
    ("record", "position", "place"),
    [
        ("KH-0001,Lotus,KH\n", 0, (0, 1)),
        ("KH-0001,Lotus,KH\n", 2, (0, 15)),
        ('KH-0001,"12, Street",KH\n', 2, (0, 22)),
        ('KH-0001,"say ""so""",KH\n', 2, (0, 22)),
        ('KH-0001,"two\nlines",KH\n', 2, (1, 8)),
        ("KH-0001,,\n", 2, (0, 10)),
        ("ភ្នំពេញ,KH\n", 1, (0, 9)),
    ],
)
def test_cell_start(record: str, position: int, place: tuple[int, int]) -> None:
    assert cell_start(record, position) == place


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=9), min_size=1)
)
def test_a_cell_begins_where_the_writer_put_it(cells: list[str]) -> None:
    for position in range(len(cells)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(cells)
        record = out.getvalue()
        below, column = cell_start(record, position)
        rest = record.split("\n", below)[-1][column - 1 :]
        (found,) = csv.reader(io.StringIO(rest, newline=""), strict=True)
        assert found == cells[position:]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("course", (0, 3)),
        ("title", (1, 3)),
        ("title.en", (1, 11)),
        ("title.fr", (1, 23)),
        ("aims.fr", (5, 5)),
        ("aims.ar", (2, 3)),
        ("note", (7, 3)),
        ("days", (8, 3)),
        ("fee", None),
    ],
)
def test_key_start(path: str, place: tuple[int, int] | None) -> None:
    assert key_start(RECORD, path) == place
