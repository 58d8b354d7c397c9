"""Owns the questions under a point as readers see them: every version, what its answer means, the law behind it.

Does not own how a profile names a question (`generator.pages.profile`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from generator.facts import Facts
from generator.findings import ALL
from generator.pages.labels import label
from generator.pages.portal import Portal
from generator.text.order import natural
from generator.text.words import Text, Words


class Version(NamedTuple):
    """A wording of a question, with what it asks of whom and since when; None is what the data do not say."""

    version: int
    text: Text
    meaning: Text | None
    basis: Text | None
    citation: Text | None
    country: str | None
    row: Mapping[str, Any]


class Question(NamedTuple):
    """A question by its number: the newest wording in force, those before it, and formula 4 where it counts."""

    number: str
    newest: Version
    former: Sequence[Version]
    compliance: Sequence[Mapping[str, Any]]


def questions_of(portal: Portal, words: Words, point: str) -> list[Question]:
    """Return the questions under a point, by number; in each the newest version first."""
    versions: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(_by_point(portal.facts).get(point, ()), key=lambda row: -row["version"]):
        versions.setdefault(row["question"], []).append(row)
    compliance = _compliance(portal.facts)
    return [
        Question(
            number,
            _version(portal, words, versions[number][0]),
            [_version(portal, words, row) for row in versions[number][1:]],
            compliance.get(number, ()),
        )
        for number in sorted(versions, key=natural)
    ]


@lru_cache(maxsize=2)
def _by_point(facts: Facts) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in facts.published("questions").to_dicts():
        found.setdefault(row["point"], []).append(row)
    return found


@lru_cache(maxsize=2)
def _compliance(facts: Facts) -> Mapping[str, list[Mapping[str, Any]]]:
    """Return formula 4 by question for each country and form in which it was answered."""
    own = (pl.col("country") != ALL) & ((pl.col("assessed") > 0) | (pl.col("found") > 0))
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in facts.question_compliance.filter(own).to_dicts():
        found.setdefault(row["question"], []).append(row)
    return found


def _version(portal: Portal, words: Words, row: Mapping[str, Any]) -> Version:
    return Version(
        row["version"],
        portal.text_of(words, "questions", row, "text"),
        _meaning(words, row),
        label(words, "legal_basis", row["legal_basis"]) if row["legal_basis"] else None,
        words.foreign(row["citation"], words.fallback) if row["citation"] else None,
        row["country"],
        row,
    )


def _meaning(words: Words, row: Mapping[str, Any]) -> Text | None:
    """Return what an answer to the question means: the bad answer is yes for some questions and no for others."""
    if row["kind"] == "fact":
        return words.say("Gathers a fact: no answer counts as compliant or non-compliant.")
    if row["noncompliant_answer"] == "yes":
        return words.say("“Yes” means non-compliant.")
    return words.say("“No” means non-compliant.") if row["noncompliant_answer"] == "no" else None
