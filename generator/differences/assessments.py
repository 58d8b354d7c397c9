"""Owns the findings of assessments that are new or gone as a whole: counted by result, for each has a hundred or more.

Does not own findings of assessments that are there before and after (`rows`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.differences.change import Change, Kind
from generator.differences.rows import Told
from generator.facts import Facts


def without_whole_assessments(before: Facts, after: Facts) -> tuple[pl.DataFrame, pl.DataFrame, list[Told]]:
    """Return the public findings of assessments that are in both states, and one change for each other assessment."""
    old, new = (facts.published("findings") for facts in (before, after))
    if old.is_empty() or new.is_empty():
        return old, new, []
    known, still = (facts.assessments.select("assessment") for facts in (before, after))
    told = [
        *_counted(Kind.ADDED, new.join(known, on="assessment", how="anti")),
        *_counted(Kind.WITHDRAWN, old.join(still, on="assessment", how="anti")),
    ]
    both = known.join(still, on="assessment", how="semi")
    return old.join(both, on="assessment", how="semi"), new.join(both, on="assessment", how="semi"), told


def _counted(kind: Kind, findings: pl.DataFrame) -> Iterator[Told]:
    counts = findings.group_by("assessment", "result").len("number").sort("assessment", "result")
    for (assessment,), own in counts.group_by("assessment", maintain_order=True):
        row = tuple((str(result), f"{number}") for _, result, number in own.iter_rows())
        yield Told(Change(kind, "findings", str(assessment), row=row), {"assessment": assessment})
