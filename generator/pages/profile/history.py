"""Owns the findings of a profile: the history of each, its legal basis, improvement, replies, appeals, corrections.

Does not own how a history is counted (`generator.timelines`). What the factory reports and what the programme
verified stay two things from here to the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from generator.pages.profile.matrix import Answers, Run
from generator.pages.profile.register import Point, Question, Register, Row
from generator.text.words import Text


class Improvement(NamedTuple):
    """What the factory reports, and what the programme verified; either side may be missing.

    Statuses as words, with their days; `settled`: the programme verified completion. `visit` is the cycle in which it
    was verified, None outside an assessment.
    """

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


class Correction(NamedTuple):
    """A published value that was changed: where, from what to what, and why."""

    corrected_on: date
    table: str
    key: str
    field: str
    old: Text | None
    new: Text | None
    reason: Text


class Finding(NamedTuple):
    """A question once found non-compliant, with its history (`row`: of `Facts.timelines`) and what belongs to it."""

    number: str
    question: Question
    point: Point
    row: Row
    runs: Sequence[Run]
    improvement: Improvement | None
    replies: Sequence[Reply]
    appeals: Sequence[Appeal]
    corrections: Sequence[Correction]
    open_since_cycle: int | None
    resolved_cycle: int | None


class History(NamedTuple):
    """Findings by what came of them, each group in its order; replies and appeals of the whole factory."""

    open: Sequence[Finding]
    not_known: Sequence[Finding]
    resolved: Sequence[Finding]
    withdrawn: Sequence[Finding]
    replies: Sequence[Reply]
    earlier_replies: Sequence[Reply]
    appeals: Sequence[Appeal]
    corrections: Sequence[Correction]


class _Beside:
    """Improvements, replies, appeals and corrections of a factory, as they are found by a finding."""

    def __init__(self, register: Register, factory: str, assessments: Mapping[str, Row]) -> None:
        latest = list(assessments)[-1] if assessments else None
        self.assessments = assessments
        self.improvements = register.rows("improvements", factory)
        self.replies = [_reply(register, row, assessments, latest) for row in register.rows("responses", factory)]
        self.appeals = [
            _appeal(register, row, int(visit["cycle"]))
            for key, visit in assessments.items()
            for row in register.appeals.get(key, ())
        ]
        self.corrections = [_correction(register, row) for row in register.corrections.get(factory, ())]

    def cycle(self, assessment: str | None) -> int | None:
        """Return the cycle of an assessment of this factory, None where there is none."""
        row = self.assessments.get(assessment or "")
        return None if row is None else int(row["cycle"])


def history_of(register: Register, factory: str, assessments: Mapping[str, Row], answers: Answers) -> History:
    """Return the history of a factory; `assessments` are the published ones by key, in their order."""
    beside = _Beside(register, factory, assessments)
    by_state: dict[str, list[Finding]] = {}
    for row in register.facts.for_factory("timelines", factory).to_dicts():
        by_state.setdefault(row["state"], []).append(_finding(register, row, beside, answers))
    for state in ("open", "not-known"):
        by_state.get(state, []).sort(key=lambda finding: -finding.row["cycles_open"])
    return History(
        by_state.get("open", ()),
        by_state.get("not-known", ()),
        by_state.get("resolved", ()),
        by_state.get("withdrawn", ()),
        [reply for reply in beside.replies if reply.current],
        [reply for reply in beside.replies if not reply.current],
        beside.appeals,
        beside.corrections,
    )


def _finding(register: Register, row: dict[str, Any], beside: _Beside, answers: Answers) -> Finding:
    number = row["question"]
    question = register.questions[number, answers.version_of(number) or 1]
    return Finding(
        number,
        question,
        register.points[row["point"]],
        row,
        answers.runs_of(number),
        _improvement(register, row, beside),
        [reply for reply in beside.replies if reply.current and reply.number == number],
        [appeal for appeal in beside.appeals if appeal.number == number],
        [each for each in beside.corrections if each.table == "findings" and each.key.endswith(" " + number)],
        beside.cycle(row["open_since_in"]),
        beside.cycle(row["resolved_in"]),
    )


def _improvement(register: Register, row: Row, beside: _Beside) -> Improvement | None:
    """Return the newest improvement of the last spell of a finding: what came before it was put right, or not."""
    since = row["open_since_on"]
    found = None
    for each in beside.improvements:
        raised = beside.assessments.get(each["raised_in"])
        if each["question"] == row["question"] and raised and since and raised["started_on"] >= since:
            found = each
    if found is None:
        return None
    return Improvement(
        register.label("self_reported_status", found["self_reported_status"]),
        found["self_reported_on"],
        register.label("verified_status", found["verified_status"]),
        found["verified_on"],
        found["verified_status"] == "completed",
        beside.cycle(found["verified_in"]),
    )


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


def _correction(register: Register, row: Row) -> Correction:
    def value(text: str | None) -> Text | None:
        of_result = row["table"] == "findings" and row["field"] == "result"
        is_result = of_result and text in register.results_in_words
        return register.label("result", text) if is_result else register.text(text)

    return Correction(
        row["corrected_on"],
        row["table"],
        row["key"],
        row["field"],
        value(row["old"]),
        value(row["new"]),
        register.text(row["reason"]) or Text(""),
    )
