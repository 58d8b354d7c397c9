"""Owns corrections of published values: each names a row and a field whose present value is `new`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.demonstration.appeals import Appeal
from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory
from generator.demonstration.lexicon import reasons
from generator.demonstration.visits import Visit
from generator.demonstration.workforce import Headcount


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of `corrections`, in the order of its columns; `key` is the primary key, parts set apart by a space."""

    corrected_on: date
    table: str
    key: str
    field: str
    old: str
    new: str
    reason: str


def corrections_of(
    factory: Factory, appeals: Sequence[Appeal], headcounts: Sequence[Headcount], dice: Dice
) -> list[Correction]:
    """Return the corrections of what was published about a factory."""
    rows = [_decided(appeal) for appeal in appeals if appeal.late and appeal.outcome]
    rows.extend(_visit_day(visit, dice) for visit in factory.visits if visit.published_on and dice.chance(0.006))
    day = dice.after(factory.joined_on, 200, 900)
    if day > TODAY:
        return rows
    if dice.chance(0.03):
        rows.append(_address(factory, day))
    if dice.chance(0.03):
        rows.extend(_workers(headcounts, dice))
    return rows


def _decided(appeal: Appeal) -> Correction:
    new = "compliant" if appeal.outcome == "upheld" else "non-compliant"
    reason = f"The appeal was decided ({appeal.outcome}); until then the finding was not disclosed."
    return Correction(
        appeal.decided_on or TODAY,
        "findings",
        f"{appeal.assessment} {appeal.question.key}",
        "result",
        "not-disclosed",
        new,
        reason,
    )


def _visit_day(visit: Visit, dice: Dice) -> Correction:
    day = min(TODAY, dice.after(visit.published_on or TODAY, 5, 60))
    return Correction(
        day,
        "assessments",
        visit.assessment,
        "ended_on",
        str(visit.started_on),
        str(visit.ended_on),
        reasons("visit-day")[0],
    )


def _address(factory: Factory, day: date) -> Correction:
    new = factory.place.address
    first, _, rest = new.partition(", ")
    old = f"{first}, {rest.partition(', ')[2] or rest}"
    return Correction(day, "factories", factory.factory, "address", old, new, reasons("address")[0])


def _workers(headcounts: Sequence[Headcount], dice: Dice) -> list[Correction]:
    for row in headcounts[1:]:
        digits = str(row.workers)
        swapped = digits[1] + digits[0] + digits[2:]
        day = dice.after(row.as_of, 60, 200)
        if swapped != digits and digits[1] != "0" and day <= TODAY:
            return [
                Correction(
                    day, "workforce", f"{row.factory} {row.as_of}", "workers", swapped, digits, reasons("workers")[0]
                )
            ]
    return []
