"""Owns appeals against published findings, and what a decision changes. Does not own how a decision is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.results import Answers
from generator.demonstration.tool import COMPLIANT, Question

_OUTCOMES = (("upheld", 0.3), ("partly-upheld", 0.12), ("rejected", 0.46), ("withdrawn", 0.12))
_DAYS_TO_APPEAL = 21


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal; blank day and outcome while it is open."""

    assessment: str
    question: Question
    filed_on: date
    decided_on: date | None
    outcome: str
    late: bool
    """Whether it was decided after publication, so that a published value was corrected."""


def appeals_of(published: list[Answers], dice: Dice) -> list[Appeal]:
    """Return the appeals against the findings of published visits: few, one to a visit."""
    appeals = []
    for answers in published:
        found = [question for _, question in answers.found()]
        recent = TODAY - answers.visit.reported_on < timedelta(days=150)
        if found and dice.chance(0.14 if recent else 0.05):
            appeals.append(_appeal(answers, dice.pick(found), dice, recent=recent))
    return appeals


def _appeal(answers: Answers, question: Question, dice: Dice, *, recent: bool) -> Appeal:
    visit = answers.visit
    filed = dice.after(visit.reported_on, 2, _DAYS_TO_APPEAL)
    late = visit.published_on is not None and dice.chance(0.3)
    decided = dice.after(visit.published_on, 8, 70) if late and visit.published_on else dice.after(filed, 12, 28)
    if decided > TODAY or (recent and dice.chance(0.6)):
        return Appeal(visit.assessment, question, filed, None, "", late=False)
    return Appeal(visit.assessment, question, filed, decided, dice.weigh(_OUTCOMES), late)


def decide(answers: Answers, appeals: list[Appeal]) -> set[str]:
    """Change what upheld appeals change; return the questions whose appeal is open and which are not shown."""
    mine = [appeal for appeal in appeals if appeal.assessment == answers.visit.assessment]
    upheld = {appeal.question.key for appeal in mine if appeal.outcome == "upheld"}
    for at, question in enumerate(answers.questions):
        if question.key in upheld:
            answers.results[at] = COMPLIANT
    return {appeal.question.key for appeal in mine if not appeal.outcome}
