"""Owns what an assessor asks: the questions in force for a country, a form and a day, and how often each fails.

Does not own the questions: they are read from the package `tool`. How often a point fails is in
`words/likelihoods.csv`; its questions differ around that, and a few have a line of their own.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from generator.demonstration.dice import Dice, number_of
from generator.demonstration.lexicon import word_list

RESULTS = ("compliant", "non-compliant", "not-applicable", "not-assessed", "not-disclosed")
COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, NOT_ASSESSED, NOT_DISCLOSED = range(5)


@dataclass(frozen=True, slots=True)
class Question:
    """One version of a question; `prevalence` and `persistence` are likelihoods from 0 to 1."""

    key: str
    version: int
    point: str
    country: str
    scored: bool
    short_form: bool
    valid_from: date
    valid_until: date
    prevalence: float
    persistence: float
    not_applicable: float
    cells: tuple[str, ...]
    """The end of a row of findings, by result: question, version, result, empty reason."""

    @property
    def order(self) -> tuple[int, ...]:
        """The number of the question as numbers, so that 2.10.1 follows 2.9.1."""
        return tuple(int(part) for part in self.key.split("."))


@dataclass(slots=True)
class Tool:
    """The questions of a country, and those asked on a day."""

    questions: tuple[Question, ...]
    limit: int | None = None
    _asked: dict[tuple[str, bool, int], tuple[Question, ...]] = field(default_factory=dict)
    _changes: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Find the days on which the set of questions changes."""
        days = {each.valid_from for each in self.questions}
        self._changes = tuple(
            sorted(
                days | {each.valid_until + timedelta(days=1) for each in self.questions if each.valid_until != date.max}
            )
        )

    def asked(self, country: str, form: str, day: date) -> tuple[Question, ...]:
        """Return the questions in force for a visit with `form` (full, short) in `country` on `day`, in order."""
        key = (country, form == "short", bisect_right(self._changes, day))
        if key not in self._asked:
            found = [
                each
                for each in self.questions
                if each.country in ("", country)
                and each.valid_from <= day <= each.valid_until
                and (form == "full" or each.short_form)
            ]
            self._asked[key] = tuple(sorted(_spread(found, self.limit), key=lambda each: each.order))
        return self._asked[key]


def _spread(questions: Sequence[Question], limit: int | None) -> Sequence[Question]:
    """Return up to `limit` questions: the first of each point, then the second of each, and so on."""
    if limit is None:
        return questions
    seen: dict[str, int] = {}
    ranked = []
    for each in sorted(questions, key=lambda each: (not each.scored, each.order)):
        seen[each.point] = seen.get(each.point, 0) + 1
        ranked.append((not each.scored, seen[each.point], each.order, each))
    return [each for *_, each in sorted(ranked, key=lambda item: item[:3])[:limit]]


def read_tool(data: Path, limit: int | None = None) -> Tool:
    """Read the questions of the package `tool` in the folder `data`; ask at most `limit` of them in a visit."""
    likelihoods = {row["of"]: row for row in word_list("likelihoods")}
    with (data / "tool" / "questions.csv").open(encoding="utf-8", newline="") as file:
        return Tool(tuple(_question_of(row, likelihoods) for row in csv.DictReader(file)), limit)


def _question_of(row: Mapping[str, str], likelihoods: Mapping[str, Mapping[str, str]]) -> Question:
    key = row["question"]
    own = likelihoods.get(key)
    usual = own or likelihoods[row["point"]]
    tilt = 1.0 if own else 0.35 + 1.3 * Dice(number_of(key)).share()
    return Question(
        key=key,
        version=int(row["version"]),
        point=row["point"],
        country=row["country"],
        scored=row["kind"] == "scored",
        short_form=row["short_form"] == "true",
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else date.max,
        prevalence=min(0.8, float(usual["prevalence"]) * tilt),
        persistence=min(0.9, float(usual["persistence"]) * (0.75 + 0.3 * tilt)),
        not_applicable=float(usual["not_applicable"]),
        cells=tuple(f",{key},{row['version']},{result}," for result in RESULTS),
    )
