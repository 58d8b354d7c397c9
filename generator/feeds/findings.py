"""Owns the sentences on what an assessment found, with the denominator, and on what changed since those before.

Does not own the counts (`generator.events`). The words are those of the profile (`parts/last_found.html`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.feeds.names import Names
from generator.findings import VIOLATIONS_ONLY
from generator.text.words import Words


def found_text(words: Words, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sentences on what an assessment found (a row of `Facts.assessment_events`)."""
    visit = {"cycle": words.number(row["cycle"]), "day": words.date(row["started_on"])}
    if row["coverage"] == VIOLATIONS_ONLY:
        yield _violations(words, row["noncompliant"], visit)
        return
    if row["form"] == "short":
        yield words.say("The short form was used, which asks fewer questions.")
    if not row["assessed"]:
        yield words.say("Nothing that was assessed in cycle {cycle}, {day}, is published.", **visit)
    else:
        yield _points(words, row, visit)
    if row["hidden"]:
        yield words.count(
            "Of {n} further point nothing is disclosed: neither good nor bad can be read from that.",
            "Of {n} further points nothing is disclosed: neither good nor bad can be read from that.",
            row["hidden"],
        )


def _violations(words: Words, points: int, visit: Mapping[str, str]) -> str:
    if not points:
        return words.say("No violations are recorded in the data of cycle {cycle}, {day}.", **visit)
    return words.count(
        "Violations on {n} point in cycle {cycle}, {day}.",
        "Violations on {n} points in cycle {cycle}, {day}.",
        points,
        **visit,
    )


def _points(words: Words, row: Mapping[str, Any], visit: Mapping[str, str]) -> str:
    part = words.number(row["noncompliant"])
    if row["partial"]:
        return words.count(
            "On the published questions: non-compliant on {part} of {n} point assessed in cycle {cycle}, {day}.",
            "On the published questions: non-compliant on {part} of {n} points assessed in cycle {cycle}, {day}.",
            row["assessed"],
            part=part,
            **visit,
        )
    return words.count(
        "Non-compliant on {part} of {n} point assessed in cycle {cycle}, {day}.",
        "Non-compliant on {part} of {n} points assessed in cycle {cycle}, {day}.",
        row["assessed"],
        part=part,
        **visit,
    )


def changed_text(
    words: Words, names: Names, raised: Sequence[str], returned: Sequence[str], ended: Sequence[str]
) -> Iterator[str]:
    """Yield the sentences on the questions found for the first time, found again, and no longer found."""
    if raised:
        yield words.say("Found for the first time: {questions}.", questions=names.questions(raised))
    if returned:
        yield words.say("Found again after it was compliant: {questions}.", questions=names.questions(returned))
    if ended:
        yield words.say("No longer found: {questions}.", questions=names.questions(ended))
