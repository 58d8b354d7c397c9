"""Owns the page of an indicator: the question, its answer, the picture, every value, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from generator.charts import Chart, Kind
from generator.model import FILE, LINE
from generator.pages.chart_record import Column, Evidence
from generator.pages.exhibit import Exhibit, exhibit_of, with_exhibit
from generator.pages.labels import label
from generator.pages.observations import area_name, areas_of, chart_rows, in_order, newest_period, part_name, value_text
from generator.pages.picture import chart_of, footer_of, period_text, span_text
from generator.pages.portal import Portal
from generator.pages.structured import indicator_data_of
from generator.pages.view import Attachment, Crumb, View
from generator.text.words import Words

_LONGEST_TITLE = 120
"""Letters of an answer that can stand as the title of a picture."""
_FEW = 24
"""Rows that a table may have to lie open."""


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each indicator."""
    observed = _observed(portal)
    for key, row in portal.rows("indicators").items():
        yield _view(portal, words, row, observed.get(key))


def _observed(portal: Portal) -> Mapping[str, pl.DataFrame]:
    if "observations" not in portal.data:
        return {}
    frame = portal.data["observations"].drop(FILE, LINE)
    return {str(key[0]): rows for key, rows in frame.partition_by("indicator", as_dict=True).items()}


def _view(portal: Portal, words: Words, row: Mapping[str, Any], frame: pl.DataFrame | None) -> View:
    key = row["indicator"]
    address = f"indicators/{key}/"
    observations = in_order(portal, frame.to_dicts()) if frame is not None else []
    exhibit = _exhibit(portal, words, row, observations, frame) if frame is not None else None
    view = View(
        template="indicator",
        address=address,
        title=words.pick(row["question"]),
        description=words.pick(row["answer"]),
        section="indicators",
        crumbs=(Crumb(words.say("Indicators"), "indicators/"),),
        sources=tuple(dict.fromkeys([row["source"], *(each["source"] for each in observations)])),
        values=_texts(portal, words, row) | _table(portal, words, row, observations) | {"key": key, "exhibit": exhibit},
        attachments=_files(portal, words, address, frame),
        structured=(indicator_data_of(portal, words, row, f"{address}data.csv"),),
    )
    return with_exhibit(view, exhibit)


def _files(portal: Portal, words: Words, address: str, frame: pl.DataFrame | None) -> tuple[Attachment, ...]:
    """Return, once for all languages, the rows as they were checked."""
    if frame is None or words.language != portal.languages[0]:
        return ()
    return (Attachment(f"{address}data.csv", csv_of(frame)),)


def _exhibit(
    portal: Portal,
    words: Words,
    row: Mapping[str, Any],
    observations: Sequence[Mapping[str, Any]],
    frame: pl.DataFrame,
) -> Exhibit:
    address, periods = f"indicators/{row['indicator']}/", [each["period"] for each in observations]
    fields = portal.data.table("observations").schema.fields
    evidence = Evidence(
        words.pick(row["title"]),
        frame,
        [Column(field.name, field.type, field.description or field.name) for field in fields if field.name in frame],
        f"{address}data.csv",
        portal.data.table("observations").package,
        [(area, area_name(words, area)) for area in areas_of(observations)],
        (min(periods), max(periods)),
        words.pick(row["method"]),
        f"{address}#method",
        [caveat] if (caveat := words.pick(row["caveats"])) else [],
        list(dict.fromkeys([row["source"], *(each["source"] for each in observations)])),
    )
    return exhibit_of(portal, words, _chart(portal, words, row, observations), evidence, address, "chart")


def csv_of(frame: pl.DataFrame) -> bytes:
    """Return observations as CSV in the order of their schema, whole numbers without a point."""
    return frame.with_columns(pl.col("value").cast(pl.String).str.strip_suffix(".0")).write_csv().encode()


def _texts(portal: Portal, words: Words, row: Mapping[str, Any]) -> dict[str, object]:
    claims = [each for each in portal.rows("claims").values() if each["indicator"] == row["indicator"]]
    return {
        "name": words.pick(row["title"]),
        "answer": words.pick(row["answer"]),
        "definition": words.pick(row["definition"]),
        "unit": words.pick(row["unit"]),
        "method": words.pick(row["method"]),
        "caveats": words.pick(row["caveats"]),
        "scope": row["scope"],
        "direction_words": label(words, "direction", row["direction"]),
        "periodicity": label(words, "periodicity", row["periodicity"]),
        "source": portal.sources.get(row["source"]),
        "clusters": [(key, portal.name_of(words, "clusters", key)) for key in row["clusters"] or []],
        "claims": [(each["claim"], words.data("claims", each["claim"], "title", each["title"])) for each in claims],
    }


def _chart(portal: Portal, words: Words, row: Mapping[str, Any], observations: Sequence[Mapping[str, Any]]) -> Chart:
    answer, name = words.pick(row["answer"]), words.pick(row["title"])
    source = portal.sources.get(row["source"], {"title": row["source"]})
    return chart_of(
        words,
        Kind(row["chart"]),
        row["indicator"],
        chart_rows(portal, words, row, observations),
        title=answer if len(answer) <= _LONGEST_TITLE else name,
        subtitle=_subtitle(words, row, observations),
        unit=_unit(words, row),
        footer=footer_of(portal, words, source["title"], portal.data.table("indicators").package),
        decimals=row["decimals"],
        family=[area_name(words, area) for area in (*portal.rows("countries"), "world", "programme")],
    )


def _subtitle(words: Words, row: Mapping[str, Any], observations: Sequence[Mapping[str, Any]]) -> str:
    """Return where and when the values of the chart are from."""
    areas = areas_of(observations)
    if len(areas) == 1:
        span = span_text(words, {each["period"] for each in observations})
        return words.say("{area}, {span}", area=area_name(words, areas[0]), span=span)
    if row["chart"] == Kind.LINE:
        return words.say("By country, {span}", span=span_text(words, {each["period"] for each in observations}))
    span = span_text(words, {newest_period(observations, area) for area in areas})
    return words.say("Newest value of each country, {span}", span=span)


def _unit(words: Words, row: Mapping[str, Any]) -> str:
    """Return the unit with what is better; parts of a whole are better in opposite directions."""
    unit = words.pick(row["unit"])
    if row["chart"] == Kind.STACKED_SHARE:
        return unit
    if row["direction"] == "lower-is-better":
        return words.say("{unit} (lower is better)", unit=unit)
    return words.say("{unit} (higher is better)", unit=unit) if row["direction"] == "higher-is-better" else unit


def _table(
    portal: Portal, words: Words, row: Mapping[str, Any], observations: Sequence[Mapping[str, Any]]
) -> dict[str, object]:
    dimensions = row["dimensions"] or []
    return {
        "dimensions": [(name, label(words, "dimension", name)) for name in dimensions],
        "lines": [_line(portal, words, each, dimensions, row["decimals"]) for each in observations],
        "folded": len(observations) > _FEW,
        "noted": any(each["note"] or each["breaks_series"] for each in observations),
    }


def _line(
    portal: Portal, words: Words, each: Mapping[str, Any], dimensions: Sequence[str], decimals: int
) -> dict[str, object]:
    return {
        "area": area_name(words, each["area"]),
        "period": period_text(words, each["period"]),
        "parts": [part_name(words, name, each[name]) for name in dimensions],
        "value": value_text(words, each, decimals),
        "missing": each["value"] is None,
        "status": each["status"],
        "status_words": label(words, "observation_status", each["status"]),
        "breaks": each["breaks_series"],
        "note": portal.text_of(words, "observations", each, "note"),
    }
