"""The smallest step of a version is that of the recipe "Data Package Version", line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.differences.bump import Bump, Step, stepped, steps_between
from generator.differences.package import changes_of_package
from generator.facts import Facts, facts_of
from generator.model import Package
from generator.schema import schema_of
from tests.checks.datasets import dataset, portal

SHORT = "factory,started_on,days,lawful\nKH-0001,2013-12-24,5,\n"
DAY = date(2026, 1, 15)
Rows = Mapping[str, str | None]
Schemas = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(dataset(tmp_path_factory.mktemp("before"), {}), DAY)


def rows(table: str, old: str, new: str) -> dict[str, str | None]:
    assert old in portal()[table]
    return {table: portal()[table].replace(old, new, 1)}


def steps_of(before: Facts, after: Facts) -> list[Step]:
    old, new = before.data.packages["compliance"], after.data.packages["compliance"]
    return steps_between(old, new, changes_of_package("compliance", before, after), after.data)


@pytest.mark.parametrize(
    ("replaced", "schemas", "steps"),
    [
        ({}, {}, set()),
        (rows("corrections", "Typing mistake", "A slip"), {}, set()),
        (
            {"strikes": SHORT, "attendance": None},
            {
                "strikes": {
                    "reason": None,
                    "days": {"type": "number"},
                    "lawful": {"description": "Other words"},
                    "started_on": {"constraints": {}},
                },
                "committees": {
                    "women": {"constraints": {"minimum": 1}},
                },
                "corrections": {"new": {"constraints": {"pattern": "^.*$"}}},
            },
            {
                "MAJOR: the table attendance is gone",
                "MAJOR: strikes has other fields, or in another order",
                "MAJOR: strikes.days is number and was integer, or is written in another way",
                "MAJOR: committees.women allows less",
                "MAJOR: corrections.new allows less",
                "MINOR: strikes.started_on allows more",
                "PATCH: strikes.lawful is described in other words",
            },
        ),
        (
            rows("strikes", "KH-0001,2013-12-24,5,,", "KH-0002,2014-01-02,1,,Pay\nKH-0001,2013-12-24,6,true,")
            | rows("attendance", portal()["attendance"].splitlines()[1] + "\n", "")
            | rows("workforce", ",200,", ",,")
            | rows("assessments", "2025-06-01,2025-07-01", "2025-06-01,"),
            {},
            {
                "MAJOR: rows gone from assessments: 1, to which appeals, findings, improvements, responses refer",
                "MINOR: new rows in strikes: 1",
                "MINOR: blank values of strikes that are known now: 1",
                "PATCH: corrected values of strikes: 1",
                "PATCH: corrected values of workforce: 1",
                "PATCH: rows gone from attendance: 1",
                "PATCH: rows gone from findings: 3",
            },
        ),
    ],
)
def test_a_change_asks_for_its_step(
    tmp_path: Path, before: Facts, replaced: Rows, schemas: Schemas, steps: set[str]
) -> None:
    after = facts_of(dataset(tmp_path, replaced, schemas=schemas), DAY)
    found = steps_of(before, after)
    assert {f"{step.bump.name}: {step.why}" for step in found} == steps
    assert found == sorted(found, key=lambda step: -step.bump)
    assert bool(steps_of(after, before)) == bool(steps)


WRITTEN = {
    "fields": [
        {
            "name": "factory",
            "type": "string",
            "format": "default",
            "description": "",
            "constraints": {"required": False, "unique": False, "minLength": 0, "enum": ["a", "b"], "maxLength": 2},
        },
        {"name": "days", "type": "list", "delimiter": ",", "constraints": {}},
    ],
    "title": "strikes",
    "description": "",
    "missingValues": [""],
    "primaryKey": ["factory"],
    "foreignKeys": [
        {"fields": ["factory"], "reference": {"resource": "", "fields": ["days"]}},
        {"fields": "factory", "reference": {"resource": "factories", "fields": "factory"}},
    ],
    "references": [],
}
SHORTLY = {
    "fields": [
        {"name": "factory", "constraints": {"maxLength": 2, "enum": ["b", "a"]}},
        {"name": "days", "type": "list"},
    ],
    "primaryKey": "factory",
    "foreignKeys": [
        {"fields": "factory", "reference": {"resource": "factories", "fields": ["factory"]}},
        {"fields": "factory", "reference": {"fields": "days"}},
    ],
}
"""The same schema, with nothing said that holds anyway."""


def test_what_holds_anyway_may_be_said_or_not(before: Facts) -> None:
    package = before.data.packages["compliance"]

    def described(descriptor: Mapping[str, Any]) -> Package:
        table = replace(package.tables["strikes"], schema=schema_of("strikes", descriptor))
        return replace(package, tables={**package.tables, "strikes": table})

    said, shortly = described(WRITTEN), described(SHORTLY)
    assert steps_between(said, shortly, [], before.data) == steps_between(shortly, said, [], before.data) == []
    needed = described(
        {**SHORTLY, "fields": [{"name": "factory", "constraints": {"required": True}}, {"name": "days"}]}
    )
    assert {step.bump for step in steps_between(said, needed, [], before.data)} == {Bump.MAJOR, Bump.MINOR}


def test_a_table_that_comes_is_a_minor_step(tmp_path: Path, before: Facts) -> None:
    without = facts_of(dataset(tmp_path, {"strikes": None}), DAY)
    changes = changes_of_package("compliance", without, before)
    assert [step.bump for step in steps_of(without, before)] == [Bump.MINOR, Bump.MINOR]
    assert [str(each) for each in changes] == ["strikes +1 ~0 -0"]


def test_descriptive_words_of_the_package_are_a_patch_and_its_version_is_nothing(tmp_path: Path, before: Facts) -> None:
    write = dataset(tmp_path, {}, version="1.0.1")
    package = write.packages["compliance"]
    assert steps_between(before.data.packages["compliance"], package, [], write) == []
    package.descriptor["title"] = "Other"  # type: ignore[index]
    steps = steps_between(before.data.packages["compliance"], package, [], write)
    assert [(step.bump, step.why) for step in steps] == [
        (Bump.PATCH, "the package is described in other words (title)")
    ]


@pytest.mark.parametrize(("bump", "version"), list(zip(Bump, ["1.2.3", "1.2.4", "1.3.0", "2.0.0"], strict=True)))
def test_a_step_resets_what_is_smaller(bump: Bump, version: str) -> None:
    assert stepped("1.2.3", bump) == version
