"""Owns what stands beside the findings of a factory: improvements, replies, appeals, corrections, and courses.

Does not own which finding they belong to (`history`) or their order (`timeline`). What the factory reports and what
the programme verified stay two things from here to the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from generator.pages.cells import Correction, correction_of
from generator.pages.profile.register import Register, Row
from generator.text.words import Text


class Improvement(NamedTuple):
    """What the factory reports, and what the programme verified; either side may be missing.

    Statuses as words, with their days; `settled`: the programme verified completion. `visit` is the cycle in which it
    was verified, None outside an assessment. `raised_on` is the day of the visit that raised the finding.
    """

    number: str
    raised_on: date | None
    reported: Text | None
    reported_on: date | None
    verified: Text | None
    verified_on: date | None
    settled: bool
    visit: int | None


class Reply(NamedTuple):
    """A reply as received: text in its own language, cycle, number of the question (None: the whole assessment)."""

    text: Text
    language: str
    cycle: int
    number: str | None
    received_on: date
    published_on: date
    moderated: bool
    current: bool


class Appeal(NamedTuple):
    """An appeal: the question and cycle it is about, its days, and its outcome as key and words."""

    number: str
    cycle: int
    filed_on: date
    decided_on: date | None
    outcome: str
    words: Text


class Course(NamedTuple):
    """A course that people of the factory completed: its key, title, and the compliance points that it bears on."""

    key: str
    title: Text
    points: frozenset[str]
    completed_on: date


class Beside:
    """The improvements, replies, appeals and corrections of a factory, and the courses that its people completed."""

    def __init__(self, register: Register, factory: str, assessments: Mapping[str, Row]) -> None:
        """Read those of `factory`; `assessments` are its published ones by key, in their order."""
        self._assessments = assessments
        latest = list(assessments)[-1] if assessments else None
        self.improvements = [self._improvement(register, row) for row in register.rows("improvements", factory)]
        self.replies = [_reply(register, row, assessments, latest) for row in register.rows("responses", factory)]
        self.appeals = [
            _appeal(register, row, int(visit["cycle"]))
            for key, visit in assessments.items()
            for row in register.appeals.get(key, ())
        ]
        attended = [row for row in register.rows("attendance", factory) if row["course"] in register.courses]
        self.courses = sorted(
            (Course(row["course"], *register.courses[row["course"]], row["completed_on"]) for row in attended),
            key=lambda course: (course.completed_on, course.key),
        )
        self._corrections = [
            (_question_of(row), correction_of(register.portal, register.words, row))
            for row in register.corrections.get(factory, ())
        ]

    @property
    def corrections(self) -> list[Correction]:
        """Corrections of any row about the factory, newest first."""
        return [correction for _, correction in self._corrections]

    def corrections_of(self, number: str) -> list[Correction]:
        """Return the corrections of rows about the question with this number."""
        return [correction for about, correction in self._corrections if about == number]

    def cycle(self, assessment: str | None) -> int | None:
        """Return the cycle of an assessment of this factory, None where there is none."""
        row = self._assessments.get(assessment or "")
        return None if row is None else int(row["cycle"])

    def _improvement(self, register: Register, row: Row) -> Improvement:
        raised = self._assessments.get(row["raised_in"])
        return Improvement(
            row["question"],
            raised["started_on"] if raised else None,
            register.label("self_reported_status", row["self_reported_status"]),
            row["self_reported_on"],
            register.label("verified_status", row["verified_status"]),
            row["verified_on"],
            row["verified_status"] == "completed",
            self.cycle(row["verified_in"]),
        )


_PLACES = {"findings": 1, "improvements": 1, "appeals": 1}
"""Tables about questions: which part of the key of a row is the number of the question."""


def _question_of(correction: Row) -> str | None:
    place = _PLACES.get(correction["table"])
    parts = correction["key"].split()
    return parts[place] if place is not None and place < len(parts) else None


def _reply(register: Register, row: Row, assessments: Mapping[str, Row], latest: str | None) -> Reply:
    return Reply(
        register.words.foreign(row["text"], row["language"]),
        row["language"],
        assessments[row["assessment"]]["cycle"],
        row["question"],
        row["received_on"],
        row["published_on"],
        row["moderated"],
        row["assessment"] == latest,
    )


def _appeal(register: Register, row: Row, cycle: int) -> Appeal:
    outcome = row["outcome"] or "pending"
    words = register.label("appeal", outcome) or Text("")
    return Appeal(row["question"], cycle, row["filed_on"], row["decided_on"], outcome, words)
