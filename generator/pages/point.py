"""Owns the list of compliance points and the page of each: what it means, how often and where it was found.

Does not own its parts: `prevalence`, `point_trend`, `point_questions` and `persistence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import polars as pl

from generator.facts import Facts
from generator.findings import ALL_ANSWERS, COMPLIANT, NON_COMPLIANT
from generator.pages.disclosure import issue_title, questions_by_issue
from generator.pages.exhibit import with_exhibit
from generator.pages.labels import label
from generator.pages.persistence import file_of_open, not_known_at, open_at, open_counts, persistence_of
from generator.pages.picture import span_text
from generator.pages.point_questions import questions_of
from generator.pages.point_trend import exhibit_of_series, file_of_series, series_of
from generator.pages.portal import Portal
from generator.pages.prevalence import of_countries, only_violations, points_found, visits_of
from generator.pages.subscriptions import feed_of_point
from generator.pages.view import Attachment, Crumb, View
from generator.text.words import Words

MOST_LISTED = 500
"""Factories that a page lists; all of them are in the file beside it."""

Row = Mapping[str, Any]


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the list of points and a page for each, if there are any."""
    points = portal.rows("compliance_points")
    if not points:
        return
    yield View(
        template="points",
        address="points/",
        title=words.say("Compliance points"),
        description=words.say("What is assessed, by cluster: each compliance point, and where it is open."),
        section="points",
        values={
            "clusters": clusters_of(portal, words),
            "number": len(points),
            "only_violations": only_violations(portal.facts),
        },
        invented=True,
    )
    for row in points.values():
        yield _view(portal, words, row)


def clusters_of(portal: Portal, words: Words) -> list[dict[str, object]]:
    """Return the clusters in their order, each with its points and what is open on them."""
    return [
        {
            "key": row["cluster"],
            "name": portal.name_of(words, "clusters", row["cluster"]),
            "kind": label(words, "cluster_kind", row["kind"]),
            "points": [point_line(portal, words, each) for each in points],
        }
        for row, points in portal.tool
    ]


def point_line(portal: Portal, words: Words, row: Row) -> dict[str, object]:
    """Return a point as lists show it: name, plain words, open findings, and factories ever assessed on it.

    `not_known` are the factories at which it was found and whether it was put right is not known.
    """
    point = row["point"]
    findings, factories = open_counts(portal.facts, point)
    return {
        "key": point,
        "name": portal.name_of(words, "compliance_points", point),
        "plain": portal.name_of(words, "compliance_points", point, "description"),
        "open_findings": findings,
        "open_factories": factories,
        "looked_at": looked_at(portal.facts).get(point, 0),
        "not_known": not_known_at(portal.facts).get(point, 0),
        "only_violations": only_violations(portal.facts),
    }


@lru_cache(maxsize=2)
def looked_at(facts: Facts) -> Mapping[str, int]:
    """Return at how many factories each point was ever answered in a published assessment that knows all answers."""
    known = pl.col("coverage") == ALL_ANSWERS
    answered = facts.point_results.filter(known & pl.col("result").is_in([COMPLIANT, NON_COMPLIANT]))
    counts = answered.group_by(pl.col("point").cast(pl.String)).agg(pl.col("factory").n_unique())
    return dict(counts.iter_rows())


def _view(portal: Portal, words: Words, row: Row) -> View:
    point, cluster = row["point"], row["cluster"]
    name = portal.name_of(words, "compliance_points", point)
    series = series_of(portal, words, point)
    note = words.say(
        "Each factory counts with its latest assessment of the year. Law and published questions differ between "
        "countries: read each line for itself."
    )
    exhibit = exhibit_of_series(portal, words, point, name, series, [note])
    files: list[Attachment | None] = []
    if words.language == portal.languages[0]:
        files += [file_of_series(portal, point) if series else None, file_of_open(portal, point)]
    view = View(
        template="point",
        address=f"points/{point}/",
        title=name,
        description=words.say("{point}: what it means, how often it was found, and where it is open.", point=name),
        section="points",
        crumbs=(
            Crumb(words.say("Compliance points"), "points/"),
            Crumb(portal.name_of(words, "clusters", cluster), f"clusters/{cluster}/"),
        ),
        values=point_line(portal, words, row)
        | _law(portal, words, row)
        | _figures(portal, words, point)
        | {"series": series, "exhibit": exhibit, "years_note": note},
        attachments=tuple(file for file in files if file),
        feeds=(feed_of_point(words, point, name),),
        invented=True,
    )
    return with_exhibit(view, exhibit)


def _law(portal: Portal, words: Words, row: Row) -> dict[str, object]:
    questions = questions_of(portal, words, row["point"])
    numbers = {question.number for question in questions}
    return {
        "cluster_kind": portal.rows("clusters")[row["cluster"]]["kind"],
        "instruments": instruments_of(portal, words, row["cluster"]),
        "questions": questions,
        "issues": [
            (issue, issue_title(portal, words, issue))
            for issue, theirs in questions_by_issue(portal.facts).items()
            if numbers & set(theirs) and portal.rows("public_issues")[issue]["scope"] != "all"
        ],
    }


def _figures(portal: Portal, words: Words, point: str) -> dict[str, object]:
    listed, opened = open_at(portal.facts, point, MOST_LISTED)
    found = of_countries(points_found(portal.facts).get(point, ()))
    spans = visits_of(portal.facts)
    return {
        "found": [
            (row, label(words, "form", row.form), span_text(words, spans[row.country, row.form]))
            for row in sorted(found, key=lambda row: (words.country(row.country), row.form))
        ],
        "open_total": listed,
        "opened": opened,
        "persistence": persistence_of(portal.facts).get(point),
        "threshold": portal.facts.threshold,
        "courses": [
            (key, words.pick(course["title"]), words.pick(course["summary"]))
            for key, course in portal.rows("courses").items()
            if point in (course["points"] or ())
        ],
    }


def instruments_of(portal: Portal, words: Words, cluster: str) -> list[dict[str, object]]:
    """Return the international instruments behind a cluster, oldest first."""
    rows = sorted(portal.rows("instruments").values(), key=lambda row: (row["year"], row["instrument"]))
    return [
        {**row, "title": portal.name_of(words, "instruments", row["instrument"], "title")}
        for row in rows
        if row["cluster"] == cluster
    ]
