"""Owns problems as people read them in a terminal or a log.

Does not own their wording (each check's) or their order (that of their places). Equal problems are grouped, so
that ten thousand of one kind do not hide the one of another; every place is named, the first in full.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from generator.problems import Problem, Severity, Where
from generator.report.safety import harmless

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_WRAPPER = textwrap.TextWrapper(
    width=100,
    initial_indent="    ",
    subsequent_indent="      ",
    break_long_words=False,
    break_on_hyphens=False,
)
_Kind = tuple[Severity, str, str, str]


def print_problems(problems: Sequence[Problem], console: Console, *, limit: int = 5, folder: str = "") -> None:
    """Print `problems` grouped by code, table and field, errors first, and a summary.

    The first `limit` of a group are shown in full, `file:line:column: error [code] message hint`; of the others
    the files and lines. `folder` is put before each file (the data folder as the user named it), so that a
    terminal can open it. Colours and links come only where `console` is a terminal.
    """
    for line in _lines(problems, limit, folder):
        console.print(line, soft_wrap=True, highlight=False, emoji=False, markup=False)


def _lines(problems: Sequence[Problem], limit: int, folder: str) -> Iterator[Text]:
    for kind, group in _groups(problems):
        for problem in group[:limit]:
            yield from _in_full(problem, folder)
        if len(group) > limit:
            yield from _in_short(kind, group[limit:], folder)
    yield from _summary(problems, folder)


def _groups(problems: Iterable[Problem]) -> list[tuple[_Kind, list[Problem]]]:
    """Return the groups, errors first, then in the order of their first places."""
    ordered = sorted(sorted(problems), key=_kind)
    groups = [(kind, list(group)) for kind, group in groupby(ordered, key=_kind)]
    return sorted(groups, key=lambda each: (each[0][0], each[1][0]))


def _kind(problem: Problem) -> _Kind:
    return problem.severity, problem.code, problem.where.table, problem.where.field


def _in_full(problem: Problem, folder: str) -> Iterator[Text]:
    yield Text.assemble(
        (_place(problem.where, folder), "bold"),
        ": ",
        (problem.severity.value, _STYLES[problem.severity]),
        f" [{harmless(problem.code)}] {harmless(problem.message)}",
        (f" {harmless(problem.hint)}" if problem.hint else "", "dim"),
    )
    for where in problem.also:
        yield Text(f"    see also {_place(where, folder)}")


def _in_short(kind: _Kind, rest: Sequence[Problem], folder: str) -> Iterator[Text]:
    severity, code, *names = (harmless(name) for name in kind)
    of = ", ".join(name for name in names if name)
    yield Text.assemble(
        f"  and {len(rest):,} more ",
        (severity, _STYLES[kind[0]]),
        f" [{code}]{' in ' + of if of else ''}:",
    )
    for file, group in groupby(rest, key=lambda problem: problem.where.file):
        places = f"{_place(Where(file), folder)}{_line_numbers(problem.where.line for problem in group)}"
        yield from (Text(line) for line in _WRAPPER.wrap(places))


def _line_numbers(lines: Iterable[int]) -> str:
    """Return lines as people write them: `, lines 3, 7-9`."""
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
    return f", line{'' if one else 's'} {', '.join(texts)}"


def _summary(problems: Sequence[Problem], folder: str) -> Iterator[Text]:
    if not problems:
        yield Text("No problems.")
        return
    counts = Counter(problem.severity for problem in problems)
    files = Counter(problem.where.file for problem in problems)
    of = "1 file" if len(files) == 1 else f"{len(files):,} files"
    kinds = [_counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    yield Text(f"{' and '.join(kinds)} in {of}:", style="bold")
    for file, count in sorted(files.items(), key=lambda each: (-each[1], each[0])):
        yield Text(f"  {count:>7,}  {_place(Where(file), folder)}")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _place(where: Where, folder: str) -> str:
    place = str(where) or "the data"
    return harmless(f"{folder.rstrip('/')}/{place}" if folder and where.file else place)
