"""Owns states of a small portal for tests of differences: the tables of the checks, some of them replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from generator.differences import Side, differences_between
from generator.differences.change import Change, Differences
from generator.differences.texts import Writing
from generator.facts import facts_of
from tests.checks.datasets import dataset, portal

AS_OF = date(2026, 1, 1)
Tables = Mapping[str, str | None]
Compare = Callable[[Tables, Tables], Differences]


def edited(table: str, *changes: tuple[str, str]) -> dict[str, str]:
    """Return a table of the small portal with some of its text replaced."""
    text = portal()[table]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return {table: text}


def side(root: Path, tables: Tables, name: str, texts: Mapping[str, Writing] | None = None) -> Side:
    """Return a state with some tables replaced, written below `root`."""
    return Side(name, facts_of(dataset(root, tables), AS_OF), texts or {})


def compared(root: Path, before: Tables, after: Tables) -> Differences:
    """Return the differences between two states."""
    return differences_between(side(root / "before", before, "before"), side(root / "after", after, "after"))


def told(differences: Differences) -> list[str]:
    """Return each group with its changes, in a line each."""
    lines = []
    for group in differences.groups:
        lines.append(f"{group.subject} {group.key} ({group.title}) {group.kind}")
        lines += [f"  {_line(change)}" for change in group.changes]
    return lines


def _line(change: Change) -> str:
    what = f"{change.kind} {change.table} {change.key}"
    row = ", ".join(f"{name}={value}" for name, value in change.row)
    return f"{what}: {row}" if change.row else f"{what}: {change.field} {change.old!r} -> {change.new!r}"
