"""Owns the training catalogue as a file: courses, their sessions, who took part, and what surveys found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.api.envelope import PAGES, file_of, pages_of
from generator.api.figures import grouped, records_of
from generator.api.vocabulary import Schema, count, listed, of_table, record, rows_of
from generator.model import Dataset
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_COURSE = (
    *("course", "code", "title", "summary", "audience", "audiences", "aims", "outline", "prerequisites", "days"),
    *("blocks", "hours_per_day", "gap_weeks_minimum", "gap_weeks_maximum", "group_minimum", "group_maximum"),
    *("delivery", "languages", "points", "certificate", "fee", "currency", "provider", "source"),
)
_PARTS = {
    "sessions": (
        "Sessions past and to come.",
        ("session", "starts_on", "ends_on", "place", "country", "language", "seats", "status"),
    ),
    "participation": (
        "People trained, by country and year.",
        ("country", "year", "participants", "women", "participant_days"),
    ),
    "evaluations": (
        "Results of surveys, with size and method.",
        ("year", "respondents", "question", "result", "share", "method", "source"),
    ),
}
"""By table: what it is, and its columns beside the course."""


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file, if there are courses."""
    if "courses" not in portal.data:
        return {}
    schema = {"courses": listed(_course(portal.data), "Courses, by key.")}
    return {"courses": schema}


def _course(data: Dataset) -> dict[str, Any]:
    blocks = listed(count("Days.", minimum=1), "Days in each block.")
    parts = {table: rows_of(data, table, description, *columns) for table, (description, columns) in _PARTS.items()}
    return record(**{**of_table(data, "courses", *_COURSE), "blocks": blocks}, pages=PAGES, **parts)


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file, if there are courses."""
    if "courses" not in portal.data:
        return
    parts = {table: _part(portal, table, *columns) for table, (_, columns) in _PARTS.items()}
    rows = records_of(portal.data, "courses", portal.data["courses"].select(_COURSE).sort("course"))
    for row in rows:
        row["blocks"] = [int(days) for days in row["blocks"]]
        row["pages"] = pages_of(portal, f"courses/{row['course']}/")
        row.update({name: None if part is None else part.get(row["course"], []) for name, part in parts.items()})
    yield file_of(portal, "courses", {"courses": rows})


def _part(portal: Portal, table: str, *columns: str) -> Any:
    if table not in portal.data:
        return None
    return grouped(portal.facts.published(table).select("course", *columns).to_dicts(), "course")
