"""Owns what a profile says first: what was found last, with its denominator, and what a reader must know before.

Does not own eligibility, age or status (`generator.coverage`, the data).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from generator.findings import COMPLIANT, NON_COMPLIANT, NOT_DISCLOSED, VIOLATIONS_ONLY
from generator.pages.profile.history import History
from generator.pages.profile.register import CODES, PointResult, Register, Row
from generator.text.words import Text


class Found(NamedTuple):
    """What the latest published assessment found: points non-compliant of points assessed.

    `partial`: points among the assessed that rest on a part of their questions. `hidden`: points of which nothing is
    disclosed. `violations_only`: `assessed` means nothing and is not shown.
    """

    noncompliant: int
    assessed: int
    partial: int
    hidden: int
    cycle: int
    started_on: date
    short: bool
    violations_only: bool


class Standing(NamedTuple):
    """What a reader must know of a factory before reading its results; none where it does not apply."""

    status: str
    words: Text
    on: date | None
    reason: Text
    successor: Row | None
    predecessor: Row | None
    not_yet_eligible: bool
    stale: bool
    unpublished: int
    pending_appeals: int


def found_of(assessments: Sequence[Row], results: Sequence[PointResult]) -> Found | None:
    """Return what was found last; None when no assessment is published."""
    if not assessments:
        return None
    latest = assessments[-1]
    noncompliant = assessed = partial = hidden = 0
    for ordinal, _, result, in_part in results:
        if ordinal != latest["ordinal"]:
            continue
        hidden += result == CODES[NOT_DISCLOSED]
        noncompliant += result == CODES[NON_COMPLIANT]
        if result in (CODES[COMPLIANT], CODES[NON_COMPLIANT]):
            assessed += 1
            partial += in_part
    return Found(
        noncompliant,
        assessed,
        partial,
        hidden,
        latest["cycle"],
        latest["started_on"],
        latest["form"] == "short",
        latest["coverage"] == VIOLATIONS_ONLY,
    )


def standing_of(register: Register, row: Row, history: History) -> Standing:
    """Return the standing of the factory `row` (of `Facts.factories`)."""
    return Standing(
        row["status"],
        register.label("status", row["status"]) or Text(""),
        row["status_on"],
        register.portal.text_of(register.words, "factories", row, "status_reason"),
        register.factories.get(row["moved_to"] or ""),
        register.predecessors.get(row["factory"]),
        row["not_yet_eligible"],
        row["stale"],
        row["assessments_held"] - row["assessments_published"],
        sum(appeal.outcome == "pending" for appeal in history.appeals),
    )
