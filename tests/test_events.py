"""Shows that what an assessment changed is what a plain reading of its answers says, and that nothing is told early."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import polars as pl
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


def plain(rows: Rows) -> dict[str, dict[str, Any]]:
    """Return by assessment what changed in it, question by question: the answers before are all that is remembered."""
    before: dict[tuple[str, str], str] = {}
    ever: set[tuple[str, str]] = set()
    found: dict[str, dict[str, Any]] = {}
    for visit in oracles.published(rows, AS_OF):
        lists: dict[str, Any] = defaultdict(set)
        for question, answer in visit["answers"].items():
            key = (visit["factory"], question)
            if answer == "non-compliant" and before.get(key) != "non-compliant":
                lists["returned" if key in ever else "raised"].add(question)
                ever.add(key)
            elif answer == "compliant" and before.get(key) == "non-compliant":
                lists["ended"].add(question)
            if answer in {"compliant", "non-compliant"}:
                before[key] = answer
        results = list(oracles.point_results(rows, visit).values())
        lists["noncompliant"] = results.count("non-compliant")
        lists["assessed"] = lists["noncompliant"] + results.count("compliant")
        lists["hidden"] = results.count("not-disclosed")
        found[visit["assessment"]] = {"on": visit["published_on"], **lists}
    return found


@given(rows=programmes)
@settings(max_examples=60)
def test_an_assessment_tells_what_a_plain_reading_of_the_answers_says(rows: Rows) -> None:
    told = facts_of(dataset_of(rows), AS_OF).assessment_events.to_dicts()
    expected = plain(rows)
    assert [row["assessment"] for row in told] == list(expected)
    for row in told:
        wanted = expected[row["assessment"]]
        for name in ("raised", "returned", "ended"):
            assert len(row[name]) == len(set(row[name]))
            assert set(row[name]) == wanted.get(name, set()), (row["assessment"], name)
        counts = ("on", "noncompliant", "assessed", "hidden")
        assert {name: row[name] for name in counts} == {name: wanted[name] for name in counts}


def verified(**improvement: Any) -> list[dict[str, Any]]:
    """Return the verifications at a factory where 2.1.1 was found in cycle 1, published on 30 April 2018."""
    rows: Rows = {**tool(), **programme(10), "factories": [factory("KH-0001")]}
    rows["assessments"] = [assessment("KH-0001", cycle) for cycle in (1, 2)]
    rows["assessments"][1]["published_on"] = improvement.pop("second", date(2019, 5, 1))
    rows["findings"] = [finding("KH-0001-1", "2.1.1", improvement.pop("result", "non-compliant"))]
    row: Row = {"factory": "KH-0001", "question": "2.1.1", "raised_in": "KH-0001-1", "verified_status": "completed"}
    rows["improvements"] = [{**row, "verified_on": date(2018, 9, 1), **improvement}]
    shown: Facts = facts_of(dataset_of(rows), AS_OF)
    return shown.verification_events.select(pl.exclude("country", "factory")).to_dicts()


def test_a_verification_is_told_on_its_day() -> None:
    assert verified() == [{"on": date(2018, 9, 1), "verified_on": date(2018, 9, 1), "questions": ["2.1.1"]}]


def test_a_verification_waits_for_the_assessments_it_names() -> None:
    assert verified(verified_on=date(2018, 3, 20))[0]["on"] == date(2018, 4, 30)
    assert verified(verified_on=date(2019, 3, 1), verified_in="KH-0001-2")[0]["on"] == date(2019, 5, 1)
    assert verified(verified_on=date(2019, 3, 1), verified_in="KH-0001-2", second=None) == []


def test_only_completion_of_what_was_found_is_told() -> None:
    assert verified(verified_status="on-track") == []
    assert verified(verified_on=None) == []
    assert verified(result="compliant") == []
