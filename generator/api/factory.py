"""Owns the files about one factory: everything of it that is published, as JSON, and its findings as CSV.

Does not own what was found (`answers`) or any figure. There are thousands of factories, so files are made for a
share of them at a time: each table is cut once for all of the share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from generator.api import answers, factory_figures
from generator.api.envelope import PAGES, absolute, address_of, json_of, meta_of, offer_of, pages_of
from generator.api.figures import Row, grouped, rate_of
from generator.api.vocabulary import Schema, count, day, defined, flag, nullable, of_table, record, text
from generator.api.vocabulary import rows_of as listed_rows
from generator.model import Dataset
from generator.pages.labels import worker_band
from generator.pages.offers import Offer
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_PARTICULARS = (
    *("factory", "os_id", "name", "local_name", "former_names", "address", "subdivision", "country", "latitude"),
    *("longitude", "products", "parent_company", "status", "status_on", "status_reason", "moved_to", "joined_on"),
    *("union_present", "collective_agreement"),
)
_OF_ASSESSMENT = (
    *("assessment", "cycle", "started_on", "ended_on", "form", "announced", "reported_on", "published_on"),
    *("questions_scored", "coverage", "gap_reason"),
)
_TABLES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "improvements": (
        "improvements",
        "What the factory reports (self_reported_...) and what the programme verified (verified_...), never mixed.",
        (
            *("question", "raised_in", "self_reported_status", "self_reported_on"),
            *("verified_status", "verified_on", "verified_in"),
        ),
    ),
    "replies": (
        "responses",
        "Replies of the factory, as received and in their own language; never verified.",
        ("response", "assessment", "question", "language", "text", "received_on", "published_on", "moderated"),
    ),
    "appeals": ("appeals", "Appeals; outcome is null while open.", (
        "assessment", "question", "filed_on", "decided_on", "outcome",
    )),
    "corrections": ("corrections", "Published values that were changed, newest first.", (
        "corrected_on", "table", "key", "field", "old", "new", "reason",
    )),
    "committees": ("committees", "Factory committees; the newest is the one of today.", (
        "formed_on", "seats_management", "seats_workers", "women", "members_elected", "meetings_last_year",
    )),
    "attendance": ("attendance", "Courses that people of the factory completed; how many is not published.", (
        "course", "completed_on",
    )),
    "strikes": ("strikes", "Strikes.", ("started_on", "days", "lawful", "reason")),
    "sourcing": ("sourcing", "Buyers, from a day until another; until is null while it lasts.", (
        "buyer", "from", "until",
    )),
    "workforce": ("workforce", "Workers on a day.", ("as_of", "workers", "women", "men", "migrants", "source")),
}  # fmt: skip
"""By part of a file: table, what it is, and columns. Null where the portal has no such table."""


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file."""
    return {"factory": _schema(portal.data)}


def _schema(data: Dataset) -> Mapping[str, Schema]:
    frame = of_table(data, "factories", *_PARTICULARS)
    return {
        "factory": record(
            "Who it is.",
            **frame,
            moved_from=nullable(text("Factory that it carries on, where that one moved.")),
        ),
        "pages": PAGES,
        "findings_csv": text("Address of its findings as CSV, one row a question asked.", format="uri"),
        "standing": _STANDING,
        "assessments": listed_rows(data, "assessments", "Published assessments, by cycle.", *_OF_ASSESSMENT),
        **{name: _of_part(data, name) for name in _TABLES},
        "points": answers.POINTS,
        "histories": answers.HISTORIES,
        "cluster_rates": factory_figures.CLUSTER_RATES,
        "effort": factory_figures.EFFORT,
    }


_STANDING = record(
    "What a reader must know before reading its results.",
    assessments_held=count("Assessments held, published or not."),
    assessments_published=count("Those that are published."),
    not_yet_eligible=flag("Whether it has had too few assessments for its results to be published."),
    stale=flag("Whether its last published assessment is older than the programme's limit for active factories."),
    last_assessed_on=nullable(day("First day of the latest published assessment; null where there is none.")),
    open_findings=nullable(count("Histories that are open; null where no answer is disclosed.")),
    worker_band=nullable(defined("worker_band")),
    remediation=nullable(defined("rate")),
)


