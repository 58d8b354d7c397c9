"""Owns the matrix of a profile: points by cycle, and under each point its questions by cycle.

Does not own the result of a point (`generator.points`) or how a cell looks (`theme/templates/parts/matrix.html`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.findings import NOT_DISCLOSED, RESULTS, VIOLATIONS_ONLY
from generator.pages.profile.register import UNCOUNTED, Point, Register
from generator.text.words import Text

WORDS = (*RESULTS.categories.to_list(), "withdrawn")
"""Result of each code of an answer."""

PART = len(RESULTS.categories)
"""Added to the code of a point's result that rests on a part of its questions."""

NOT_IN_FORM, NOT_KNOWN = 2 * PART, 2 * PART + 1
"""Codes of a cell without a result: no question of the point was asked; violations only, where silence says nothing."""

_HIDDEN = RESULTS.categories.to_list().index(NOT_DISCLOSED)
_ABSENT = UNCOUNTED + 1
_UNTOLD = frozenset((_HIDDEN, UNCOUNTED, _ABSENT))


class Column(NamedTuple):
    """An assessment as a column: its cycle, year, day, and whether it was a short form or knows violations only."""

    cycle: int
    year: str
    started_on: date
    short: bool
    violations_only: bool


class Run(NamedTuple):
    """Cycles in a row in which a question had the same result; `cycles` is their range in words."""

    result: str
    cycles: str


class Asked(NamedTuple):
    """A question under a point: its number, wording, answers, and why it was not assessed, by cycle."""

    number: str
    text: Markup
    runs: Sequence[Run]
    reasons: Sequence[tuple[int, Text]]


class PointRow(NamedTuple):
    """A point in the matrix.

    `cells` are codes by column, or None when the point is not disclosed in any. `published` of `scored` questions
    are disclosed in the latest assessment. `hidden` and `facts` count questions that `questions` does not show.
    """

    point: Point
    cells: Sequence[int] | None
    published: int
    scored: int
    questions: Sequence[Asked]
    hidden: int
    facts: int


class ClusterMatrix(NamedTuple):
    """The points of a cluster."""

    key: str
    name: Markup
    rows: Sequence[PointRow]
    has_questions: bool


class Answers:
    """What was answered at a factory, question by question: codes by ordinal, and the version last asked."""

    def __init__(self, register: Register, factory: str, columns: Sequence[Column]) -> None:
        """Read the answers of `factory`, whose published assessments are `columns`."""
        self._register = register
        self._columns = columns
        self._runs: dict[tuple[int, ...], list[Run]] = {}
        frame = register.answers[factory]
        blank = [_ABSENT] * len(columns)
        self.codes: dict[int, list[int]] = {}
        self.versions: dict[int, int] = {}
        for ordinal, question, version, code in zip(
            *(frame[name].to_list() for name in ("ordinal", "question", "version", "code")), strict=True
        ):
            row = self.codes.get(question)
            if row is None:
                self.codes[question] = row = blank.copy()
            row[ordinal - 1] = code
            self.versions[question] = version
        self._places = {register.numbers[code]: code for code in self.codes}

    def runs(self, codes: Sequence[int]) -> list[Run]:
        """Return the answers of a question as runs; cycles in which it was not asked are in none."""
        pattern = tuple(codes)
        if pattern not in self._runs:
            self._runs[pattern] = list(self._runs_of(pattern))
        return self._runs[pattern]

    def runs_of(self, number: str) -> list[Run]:
        """Return the runs of the question with this number; none when it was never asked."""
        place = self._places.get(number)
        return [] if place is None else self.runs(self.codes[place])

    def version_of(self, number: str) -> int | None:
        """Return the version of a question that was asked last, or None."""
        place = self._places.get(number)
        return None if place is None else self.versions[place]

    def _runs_of(self, pattern: tuple[int, ...]) -> list[Run]:
        asked = [(code, column.cycle) for code, column in zip(pattern, self._columns, strict=True) if code < len(WORDS)]
        found = []
        for code, group in groupby(asked, key=lambda pair: pair[0]):
            cycles = [cycle for _, cycle in group]
            found.append(Run(WORDS[code], self._register.span(cycles[0], cycles[-1])))
        return found


def columns_of(assessments: Sequence[dict[str, Any]]) -> list[Column]:
    """Return the columns of the matrix: the published assessments of a factory, by cycle."""
    return [
        Column(
            row["cycle"],
            str(row["started_on"].year),
            row["started_on"],
            row["form"] == "short",
            row["coverage"] == VIOLATIONS_ONLY,
        )
        for row in assessments
    ]


def matrix_of(register: Register, factory: str, columns: Sequence[Column], answers: Answers) -> list[ClusterMatrix]:
    """Return the matrix of a factory, clusters and points in the order of the tool; what has no row is left out."""
    cells = _cells(register, factory, columns)
    under = _questions(register, factory, answers)
    clusters = []
    for cluster in register.clusters:
        rows = [_row(point, cells[point.key], under.get(point.key)) for point in cluster.points if point.key in cells]
        if rows:
            clusters.append(ClusterMatrix(cluster.key, cluster.name, rows, any(row.questions for row in rows)))
    return clusters


def _cells(register: Register, factory: str, columns: Sequence[Column]) -> dict[str, list[int]]:
    blank = [NOT_KNOWN if column.violations_only else NOT_IN_FORM for column in columns]
    cells: dict[str, list[int]] = {}
    for ordinal, point, result, partial in register.points_found(factory):
        row = cells.get(point)
        if row is None:
            cells[point] = row = blank.copy()
        row[ordinal - 1] = result + PART if partial and result != _HIDDEN else result
    return cells


class _Under:
    """What is under a point while its questions are gathered."""

    __slots__ = ("facts", "hidden", "published", "questions", "scored")

    def __init__(self) -> None:
        self.questions: list[Asked] = []
        self.hidden = self.facts = self.published = self.scored = 0


def _questions(register: Register, factory: str, answers: Answers) -> dict[str, _Under]:
    reasons = _reasons(register, factory)
    under: dict[str, _Under] = {}
    for code, codes in sorted(answers.codes.items()):
        number = register.numbers[code]
        question = register.questions[number, answers.versions[code]]
        point = under.setdefault(question.point, _Under())
        latest = codes[-1]
        point.scored += latest < UNCOUNTED
        point.published += latest < UNCOUNTED and latest != _HIDDEN
        if not _UNTOLD.issuperset(codes):
            runs = answers.runs(codes)
            point.questions.append(Asked(number, question.text, runs, reasons.get(number, ())))
        elif _HIDDEN in codes:
            point.hidden += 1
        else:
            point.facts += 1
    return under


def _reasons(register: Register, factory: str) -> dict[str, list[tuple[int, Text]]]:
    reasons: dict[str, list[tuple[int, Text]]] = {}
    for _, cycle, number, reason in register.reasons[factory].rows():
        reasons.setdefault(number, []).append((cycle, register.text(reason) or Text("")))
    return reasons


def _row(point: Point, cells: list[int], under: _Under | None) -> PointRow:
    shown = None if all(cell == _HIDDEN for cell in cells) else cells
    if under is None:
        return PointRow(point, shown, 0, 0, (), 0, 0)
    return PointRow(point, shown, under.published, under.scored, under.questions, under.hidden, under.facts)
