"""Owns what became of each published finding: what the factory reports, and what the programme verified.

The two never mix: the programme verifies only what the factory says is put right, and a finding is verified as
completed only in a later published visit that found the question compliant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory
from generator.demonstration.results import Answers
from generator.demonstration.tool import COMPLIANT, NON_COMPLIANT
from generator.demonstration.visits import Visit


@dataclass(frozen=True, slots=True)
class Improvement:
    """A row of `improvements`, in the order of its columns."""

    factory: str
    question: str
    raised_in: str
    self_reported_status: str
    self_reported_on: date | None
    verified_status: str
    verified_on: date | None
    verified_in: str


def improvements_of(factory: Factory, published: list[Answers], dice: Dice) -> list[Improvement]:
    """Return the improvements of a factory, from its visits as published, in the order in which they were raised."""
    raised: dict[str, tuple[Visit, Visit]] = {}
    rows: list[Improvement] = []
    for answers in published:
        for question, result in zip(answers.questions, answers.results, strict=True):
            if result == NON_COMPLIANT:
                first = raised.get(question.key, (answers.visit, answers.visit))[0]
                raised[question.key] = (first, answers.visit)
            elif result == COMPLIANT and question.key in raised:
                first, _ = raised.pop(question.key)
                rows.append(_completed(factory, question.key, first, answers.visit, dice))
    rows.extend(row for row in _still_open(factory, raised, dice) if row.self_reported_status or row.verified_status)
    return sorted(rows, key=lambda row: (int(row.raised_in.rpartition("-")[2]), _order(row.question)))


def _order(question: str) -> tuple[int, ...]:
    return tuple(int(part) for part in question.split("."))


def _completed(factory: Factory, question: str, first: Visit, last: Visit, dice: Dice) -> Improvement:
    days = max(31, (last.started_on - first.reported_on).days - 5)
    reported = dice.after(first.reported_on, 30, days)
    return Improvement(
        factory.factory, question, first.assessment, "completed", reported, "completed", last.ended_on, last.assessment
    )


def _still_open(factory: Factory, raised: dict[str, tuple[Visit, Visit]], dice: Dice) -> Iterator[Improvement]:
    for question, (first, last) in raised.items():
        if factory.standing.status in ("closed", "left", "moved"):
            yield _ended(factory, question, first, dice)
        elif first is last:
            yield _new(factory, question, first, dice)
        else:
            yield _found_again(factory, question, first, last, dice)


def _ended(factory: Factory, question: str, first: Visit, dice: Dice) -> Improvement:
    """Return the row of a finding that nobody will verify, because the factory no longer takes part."""
    day = factory.standing.status_on or TODAY
    status, reported = _self_report(first, min(day, TODAY), dice)
    return Improvement(factory.factory, question, first.assessment, status, reported, "not-eligible", day, "")


def _new(factory: Factory, question: str, first: Visit, dice: Dice) -> Improvement:
    """Return the row of a finding of the last published visit: at most a progress visit has followed."""
    status, reported = _self_report(first, TODAY, dice)
    verified = {"completed": "pending", "in-progress": "on-track", "not-started": "behind-schedule", "": ""}[status]
    day = dice.after(reported or first.reported_on, 10, 60)
    if not verified or day > TODAY or dice.chance(0.3):
        return Improvement(factory.factory, question, first.assessment, status, reported, "", None, "")
    return Improvement(factory.factory, question, first.assessment, status, reported, verified, day, "")


def _found_again(factory: Factory, question: str, first: Visit, last: Visit, dice: Dice) -> Improvement:
    """Return the row of a finding that a later visit found again, whatever the factory had reported."""
    status, reported = _self_report(first, last.started_on, dice)
    verified = "on-track" if status == "in-progress" and dice.chance(0.35) else "behind-schedule"
    return Improvement(
        factory.factory, question, first.assessment, status, reported, verified, last.ended_on, last.assessment
    )


def _self_report(first: Visit, until: date, dice: Dice) -> tuple[str, date | None]:
    """Return what the factory reports and when: 30 days after the report at the earliest, else nothing yet."""
    status = dice.weigh((("completed", 0.42), ("in-progress", 0.36), ("not-started", 0.1), ("", 0.12)))
    earliest = first.reported_on + timedelta(days=30)
    if not status or earliest > until:
        return "", None
    return status, dice.after(earliest, 0, min(200, (until - earliest).days))
