"""Owns the list of factories: enough of each to find it, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.envelope import ROOT, Resource, absolute, file_of
from generator.api.vocabulary import count, day, listed, nullable, of_table, record, text
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_COLUMNS = ("factory", "os_id", "name", "local_name", "country", "subdivision", "address", "status", "joined_on")


def resources(portal: Portal) -> list[Resource]:
    """Return the resource."""
    return [
        Resource(
            "factories",
            "factories.json",
            "All factories",
            "Every factory that takes part or took part: name, place, status, when it was last assessed, how many "
            "findings are open, and the address of everything else.",
            {
                "factories": listed(
                    record(
                        **of_table(portal.data, "factories", *_COLUMNS),
                        assessments_published=count("Published assessments."),
                        last_assessed_on=nullable(day("First day of the latest of them; null where there is none.")),
                        open_findings=nullable(count("Open findings; null where no assessment is published.")),
                        url=text("Address of its file.", format="uri"),
                        page=text("Address of its profile for people.", format="uri"),
                    ),
                    "By key.",
                )
            },
        )
    ]


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file."""
    (resource,) = resources(portal)
    names = (*_COLUMNS, "assessments_published", "latest_on", "open_findings")
    rows = portal.facts.factories.select(names).rename({"latest_on": "last_assessed_on"}).to_dicts()
    for row in rows:
        key = row["factory"].lower()
        row["url"] = absolute(portal, f"{ROOT}factories/{key}.json")
        row["page"] = absolute(portal, f"factories/{key}/")
    yield file_of(portal, resource, {"factories": rows})