def _of_part(data: Dataset, name: str) -> dict[str, Any]:
    table, description, columns = _TABLES[name]
    more = {"name": text("Name of the buyer.")} if name == "sourcing" and "sourcing" in data else {}
    return listed_rows(data, table, description, *columns, **more)


def files_of(portal: Portal, factories: Sequence[str]) -> Iterator[Attachment]:
    """Return JSON and CSV of each of `factories` that joined by the day of the build."""
    share = _Share(portal, factories)
    offer = offer_of(portal, "factory")
    for row in share.rows:
        key = str(row["factory"])
        address = address_of(offer, factory=key.lower())
        table = address.removesuffix("json") + "csv"
        yield Attachment(address, share.json(offer, row, address, table))
        yield Attachment(table, share.csv[key])


class _Share:
    """What is known of some factories, cut from the facts once."""

    def __init__(self, portal: Portal, factories: Sequence[str]) -> None:
        facts = portal.facts
        self._portal = portal
        self.rows = facts.for_factories("factories", factories).to_dicts()
        self.csv = answers.csv_of(facts, factories)
        self._points = answers.points_of(facts, factories)
        self._histories = answers.histories_of(facts, factories)
        self._cluster_rates = factory_figures.cluster_rates_of(facts, factories)
        self._effort = factory_figures.effort_of(facts, factories)
        self._remediation = {row["factory"]: row for row in self._cut("remediation_by_factory", factories).to_dicts()}
        self._assessments = grouped(
            self._cut("assessments", factories).select("factory", *_OF_ASSESSMENT).to_dicts(), "factory"
        )
        self._parts = {name: self._part(name, factories) for name in _TABLES}
        successors = facts.factories.filter(pl.col("moved_to").is_in(factories))
        self._predecessors = dict(successors.select("moved_to", "factory").iter_rows())

    def json(self, offer: Offer, row: Row, address: str, table: str) -> bytes:
        """Return the file of the factory `row` (of `Facts.factories`)."""
        portal, key = self._portal, str(row["factory"])
        small = json_of(
            {
                "meta": meta_of(portal, offer, address),
                "factory": {name: row[name] for name in _PARTICULARS} | {"moved_from": self._predecessors.get(key)},
                "pages": pages_of(portal, f"factories/{key.lower()}/"),
                "findings_csv": absolute(portal, table),
                "standing": self._standing(row),
                "assessments": self._assessments.get(key, []),
                **{name: None if part is None else part.get(key, []) for name, part in self._parts.items()},
                "cluster_rates": self._cluster_rates.get(key, []),
                "effort": self._effort.get(key, []),
            }
        )
        points, histories = self._points.get(key, "[]"), self._histories.get(key, "[]")
        return f'{small[:-1]},"points":{points},"histories":{histories}}}\n'.encode()

    def _standing(self, row: Row) -> dict[str, Any]:
        remediation = self._remediation.get(row["factory"])
        return {
            **{name: row[name] for name in ("assessments_held", "assessments_published", "not_yet_eligible", "stale")},
            "last_assessed_on": row["latest_on"],
            "open_findings": row["open_findings"],
            "worker_band": None if row["workers"] is None else worker_band(row["workers"]),
            "remediation": remediation and rate_of(remediation, "verified", "raised"),
        }

    def _part(self, name: str, factories: Sequence[str]) -> Mapping[str, list[dict[str, Any]]] | None:
        table, _, columns = _TABLES[name]
        if table not in self._portal.data:
            return None
        rows = self._cut(table, factories).select("factory", *columns).to_dicts()
        if name == "sourcing":
            buyers = self._portal.rows("buyers")
            rows = [{**row, "name": buyers[row["buyer"]]["name"]} for row in rows]
        return grouped(rows, "factory")

    def _cut(self, name: str, factories: Sequence[str]) -> pl.DataFrame:
        return self._portal.facts.for_factories(name, factories)
