"""Owns the words of a difference: what changed of what, with the old and the new value.

Does not own how differences are found (the modules beside this one) or shown (`generator.report.differences`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Field = tuple[str, str]
"""Name of a column, and its value as people write it."""


class Kind(StrEnum):
    """What happened to something that the public sees."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Subject(StrEnum):
    """What a change is about."""

    FACTORY = "factory"
    INDICATOR = "indicator"
    COURSE = "course"
    TEXT = "text"
    TABLE = "table"


class Turn(StrEnum):
    """What became of a finding."""

    PUBLISHED = "published"
    RESOLVED = "resolved"
    RETURNED = "returned"
    VERIFIED = "verified"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is new or gone (`row`: its values), or a value that changed (`field`, `old`, `new`).

    `key` is the primary key as people write it. A blank value is empty.
    """

    kind: Kind
    table: str
    key: str
    field: str = ""
    old: str = ""
    new: str = ""
    row: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """All changes of one factory, indicator, course, text or table; `kind` is what happened to it as a whole.

    `more` changes are not in `changes`: there were too many of one kind.
    """

    subject: Subject
    key: str
    title: str
    kind: Kind
    changes: tuple[Change, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a finding: question at a factory, with the day on which it was found, put right or verified."""

    turn: Turn
    factory: str
    name: str
    question: str
    text: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that appears, changes or disappears, by its address from the root of the site; `profile`: of a factory."""

    kind: Kind
    address: str
    title: str
    profile: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """Rows of a table that are not public yet, before and after."""

    table: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class State:
    """What is compared: its name, and the day for which it was judged."""

    name: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What the public would see change from one state of the data to another; `pages` are None when not compared."""

    before: State
    after: State
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]
    pages: tuple[Page, ...] | None
    withheld: tuple[Withheld, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the public would see the same."""
        return not (self.groups or self.findings or self.pages)

    def of(self, subject: Subject) -> list[Group]:
        """Return the groups about one kind of thing."""
        return [group for group in self.groups if group.subject is subject]
