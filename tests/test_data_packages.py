"""The demonstration: valid for frictionless alone, without an error of ours, and with everything that it is to show."""

from __future__ import annotations

from pathlib import Path

import frictionless
import polars as pl
import pytest

from generator.model import Dataset
from generator.pipeline import Checked, read_checked
from generator.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("compliance", "indicators", "programme", "tool", "training")


@pytest.fixture(scope="module")
def checked() -> Checked:
    return read_checked(Settings(data=ROOT / "data"))


@pytest.fixture(scope="module")
def data(checked: Checked) -> Dataset:
    return checked.data


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.filterwarnings("ignore")  # of libraries that frictionless imports
def test_frictionless_alone_accepts_a_package(package: str) -> None:
    report = frictionless.validate(str(ROOT / "data" / package / "datapackage.yaml"))
    assert report.flatten(["type", "message"]) == []
    assert report.valid


def test_our_checker_finds_no_error_and_the_warnings_that_are_meant(checked: Checked) -> None:
    assert checked.errors == []
    codes = {problem.code for problem in checked.problems}
    assert codes == {"committee-parity", "stale-data", "cycle-gap", "look-alike", "advisory-sides"}


def test_no_day_may_lie_before_1900(data: Dataset) -> None:
    """A slip such as 0205 for 2025 is found in every table, by the standard's own word."""
    days = [
        (table.name, field.name, field.constraints.get("minimum"))
        for package in data.packages.values()
        for table in package.tables.values()
        for field in table.schema.fields
        if field.type == "date"
    ]
    assert len(days) > 30
    assert {day for day in days if day[2] != "1900-01-01"} == set()


def test_there_are_the_factories_and_assessments_of_six_countries(data: Dataset) -> None:
    factories = data["factories"]
    assert factories["country"].n_unique() == 6
    assert factories.height >= 115
    assert 0.4 <= factories.filter(pl.col("country") == "KH").height / factories.height <= 0.6
    assert data["assessments"].height >= 400
    assert data["assessments"]["cycle"].max() == 6


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("factories", "status", {"active", "closed", "left", "moved", "suspended"}),
        ("assessments", "form", {"full", "short"}),
        ("findings", "result", {"compliant", "non-compliant", "not-applicable", "not-assessed", "not-disclosed"}),
        ("appeals", "outcome", {"upheld", "rejected"}),
        ("improvements", "verified_status", {"completed", "on-track", "behind-schedule", "pending", "not-eligible"}),
        ("sessions", "status", {"scheduled", "full", "done", "cancelled"}),
        ("observations", "qualifier", {"exact", "over"}),
    ],
)
def test_every_status_occurs(data: Dataset, table: str, column: str, values: set[str]) -> None:
    assert values <= set(data[table][column].drop_nulls())


def test_some_improvements_are_reported_and_not_verified(data: Dataset) -> None:
    reported = data["improvements"].filter(pl.col("self_reported_status") == "completed")
    assert not reported.filter(pl.col("verified_status").is_null()).is_empty()


def test_the_tool_covers_every_point(data: Dataset) -> None:
    assert data["clusters"].height == 8
    assert data["compliance_points"].height == 37
    questions = data["questions"]
    assert questions["question"].n_unique() >= 100
    assert set(questions["point"]) == set(data["compliance_points"]["point"])


def test_there_are_courses_sessions_and_indicators_enough(data: Dataset) -> None:
    assert data["courses"].height >= 12
    assert data["sessions"].height >= 40
    assert data["indicators"].height >= 15
    assert data["indicators"].filter(pl.col("scope") == "national").height >= 5


@pytest.mark.parametrize("country", ["KH", "VN", "BD", "JO"])
def test_names_stand_in_the_local_script(data: Dataset, country: str) -> None:
    local = data["factories"].filter(pl.col("country") == country)["local_name"].drop_nulls()
    assert not local.is_empty()
    assert local.str.contains(r"[^\x00-\x7f]").all()
