"""Owns differences as people read them in a terminal.

Does not own their words (`words`). Of very many of a kind the first are shown and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from rich.console import Console
from rich.text import Text

from generator.differences.change import Change, Differences, Group, Kind
from generator.report.differences.words import (
    BLANK,
    PAGES,
    SHORT,
    SUBJECTS,
    TURNS,
    Told,
    are_short,
    counts_of,
    rows_of,
    summary_of,
    values_of,
    withheld_of,
)
from generator.report.safety import harmless

_MOST_GROUPS = 30
_MOST_ROWS = 20
_MOST_LISTED = 30
_LONGEST = 240
_STYLES = {Kind.ADDED: "green", Kind.CHANGED: "yellow", Kind.WITHDRAWN: "red"}


def print_differences(differences: Differences, console: Console) -> None:
    """Print what the public would see change: the sum first, then each thing with old and new values."""
    for line in _lines(differences):
        console.print(line, soft_wrap=True, highlight=False, emoji=False, markup=False)


def _lines(differences: Differences) -> Iterator[Text]:
    before, after = differences.before, differences.after
    states = f"{harmless(before.name)} (data of {before.as_of}) to {harmless(after.name)} (data of {after.as_of})"
    if differences.none:
        yield Text(f"The public would see no change, from {states}.", style="bold")
    else:
        yield Text(f"What the public would see change, from {states}:", style="bold")
        yield from (Text(f"  {line}") for line in summary_of(differences))
    for subject, (_, many) in SUBJECTS.items():
        yield from _subject(many, differences.of(subject))
    yield from _findings(differences)
    yield from _pages(differences)
    if said := withheld_of(differences):
        yield Text(f"\n{said}")


def _subject(title: str, groups: Sequence[Group]) -> Iterator[Text]:
    if groups:
        yield Text(f"\n{title.capitalize()}", style="bold")
    for group in groups[:_MOST_GROUPS]:
        name = harmless(group.key) if group.title == group.key else f"{harmless(group.key)} {harmless(group.title)}"
        yield Text.assemble(f"  {name} ", (group.kind.value, _STYLES[group.kind]))
        rows = list(rows_of(group))
        for row in rows[:_MOST_ROWS]:
            yield from _row(row, group)
        rest = sum(len(row.changes) for row in rows[_MOST_ROWS:]) + group.more
        yield from _rest(rest, "change", indent=4)
    if len(groups) > _MOST_GROUPS:
        yield Text(f"  and {counts_of(groups[_MOST_GROUPS:])} more; --format json lists all")


def _row(row: Told, group: Group) -> Iterator[Text]:
    place = f"    {harmless(row.table)} {harmless(row.key)}"
    if row.changes[0].row:
        values, more = values_of(row, group)
        said = ", ".join(f"{harmless(name)} {_short(value)}" for name, value in values)
        yield Text.assemble(f"{place}: ", (row.kind.value, _STYLES[row.kind]), f" ({said}{', …' if more else ''})")
    elif are_short(row.changes):
        said = "; ".join(f"{harmless(each.field)} {_short(each.old)} → {_short(each.new)}" for each in row.changes)
        yield Text(f"{place}: {said}")
    else:
        for each in row.changes:
            yield from _long(each, place)


def _long(change: Change, place: str) -> Iterator[Text]:
    """Yield a long text before and after, on lines of their own."""
    yield Text(f"{place}: {harmless(change.field)}")
    for sign, text, style in (("-", change.old, "red"), ("+", change.new, "green")):
        yield Text(f"      {sign} {harmless(text, _LONGEST) or BLANK}", style=style)


def _short(value: str) -> str:
    return harmless(value, SHORT) if value else BLANK


def _findings(differences: Differences) -> Iterator[Text]:
    if differences.findings:
        yield Text("\nFindings", style="bold")
    for turn, group in groupby(differences.findings, key=lambda each: each.turn):
        findings = list(group)
        yield Text(f"  {TURNS[turn]}:")
        for each in islice(findings, _MOST_LISTED):
            day = f" ({each.on})" if each.on else ""
            name = f"{harmless(each.factory)} {harmless(each.name)}"
            yield Text(f"    {name}: {harmless(each.question)} {harmless(each.text, _LONGEST)}{day}")
        yield from _rest(len(findings) - _MOST_LISTED, "finding", indent=4)


def _pages(differences: Differences) -> Iterator[Text]:
    if differences.pages:
        yield Text("\nPages", style="bold")
    for kind, group in groupby(differences.pages or (), key=lambda each: each.kind):
        pages = list(group)
        yield Text.assemble("  ", (PAGES[kind], _STYLES[kind]), ":")
        for each in islice(pages, _MOST_LISTED):
            yield Text(f"    /{harmless(each.address)}  {harmless(each.title)}")
        yield from _rest(len(pages) - _MOST_LISTED, "page", indent=4)


def _rest(number: int, noun: str, *, indent: int) -> Iterator[Text]:
    if number > 0:
        yield Text(f"{' ' * indent}and {number:,} more {noun}{'' if number == 1 else 's'}; --format json lists all")
