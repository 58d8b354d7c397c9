"""Owns the courses that people of a factory completed: most of them on what an assessment had found there.

Does not own the courses, nor how many people took part in them: both are kept by hand in the package `training`. A
factory takes part only in a course that somebody of its country took part in that year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory
from generator.demonstration.results import Answers
from generator.demonstration.tool import NON_COMPLIANT

_ON_FINDINGS, _OTHER = 0.55, 0.15
"""How likely people are sent to a course on what was found, and to any other, after a visit."""

Offers = Mapping[tuple[str, int], Mapping[str, frozenset[str]]]
"""By country and year, the courses that somebody took part in, with the compliance points that they bear on."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A row of `attendance`, in the order of its columns."""

    factory: str
    course: str
    completed_on: date


def read_offers(data: Path) -> Offers:
    """Read the courses and the participation of the folder `data`."""
    training = data / "training"
    records = [yaml.safe_load(path.read_text("utf-8"))[0] for path in sorted((training / "courses").glob("*.yaml"))]
    points = {record["course"]: frozenset(record["points"] or ()) for record in records}
    offers: dict[tuple[str, int], dict[str, frozenset[str]]] = {}
    with (training / "participation.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            offers.setdefault((row["country"], int(row["year"])), {})[row["course"]] = points[row["course"]]
    return offers


def attendance_of(factory: Factory, published: list[Answers], offers: Offers, dice: Dice) -> list[Attendance]:
    """Return the courses that people of a factory completed after its visits, as published, until it ended."""
    end = factory.standing.status_on or TODAY
    days = {(each.course, each.completed_on): each for each in _attended(factory, published, offers, dice)}
    return sorted((each for each in days.values() if each.completed_on <= end), key=lambda each: each.completed_on)


def _attended(factory: Factory, published: list[Answers], offers: Offers, dice: Dice) -> Iterator[Attendance]:
    for answers in published:
        pairs = zip(answers.questions, answers.results, strict=True)
        found = {question.point for question, result in pairs if result == NON_COMPLIANT}
        for likelihood, is_wanted in ((_ON_FINDINGS, True), (_OTHER, False)):
            day, sent = dice.after(answers.visit.reported_on, 40, 300), dice.chance(likelihood)
            offered = offers.get((factory.country, day.year), {})
            courses = sorted(course for course, points in offered.items() if bool(points & found) == is_wanted)
            if sent and courses:
                yield Attendance(factory.factory, dice.pick(courses), day)
