from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from generator.facts import Facts, facts_of
from tests import oracles
from tests.small_programmes import (
    AS_OF,
    Row,
    Rows,
    assessment,
    dataset_of,
    factory,
    finding,
    programme,
    programmes,
    tool,
)
from tests.test_rates import by, facts

STATUSES = ("active", "closed", "left", "moved", "suspended")


def _portal(*visits: Row, **tables: Any) -> Facts:
    keys = sorted({visit["factory"] for visit in visits} | {"KH-0001"})
    rows: Rows = {**tool(), **programme(10), "factories": [factory(key) for key in keys], "assessments": list(visits)}
    return facts_of(dataset_of({**rows, **tables}), AS_OF)


def _rule(country: str, minimum: int, valid_until: date | None = None) -> Row:
    dates = {"valid_from": date(2016, 1, 1), "valid_until": valid_until}
    return {"issue": f"issue-{minimum}", "country": country, "minimum_assessments": minimum, **dates}


def test_a_factory_is_not_yet_eligible_below_the_smallest_minimum_in_force() -> None:
    rules = [_rule("KH", 3), _rule("KH", 2), _rule("KH", 1, date(2020, 1, 1))]
    visits = [assessment("KH-0001", 1), assessment("KH-0002", 1), assessment("KH-0002", 2, published_on=None)]
    shown = _portal(*visits, disclosure_rules=rules)
    assert shown.factories["not_yet_eligible"].to_list() == [True, False]
    assert by(shown.coverage, "country")["KH",]["not_yet_eligible"] == 1


def test_without_a_rule_one_assessment_is_enough() -> None:
    assert _portal(assessment("KH-0002", 1)).factories["not_yet_eligible"].to_list() == [True, False]


def test_only_active_factories_wait_or_grow_stale() -> None:
    closed = [factory("KH-0001", "closed"), factory("KH-0002", "left")]
    shown = _portal(assessment("KH-0002", 1), factories=closed)
    assert not shown.factories["not_yet_eligible"].any()
    assert not shown.factories["stale"].any()


def test_an_assessment_is_stale_the_day_after_its_months_are_over() -> None:
    begun = {"KH-0001": date(2022, 12, 30), "KH-0002": date(2022, 12, 29)}
    visits = [assessment(key, 1, started_on=day, published_on=day) for key, day in begun.items()]
    assert _portal(*visits).factories.select("factory", "stale").rows() == [("KH-0001", False), ("KH-0002", True)]


def test_a_factory_shows_its_latest_assessment_and_its_newest_count_of_workers() -> None:
    counts = [
        {"factory": "KH-0001", "as_of": date(2023, 1, 1), "workers": 900, "women": 700},
        {"factory": "KH-0001", "as_of": date(2024, 1, 1), "workers": 1000},
        {"factory": "KH-0001", "as_of": date(2025, 1, 1), "workers": 1},
    ]
    visits = [assessment("KH-0001", 1), assessment("KH-0001", 2, "short"), assessment("KH-0001", 3, published_on=None)]
    findings = [finding("KH-0001-1", "1.1.2", "non-compliant"), finding("KH-0001-2", "2.1.1", "compliant")]
    row = _portal(*visits, workforce=counts, findings=findings).factories.to_dicts()[0]
    assert (row["assessments_held"], row["assessments_published"], row["latest_assessment"]) == (3, 2, "KH-0001-2")
    assert (row["latest_on"], row["latest_form"], row["open_findings"]) == (date(2019, 3, 1), "short", 1)
    assert (row["workers"], row["workers_women"], row["workers_as_of"]) == (1000, None, date(2024, 1, 1))


def test_open_findings_are_unknown_where_nothing_is_published() -> None:
    shown = _portal(assessment("KH-0001", 1, published_on=None), assessment("KH-0002", 1))
    assert shown.factories["open_findings"].to_list() == [None, 0]


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("not-disclosed", "not-disclosed", None),
        ("not-disclosed", "not-applicable", None),
        ("not-disclosed", "compliant", 0),
        ("not-disclosed", "non-compliant", 1),
        ("not-applicable", "not-assessed", 0),
    ],
)
def test_nobody_knows_what_is_open_where_all_that_was_answered_is_hidden(
    one: str, other: str, known: int | None
) -> None:
    visit = assessment("KH-0001", 1)
    rows = [finding(visit["assessment"], "1.1.2", one), finding(visit["assessment"], "2.1.1", other)]
    assert _portal(visit, findings=rows).factories["open_findings"].to_list() == [known]


def test_a_country_without_factories_has_a_row_of_zeros() -> None:
    shown = _portal(countries=[{"country": "LS", "joined_on": date(2015, 1, 1)}])
    row = by(shown.coverage, "country")["LS",]
    assert (row["factories"], row["assessed"], row["newest_on"]) == (0, 0, None)


@settings(max_examples=40)
@given(programmes)
def test_coverage_equals_a_count_by_hand(rows: Rows) -> None:
    shown, visits = facts(rows), oracles.published(rows, AS_OF)
    for (country,), row in by(shown.coverage, "country").items():
        members = [each for each in rows["factories"] if country in {"all", each["country"]}]
        keys = {each["factory"] for each in members}
        held = [each for each in rows["assessments"] if each["factory"] in keys]
        own = [visit for visit in visits if visit["factory"] in keys]
        assert row["factories"] == len(members)
        assert [row[name] for name in STATUSES] == [sum(f["status"] == name for f in members) for name in STATUSES]
        assert row["assessed"] == len({visit["factory"] for visit in own})
        assert row["never_assessed"] == len(keys - {visit["factory"] for visit in held})
        assert (row["assessments_published"], row["assessments_unpublished"]) == (len(own), len(held) - len(own))
        assert row["full"] + row["short"] == len(own)
        assert row["violations_only"] == sum(visit["coverage"] == "violations-only" for visit in own)
        assert row["newest_on"] == max((visit["started_on"] for visit in own), default=None)
