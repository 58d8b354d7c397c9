"""Owns what may be published where, as pages show it: the rules in force, their issues, and the questions under them.

Does not own whether a finding was published lawfully (`generator.checks.unlawful_disclosure`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from generator.facts import Facts
from generator.pages.portal import Portal
from generator.text.order import natural
from generator.text.words import Text, Words

_ALL_QUESTIONS = "all"


class Rule(NamedTuple):
    """A rule of disclosure: an issue is published in a country from a day, and from which assessment on."""

    issue: str
    country: str
    valid_from: date
    valid_until: date | None
    minimum_assessments: int
    in_force: bool


@lru_cache(maxsize=2)
def rules_of(facts: Facts) -> tuple[Rule, ...]:
    """Return the rules that have begun, those in force first, then by day; none where there is no such table."""
    if "disclosure_rules" not in facts.data:
        return ()
    rows = facts.data["disclosure_rules"].filter(pl.col("valid_from") <= facts.as_of)
    rules = [_rule(row, facts.as_of) for row in rows.iter_rows(named=True)]
    return tuple(sorted(rules, key=lambda rule: (not rule.in_force, rule.valid_from)))


def _rule(row: Mapping[str, Any], as_of: date) -> Rule:
    until = row["valid_until"]
    return Rule(
        row["issue"], row["country"], row["valid_from"], until, row["minimum_assessments"], not until or until >= as_of
    )


def minimum_of(facts: Facts, country: str) -> int:
    """Return the fewest assessments after which anything is published in a country; 1 where no rule is in force."""
    own = [rule.minimum_assessments for rule in rules_of(facts) if rule.country == country and rule.in_force]
    return min(own, default=1)


@lru_cache(maxsize=2)
def questions_by_issue(facts: Facts) -> Mapping[str, Sequence[str]]:
    """Return the numbers of the questions under each issue, in the order of their numbers."""
    if "public_issues" not in facts.data:
        return {}
    points = newest_questions(facts)
    found: dict[str, list[str]] = {}
    for row in facts.data["public_issues"].iter_rows(named=True):
        named = set(row["questions"] or ())
        found[row["issue"]] = [
            number
            for number, question in points.items()
            if row["scope"] == _ALL_QUESTIONS
            or (row["scope"] == "point" and question["point"] == row["point"])
            or number in named
        ]
    return found


@lru_cache(maxsize=2)
def newest_questions(facts: Facts) -> Mapping[str, Mapping[str, Any]]:
    """Return the newest version in force of each question by number, in the order of the numbers (2.1.9, 2.1.10)."""
    rows = sorted(facts.published("questions").to_dicts(), key=lambda row: (natural(row["question"]), row["version"]))
    return {row["question"]: row for row in rows}


def issue_title(portal: Portal, words: Words, issue: str) -> Text:
    """Return the requirement of an issue in a few words."""
    return portal.name_of(words, "public_issues", issue, "title")


def issue_lines(portal: Portal, words: Words, country: str) -> list[dict[str, object]]:
    """Return what is published in a country, as a list for readers."""
    return [
        {
            "key": rule.issue,
            "title": issue_title(portal, words, rule.issue),
            "rule": rule,
            "questions": len(questions_by_issue(portal.facts)[rule.issue]),
        }
        for rule in rules_of(portal.facts)
        if rule.country == country
    ]
