"""The plan of a release refuses a version that is too small, and takes each reason for the changes that it fits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.differences.bump import Bump, Step
from generator.differences.change import Change, Kind
from generator.editing.release import Plan
from generator.editing.releasing import reasons_for, refuse_smaller, refuse_undecided
from generator.editing.releasing_words import cell, reasons_wanted
from generator.errors import PolicyError, SettingsError
from generator.history import Tag

CHANGE = Change(Kind.CHANGED, "strikes", "KH-0001 2013-12-24", "reason", "Minimum wage", "Overtime")
PLAN = Plan(
    "compliance",
    Tag("compliance", "1.0.0", "data/compliance/v1.0.0", ""),
    (),
    (Step(Bump.PATCH, "corrected values of strikes: 1"),),
    "1.0.1",
    "1.0.0",
    (CHANGE,),
    1,
    ("1.0.0",),
)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.0.0", "Version 1.0.0 is too small: the smallest that is allowed is 1.0.1 (patch: corrected values of stri"),
        ("1.1", "Version 1.1 is too small: the smallest that is allowed is 1.0.1"),
        ("next", "'next' is no version: write three numbers, such as 1.0.1."),
    ],
)
def test_a_version_that_is_too_small_is_refused(version: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^{re.escape(said)}"):
        refuse_smaller(PLAN, version)
    refuse_smaller(PLAN, "1.0.1")
    refuse_smaller(PLAN, "2.0.0")


@pytest.mark.parametrize(
    "given", ["strikes KH-0001 2013-12-24 raeson=x", "strikes", "strikes * *=", "=x", "strikes ? *=x"]
)
def test_a_reason_that_fits_nothing_is_named(given: str) -> None:
    with pytest.raises(SettingsError, match=f"^No published value that changed fits {re.escape(repr(given))}"):
        reasons_for([CHANGE], [given])


def test_one_reason_may_be_for_all_values_of_a_field() -> None:
    another = replace(CHANGE, key="KH-0001 2014-01-01", old="Pay", new="Hours")
    days = replace(CHANGE, field="days", old="3", new="4")
    wanted = list(reasons_wanted([CHANGE, days, another]))
    assert wanted == [
        f"--reason 'strikes * reason=...' (2 values, the first {cell(CHANGE)})",
        f"--reason 'strikes KH-0001 2013-12-24 days=...' ({cell(days)})",
    ]
    options = [option.partition("'")[2].partition("'")[0].replace("...", "why") for option in wanted]
    assert reasons_for([CHANGE, days, another], options)[1] == []


def test_the_last_reason_that_fits_holds() -> None:
    assert reasons_for([CHANGE], ["strikes * *=A slip", "* reason=Better = known"]) == (
        {CHANGE: "Better = known"},
        [],
    )
    assert reasons_for([CHANGE], []) == ({}, [CHANGE])


def test_earlier_versions_are_kept_or_withdrawn_and_never_both() -> None:
    with pytest.raises(PolicyError, match=r"taken back \(1\), and earlier versions still hold them \(1\.0\.0\)"):
        refuse_undecided(PLAN, keeping="", withdrawing="")
    with pytest.raises(SettingsError, match="either kept or withdrawn"):
        refuse_undecided(PLAN, keeping="Twice", withdrawing="A reason")
    refuse_undecided(PLAN, keeping="Twice", withdrawing="")
