"""Owns the timeline of a finding: everything that happened to it, by day, from the first answer to the last word.

Does not own what happened (`beside`, `matrix`) or its words. Answers in a row that are alike, with nothing between
them, are one event: a finding that stayed as it was for three cycles says so once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator.findings import COMPLIANT, NON_COMPLIANT
from generator.pages.cells import Correction
from generator.pages.profile.beside import Appeal, Beside, Course, Improvement, Reply
from generator.pages.profile.matrix import WORDS, Answers, Column
from generator.pages.profile.register import CODES, WITHDRAWN

RAISED, RAISED_AGAIN, ANSWERED, NOT_ASKED = "raised", "raised-again", "answered", "not-asked"
TRAINED, REPORTED, VERIFIED, REPLIED, APPEALED, DECIDED, CORRECTED = (
    "trained",
    "reported",
    "verified",
    "replied",
    "appealed",
    "decided",
    "corrected",
)
CHECKED = "checked"
_ORDER = (
    *(RAISED, RAISED_AGAIN, ANSWERED, NOT_ASKED),
    *(VERIFIED, REPORTED, TRAINED, REPLIED, APPEALED, DECIDED, CORRECTED),
)
"""What comes first on the same day: the visit before what followed from it."""

About = Improvement | Course | Reply | Appeal | Correction


class Event(NamedTuple):
    """Something that happened to a finding: its kind, first and last day, cycle (first and last), result of an answer.

    `about` is what it comes from: an Improvement, Course, Reply, Appeal or Correction; None for answers.
    """

    kind: str
    on: date
    until: date
    cycles: tuple[int, int] | None = None
    result: str = ""
    about: About | None = None

    @property
    def sign(self) -> str:
        """What its sign says: the result of an answer, else its kind; `checked` is verified, but not as completed."""
        if isinstance(self.about, Improvement) and self.kind == VERIFIED and not self.about.settled:
            return CHECKED
        return self.result or self.kind


def timeline_of(number: str, point: str, columns: Sequence[Column], answers: Answers, beside: Beside) -> list[Event]:
    """Return what happened to the question with this number, which is under `point`, in the order of days.

    A course on the point belongs to it from the day on which the finding was raised.
    """
    events = [*_answers(columns, answers.codes_of(number)), *_beside(number, beside)]
    raised = min((event.on for event in events if event.kind == RAISED), default=date.max)
    events += [
        Event(TRAINED, course.completed_on, course.completed_on, about=course)
        for course in beside.courses
        if point in course.points and course.completed_on >= raised
    ]
    events.sort(key=lambda event: (event.on, _ORDER.index(event.kind)))
    return list(_merged(events))


def _answers(columns: Sequence[Column], codes: Sequence[int]) -> Iterator[Event]:
    """Yield an event for each visit that could have answered the question, from the first that did."""
    stands, before = False, False
    for column, code in zip(columns, codes, strict=False):
        when = (column.started_on, column.started_on, (column.cycle, column.cycle))
        if code >= len(WORDS):
            if before and not column.violations_only:
                yield Event(NOT_ASKED, *when)
            continue
        found = code in (CODES[NON_COMPLIANT], WITHDRAWN)
        raised = RAISED_AGAIN if before else RAISED
        yield Event(raised if found and not stands else ANSWERED, *when, WORDS[code])
        before = before or found
        stands = code == CODES[NON_COMPLIANT] or (stands and code != CODES[COMPLIANT])


def _beside(number: str, beside: Beside) -> Iterator[Event]:
    """Yield an event for everything beside the question that has a day."""
    for improvement in beside.improvements:
        if improvement.number == number:
            if improvement.reported:
                yield from _dated(REPORTED, improvement.reported_on, improvement)
            if improvement.verified:
                yield from _dated(VERIFIED, improvement.verified_on, improvement)
    for reply in beside.replies:
        if reply.number == number:
            yield from _dated(REPLIED, reply.received_on, reply)
    for appeal in beside.appeals:
        if appeal.number == number:
            yield from _dated(APPEALED, appeal.filed_on, appeal)
            yield from _dated(DECIDED, appeal.decided_on, appeal)
    for correction in beside.corrections_of(number):
        yield from _dated(CORRECTED, correction.day, correction)


def _dated(kind: str, day: date | None, about: About) -> Iterator[Event]:
    if day:
        yield Event(kind, day, day, about=about)


def _merged(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events with like answers that follow each other joined into one."""
    last: Event | None = None
    for event in events:
        if last and last.cycles and event.cycles and (last.kind, last.result) == (event.kind, event.result):
            last = last._replace(until=event.until, cycles=(last.cycles[0], event.cycles[1]))
            continue
        if last:
            yield last
        last = event
    if last:
        yield last
