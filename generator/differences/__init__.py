"""Owns what the public would see change from one state of the data to another.

Computed from what is published of both: a row that is not public yet shows in nothing but the count of such rows, which
the site publishes too. Does not own how the states are had (`generator.review`) or shown (`generator.report`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.differences.assessments import without_whole_assessments
from generator.differences.change import Change, Differences, Group, Kind, State, Subject, Withheld
from generator.differences.findings import findings_between
from generator.differences.pages import Seen, pages_between
from generator.differences.rows import Told, changes_of_rows
from generator.differences.subjects import Subjects, subjects_of
from generator.differences.texts import Writing, changes_of_texts
from generator.facts import Facts
from generator.schema import Schema
from generator.text.order import natural

__all__ = ["Side", "differences_between"]


@dataclass(frozen=True, slots=True)
class Side:
    """A state of the data as the public sees it: its facts, its texts, and its pages where they are wanted."""

    name: str
    facts: Facts
    texts: Mapping[str, Writing]
    pages: Mapping[str, Seen] | None = None

    @property
    def state(self) -> State:
        """Its name and its day."""
        return State(self.name, self.facts.as_of.isoformat())


def differences_between(before: Side, after: Side) -> Differences:
    """Return what the public would see change."""
    subjects = subjects_of(before.facts, after.facts)
    groups = [*_groups(before.facts, after.facts, subjects), *changes_of_texts(before.texts, after.texts)]
    order = list(Subject)
    pages = None if before.pages is None or after.pages is None else tuple(pages_between(before.pages, after.pages))
    return Differences(
        before.state,
        after.state,
        tuple(sorted(groups, key=lambda group: (order.index(group.subject), natural(group.key)))),
        findings_between(before.facts, after.facts, subjects),
        pages,
        tuple(_withheld(before.facts, after.facts)),
    )


def _groups(before: Facts, after: Facts, subjects: Subjects) -> Iterator[Group]:
    """Yield the changes of all tables, by what they are about."""
    told: dict[tuple[Subject, str], list[Told]] = defaultdict(list)
    more: dict[tuple[Subject, str], int] = defaultdict(int)
    for table in _tables(before, after):
        old, new = before.published(table), after.published(table)
        whole: list[Told] = []
        if table == "findings":
            old, new, whole = without_whole_assessments(before, after)
        schemas = _schema(table, before, after), _schema(table, after, before)
        found = changes_of_rows(table, old, new, *schemas)
        for each in (*whole, *found.told):
            told[subjects.of(table, each.row)].append(each)
        if found.more:
            more[Subject.TABLE, table] += found.more
    for subject, key in {*told, *more}:
        changes = tuple(each.change for each in told[subject, key])
        yield Group(subject, key, subjects.title(subject, key), _kind_of(subject, changes), changes, more[subject, key])


def _tables(*states: Facts) -> list[str]:
    names = (name for facts in states for package in facts.data.packages.values() for name in package.tables)
    return list(dict.fromkeys(names))


def _schema(table: str, facts: Facts, other: Facts) -> Schema:
    """Return the schema of a table in one state, or in the other where it is not there."""
    return (facts if table in facts.data else other).data.table(table).schema


_OF_ITSELF = {Subject.FACTORY: "factories", Subject.INDICATOR: "indicators", Subject.COURSE: "courses"}


def _kind_of(subject: Subject, changes: tuple[Change, ...]) -> Kind:
    """Return what happened to something as a whole: it is new or gone when its own row is."""
    own = (change.kind for change in changes if change.table == _OF_ITSELF.get(subject) and change.row)
    return next(own, Kind.CHANGED)


def _withheld(before: Facts, after: Facts) -> Iterator[Withheld]:
    old, new = (dict(facts.accounts.select("table", "withheld").iter_rows()) for facts in (before, after))
    for table in dict.fromkeys([*old, *new]):
        if old.get(table, 0) != new.get(table, 0):
            yield Withheld(table, old.get(table, 0), new.get(table, 0))
