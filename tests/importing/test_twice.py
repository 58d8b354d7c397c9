"""Whatever a spreadsheet holds: what it adds is there afterwards, row for row, and twice is once."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.editing.proof import write
from generator.importing import imported
from generator.packages import read_dataset
from generator.pipeline import Checked
from tests.test_cli import small

MAPPING = """title: Workers, and factories that are new
sheets:
  list:
    numbers: '1,234.5'
    columns:
      factory: {find: factories, by: [{country: Country, name: Name}], new: '{Country}-{next}'}
tables:
  - table: factories
    from: list
    existing: keep
    columns:
      factory: factory
      name: {column: Name, take: first, within: factory}
      country: Country
      address: {text: Street 1}
      status: {text: active}
      joined_on: {text: '2020-01-01'}
  - table: workforce
    from: list
    filled: Workers
    columns:
      factory: factory
      as_of: Day
      workers: Workers
      source: {text: list}
"""
NAMES = st.sampled_from(["Lotus Garment", "LOTUS  garment", "Étoile", "étoile", "Éclair", "Naga, Apparel", 'Red "7"'])
DAYS = st.dates(date(2021, 1, 1), date(2021, 1, 4))
WORKERS = st.none() | st.integers(0, 20_000)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("portal")
    small(root)
    return root / "data"


def read(data: Path) -> Checked:
    dataset, problems = read_dataset(data)
    assert problems == []
    return Checked(dataset, date(2021, 12, 31), ())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["KH", "HT"]), NAMES, DAYS, WORKERS),
        max_size=8,
        unique_by=lambda row: (row[0], row[1].lower().replace("  ", " "), row[2]),
    )
)
def test_a_spreadsheet_comes_in_whole_and_once(
    portal: Path, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, date, int | None]]
) -> None:
    folder = tmp_path_factory.mktemp("twice")
    data, sheet, mapping = folder / "data", folder / "list.csv", folder / "m.yaml"
    shutil.copytree(portal, data)
    out = io.StringIO()
    written = [
        (country, name, day.isoformat(), "" if workers is None else f"{workers:,}")
        for country, name, day, workers in rows
    ]
    csv.writer(out).writerows([("Country", "Name", "Day", "Workers"), *written])
    sheet.write_text(out.getvalue(), "utf-8")
    mapping.write_text(MAPPING, "utf-8")
    before = read(data)
    first = imported(mapping, [sheet], before)
    assert first.problems == ()
    write(first.edits, data)

    after = read(data)
    counted = [row for row in rows if row[3] is not None]
    assert after.data["workforce"].height == before.data["workforce"].height + len(counted)
    assert sorted(after.data["workforce"]["workers"].to_list()) == sorted(
        [*before.data["workforce"]["workers"].to_list(), *(row[3] for row in counted)]
    )
    known = {("KH", "lotus garment")}
    new = {(country, " ".join(name.lower().split())) for country, name, _, _ in rows} - known
    assert after.data["factories"].height == before.data["factories"].height + len(new)
    assert after.data["factories"]["factory"].n_unique() == after.data["factories"].height

    second = imported(mapping, [sheet], after)
    assert (second.edits, second.problems) == ((), ())
