"""Owns the words in which differences are told, the same in every form for people.

Does not own the differences (`generator.differences`) or a form (`text`, `markdown`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.differences.change import Change, Differences, Group, Kind, Subject, Turn
from generator.report.safety import harmless

SUBJECTS: Mapping[Subject, tuple[str, str]] = {
    Subject.FACTORY: ("factory", "factories"),
    Subject.INDICATOR: ("indicator", "indicators"),
    Subject.COURSE: ("course", "courses"),
    Subject.TEXT: ("text", "texts"),
    Subject.TABLE: ("other table", "other tables"),
}
"""One and many of each kind of thing."""
TURNS: Mapping[Turn, str] = {
    Turn.PUBLISHED: "newly published",
    Turn.RESOLVED: "put right, as a later assessment found",
    Turn.RETURNED: "found again",
    Turn.VERIFIED: "put right, as the programme verified",
    Turn.APPEALED: "withdrawn on appeal",
    Turn.WITHDRAWN: "no longer published",
}
"""What became of findings."""
PAGES: Mapping[Kind, str] = {Kind.ADDED: "new", Kind.WITHDRAWN: "gone", Kind.CHANGED: "changed"}
"""What is said of pages."""
BLANK = "blank"
"""What is said of a value that is not there."""
SHORT = 60
"""Characters of a value that stands beside others."""
MOST_FIELDS = 8
"""Values of a new or withdrawn row that are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """All changes of one row: where it is, and either its whole row or what changed in it."""

    table: str
    key: str
    kind: Kind
    changes: tuple[Change, ...]


def rows_of(group: Group) -> Iterator[Told]:
    """Yield the changes of a group row by row, in its order."""
    for (table, key, whole), changes in groupby(group.changes, key=lambda each: (each.table, each.key, bool(each.row))):
        own = tuple(changes)
        yield Told(table, key, own[0].kind if whole else Kind.CHANGED, own)


def values_of(row: Told, group: Group) -> tuple[list[tuple[str, str]], bool]:
    """Return the values of a new or withdrawn row that are shown, and whether there are more.

    That the row is about the thing of its group need not be said again.
    """
    values = [(name, value) for name, value in row.changes[0].row if value != group.key]
    return values[:MOST_FIELDS], len(values) > MOST_FIELDS


def are_short(changes: Sequence[Change]) -> bool:
    """Whether all values of a row fit in one line, old and new beside each other."""
    return all(max(len(each.old), len(each.new)) <= SHORT for each in changes)


def counts_of(groups: Sequence[Group]) -> str:
    """Return how many were added, changed and withdrawn: `1 added, 2 changed`."""
    counts = Counter(group.kind for group in groups)
    return ", ".join(f"{counts[kind]:,} {kind.value}" for kind in Kind if counts[kind])


def summary_of(differences: Differences) -> Iterator[str]:
    """Yield a sentence for each kind of thing that changes."""
    for subject, (one, many) in SUBJECTS.items():
        groups = differences.of(subject)
        if groups:
            yield f"{(one if len(groups) == 1 else many).capitalize()}: {counts_of(groups)}."
    turns = Counter(finding.turn for finding in differences.findings)
    if turns:
        yield f"Findings: {', '.join(f'{turns[turn]:,} {TURNS[turn]}' for turn in Turn if turns[turn])}."
    if differences.pages:
        kinds = Counter(page.kind for page in differences.pages)
        profiles = sum(page.profile for page in differences.pages)
        of = f" ({profiles:,} of factories)" if profiles else ""
        yield f"Pages: {', '.join(f'{kinds[kind]:,} {PAGES[kind]}' for kind in PAGES if kinds[kind])}{of}."


def withheld_of(differences: Differences) -> str:
    """Return how the numbers of rows that are not public yet change; nothing where they do not."""
    tables = [f"{harmless(each.table)} {each.before:,} → {each.after:,}" for each in differences.withheld]
    return f"Rows that are not public yet: {', '.join(tables)}." if tables else ""
