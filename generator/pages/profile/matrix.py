"""Owns the matrix of a profile: points by cycle, and under each point its questions by cycle.

Does not own the result of a point (`generator.points`) or how a cell looks (`theme/templates/parts/matrix.html`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.findings import NON_COMPLIANT, NOT_DISCLOSED, VIOLATIONS_ONLY
from generator.pages.profile.register import CODES, UNCOUNTED, Cluster, Point, PointResult, Register
from generator.text.words import Text

WORDS = (*CODES, "withdrawn")
"""Result of each code of an answer."""

PART = len(CODES)
"""Added to the code of a point's result that rests on a part of its questions."""

NOT_IN_FORM, NOT_KNOWN = 2 * PART, 2 * PART + 1
"""Codes of a cell without a result: no question of the point was asked; violations only, where silence says nothing."""

_BESIDE = ((NOT_IN_FORM, "not-in-form"), (NOT_KNOWN, "not-known"))
_VIOLATION, _HIDDEN = CODES[NON_COMPLIANT], CODES[NOT_DISCLOSED]
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
    """A question under a point: its number and wording, answers as codes by column, and why it was not assessed."""

    heading: Markup
    codes: tuple[int, ...]
    reasons: Sequence[tuple[int, Text]]


class PointRow(NamedTuple):
    """A point in the matrix.

    `cells` are codes by column. `published` says how many questions it has, or how many of them are disclosed in the
    latest assessment, where only some are; `rest` counts those that are not in `questions`.
    """

    point: Point
    cells: tuple[int, ...]
    published: Markup
    questions: Sequence[Asked]
    rest: Sequence[Markup]


class ClusterMatrix(NamedTuple):
    """The points of a cluster; `hidden` are those of which nothing is disclosed in any cycle."""

    cluster: Cluster
    rows: Sequence[PointRow]
    hidden: Sequence[Point]


class Matrix(NamedTuple):
    """The clusters of a matrix.

    `key` names the states that its key explains. `patterns` are the different rows of cells, `runs` the different
    answers of questions by their codes: few beside the rows and questions that have them, so each is written once.
    """

    clusters: Sequence[ClusterMatrix]
    key: Sequence[str]
    patterns: Collection[tuple[int, ...]]
    runs: Mapping[tuple[int, ...], Sequence[Run]]

    @property
    def partial(self) -> bool:
        """Whether the result of any point rests on a part of its questions."""
        return any(PART <= code < 2 * PART for pattern in self.patterns for code in pattern)


class Answers:
    """What was answered at a factory, question by question: codes by ordinal, and the version last asked."""

    def __init__(self, register: Register, factory: str, columns: Sequence[Column]) -> None:
        """Read the answers of `factory`, whose published assessments are `columns`."""
        self._register = register
        self._columns = columns
        self.patterns: dict[tuple[int, ...], list[Run]] = {}
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
        if pattern not in self.patterns:
            self.patterns[pattern] = list(self._runs_of(pattern))
        return self.patterns[pattern]

    def codes_of(self, number: str) -> Sequence[int]:
        """Return the codes of the question with this number by column; none when it was never asked."""
        place = self._places.get(number)
        return () if place is None else self.codes[place]

    def version_of(self, number: str) -> int | None:
        """Return the version of a question that was asked last, or None."""
        place = self._places.get(number)
        return None if place is None else self.versions[place]

    def violations(self, ordinal: int) -> int:
        """Return how many questions were found non-compliant in an assessment; what was withdrawn does not count."""
        return sum(codes[ordinal - 1] == _VIOLATION for codes in self.codes.values())

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


def matrix_of(
    register: Register, factory: str, columns: Sequence[Column], answers: Answers, results: Sequence[PointResult]
) -> Matrix:
    """Return the matrix of a factory, clusters and points in the order of the tool; what has no row is left out."""
    cells = _cells(columns, results)
    under = _questions(register, factory, answers)
    clusters = []
    for cluster in register.clusters:
        asked = [point for point in cluster.points if point.key in cells]
        hidden = [point for point in asked if all(cell == _HIDDEN for cell in cells[point.key])]
        rows = [
            _row(register, point, cells[point.key], under.get(point.key, _Under()))
            for point in asked
            if point not in hidden
        ]
        if asked:
            clusters.append(ClusterMatrix(cluster, rows, hidden))
    patterns = dict.fromkeys(map(tuple, cells.values()))
    return Matrix(clusters, _key(columns, patterns), patterns, answers.patterns)


def _key(columns: Sequence[Column], patterns: Iterable[tuple[int, ...]]) -> list[str]:
    """Return the states that the cells can have; where all columns know violations only, those that they have."""
    if all(column.violations_only for column in columns):
        found = {cell for pattern in patterns for cell in pattern}
        results = [name for code, name in enumerate(WORDS[:PART]) if not found.isdisjoint((code, code + PART))]
        return [*results, *(name for code, name in _BESIDE if code in found)]
    unknown = any(column.violations_only for column in columns)
    return [*WORDS[:PART], *(name for code, name in _BESIDE if code == NOT_IN_FORM or unknown)]


def _cells(columns: Sequence[Column], results: Sequence[PointResult]) -> dict[str, list[int]]:
    blank = [NOT_KNOWN if column.violations_only else NOT_IN_FORM for column in columns]
    cells: dict[str, list[int]] = {}
    for ordinal, point, result, partial in results:
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
            answers.runs(codes)
            point.questions.append(Asked(question.heading, tuple(codes), reasons.get(number, ())))
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


def _row(register: Register, point: Point, cells: list[int], under: _Under) -> PointRow:
    part = under.published if 0 < under.published < under.scored else None
    published = register.published(len(under.questions) if part is None else under.scored, part)
    return PointRow(point, tuple(cells), published, under.questions, register.rest(under.hidden, under.facts))
