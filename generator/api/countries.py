"""Owns the list of countries and the file of each: coverage, rates by point and question, clusters by year.

Does not own a figure (`generator.facts`). Law differs between countries, so each file carries its caveat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from generator.api.envelope import PAGES, absolute, address_of, file_of, offer_of, pages_of
from generator.api.figures import Row, rate_of, share_of
from generator.api.vocabulary import (
    Schema,
    count,
    day,
    defined,
    listed,
    nullable,
    number,
    of_table,
    record,
    text,
    word,
)
from generator.coverage import STATUSES
from generator.findings import ALL, FORMS
from generator.model import Dataset
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.rates import REASONS

_COLUMNS = (
    *("country", "programme_name", "joined_on", "left_on", "minimum_working_age", "currency", "local_language"),
    "caveat",
)
_COVERAGE: Mapping[str, str] = {
    "factories": "Factories that take part or took part.",
    **{status: f"Factories with the status {status} today." for status in STATUSES},
    "assessed": "Factories with a published assessment.",
    "never_assessed": "Factories never assessed.",
    "not_yet_eligible": "Active factories that had too few assessments for their results to be published.",
    "stale": "Active factories whose last published assessment is old.",
    "assessments_published": "Published assessments.",
    "assessments_unpublished": "Assessments held and not published.",
    "full": "Published assessments in the full form.",
    "short": "Published assessments in the short form.",
    "violations_only": "Published assessments that know violations only.",
}
_FORM = word(FORMS.categories, "Full or short form; the two never share a rate.")


_COVERED = record(
    "Who is assessed and who is not.",
    **{name: count(description) for name, description in _COVERAGE.items()},
    newest_on=nullable(day("First day of the newest published assessment.")),
)
_POINT_RATES = listed(
    record(
        form=_FORM,
        cluster=defined("cluster"),
        point=defined("point"),
        found=count("Factories where it was found, whatever is known of the others."),
        partial=count("Factories of the denominator whose result rests on a part of the questions."),
        noncompliant=defined("rate"),
    ),
    "Formula 2: factories non-compliant on a point of those assessed on it, each in its latest assessment of the form.",
)
_QUESTION_RATES = listed(
    record(
        form=_FORM,
        point=defined("point"),
        question=defined("question"),
        found=count("Factories where it was found, whatever is known of the others."),
        compliant=defined("rate"),
    ),
    "Formula 4: factories compliant on a question of those that answered it, each in its latest assessment of the "
    "form. Questions that gather a fact have none.",
)
_CLUSTER_RATES = listed(
    record(
        form=_FORM,
        year=count("Calendar year."),
        cluster=defined("cluster"),
        factories=count("Factories with a point of the cluster assessed; the smallest group holds for them."),
        points_found=count("Points found non-compliant, whatever is known of the others."),
        noncompliant=defined("rate"),
    ),
    "Formula 3 over all factories: points non-compliant of points assessed, each factory in its latest assessment of "
    "the form in the year.",
)
_REMEDIATION = record(
    "Formula 7: findings that the programme verified as put right, of all that were raised.",
    factories=count("Factories with a finding; the smallest group holds for them."),
    not_eligible=count("Findings not eligible for verification."),
    verified=defined("rate"),
)
_LOW_COMPLIANCE = listed(
    record(
        form=_FORM,
        factories=count("Factories compared."),
        mean=nullable(number("Mean of their shares of legal requirements complied with.")),
        deviation=nullable(number("Standard deviation of the shares.")),
        bound=nullable(number("Mean less two deviations.")),
        reason=nullable(word(REASONS, "Why there is no bound.")),
        below=nullable(listed(defined("factory"), "Factories below the bound.")),
    ),
    "Formula 5: factories far below the others of their country.",
)
_FIGURES: Mapping[str, Schema] = {
    "pages": PAGES,
    "coverage": _COVERED,
    "point_rates": _POINT_RATES,
    "question_rates": _QUESTION_RATES,
    "cluster_rates_by_year": _CLUSTER_RATES,
    "remediation": nullable(_REMEDIATION),
    "low_compliance": _LOW_COMPLIANCE,
}


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the list, and of the file of one country."""
    names = _names(portal.data)
    entry = record(**names, coverage=_COVERED, url=text("Address of its file.", format="uri"))
    return {
        "countries": {"countries": listed(entry, "By code."), "total": _COVERED},
        "country": {"country": record("Which country.", **names), **_FIGURES},
    }


def _names(data: Dataset) -> dict[str, Schema]:
    return {**of_table(data, "countries", *_COLUMNS), "name": text("Name in the language of the file.")}


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the list, and the file of each country that joined by the day of the build."""
    one = offer_of(portal, "country")
    rows = [_named(portal, row) for row in portal.facts.published("countries").sort("country").to_dicts()]
    covered = {row["country"]: _covered(row) for row in portal.facts.coverage.to_dicts()}
    entries = [
        {**row, "coverage": covered[row["country"]], "url": absolute(portal, address_of(one, country=_small(row)))}
        for row in rows
    ]
    yield file_of(portal, "countries", {"countries": entries, "total": covered[ALL]})
    for row in rows:
        values = {
            "country": row,
            "pages": pages_of(portal, f"countries/{_small(row)}/"),
            "coverage": covered[row["country"]],
            **_figures_of(portal, row["country"]),
        }
        yield file_of(portal, "country", values, country=_small(row))


def _small(row: Row) -> str:
    return str(row["country"]).lower()


def _named(portal: Portal, row: Row) -> dict[str, Any]:
    words = portal.words(portal.languages[0])
    return {**{name: row[name] for name in _COLUMNS}, "name": words.country(row["country"])}


def _covered(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in (*_COVERAGE, "newest_on")}


def _figures_of(portal: Portal, country: str) -> dict[str, Any]:
    facts, own = portal.facts, pl.col("country") == country
    improvements = "improvements" in portal.data
    remediation = facts.remediation.filter(own).to_dicts() if improvements else []
    return {
        "point_rates": [
            {
                **{name: row[name] for name in ("form", "cluster", "point", "found", "partial")},
                "noncompliant": rate_of(row, "noncompliant", "assessed"),
            }
            for row in facts.point_rates.filter(own).to_dicts()
        ],
        "question_rates": [
            {
                **{name: row[name] for name in ("form", "point", "question", "found")},
                "compliant": rate_of(row, "compliant", "assessed"),
            }
            for row in facts.question_compliance.filter(own).to_dicts()
        ],
        "cluster_rates_by_year": [
            {
                **{name: row[name] for name in ("form", "year", "cluster", "factories", "points_found")},
                "noncompliant": rate_of(row, "points_noncompliant", "points_assessed"),
            }
            for row in facts.cluster_rates_by_year.filter(own).to_dicts()
        ],
        "remediation": next(map(_remediation, remediation), None),
        "low_compliance": _low_compliance(portal, own),
    }


def _remediation(row: Row) -> dict[str, Any]:
    return {
        "factories": row["factories"],
        "not_eligible": row["not_eligible"],
        "verified": rate_of(row, "verified", "raised"),
    }


def _low_compliance(portal: Portal, own: pl.Expr) -> list[dict[str, Any]]:
    members = portal.facts.low_compliance_members.filter(own).to_dicts()
    return [
        {
            "form": row["form"],
            "factories": row["factories"],
            **{name: share_of(row[name]) for name in ("mean", "deviation", "bound")},
            "reason": row["reason"],
            "below": None if row["reason"] else [each["factory"] for each in members if each["form"] == row["form"]],
        }
        for row in portal.facts.low_compliance.filter(own).to_dicts()
    ]
