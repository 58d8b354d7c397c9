"""Owns the list of factories: enough of each to find it, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.api.envelope import absolute, address_of, file_of, offer_of
from generator.api.vocabulary import Schema, count, day, listed, nullable, of_table, record, text
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_COLUMNS = ("factory", "os_id", "name", "local_name", "country", "subdivision", "address", "status", "joined_on")


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file."""
    row = record(
        **of_table(portal.data, "factories", *_COLUMNS),
        assessments_published=count("Published assessments."),
        last_assessed_on=nullable(day("First day of the latest of them; null where there is none.")),
        open_findings=nullable(count("Open findings; null where no answer is disclosed.")),
        url=text("Address of its file.", format="uri"),
        page=text("Address of its profile for people.", format="uri"),
    )
    return {"factories": {"factories": listed(row, "By key.")}}


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file."""
    names = (*_COLUMNS, "assessments_published", "latest_on", "open_findings")
    one = offer_of(portal, "factory")
    rows = portal.facts.factories.select(names).rename({"latest_on": "last_assessed_on"}).to_dicts()
    for row in rows:
        key = row["factory"].lower()
        row["url"] = absolute(portal, address_of(one, factory=key))
        row["page"] = absolute(portal, f"factories/{key}/")
    yield file_of(portal, "factories", {"factories": rows})
