"""Owns which questions may be published by name in a country, on a day, after a number of assessments.

Does not own the rules: they are read from the package `tool`. A question that no rule allows is not disclosed.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from generator.demonstration.tool import Tool


@dataclass(frozen=True, slots=True)
class Rule:
    """A disclosure rule, with the questions of its issue."""

    country: str
    minimum_assessments: int
    valid_from: date
    valid_until: date
    questions: frozenset[str]


@dataclass(slots=True)
class Disclosure:
    """The rules in force, by country and day."""

    rules: tuple[Rule, ...]
    _allowed: dict[tuple[str, int, int], frozenset[str]] = field(default_factory=dict)
    _changes: tuple[date, ...] = ()
    _most: int = 1

    def __post_init__(self) -> None:
        """Find the days on which the rules change, and the largest number of assessments that any asks for."""
        days = {rule.valid_from for rule in self.rules}
        self._changes = tuple(
            sorted(days | {rule.valid_until + timedelta(days=1) for rule in self.rules if rule.valid_until != date.max})
        )
        self._most = max((rule.minimum_assessments for rule in self.rules), default=1)

    def allowed(self, country: str, day: date, ordinal: int) -> frozenset[str]:
        """Return the questions that may be published on `day` for the assessment number `ordinal` of a factory."""
        key = (country, bisect_right(self._changes, day), min(ordinal, self._most))
        if key not in self._allowed:
            self._allowed[key] = frozenset().union(
                *(
                    rule.questions
                    for rule in self.rules
                    if rule.country == country
                    and rule.valid_from <= day <= rule.valid_until
                    and rule.minimum_assessments <= ordinal
                )
            )
        return self._allowed[key]


def read_disclosure(data: Path, tool: Tool) -> Disclosure:
    """Read the public issues and the disclosure rules of the package `tool` in the folder `data`."""
    issues = {row["issue"]: _questions_of(row, tool) for row in _rows(data / "tool" / "public_issues.csv")}
    return Disclosure(
        tuple(
            Rule(
                country=row["country"],
                minimum_assessments=int(row["minimum_assessments"]),
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else date.max,
                questions=issues[row["issue"]],
            )
            for row in _rows(data / "tool" / "disclosure_rules.csv")
        )
    )


def _questions_of(issue: dict[str, str], tool: Tool) -> frozenset[str]:
    if issue["scope"] == "all":
        return frozenset(each.key for each in tool.questions)
    if issue["scope"] == "point":
        return frozenset(each.key for each in tool.questions if each.point == issue["point"])
    return frozenset(issue["questions"].split(";"))


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
