"""Owns the page on coverage and quality: who is covered and who is not, what the checks found, what is translated.

Does not own a figure on it (`generator.facts`), the checks, or the catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import polars as pl

from generator.findings import ALL, ALL_ANSWERS
from generator.pages.cells import factories_of, field_title, table_title
from generator.pages.country import without_status
from generator.pages.labels import N_, labels
from generator.pages.portal import Portal
from generator.pages.translation import completeness_of
from generator.pages.view import Crumb, View
from generator.problems import Problem, number_of
from generator.text.catalogues import SOURCE_LANGUAGE
from generator.text.words import Words

WARNINGS = {
    "advisory-sides": N_("A side is missing on an advisory committee"),
    "committee-parity": N_("A factory committee does not have equal sides"),
    "cycle-gap": N_("Assessments of a factory are missing without a reason"),
    "look-alike": N_("Two factories look alike"),
    "stale-data": N_("The last published assessment of an active factory is old"),
}
"""What a published warning is called, by its code."""

_GONE = ("closed", "left", "moved", "suspended")


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    yield View(
        template="quality",
        address="quality/",
        title=words.say("Coverage and quality"),
        description=words.say(
            "Which factories are covered and which are not, with the reasons; every warning of the checks; every row "
            "of the data accounted for; how complete the languages are; how old the data are."
        ),
        section="downloads",
        crumbs=(Crumb(words.say("Data"), "downloads/"),),
        values={
            **_coverage(portal, words),
            "answers": _answers(portal, words),
            "warnings": _warnings(portal, words),
            "warnings_count": len(portal.warnings),
            "source_language": SOURCE_LANGUAGE,
            "accounts": _accounts(portal, words),
            "languages": [_language(portal, words, code) for code in portal.languages],
            "default_language": portal.languages[0],
        },
        invented=True,
    )


def _coverage(portal: Portal, words: Words) -> Mapping[str, object]:
    """Return who is covered, by country, and the factories that are not, by the reason."""
    rows = [row | {"not_known": without_status(row)} for row in portal.facts.coverage.to_dicts()]
    linked = set(portal.rows("countries"))
    countries = sorted((row for row in rows if row["country"] != ALL), key=lambda row: words.country(row["country"]))
    return {
        "countries": [row | {"linked": row["country"] in linked} for row in countries],
        "total": next(row for row in rows if row["country"] == ALL),
        "outside": _outside(portal, words),
        "waiting": _listed(portal, words, pl.col("not_yet_eligible")),
        "stale": _listed(portal, words, pl.col("stale")),
        "stale_after_months": portal.facts.stale_after_months,
    }


def _outside(portal: Portal, words: Words) -> list[dict[str, object]]:
    names = labels(words, "status")
    groups = ((status, _listed(portal, words, pl.col("status") == status)) for status in _GONE)
    return [{"status": status, "label": names[status], "factories": rows} for status, rows in groups if rows]


def _listed(portal: Portal, words: Words, test: pl.Expr) -> list[dict[str, Any]]:
    """Return the factories that pass `test`, by key, with the reason of their status as text in the language."""
    rows = portal.facts.factories.filter(test).sort("factory").to_dicts()
    return [
        row
        | {
            "reason": portal.text_of(words, "factories", row, "status_reason"),
            "address": f"factories/{row['factory'].lower()}/",
        }
        for row in rows
    ]


def _answers(portal: Portal, words: Words) -> list[dict[str, object]]:
    """Return how many published answers of scored questions say what: result, label, count, known, share.

    `known` are those of assessments that know all answers, and `share` is the share of these: data that know
    violations only have none.
    """
    findings = portal.facts.findings.filter(pl.col("kind") == "scored")
    known = (pl.col("coverage") == ALL_ANSWERS).sum()
    counts = findings.group_by(pl.col("result").cast(pl.String)).agg(pl.len().alias("count"), known.alias("known"))
    rows = {row["result"]: row for row in counts.to_dicts()}
    total = sum(row["known"] for row in rows.values())
    return [
        {**rows[result], "label": name, "share": rows[result]["known"] / total if total else None}
        for result, name in labels(words, "result").items()
        if result in rows
    ]


def _warnings(portal: Portal, words: Words) -> list[dict[str, object]]:
    """Return every published warning, grouped by code."""
    ordered = sorted(portal.warnings, key=lambda each: (each.code, each.where))
    return [
        {
            "code": code,
            "title": words.say(WARNINGS[code]) if code in WARNINGS else words.foreign(code, SOURCE_LANGUAGE),
            "number": number_of(problems),
            "problems": _problems(portal, problems),
        }
        for code, problems in ((code, list(group)) for code, group in groupby(ordered, key=lambda each: each.code))
    ]


def _problems(portal: Portal, problems: list[Problem]) -> list[dict[str, object]]:
    tables = {problem.where.table for problem in problems}
    keys = {table: {problem.where.key for problem in problems if problem.where.table == table} for table in tables}
    about = {table: factories_of(portal, table, found) for table, found in keys.items()}
    return [
        {
            "message": problem.message,
            "place": _place(problem),
            "also": [str(where) for where in problem.also],
            "factory": about[problem.where.table].get(problem.where.key),
        }
        for problem in problems
    ]


def _place(problem: Problem) -> str:
    """Return file and line: a column is of no use to readers."""
    where = problem.where
    return f"{where.file}:{where.line}" if where.line else where.file


def _accounts(portal: Portal, words: Words) -> list[dict[str, object]]:
    rows = portal.facts.accounts.to_dicts()
    return [row | {"title": table_title(portal, words, str(row["table"]))} for row in rows]


def _language(portal: Portal, words: Words, code: str) -> dict[str, object]:
    found = completeness_of(portal, code)
    return {
        "code": code,
        "found": found,
        "missing": [
            {
                "table": table_title(portal, words, each.table),
                "field": field_title(portal, words, each.table, each.field),
                "total": each.total,
                "keys": each.missing,
            }
            for each in found.fields
            if each.missing
        ],
    }
