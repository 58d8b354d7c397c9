"""Owns the visits to a factory: cycles, days, form, and why cycles are missing. Does not own what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.demonstration.calendar import FIRST_VISIT, SHORT_FORM, STANDSTILL, TODAY, working_day
from generator.demonstration.dice import Dice
from generator.demonstration.lexicon import reasons
from generator.demonstration.standings import Standing


@dataclass(frozen=True, slots=True)
class Visit:
    """An assessment; `ordinal` counts the factory's assessments from 1, `cycle` counts missing ones too."""

    assessment: str
    cycle: int
    ordinal: int
    started_on: date
    ended_on: date
    form: str
    announced: bool
    reported_on: date
    published_on: date | None
    gap_reason: str


def visits_of(factory: str, country: str, standing: Standing, dice: Dice) -> list[Visit]:
    """Return the visits to a factory in the order of their days; none before `FIRST_VISIT`, none published late."""
    days = _days(standing, dice)
    return [
        _visit(f"{factory}-{cycle}", day, dice, cycle=cycle, ordinal=ordinal, gap=gap, short=country == "KH")
        for ordinal, (cycle, day, gap) in enumerate(_cycles(days, standing.part, dice), start=1)
    ]


def _days(standing: Standing, dice: Dice) -> list[date]:
    """Return the first days of the visits, drawn from the last one backwards."""
    days: list[date] = []
    day, usual = standing.last_visit, dice.between(350, 545)
    while day is not None and len(days) < standing.cycles and day >= FIRST_VISIT:
        if STANDSTILL[0] <= day <= STANDSTILL[1]:
            day = STANDSTILL[0] - timedelta(days=dice.between(2, 40))
        days.append(working_day(day))
        day -= timedelta(days=usual + dice.between(-45, 75))
    return days[::-1]


def _cycles(days: list[date], part: str, dice: Dice) -> list[tuple[int, date, str]]:
    """Return cycle, day and reason of a gap before it, for each visit; a gap takes the place of one visit."""
    missing, reason = _gap(days, part, dice)
    rows = [(cycle, day, "") for cycle, day in enumerate(days, start=1) if cycle != missing]
    return [(cycle, day, reason if cycle - 1 == missing else gap) for cycle, day, gap in rows]


def _gap(days: list[date], part: str, dice: Dice) -> tuple[int, str]:
    """Return the number of the missing cycle (0 for none) and why it is missing ("" where nobody said)."""
    pandemic = [cycle for cycle, day in enumerate(days, start=1) if date(2020, 1, 1) <= day <= date(2021, 6, 30)]
    inner = range(2, len(days))
    if part in ("unexplained-gap", "other-gap") and inner:
        return dice.pick(inner), dice.pick(reasons("other-gap")) if part == "other-gap" else ""
    if pandemic and pandemic[0] in inner and (part == "pandemic-gap" or dice.chance(0.3)):
        return pandemic[0], dice.pick(reasons("pandemic"))
    return 0, ""


def _visit(assessment: str, day: date, dice: Dice, *, cycle: int, ordinal: int, gap: str, short: bool) -> Visit:
    """Return the visit that begins on `day`; `short` says whether the country used the short form for a time."""
    pandemic = SHORT_FORM[0] <= day <= SHORT_FORM[1]
    reported = dice.after(day, 21, 36)
    published = dice.after(reported, 52, 74)
    return Visit(
        assessment=assessment,
        cycle=cycle,
        ordinal=ordinal,
        started_on=day,
        ended_on=day + timedelta(days=1),
        form="short" if short and pandemic and dice.chance(0.9) else "full",
        announced=dice.chance(0.3 if pandemic else 0.01),
        reported_on=reported,
        published_on=published if published <= TODAY else None,
        gap_reason=gap,
    )
