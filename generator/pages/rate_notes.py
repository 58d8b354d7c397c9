"""Owns what stands behind a rate in a few words: its counts, or the state of what was not assessed.

Does not own the figures (`prevalence`); tables say the same with parts of the theme (`rate.html`, `found.html`).
"""

from __future__ import annotations

from generator.pages.labels import label
from generator.pages.prevalence import Found, Pooled
from generator.rates import COUNTS_ONLY
from generator.text.words import Words


def note_of_found(words: Words, row: Found) -> str:
    """Return at how many of the factories assessed a point was found: "3 of 47 factories"."""
    if row.state:
        return label(words, "result", row.state)
    if row.reason == COUNTS_ONLY:
        return str(words.count("{n} factory", "{n} factories", row.found))
    counts = words.count(
        "{part} of {n} factory", "{part} of {n} factories", row.assessed, part=words.number(row.noncompliant)
    )
    return " · ".join(filter(None, (counts, _partial(words, row))))


def _partial(words: Words, row: Found) -> str:
    if not row.partial:
        return ""
    if row.partial == row.assessed:
        return words.say("on the questions that are published")
    return words.count("{n} of them on part of the questions", "{n} of them on part of the questions", row.partial)


def note_of_pooled(words: Words, row: Pooled) -> str:
    """Return how many of the points assessed were found, and over how many factories."""
    if row.state:
        return label(words, "result", row.state)
    factories = words.count("{n} factory", "{n} factories", row.factories)
    if row.reason == COUNTS_ONLY:
        return str(words.count("{n} point", "{n} points", row.found))
    counts = words.count(
        "{part} of {n} point", "{part} of {n} points", row.assessed, part=words.number(row.noncompliant)
    )
    return f"{counts} · {factories}"
