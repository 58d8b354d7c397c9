"""Owns what is found in a visit, and what of it may be published.

A finding tends to stay, gets resolved, and sometimes comes back: each question is a chain with two states, whose
likelihoods depend on the question, the factory and the year. Does not own who was allowed to see what was found:
`shown` asks the disclosure rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.demonstration.dice import Dice
from generator.demonstration.disclosure import Disclosure
from generator.demonstration.factories import Factory
from generator.demonstration.lexicon import reasons
from generator.demonstration.tool import (
    COMPLIANT,
    NON_COMPLIANT,
    NOT_APPLICABLE,
    NOT_ASSESSED,
    NOT_DISCLOSED,
    Question,
    Tool,
)
from generator.demonstration.visits import Visit

_LOAD = {"KH": 1.0, "VN": 0.85, "BD": 1.1, "JO": 0.8, "HT": 1.15, "ID": 0.95}
_YEARLY = 0.955
"""Part of the likelihood that is left after each year: factories learn."""
_RELAPSE = 0.4
"""Likelihood of a new finding on a point once compliant, as a part of the first likelihood."""
_MISSED = 0.9965
"""Above this a question is not assessed."""


@dataclass(slots=True)
class Answers:
    """What a visit answered: `results` runs parallel to `questions` (indices into `tool.RESULTS`)."""

    visit: Visit
    questions: tuple[Question, ...]
    results: list[int]

    @property
    def questions_scored(self) -> int:
        """Scored questions among those asked."""
        return sum(question.scored for question in self.questions)

    def found(self) -> Iterator[tuple[int, Question]]:
        """Yield position and question of each non-compliance."""
        return ((at, self.questions[at]) for at, result in enumerate(self.results) if result == NON_COMPLIANT)


def answers_of(factory: Factory, tool: Tool, dice: Dice) -> list[Answers]:
    """Return what each visit to a factory answered, before any rule of disclosure."""
    temper = _LOAD[factory.country] * (0.4 + 0.9 * (dice.share() + dice.share()))
    state: dict[str, bool] = {}
    settled: dict[str, bool] = {}
    found = []
    for visit in factory.visits:
        asked = tool.asked(factory.country, visit.form, visit.started_on)
        _settle(asked, settled, dice)
        load = temper * _YEARLY ** (visit.started_on.year - 2017) * (0.85 + 0.3 * dice.share())
        found.append(Answers(visit, asked, _results(asked, state, settled, load, dice)))
    return found


def _settle(asked: tuple[Question, ...], settled: dict[str, bool], dice: Dice) -> None:
    """Decide once for each question whether it applies to the factory: a house without a dormitory has no beds."""
    for question in asked:
        if question.key not in settled:
            settled[question.key] = not question.not_applicable or not dice.chance(question.not_applicable)


def _results(
    asked: tuple[Question, ...], state: dict[str, bool], settled: dict[str, bool], load: float, dice: Dice
) -> list[int]:
    share, results = dice.share, []
    stay = 0.86 + 0.2 * min(load, 1.3)
    for question in asked:
        key = question.key
        if not settled[key]:
            results.append(NOT_APPLICABLE)
            continue
        lot, was = share(), state.get(key)
        if lot > _MISSED:
            results.append(NOT_ASSESSED)
            continue
        limit = question.prevalence * load
        if was is not None:
            limit = question.persistence * stay if was else limit * _RELAPSE
        state[key] = lot < limit
        results.append(NON_COMPLIANT if lot < limit else COMPLIANT)
    return results


def shown(answers: Answers, country: str, disclosure: Disclosure, hidden: Collection[str]) -> Answers:
    """Return the answers as the public sees them: what no rule allows, what is `hidden` and facts are not disclosed."""
    visit = answers.visit
    if visit.published_on is None:
        return Answers(visit, answers.questions, [NOT_DISCLOSED] * len(answers.questions))
    allowed = disclosure.allowed(country, visit.published_on, visit.ordinal)
    return Answers(
        visit,
        answers.questions,
        [
            result if question.key in allowed and question.scored and question.key not in hidden else NOT_DISCLOSED
            for question, result in zip(answers.questions, answers.results, strict=True)
        ],
    )


def finding_lines(answers: Answers, dice: Dice) -> Iterator[str]:
    """Yield the rows of `findings` as CSV lines; a reason follows where a question was not assessed."""
    assessment = answers.visit.assessment
    for question, result in zip(answers.questions, answers.results, strict=True):
        reason = dice.pick(reasons("not-assessed")) if result == NOT_ASSESSED else ""
        yield f"{assessment}{question.cells[result]}{reason}\n"
