"""Owns problems as people read them in a terminal or a log.

Does not own their wording (each check's), order or grouping (`groups`). Every place is named, the first in full.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from generator.problems import Problem, Severity, Where, number_of
from generator.report.groups import Kind, counted, groups_of, places_of, tally
from generator.report.outcome import Outcome
from generator.report.safety import harmless

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
_WRAPPER = textwrap.TextWrapper(
    width=100,
    initial_indent="    ",
    subsequent_indent="      ",
    break_long_words=False,
    break_on_hyphens=False,
)


def print_problems(
    problems: Sequence[Problem],
    console: Console,
    *,
    limit: int = 5,
    folder: str = "",
    causes: Collection[str] = (),
) -> None:
    """Print `problems` grouped by code, table and field, errors first, those of `causes` before others, and a summary.

    The first `limit` of a group are shown in full, `file:line:column: error [code] message hint`; of the others
    the files and lines. `folder` is put before each file (the data folder as the user named it), so that a
    terminal can open it. Colours and links come only where `console` is a terminal.
    """
    for line in _lines(problems, limit, folder, causes):
        _print(line, console)


def print_outcome(outcome: Outcome, console: Console) -> None:
    """Print what a check found; where data were compared with others, without the warnings that were there before."""
    if outcome.urgent or outcome.new is None:
        print_problems(outcome.urgent, console, folder=outcome.typed, causes=outcome.causes)
    if outcome.new is None:
        return
    number = tally(list(outcome.new)) + " new" if outcome.new else "No new problems"
    _print(Text(f"{number} since {harmless(outcome.since)}.", style="bold"), console)
    if outcome.older:
        they = "it is" if len(outcome.older) == 1 else "they are"
        _print(Text(f"{counted(len(outcome.older), 'older warning')}; without --against {they} listed."), console)


def _print(line: Text, console: Console) -> None:
    console.print(line, soft_wrap=True, highlight=False, emoji=False, markup=False)


def _lines(problems: Sequence[Problem], limit: int, folder: str, causes: Collection[str]) -> Iterator[Text]:
    for group in groups_of(problems, causes):
        for problem in group.problems[:limit]:
            yield from _in_full(problem, folder)
        if len(group.problems) > limit:
            yield from _in_short(group.kind, group.problems[limit:], folder)
    yield from _summary(problems, folder)


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


def _in_short(kind: Kind, rest: Sequence[Problem], folder: str) -> Iterator[Text]:
    yield Text.assemble(
        f"  and {number_of(rest):,} more ",
        (kind.severity.value, _STYLES[kind.severity]),
        f" [{harmless(kind.code)}]{' in ' + kind.place if kind.place else ''}:",
    )
    for file, lines in places_of(rest):
        places = f"{_place(Where(file), folder)}{', ' + lines if lines else ''}"
        yield from (Text(line) for line in _WRAPPER.wrap(places))


def _summary(problems: Sequence[Problem], folder: str) -> Iterator[Text]:
    if not problems:
        yield Text("No problems.")
        return
    files: Counter[str] = Counter()
    for problem in problems:
        files[problem.where.file] += problem.rows
    yield Text(f"{tally(problems)} in {counted(len(files), 'file')}:", style="bold")
    for file, count in sorted(files.items(), key=lambda each: (-each[1], each[0])):
        yield Text(f"  {count:>7,}  {_place(Where(file), folder)}")


def _place(where: Where, folder: str) -> str:
    place = str(where) or "the data"
    return harmless(f"{folder.rstrip('/')}/{place}" if folder and where.file else place)


def print_forms(
    changed: Sequence[str], total: int, left: Sequence[Problem], console: Console, *, folder: str, written: bool
) -> None:
    """Print which files were `written` anew, or would be, and why others were left alone."""
    if left:
        print_problems(left, console, folder=folder)
        files = len({problem.where.file for problem in left})
        _print(Text(f"{counted(files, 'file')} left alone until that is put right."), console)
    for name in changed:
        _print(Text(f"{'written anew' if written else 'would change'}: {_place(Where(name), folder)}"), console)
    if not changed:
        _print(
            Text(f"{counted(total, 'file')}, all as they should be." if not left else "No other file changes."), console
        )
    elif written:
        _print(Text(f"{counted(len(changed), 'file')} of {total:,} written anew; no value has changed."), console)
    else:
        _print(Text(f"{counted(len(changed), 'file')} of {total:,} would change: run seamline fmt."), console)
