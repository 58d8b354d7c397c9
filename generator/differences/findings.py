"""Owns what became of findings between two states: published, found again, put right, verified, withdrawn.

Does not own the history of a finding (`generator.timelines`), which says each of these in either state.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from generator.differences.change import Finding, Subject, Turn
from generator.differences.subjects import Subjects
from generator.facts import Facts
from generator.text.order import natural
from generator.timelines import RESOLVED, WITHDRAWN

_KEY = ["factory", "question"]
_COLUMNS = ("state", "first_reported_on", "last_reported_on", "reopened", "resolved_on", "verified_on")


def findings_between(before: Facts, after: Facts, subjects: Subjects) -> tuple[Finding, ...]:
    """Return each turn of a published finding, by factory and question; none where no findings are published."""
    if "findings" not in before.data or "findings" not in after.data:
        return ()
    old, new = (_histories(facts) for facts in (before, after))
    both = old.join(new, on=_KEY, how="full", coalesce=True, suffix="_now")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_now")) for name in _COLUMNS)
    texts = _questions(before) | _questions(after)
    found = [
        Finding(
            turn,
            row["factory"],
            subjects.title(Subject.FACTORY, row["factory"]),
            row["question"],
            texts.get(row["question"], ""),
            str(on or ""),
        )
        for row in both.filter(differs).iter_rows(named=True)
        for turn, on in _turns(row)
    ]
    return tuple(
        sorted(found, key=lambda each: (list(Turn).index(each.turn), natural(each.factory), natural(each.question)))
    )


def _histories(facts: Facts) -> pl.DataFrame:
    return facts.timelines.select(*(pl.col(name).cast(pl.String) for name in (*_KEY, *_COLUMNS)))


def _turns(row: dict[str, Any]) -> Iterator[tuple[Turn, str | None]]:
    """Yield what happened to a finding, with its day."""
    was, now = row["state"], row["state_now"]
    if now is None:
        yield Turn.WITHDRAWN, row["last_reported_on"]
        return
    if now == WITHDRAWN:
        if was != WITHDRAWN:
            yield Turn.APPEALED, row["last_reported_on_now"]
        return
    if was in (None, WITHDRAWN):
        yield Turn.PUBLISHED, row["first_reported_on_now"]
    elif int(row["reopened_now"]) > int(row["reopened"]):
        yield Turn.RETURNED, row["last_reported_on_now"]
    if now == RESOLVED and (was != RESOLVED or row["resolved_on"] is None):
        yield Turn.RESOLVED, row["resolved_on_now"]
    if row["verified_on_now"] and not row["verified_on"]:
        yield Turn.VERIFIED, row["verified_on_now"]


def _questions(facts: Facts) -> dict[str, str]:
    """Return the text of each question in its newest version."""
    rows = facts.published("questions").sort("question", "version")
    return dict(rows.select("question", "text").iter_rows())
