"""Real factory lists, as Open Supply Hub takes them, imported into a scratch package: names and places, no findings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.editing.proof import errors_with, write
from generator.importing import imported
from generator.importing.writing import countries_of
from generator.pipeline import Checked, read_checked
from generator.settings import Settings
from tests.checks.datasets import write_dataset
from tests.importing.books import MAPPINGS, ROOT

LISTS = ROOT.parent / "shared" / "data" / "osh-factory-lists"
MAPPING = MAPPINGS / "open-supply-hub.yaml"
FACTS = ("assessments", "findings", "workforce", "sourcing", "strikes", "committees", "improvements", "responses")
OTHERS = ("appeals", "corrections", "attendance", "advisory_committees", "advisory_members", "sessions")
MORE = ("disclosure_rules", "claims", "observations", "indicators", "courses", "participation", "buyers", "releases")
LONGEST = LISTS / "fixtures" / "list_files" / "Winter 2019 Compliance List V2.csv"

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the shared input is not here")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell.strip() for name, cell in row.items()} for row in csv.DictReader(file)]


def _portal(root: Path, paths: list[Path]) -> Checked:
    """Return a portal without any factory, in which every country of the lists takes part."""
    import polars as pl  # noqa: PLC0415

    names = sorted({row["country"] for path in paths for row in _rows(path)})
    codes = sorted({*countries_of(pl.Series(names)).drop_nulls(), "KH"})
    countries = [f"{code},Programme,2001-01-01,15,USD,en" for code in codes]
    absent = dict.fromkeys(
        (*FACTS, *OTHERS, "disclosure_rules", "claims", "observations", "indicators", "courses", "participation")
    )
    header = "country,programme_name,joined_on,minimum_working_age,currency,local_language"
    tables = {"countries": "\n".join([header, *countries, ""]), "factories": "factory,name\n"}
    write_dataset(root, {**absent, "translations": None, **tables})
    return read_checked(Settings(data=root))


def test_every_list_is_read_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    paths = sorted(path for path in LISTS.rglob("*") if path.suffix in (".csv", ".xlsx"))
    checked = _portal(tmp_path / "data", [path for path in paths if path.suffix == ".csv"])
    assert len(paths) > 40
    for path in paths:
        done = imported(MAPPING, [path], checked)
        rows = _rows(path.with_suffix(".csv"))
        distinct = {(row["country"].lower(), row["name"].lower(), row["address"].lower()) for row in rows}
        assert done.problems == (), path
        assert len(done.accounts["factories"].added) == len(distinct), path


def test_the_longest_list_passes_the_check_and_comes_out_the_same_twice(tmp_path: Path) -> None:
    checked = _portal(tmp_path / "data", [LONGEST])
    done = imported(MAPPING, [LONGEST], checked)
    assert done.problems == ()
    settings = Settings(data=tmp_path / "data")
    assert errors_with(done.edits, checked, settings) == []
    write(done.edits, tmp_path / "data")
    written = (tmp_path / "data" / "compliance" / "factories.csv").read_text("utf-8")
    assert 'ES-0001,,"Industrias Químicas Perlacos, S.L."' in written
    again = imported(MAPPING, [LONGEST], read_checked(settings))
    assert (again.edits, again.problems) == ((), ())
