from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings

from generator.accounts import RELEASES, accounts_of, public_warnings, published_of, standing_of
from generator.corrections import takes_back
from generator.problems import Problem, Severity, Where
from tests.small_programmes import AS_OF, Row, Rows, assessment, dataset_of, factory, finding, programmes
from tests.test_rates import by, facts

LATER = AS_OF + timedelta(days=1)


@settings(max_examples=40)
@given(programmes)
def test_every_row_is_accounted_for(rows: Rows) -> None:
    data = dataset_of(rows)
    accounts = accounts_of(data, AS_OF)
    parts = ("published", "superseded", "not_yet_published", "future")
    assert accounts.filter(pl.col("rows") != pl.sum_horizontal(parts)).is_empty()
    assert accounts.filter(pl.col("withheld") != pl.col("not_yet_published") + pl.col("future")).is_empty()
    for row in accounts.to_dicts():
        assert row["rows"] == data[row["table"]].height
        assert row["published"] + row["superseded"] == published_of(data, row["table"], AS_OF).height


@settings(max_examples=40)
@given(programmes)
def test_what_is_not_published_changes_no_fact(rows: Rows) -> None:
    """The facts are the same with the withheld rows as without them."""
    with_them = facts(rows)
    shown = {row["assessment"] for row in rows["assessments"] if row["published_on"] and row["published_on"] <= AS_OF}
    without = dict(rows)
    for table, key in (("findings", "assessment"), ("appeals", "assessment"), ("improvements", "raised_in")):
        without[table] = [row for row in rows[table] if row[key] in shown]
    without["assessments"] = [row for row in rows["assessments"] if row["assessment"] in shown]
    alone = facts(without)
    for name in ("findings", "point_results", "point_rates", "timelines", "effort", "remediation", "low_compliance"):
        left, right = (getattr(each, name).to_dicts() for each in (with_them, alone))
        assert left == right, name


def _standings(table: str, rows: list[Row], **parents: list[Row]) -> list[str]:
    return standing_of(dataset_of({table: rows, **parents}), table, AS_OF).to_list()


def test_an_assessment_without_a_day_of_publication_is_withheld() -> None:
    days = {1: None, 2: LATER, 3: AS_OF}
    rows = [assessment("KH-0001", cycle, published_on=day) for cycle, day in days.items()]
    found = _standings("assessments", rows, factories=[factory("KH-0001")])
    assert found == ["not-yet-published", "future", "published"]


def test_a_row_is_withheld_with_the_row_that_it_belongs_to() -> None:
    parents = {"factories": [factory("KH-0001"), factory("KH-0002", joined_on=LATER)]}
    visits = [assessment("KH-0001", 1), assessment("KH-0001", 2, published_on=None), assessment("KH-0002", 1)]
    keys = [visit["assessment"] for visit in visits]
    findings = [finding(key, "1.1.2", "compliant") for key in (*keys, "KH-0009-1")]
    assert _standings("findings", findings, assessments=visits, **parents) == [
        *("published", "not-yet-published", "future", "not-yet-published"),
    ]


@pytest.mark.parametrize(
    ("days", "expected"), [((2022, 2023), ["superseded", "published"]), ((2023, 2099), ["published", "future"])]
)
def test_an_older_count_of_workers_is_superseded_by_a_newer_one(days: tuple[int, int], expected: list[str]) -> None:
    rows = [{"factory": "KH-0001", "as_of": date(year, 1, 1), "workers": 5} for year in days]
    assert _standings("workforce", rows, factories=[factory("KH-0001")]) == expected


def test_what_happens_after_the_day_is_blank() -> None:
    appeal = {
        "assessment": "KH-0001-1",
        "question": "1.1.2",
        "filed_on": AS_OF,
        "decided_on": LATER,
        "outcome": "upheld",
    }
    row: Row = {"factory": "KH-0001", "question": "1.1.2", "raised_in": "KH-0001-1", "verified_in": "KH-0001-2"}
    row |= {"self_reported_status": "completed", "self_reported_on": AS_OF}
    row |= {"verified_status": "completed", "verified_on": LATER}
    parents = {"factories": [factory("KH-0001")], "assessments": [assessment("KH-0001", 1)]}
    data = dataset_of({"appeals": [appeal], "improvements": [row], **parents})
    assert published_of(data, "appeals", AS_OF).select("outcome", "decided_on").row(0) == (None, None)
    shown = published_of(data, "improvements", AS_OF).to_dicts()[0]
    assert (shown["self_reported_status"], shown["self_reported_on"]) == ("completed", AS_OF)
    assert (shown["verified_status"], shown["verified_on"], shown["verified_in"]) == (None, None, None)
    assert published_of(data, "appeals", LATER)["outcome"].to_list() == ["upheld"]


