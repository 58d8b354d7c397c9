"""Owns the findings of a profile by what came of them, each with its law, its improvement and its timeline.

Does not own how a history is counted (`generator.timelines`) or what stands beside it (`beside`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.pages.cells import Correction
from generator.pages.profile.beside import Appeal, Beside, Improvement, Reply
from generator.pages.profile.matrix import Answers, Column
from generator.pages.profile.register import Point, Question, Register, Row
from generator.pages.profile.timeline import Event, timeline_of


class Finding(NamedTuple):
    """A question once found non-compliant, with its history (`row`: of `Facts.timelines`) and what belongs to it.

    `improvement` is the newest of the last time that it was raised; `resolved_cycle` is None while it stands.
    """

    number: str
    question: Question
    point: Point
    row: Row
    improvement: Improvement | None
    timeline: Sequence[Event]
    resolved_cycle: int | None

    @property
    def replied(self) -> bool:
        """Whether the factory replied to what was found last."""
        return any(isinstance(event.about, Reply) and event.about.current for event in self.timeline)


class History(NamedTuple):
    """Findings by what came of them, each group in its order; and what belongs to the factory as a whole.

    `replies` and `earlier_replies` are those to whole assessments, and to questions that have no finding here; the
    others stand in the timelines of their findings, which `replied` names.
    """

    open: Sequence[Finding]
    not_known: Sequence[Finding]
    resolved: Sequence[Finding]
    withdrawn: Sequence[Finding]
    replies: Sequence[Reply]
    earlier_replies: Sequence[Reply]
    replied: Sequence[str]
    appeals: Sequence[Appeal]
    corrections: Sequence[Correction]


def history_of(
    register: Register, factory: str, columns: Sequence[Column], answers: Answers, beside: Beside
) -> History:
    """Return the history of a factory."""
    by_state: dict[str, list[Finding]] = {}
    for row in register.facts.for_factory("timelines", factory).to_dicts():
        by_state.setdefault(row["state"], []).append(_finding(register, row, columns, answers, beside))
    for state in ("open", "not-known"):
        by_state.get(state, []).sort(key=lambda finding: -finding.row["cycles_open"])
    found = {finding.number for findings in by_state.values() for finding in findings}
    apart = [reply for reply in beside.replies if reply.number not in found]
    return History(
        by_state.get("open", ()),
        by_state.get("not-known", ()),
        by_state.get("resolved", ()),
        by_state.get("withdrawn", ()),
        [reply for reply in apart if reply.current],
        [reply for reply in apart if not reply.current],
        list(dict.fromkeys(reply.number for reply in beside.replies if reply.number in found and reply.number)),
        beside.appeals,
        beside.corrections,
    )


def _finding(
    register: Register, row: dict[str, Any], columns: Sequence[Column], answers: Answers, beside: Beside
) -> Finding:
    number = row["question"]
    return Finding(
        number,
        register.questions[number, answers.version_of(number) or 1],
        register.points[row["point"]],
        row,
        _improvement(row, beside.improvements),
        timeline_of(number, row["point"], columns, answers, beside),
        beside.cycle(row["resolved_in"]),
    )


def _improvement(row: Mapping[str, Any], improvements: Sequence[Improvement]) -> Improvement | None:
    """Return the newest improvement of the last spell of a finding: what came before it was put right, or not."""
    since, found = row["open_since_on"], None
    for each in improvements:
        if each.number == row["question"] and since and each.raised_on and each.raised_on >= since:
            found = each
    return found
