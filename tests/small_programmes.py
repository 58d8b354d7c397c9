"""Owns tiny programmes in memory, made by hand or at random, for the tests of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import yaml
from hypothesis import strategies as st

from generator.model import FILE, LINE, Dataset, Package, Table
from generator.schema import DTYPES, Schema, schema_of

AS_OF = date(2024, 6, 30)
DATA = Path(__file__).parent.parent / "data"
RESULTS = ("compliant", "non-compliant", "not-applicable", "not-assessed", "not-disclosed")
NOT_ANSWERED = RESULTS[2:]

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@cache
def _schemas() -> dict[str, dict[str, Schema]]:
    return {
        package: {
            path.stem: schema_of(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
            for path in sorted((DATA / package / "schemas").glob("*.yaml"))
        }
        for package in ("programme", "tool", "compliance")
    }


def dataset_of(rows: Mapping[str, Sequence[Row]]) -> Dataset:
    """Return the packages whose tables have `rows`; columns that a row does not name are missing."""
    packages = {}
    for package, schemas in _schemas().items():
        tables = {name: _table(package, name, schema, rows.get(name, ())) for name, schema in schemas.items()}
        packages[package] = Package(package, DATA / package, {"version": "1.0.0"}, tables)
    return Dataset(DATA, packages)


def _table(package: str, name: str, schema: Schema, rows: Sequence[Row]) -> Table:
    types = {field.name: DTYPES[field.type] for field in schema.fields} | {FILE: pl.UInt16(), LINE: pl.UInt32()}
    numbered = [{FILE: 0, LINE: line, **row} for line, row in enumerate(rows, 2)]
    return Table(name, package, schema, pl.DataFrame(numbered, schema=types), (f"{package}/{name}.csv",))


def tool() -> Rows:
    """Return two clusters of two points; 2.2 gathers facts only, and 2.1.1 has two versions."""
    clusters = [{"cluster": "pay", "order": 2}, {"cluster": "fire", "order": 1}]
    points = [
        {"point": "wages", "cluster": "pay", "order": 1},
        {"point": "records", "cluster": "pay", "order": 2},
        {"point": "exits", "cluster": "fire", "order": 1},
        {"point": "alarms", "cluster": "fire", "order": 2},
    ]
    questions = [
        _question("1.1.2", "exits", "convention"),
        _question("1.1.10", "exits", "good-practice"),
        _question("1.1.3", "exits", "convention", kind="fact"),
        _question("1.2.1", "alarms", "national-law"),
        _question("2.1.1", "wages", "national-law"),
        _question("2.1.1", "wages", "convention", version=2),
        _question("2.2.1", "records", "national-law", kind="fact"),
    ]
    return {"clusters": clusters, "compliance_points": points, "questions": questions}


def _question(number: str, point: str, basis: str, *, kind: str = "scored", version: int = 1) -> Row:
    since = date(2010, 1, 1)
    names = {"question": number, "version": version, "point": point, "kind": kind}
    return {**names, "legal_basis": basis, "short_form": True, "valid_from": since}


def factory(key: str, status: str = "active", joined_on: date = date(2015, 1, 1)) -> Row:
    return {"factory": key, "name": key, "country": key[:2], "status": status, "joined_on": joined_on}


def assessment(key: str, cycle: int, form: str = "full", coverage: str = "all-answers", **other: Any) -> Row:
    begun = date(2017 + cycle, 3, 1)
    days = {"started_on": begun, "ended_on": begun, "reported_on": begun, "published_on": begun + timedelta(days=60)}
    names = {"assessment": f"{key}-{cycle}", "factory": key, "cycle": cycle, "form": form, "coverage": coverage}
    return {**names, **days, **other}


def finding(assessment_key: str, question: str, result: str, version: int = 1) -> Row:
    return {"assessment": assessment_key, "question": question, "question_version": version, "result": result}


def programme(threshold: int) -> Rows:
    return {"programme": [{"programme": "tiny", "threshold": threshold, "stale_after_months": 18}]}


def random_rows(seed: int, factories: int, *, threshold: int = 3, only: float = 0.2) -> Rows:
    """Return a programme drawn from `seed`: forms, coverages, unpublished assessments, appeals, improvements.

    `only` is the share of assessments that know violations only.
    """
    dice = Random(seed)  # noqa: S311 - no secret depends on it
    rows: Rows = {**tool(), **programme(threshold)}
    rows |= {name: [] for name in ("factories", "assessments", "findings", "appeals", "improvements")}
    for number in range(factories):
        key = f"{dice.choice(['KH', 'KH', 'VN'])}-{number:04d}"
        rows["factories"].append(factory(key, dice.choice(["active", "active", "closed", "moved"])))
        for cycle in range(1, dice.randint(0, 5) + 1):
            _visit(dice, rows, key, cycle, only)
    for table in rows.values():
        dice.shuffle(table)
    return rows


def _visit(dice: Random, rows: Rows, key: str, cycle: int, only: float) -> None:
    coverage = "violations-only" if dice.random() < only else "all-answers"
    visit = assessment(key, cycle, dice.choice(["full", "full", "short"]), coverage)
    if dice.random() < 0.15:
        visit["published_on"] = dice.choice([None, AS_OF + timedelta(days=1)])
    rows["assessments"].append(visit)
    asked = [row for row in rows["questions"] if row["question"] != "2.1.1" or row["version"] == dice.choice([1, 2])]
    for question in {row["question"]: row for row in asked}.values():
        result = dice.choices(RESULTS, [6, 5, 1, 1, 1])[0]
        if dice.random() < 0.15 or (coverage == "violations-only" and result == "compliant" and dice.random() < 0.8):
            continue
        rows["findings"].append(finding(visit["assessment"], question["question"], result, question["version"]))
        if dice.random() < (0.25 if result == "non-compliant" else 0.1):
            rows["appeals"].append(_appeal(dice, visit, question["question"]))
        if result == "non-compliant" and dice.random() < 0.5:
            rows["improvements"].append(_improvement(dice, visit, question["question"]))


def _appeal(dice: Random, visit: Row, question: str) -> Row:
    begun = visit["started_on"]
    outcome = dice.choice(["upheld", "upheld", "rejected", "partly-upheld", None])
    decided = dice.choice([begun + timedelta(days=40), AS_OF + timedelta(days=9)]) if outcome else None
    appeal = {"assessment": visit["assessment"], "question": question, "filed_on": begun + timedelta(days=30)}
    return {**appeal, "outcome": outcome, "decided_on": decided}


def _improvement(dice: Random, visit: Row, question: str) -> Row:
    begun = visit["started_on"]
    status = dice.choice(["completed", "completed", "on-track", "not-eligible", None])
    verified = dice.choice([begun + timedelta(days=90), begun + timedelta(days=500), AS_OF + timedelta(days=3)])
    row = {"factory": visit["factory"], "question": question, "raised_in": visit["assessment"]}
    return {**row, "verified_status": status, "verified_on": verified if status else None}


programmes = st.builds(
    random_rows,
    st.integers(0, 2**32),
    st.integers(0, 14),
    threshold=st.integers(2, 5),
    only=st.sampled_from([0.0, 0.0, 0.2, 1.0]),
)
"""Random small programmes, as rows by table."""
