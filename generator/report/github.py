"""Owns problems as annotations of a pull request on GitHub.

Does not own the job summary (`comment`). GitHub shows ten errors and ten warnings of a step and drops the rest, so
equal problems share one annotation when there are more, and the last says what has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.problems import Problem, Severity, Where, number_of
from generator.report.groups import Group, counted, groups_of, listed_within, places_of
from generator.report.outcome import Outcome
from generator.report.safety import harmless

MOST = 10
"""Annotations of each severity that GitHub shows of a step."""
_LONGEST_LIST = 300


@dataclass(slots=True)
class _Note:
    """An annotation: a problem, and what it also stands for."""

    problem: Problem
    more: list[str] = field(default_factory=list)


def annotations_of(outcome: Outcome) -> Iterator[str]:
    """Yield a workflow command for each annotation: errors, then warnings that are new."""
    for severity in Severity:
        problems = [each for each in outcome.urgent if each.severity is severity]
        for note in _notes(problems, outcome):
            yield _command(note, outcome)


def _notes(problems: Sequence[Problem], outcome: Outcome) -> list[_Note]:
    groups = _most_telling(problems, outcome)
    notes: list[_Note] = []
    for group, share in zip(groups, _shares([len(group.problems) for group in groups]), strict=True):
        notes += [_Note(problem) for problem in group.problems[:share]]
        if share and (rest := group.problems[share:]):
            notes[-1].more.append(f"{number_of(rest):,} more of this kind: {_places(rest, outcome)}.")
    if left := groups[MOST:]:
        codes = ", ".join(dict.fromkeys(harmless(group.kind.code) for group in left))
        count = sum(number_of(group.problems) for group in left)
        notes[-1].more.append(
            f"{counted(len(left), 'more kind')} of problem, {count:,} in all, without a note of their own: {codes}. "
            "The summary of this job lists every one."
        )
    return notes


def _most_telling(problems: Sequence[Problem], outcome: Outcome) -> list[Group]:
    """Return the groups: new, causes, one of each code, and large ones before the others."""
    groups = sorted(groups_of(problems), key=lambda group: -len(group.problems))
    groups.sort(key=lambda group: group.kind.code not in outcome.causes)
    groups.sort(key=lambda group: not any(outcome.is_new(problem) for problem in group.problems))
    seen: set[str] = set()
    first: list[Group] = []
    again: list[Group] = []
    for group in groups:
        (again if group.kind.code in seen else first).append(group)
        seen.add(group.kind.code)
    return first + again


def _shares(sizes: Sequence[int]) -> list[int]:
    """Return how many problems of each group have a note: one each, then one more in turn while there is room."""
    shares = [0] * len(sizes)
    while sum(shares) < min(MOST, sum(sizes)):
        for at, size in enumerate(sizes):
            if shares[at] < size and sum(shares) < MOST:
                shares[at] += 1
    return shares


def _places(problems: Sequence[Problem], outcome: Outcome) -> str:
    return listed_within(
        _LONGEST_LIST,
        (
            f"{harmless(outcome.path(Where(file)))}{', ' + lines if lines else ''}"
            for file, lines in places_of(problems)
        ),
    )


def _command(note: _Note, outcome: Outcome) -> str:
    problem = note.problem
    where = problem.where
    properties = {
        "file": harmless(outcome.path(where)),
        "line": str(where.line or ""),
        "col": str(where.column or ""),
        "title": f"{outcome.help.title(problem.code)} ({problem.code})",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    said = " ".join(filter(None, (harmless(problem.message), harmless(problem.hint))))
    also = [f"See also {harmless(outcome.place(each))}." for each in problem.also]
    page = outcome.help.address_of(problem.code)
    lines = [said, *also, *note.more, *([f"What to do: {page}"] if page else [])]
    return f"::{problem.severity.value} {listed}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(harmless(text)).replace(":", "%3A").replace(",", "%2C")
