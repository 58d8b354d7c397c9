"""Owns the home page: what this is, how much there is of it, what changed last, and the ways in.

Does not own a formula (`generator.facts`): it picks a few figures, each with its denominator and day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl

from generator.findings import ALL
from generator.pages.card import CARD, file_of_card
from generator.pages.cells import Named, named_factories
from generator.pages.country import without_status
from generator.pages.courses import is_upcoming, sessions_of
from generator.pages.finder.form import is_searched
from generator.pages.frame import path_of
from generator.pages.labels import label
from generator.pages.navigation import has_page
from generator.pages.places import world_of
from generator.pages.point import looked_at
from generator.pages.portal import Portal
from generator.pages.structured import organisation_of
from generator.pages.subscriptions import general_feeds
from generator.pages.view import View
from generator.text.words import Text, Words

CHANGES, POINTS, SESSIONS = 5, 3, 4
"""How many of each the page shows."""

_FIRST_STRONG, _POP = "\u2068", "\u2069"
"""Isolates of the Unicode bidirectional algorithm, around names of packages in a sentence of any direction."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what is published: its day, what happened, its reason, and the factory if it is about one."""

    on: date
    text: Text
    reason: Text | None = None
    factory: Named | None = None


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the home page."""
    yield View(
        template="home",
        address="",
        title=words.pick(portal.programme["short_name"]),
        description=words.pick(portal.programme["summary"]),
        values={
            "summary": words.pick(portal.programme["summary"]),
            "totals": _totals(portal),
            "countries": _countries(portal, words),
            "changes": _changes(portal, words)[:CHANGES],
            "points": _points(portal, words),
            "sessions": _sessions(portal, words),
            "how_to_read": has_page(portal, "how-to-read/"),
            "searched": is_searched(portal),
            "world": world_of(portal.facts),
        },
        invented=True,
        feeds=general_feeds(portal, words),
        later=file_of_card(portal, words, path_of(portal, words.language, CARD)),
        structured=(organisation_of(portal, words),),
    )


def _totals(portal: Portal) -> Mapping[str, Any]:
    """Return the row of all countries of `Facts.coverage`, with `raised` and `verified` findings and their `rate`.

    `verifies`: whether anything is known of what was put right; `active_known`: of who is active.
    """
    facts = portal.facts
    covered = facts.coverage.row(by_predicate=pl.col("country") == ALL, named=True)
    # Formula 7 counts factories for the threshold, and may have no row at all where nothing was ever found.
    fixed = facts.remediation.filter(pl.col("country") == ALL).to_dicts()
    rest = fixed[0] if fixed else {"raised": 0, "verified": 0, "rate": None, "reason": "none-assessed"}
    known = {
        "verifies": "improvements" in portal.data,
        "active_known": covered["active"] > 0 or not without_status(covered),
    }
    return {**{name: rest[name] for name in ("raised", "verified", "rate", "reason")}, **covered, **known}


def _countries(portal: Portal, words: Words) -> list[Mapping[str, Any]]:
    """Return `code`, `name`, `factories` of each country with a factory, by name; `page` says whether it has one."""
    rows = portal.facts.coverage.filter((pl.col("country") != ALL) & (pl.col("factories") > 0)).to_dicts()
    listed = portal.rows("countries")
    countries = [
        {"code": row["country"], "name": words.country(row["country"]), "factories": row["factories"]} for row in rows
    ]
    for country in countries:
        country["page"] = country["code"] in listed
    return sorted(countries, key=lambda country: str(country["name"]))


def _changes(portal: Portal, words: Words) -> list[Change]:
    """Return releases and corrections, the newest first."""
    changes = [*_releases(portal, words), *_corrections(portal, words)]
    return sorted(changes, key=lambda change: change.on, reverse=True)


def _releases(portal: Portal, words: Words) -> Iterator[Change]:
    """Yield one change a day: packages that were released together are one event."""
    if "releases" not in portal.data:
        return
    rows = portal.facts.published("releases").filter(pl.col("released_on") <= portal.as_of)
    ordered = rows.sort("released_on", maintain_order=True).to_dicts()
    for day, together in groupby(ordered, key=lambda row: row["released_on"]):
        released = list(together)
        packages = words.join(f"{_FIRST_STRONG}{row['package']} {row['version']}{_POP}" for row in released)
        one = released[0] if len(released) == 1 else None
        reason = portal.text_of(words, "releases", one, "summary") if one else None
        yield Change(day, words.say("New data: {packages}", packages=packages), reason)


def _corrections(portal: Portal, words: Words) -> Iterator[Change]:
    newest = portal.facts.corrections.head(CHANGES)
    named = named_factories(portal, newest["factory"].drop_nulls().to_list())
    for row in newest.to_dicts():
        factory = named.get(row["factory"])
        text = words.say("Correction:") if factory else words.say("Correction")
        yield Change(row["corrected_on"], text, portal.text_of(words, "corrections", row, "reason"), factory)


def _points(portal: Portal, words: Words) -> list[Mapping[str, Any]]:
    """Return the points with most open findings: `point`, `name`, `cluster`, `findings`, `factories`, `looked_at`."""
    counted = (
        portal.facts.timelines.filter(pl.col("state") == "open")
        .group_by("cluster", "point")
        .agg(pl.len().alias("findings"), pl.col("factory").n_unique().alias("factories"))
        .sort(["findings", "factories", "point"], descending=[True, True, False])
        .head(POINTS)
    )
    return [
        {
            **row,
            "name": portal.name_of(words, "compliance_points", row["point"]),
            "cluster": portal.name_of(words, "clusters", row["cluster"]),
            "looked_at": looked_at(portal.facts).get(row["point"], 0),
        }
        for row in counted.to_dicts()
    ]


def _sessions(portal: Portal, words: Words) -> list[Mapping[str, Any]]:
    """Return the next sessions that are still to come, the first ones first."""
    coming = [row for row in sessions_of(portal) if is_upcoming(portal, row)]
    courses = portal.rows("courses")
    return [
        {
            **row,
            "title": words.pick(courses[row["course"]]["title"]),
            "place": words.foreign(row["place"], words.fallback),
            "status": label(words, "session_status", row["status"]),
        }
        for row in coming[:SESSIONS]
    ]
