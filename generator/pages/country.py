"""Owns the list of countries and the page of each: coverage first, then what was found, and what must stand beside it.

Does not own the trend (`country_trend`), the committee (`advisory`) or the rules of disclosure (`disclosure`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from generator.coverage import STATUSES
from generator.findings import ALL
from generator.pages.advisory import committees_of
from generator.pages.cells import table_title
from generator.pages.country_trend import exhibit_of_trend, file_of_trend, trends_of
from generator.pages.courses import is_over, session_line, sessions_of
from generator.pages.disclosure import issue_lines, minimum_of
from generator.pages.exhibit import with_exhibit
from generator.pages.labels import label
from generator.pages.offers import ROOT
from generator.pages.picture import span_text
from generator.pages.portal import Download, Portal
from generator.pages.prevalence import of_country, points_found, visits_of
from generator.pages.subscriptions import calendar_of_country, feed_of_country, subscription_of
from generator.pages.view import Crumb, View
from generator.text.words import Text, Words

Row = Mapping[str, Any]


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the list of countries and a page for each, if there are any."""
    rows = countries_of(portal, words)
    if not rows:
        return
    yield View(
        template="countries",
        address="countries/",
        title=words.say("Countries"),
        description=words.say("Who is assessed in each country, who is not yet, and who left the programme."),
        section="countries",
        values={"countries": [_entry(portal, words, row) for row in rows], "total": coverage_of(portal, ALL)},
        invented=True,
    )
    for row in rows:
        yield _view(portal, words, row)


def countries_of(portal: Portal, words: Words) -> list[Row]:
    """Return the countries that joined by the day, by their name in the language of `words`."""
    rows = portal.facts.published("countries").to_dicts()
    return sorted(rows, key=lambda row: words.country(row["country"]))


def coverage_of(portal: Portal, country: str) -> Row:
    """Return the row of `Facts.coverage` for a country, or for `ALL`."""
    return portal.facts.coverage.row(by_predicate=pl.col("country") == country, named=True)


def without_status(coverage: Row) -> int:
    """Return how many factories of a row of `Facts.coverage` have no known status."""
    return int(coverage["factories"]) - sum(int(coverage[key]) for key in STATUSES)


def _entry(portal: Portal, words: Words, row: Row) -> dict[str, object]:
    return {**_named(words, row), "coverage": coverage_of(portal, row["country"])}


def _named(words: Words, row: Row) -> dict[str, object]:
    key = row["country"]
    return {
        "key": key,
        "name": words.country(key),
        "programme_name": words.data("countries", key, "programme_name", row["programme_name"]),
        "joined_on": row["joined_on"],
        "left_on": row["left_on"],
    }


def _view(portal: Portal, words: Words, row: Row) -> View:
    key, name = row["country"], words.country(row["country"])
    trends = trends_of(portal, words, key)
    note = words.say("The factories assessed are not the same every year, so a change may be one of who was visited.")
    exhibit = exhibit_of_trend(portal, words, key, trends, [note, *filter(None, [_caveat(words, row)])])
    files = [file_of_trend(portal, key)] if trends and words.language == portal.languages[0] else []
    view = View(
        template="country",
        address=f"countries/{key.lower()}/",
        title=name,
        description=words.say(
            "Factories in {country}: who is assessed, what was found, and what was put right.", country=name
        ),
        section="countries",
        crumbs=(Crumb(words.say("Countries"), "countries/"),),
        values=_named(words, row)
        | _particulars(words, row)
        | _coverage(portal, words, key)
        | _figures(portal, words, key)
        | _around(portal, words, key)
        | {"trends": trends, "exhibit": exhibit, "trend_note": note},
        attachments=tuple(files),
        feeds=(feed_of_country(words, key),),
        invented=True,
    )
    return with_exhibit(view, exhibit)


def _particulars(words: Words, row: Row) -> dict[str, object]:
    return {
        "minimum_working_age": row["minimum_working_age"],
        "local_language": row["local_language"],
        "currency": row["currency"],
        "caveat": _caveat(words, row),
    }


def _caveat(words: Words, row: Row) -> str:
    return words.data("countries", row["country"], "caveat", row["caveat"]) if row["caveat"] else ""


