"""Owns the assessment tool as a file: clusters, points with their rates, questions, issues and instruments.

Does not own a figure (`generator.facts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.api.envelope import PAGES, file_of, pages_of
from generator.api.figures import grouped, rate_of
from generator.api.vocabulary import Schema, count, defined, listed, of_table, record, rows_of, text, word
from generator.findings import ALL, FORMS
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_CLUSTER = ("cluster", "name", "kind", "order", "aliases", "description")
_POINT = ("point", "cluster", "name", "order", "description")
_QUESTION = (
    *("question", "version", "point", "text", "noncompliant_answer", "kind", "legal_basis", "citation", "country"),
    *("short_form", "valid_from", "valid_until", "supersedes"),
)
_ISSUE = ("issue", "title", "description", "scope", "questions", "point")
_RULE = ("country", "valid_from", "minimum_assessments", "valid_until")
_INSTRUMENT = ("instrument", "title", "year", "cluster", "fundamental_since")


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file."""
    data = portal.data
    rates = listed(
        record(
            country=text(f"Country (ISO 3166-1 alpha-2), or {ALL}. Law differs between countries."),
            form=word(FORMS.categories, "Full or short form; the two never share a rate."),
            found=count("Factories where it was found, whatever is known of the others."),
            partial=count("Factories of the denominator whose result rests on a part of the questions."),
            noncompliant=defined("rate"),
        ),
        "Formula 2: factories non-compliant of those assessed, each in its latest assessment of the form.",
    )
    schema = {
        "clusters": listed(record(**of_table(data, "clusters", *_CLUSTER)), "Clusters, in their order."),
        "points": listed(
            record(**of_table(data, "compliance_points", *_POINT), pages=PAGES, rates=rates),
            "Compliance points, in the order of the tool.",
        ),
        "questions": rows_of(data, "questions", "Every version of every question, by number.", *_QUESTION),
        "issues": rows_of(
            data,
            "public_issues",
            "What may be published by the name of a factory.",
            *_ISSUE,
            rules=rows_of(data, "disclosure_rules", "From when, and from which assessment on, by country.", *_RULE),
        ),
        "instruments": rows_of(data, "instruments", "International labour standards.", *_INSTRUMENT),
    }
    return {"points": schema}


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file."""
    rates = grouped(portal.facts.point_rates.to_dicts(), "point")
    clusters = [{name: row[name] for name in _CLUSTER} for row, _ in portal.tool]
    points = [{name: row[name] for name in _POINT} for _, points in portal.tool for row in points]
    yield file_of(
        portal,
        "points",
        {
            "clusters": clusters,
            "points": [
                {
                    **row,
                    "pages": pages_of(portal, f"points/{row['point']}/"),
                    "rates": [_rate(each) for each in rates.get(row["point"], [])],
                }
                for row in points
            ],
            "questions": _rows(portal, "questions", *_QUESTION),
            "issues": _issues(portal),
            "instruments": _rows(portal, "instruments", *_INSTRUMENT),
        },
    )


def _rate(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("country", "form", "found", "partial")}
    return {**kept, "noncompliant": rate_of(row, "noncompliant", "assessed")}


def _rows(portal: Portal, table: str, *columns: str) -> list[dict[str, Any]] | None:
    return portal.facts.published(table).select(columns).to_dicts() if table in portal.data else None


def _issues(portal: Portal) -> list[dict[str, Any]] | None:
    issues, rules = _rows(portal, "public_issues", *_ISSUE), _rows(portal, "disclosure_rules", "issue", *_RULE)
    if issues is None:
        return None
    of_issue = None if rules is None else grouped(rules, "issue")
    return [{**row, "rules": None if of_issue is None else of_issue.get(row["issue"], [])} for row in issues]