def test_every_release_names_columns_of_its_table() -> None:
    data = dataset_of({})
    for table in RELEASES.keys() & set(by(accounts_of(data, AS_OF), "table")):
        release, names = RELEASES[table], set(data[table].columns)
        known = {name for day, columns in release.known for name in (day, *columns)}
        named = {release.on, release.order, *release.replaced, *known, *(column for column, _ in release.of)} - {""}
        assert named <= names, table
        assert all(parent in data for _, parent in release.of)


def test_every_release_is_of_a_table() -> None:
    assert RELEASES.keys() <= {row["table"] for row in accounts_of(dataset_of({}), AS_OF).to_dicts()}


def test_a_correction_of_a_withheld_row_is_withheld_with_it() -> None:
    visits = [assessment("KH-0001", 1), assessment("KH-0001", 2, published_on=None)]
    corrections = [
        {"corrected_on": AS_OF, "table": table, "key": key, "field": "form", "old": "a", "new": "b", "reason": "slip"}
        for table, key in (
            ("assessments", "KH-0001-1"),
            ("assessments", "KH-0001-2"),
            ("findings", "KH-0001-2 1.1.2"),
        )
    ]
    findings = [finding("KH-0001-2", "1.1.2", "compliant")]
    parents = {"factories": [factory("KH-0001")], "assessments": visits, "findings": findings}
    assert _standings("corrections", corrections, **parents) == ["published", "not-yet-published", "not-yet-published"]


def test_a_verification_in_a_withheld_assessment_is_not_told() -> None:
    visits = [assessment("KH-0001", 1), assessment("KH-0001", 2, published_on=None)]
    row = {
        "factory": "KH-0001", "question": "1.1.2", "raised_in": "KH-0001-1", "self_reported_status": "completed",
        "self_reported_on": AS_OF, "verified_status": "completed", "verified_on": AS_OF, "verified_in": "KH-0001-2",
    }  # fmt: skip
    data = dataset_of({"factories": [factory("KH-0001")], "assessments": visits, "improvements": [row]})
    shown = published_of(data, "improvements", AS_OF).to_dicts()[0]
    assert shown["self_reported_status"] == "completed"
    assert [shown[name] for name in ("verified_status", "verified_on", "verified_in")] == [None, None, None]


def test_a_warning_about_a_withheld_row_is_not_published() -> None:
    visits = [assessment("KH-0001", 1), assessment("KH-0001", 3, published_on=None)]
    data = dataset_of({"factories": [factory("KH-0001")], "assessments": visits})
    file = data.table("assessments").files[0]
    lines = data["assessments"]["_line"].to_list()
    told, kept = (
        Problem(Where(file, line, table="assessments"), "cycle-gap", Severity.WARNING, "something is missing")
        for line in lines
    )
    beside = Problem(told.where, "look-alike", Severity.WARNING, "the same", also=(kept.where,))
    assert public_warnings(data, [told, kept, beside], AS_OF) == (told,)


def test_a_correction_does_not_tell_what_is_not_disclosed_any_more() -> None:
    parents = {
        "factories": [factory("KH-0001")],
        "assessments": [assessment("KH-0001", 1)],
        "findings": [finding("KH-0001-1", "1.1.2", "not-disclosed")],
    }
    told = {
        "corrected_on": AS_OF,
        "table": "findings",
        "key": "KH-0001-1 1.1.2",
        "field": "result",
        "reason": "Taken back",
    }
    pairs = [("non-compliant", "not-disclosed"), (None, "not-disclosed"), ("compliant", "non-compliant")]
    corrections = [{**told, "old": old, "new": new} for old, new in pairs]
    standings = _standings("corrections", corrections, **parents)
    assert standings == ["not-yet-published", "published", "not-yet-published"]


def test_a_value_that_is_blank_now_is_not_repeated() -> None:
    assert takes_back("observations", "value", "")
    assert takes_back("findings", "result", "not-disclosed")
    assert not takes_back("findings", "result", "compliant")