def _coverage(portal: Portal, words: Words, country: str) -> dict[str, object]:
    coverage = coverage_of(portal, country)
    unknown = without_status(coverage)
    statuses = [(key, label(words, "status", key), coverage[key]) for key in STATUSES if coverage[key] or not unknown]
    if unknown:
        statuses.append(("not-known", label(words, "result", "not-known"), unknown))
    return {
        "coverage": coverage,
        "statuses": statuses,
        "active_known": coverage["active"] > 0 or not unknown,
        "only_violations": 0 < coverage["violations_only"] == coverage["assessments_published"],
        "minimum": minimum_of(portal.facts, country),
        "stale_after_months": portal.facts.stale_after_months,
        "threshold": portal.facts.threshold,
    }


def _figures(portal: Portal, words: Words, country: str) -> dict[str, object]:
    found, visits = points_found(portal.facts), visits_of(portal.facts)
    forms = list(dict.fromkeys(row.form for rows in found.values() for row in of_country(rows, country)))
    remediation = portal.facts.remediation.filter(pl.col("country") == country).to_dicts()
    return {
        "forms": [(form, label(words, "form", form), span_text(words, visits[country, form])) for form in forms],
        "partial": any(row.partial for rows in found.values() for row in of_country(rows, country)),
        "clusters": _clusters(portal, words, country) if forms else [],
        "remediation": remediation[0] if remediation and "improvements" in portal.data else None,
        "low": _low_compliance(portal, words, country),
    }


def _clusters(portal: Portal, words: Words, country: str) -> list[dict[str, object]]:
    """Return the clusters with their points, and the figure of each point in every form."""
    clusters: dict[str, list[Row]] = {}
    for point, rows in points_found(portal.facts).items():
        line: Row = {
            "key": point,
            "name": portal.name_of(words, "compliance_points", point),
            "figures": of_country(rows, country),
        }
        clusters.setdefault(portal.rows("compliance_points")[point]["cluster"], []).append(line)
    return [
        {"key": key, "name": portal.name_of(words, "clusters", key), "points": points}
        for key, points in clusters.items()
    ]


def _low_compliance(portal: Portal, words: Words, country: str) -> list[dict[str, object]]:
    """Return formula 5 for each form, with the factories below the bound by name."""
    own = pl.col("country") == country
    members = portal.facts.low_compliance_members.filter(own).to_dicts()
    names = portal.rows("factories")
    return [
        {
            **row,
            "name": label(words, "form", row["form"]),
            "listed": [
                {**each, "name": names[each["factory"]]["name"]} for each in members if each["form"] == row["form"]
            ],
        }
        for row in portal.facts.low_compliance.filter(own).to_dicts()
    ]


def _around(portal: Portal, words: Words, country: str) -> dict[str, object]:
    return {
        "committees": committees_of(portal, words, country),
        "indicators": _indicators(portal, words, country),
        "issues": issue_lines(portal, words, country),
        "sessions": _sessions(portal, words, country),
        "calendar": subscription_of(portal, words, calendar_of_country(words, country)),
        "api": f"{ROOT}countries/{country.lower()}.json",
        "files": _files(portal, words, country),
    }


def _files(portal: Portal, words: Words, country: str) -> list[tuple[Text, Download]]:
    """Return the files that hold the rows of one country, with what their tables are called: `findings/kh.csv`."""
    return [
        (table_title(portal, words, file.table), file)
        for file in portal.downloads
        if file.table and file.address.endswith(f"/{country.lower()}.csv")
    ]


def _indicators(portal: Portal, words: Words, country: str) -> list[dict[str, object]]:
    """Return the national indicators with observations of a country."""
    if "observations" not in portal.data:
        return []
    observed = set(portal.data["observations"].filter(pl.col("area") == country)["indicator"])
    return [
        {"key": key, "question": words.pick(row["question"])}
        for key, row in portal.rows("indicators").items()
        if row["scope"] == "national" and key in observed
    ]


def _sessions(portal: Portal, words: Words, country: str) -> Sequence[Mapping[str, object]]:
    """Return the course sessions in a country to come and under way, by their first day."""
    courses = portal.rows("courses")
    return [
        session_line(words, row) | {"title": words.pick(courses[row["course"]]["title"])}
        for row in sessions_of(portal)
        if row["country"] == country and not is_over(portal, row)
    ]
