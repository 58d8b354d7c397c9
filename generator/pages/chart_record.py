"""Owns the record of a chart: its figures as JSON, with everything that a reader needs to use them honestly.

Does not own the figures (`Evidence` brings them) or the wording of the chart. Every record keeps to `SCHEMA`, which is
published at `SCHEMA_ADDRESS` and stands, for people to read, in `chart.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

import polars as pl

from generator.charts import Chart
from generator.pages.portal import Portal
from generator.text.words import Words

SCHEMA_ADDRESS = "api/v1/schemas/chart.json"
SCHEMA: Mapping[str, Any] = json.loads(files(__package__).joinpath("chart.schema.json").read_text(encoding="utf-8"))


class Column(NamedTuple):
    """A column of the figures behind a chart: its name, its type as Table Schema names it, and what it means."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a chart.

    `name` is what it is about, by which it is cited: a chart's title alone may be a sentence from its context. `rows`
    are its figures, as they are in the file at `csv` (an address from the root of the site); a chart may draw some of
    them only. `package` is the one that they were computed from, `sources` are keys of the table of sources. `places`
    are codes with names, `periods` the first and the last. `method` says how the figures are made, and `method_at`
    where that is told at length (an address from the root of the language). `invented`: they are made from invented
    findings, where the programme is a demonstration.
    """

    name: str
    rows: pl.DataFrame
    columns: Sequence[Column]
    csv: str
    package: str
    places: Sequence[tuple[str, str]]
    periods: tuple[str, str]
    method: str
    method_at: str
    caveats: Sequence[str] = ()
    sources: Sequence[str] = ()
    invented: bool = False


class Addresses(NamedTuple):
    """Where a chart and its files are, absolute; `png` is None where no font has its letters."""

    page: str
    embed: str
    svg: str
    png: str | None
    csv: str
    json: str
    bibtex: str
    ris: str
    method: str


def record_of(
    portal: Portal, words: Words, chart: Chart, evidence: Evidence, at: Addresses, citation: str
) -> Mapping[str, object]:
    """Return the record of `chart` in the language of `words`; `citation` is the sentence to cite it with."""
    base = portal.settings.address
    return {
        "$schema": f"{base}/{SCHEMA_ADDRESS}",
        "page": at.page,
        "language": chart.language,
        "kind": chart.kind.value,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "unit": chart.unit,
        "places": [{"code": code, "name": name} for code, name in evidence.places],
        "period": {"first": evidence.periods[0], "last": evidence.periods[1]},
        "publisher": str(words.pick(portal.programme["name"])),
        "notice": str(words.pick(portal.programme.get("notice"))) if portal.programme["demonstration"] else None,
        "invented": bool(portal.programme["demonstration"] and evidence.invented),
        "sources": [_source(portal, key) for key in evidence.sources if key in portal.sources],
        "licence": str(portal.programme["licence"]),
        "data": {
            "package": evidence.package,
            "version": portal.versions[evidence.package],
            "date": portal.as_of.isoformat(),
        },
        "method": {"text": evidence.method, "page": at.method},
        "caveats": list(evidence.caveats),
        "citation": citation,
        "files": {
            "svg": at.svg,
            "png": at.png,
            "csv": at.csv,
            "json": at.json,
            "bibtex": at.bibtex,
            "ris": at.ris,
            "embed": at.embed,
        },
        "columns": [column._asdict() for column in evidence.columns],
        "rows": [{name: _plain(value) for name, value in row.items()} for row in evidence.rows.iter_rows(named=True)],
    }


def _source(portal: Portal, key: str) -> Mapping[str, object]:
    row = portal.sources[key]
    names = ("title", "publisher", "url", "licence")
    return {"source": key, **{name: row[name] for name in names}, "accessed_on": row["accessed_on"].isoformat()}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a day as text, and a whole number without a point, as in the CSV."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value
