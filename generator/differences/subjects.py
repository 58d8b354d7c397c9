"""Owns what a row is about: a factory, an indicator, a course, a text, or its table.

Does not own which rows changed (`rows`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.differences.change import Subject
from generator.facts import Facts

_OWNERS = {
    Subject.FACTORY: ("factories", "factory", "name"),
    Subject.INDICATOR: ("indicators", "indicator", "title"),
    Subject.COURSE: ("courses", "course", "title"),
}
"""Of each subject its table, the column in which other tables name it, and the column of its title."""
_TEXTS = ("statements", "claims", "translations")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who is who, before and after: assessments by factory, and titles by key."""

    factories: Mapping[str, str]
    titles: Mapping[tuple[Subject, str], str]

    def of(self, table: str, row: Mapping[str, Any]) -> tuple[Subject, str]:
        """Return what a row of `table` is about, and its key."""
        if table in _TEXTS:
            return Subject.TEXT, table
        for subject, (_, column, _) in _OWNERS.items():
            if row.get(column):
                return subject, row[column]
        factory = self.factories.get(row.get("assessment") or "")
        return (Subject.FACTORY, factory) if factory else (Subject.TABLE, table)

    def title(self, subject: Subject, key: str) -> str:
        """Return what something is called; its key where nobody knows."""
        return self.titles.get((subject, key), key)


def subjects_of(before: Facts, after: Facts) -> Subjects:
    """Return who is who in two states; what both know is called as in the later one."""
    factories: dict[str, str] = {}
    titles: dict[tuple[Subject, str], str] = {}
    for facts in (before, after):
        if "assessments" in facts.data:
            factories |= dict(facts.assessments.select("assessment", "factory").iter_rows())
        for subject, (table, column, title) in _OWNERS.items():
            rows = facts.published(table)
            if not rows.is_empty():
                said = _titles(facts, table, title)
                titles |= {(subject, key): said(text or "") for key, text in rows.select(column, title).iter_rows()}
        for package in facts.data.packages.values():
            for name, table_of in package.tables.items():
                titles[Subject.TABLE, name] = titles[Subject.TEXT, name] = table_of.schema.title
    return Subjects(factories, titles)


def _titles(facts: Facts, table: str, column: str) -> Callable[[str], str]:
    """Return how to read a cell of a column of titles: one by language is that in the default language."""
    if facts.data.table(table).schema.field(column).type != "object":
        return str
    default = facts.data["programme"]["default_language"].item(0)

    def title(text: str) -> str:
        by_language = json.loads(text or "{}")
        return str(by_language.get(default) or next(iter(by_language.values()), ""))

    return title
