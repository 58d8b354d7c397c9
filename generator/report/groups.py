"""Owns the grouping of equal problems, so that ten thousand of one kind do not hide the one of another.

Does not own how a group is shown (the modules of each form beside this one).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from generator.problems import Problem, Severity, number_of
from generator.report.safety import harmless


class Kind(NamedTuple):
    """What the problems of a group have in common."""

    severity: Severity
    code: str
    table: str
    field: str

    @property
    def place(self) -> str:
        """Table and field as a reader sees them: `findings, question`."""
        return ", ".join(harmless(name) for name in (self.table, self.field) if name)


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind, in the order of their places."""

    kind: Kind
    problems: tuple[Problem, ...]


def groups_of(problems: Iterable[Problem], causes: Collection[str] = ()) -> list[Group]:
    """Return the groups: errors first, then those whose code is among `causes`, then in the order of their places."""
    ordered = sorted(sorted(problems), key=_kind_of)
    groups = [Group(kind, tuple(group)) for kind, group in groupby(ordered, key=_kind_of)]
    return sorted(groups, key=lambda group: (group.kind.severity, group.kind.code not in causes, group.problems[0]))


def places_of(problems: Iterable[Problem]) -> Iterator[tuple[str, str]]:
    """Yield the file of `problems`, each with the lines in it as people write them: `lines 3, 7-9`, or nothing.

    Those that are counted and not named come after: `lines 3, 7-9, and 800 more`.
    """
    for file, group in groupby(problems, key=lambda problem: problem.where.file):
        members = list(group)
        lines = line_numbers(problem.where.line for problem in members)
        counted_only = sum(problem.rows - 1 for problem in members)
        yield file, ", and ".join(filter(None, (lines, f"{counted_only:,} more" if counted_only else "")))


def listed_within(longest: int, places: Iterable[str]) -> str:
    """Return `places` one after the other, cut after a comma when they are longer than `longest`."""
    listed = "; ".join(places)
    return listed if len(listed) <= longest else f"{listed[:longest].rpartition(', ')[0]} and so on"


def line_numbers(lines: Iterable[int]) -> str:
    """Return lines as people write them: `lines 3, 7-9`; nothing where there are none (0 is the whole file)."""
    ranges: list[tuple[int, int]] = []
    for line in sorted(set(lines) - {0}):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], line
        else:
            ranges.append((line, line))
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    if not texts:
        return ""
    one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return f"line{'' if one else 's'} {', '.join(texts)}"


def tally(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are: `3 errors and 1 warning`, or `no problems`."""
    counts = {each: number_of(problem for problem in problems if problem.severity is each) for each in Severity}
    kinds = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return " and ".join(kinds) or "no problems"


def counted(number: int, noun: str) -> str:
    """Return `1 error`, `2,000 errors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _kind_of(problem: Problem) -> Kind:
    return Kind(problem.severity, problem.code, problem.where.table, problem.where.field)
