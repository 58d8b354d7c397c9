"""Owns the indicators as a file: what each measures and how, and every value with its status and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.api.envelope import PAGES, file_of, pages_of
from generator.api.figures import grouped, records_of
from generator.api.vocabulary import Schema, listed, of_table, record, rows_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_INDICATOR = (
    *("indicator", "title", "question", "answer", "definition", "unit", "scope", "direction", "method", "periodicity"),
    *("source", "caveats", "clusters", "dimensions", "decimals"),
)
_OBSERVATION = ("area", "period", "sex", "category", "value", "qualifier", "status", "breaks_series", "source", "note")
_SOURCE = ("source", "title", "publisher", "url", "accessed_on", "licence")


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file, if there are indicators."""
    if "indicators" not in portal.data:
        return {}
    observations = rows_of(
        portal.data,
        "observations",
        "Values by area and period. A value is null only where its status says why; `over` and `under` are bounds.",
        *_OBSERVATION,
    )
    schema = {
        "indicators": listed(
            record(**of_table(portal.data, "indicators", *_INDICATOR), pages=PAGES, observations=observations)
        ),
        "sources": rows_of(portal.data, "sources", "Where figures come from.", *_SOURCE),
    }
    return {"indicators": schema}


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file, if there are indicators."""
    if "indicators" not in portal.data:
        return
    rows = records_of(portal.data, "indicators", portal.data["indicators"].select(_INDICATOR))
    observed = "observations" in portal.data
    values = grouped(portal.facts.published("observations").to_dicts(), "indicator") if observed else {}
    for row in rows:
        row["pages"] = pages_of(portal, f"indicators/{row['indicator']}/")
        own = values.get(row["indicator"], [])
        row["observations"] = [{name: each[name] for name in _OBSERVATION} for each in own] if observed else None
    known = portal.facts.published("sources").select(_SOURCE).to_dicts() if "sources" in portal.data else None
    yield file_of(portal, "indicators", {"indicators": rows, "sources": known})
