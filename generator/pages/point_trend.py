"""Owns how often a point was found over the years: formula 2 by country, form and year, as chart, table and file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from generator.charts import Chart, Kind
from generator.pages.chart_record import Evidence
from generator.pages.exhibit import Exhibit, exhibit_of
from generator.pages.labels import label
from generator.pages.picture import LEAST_RATE, chart_of, footer_of, rate_row, rate_words, span_text
from generator.pages.portal import Portal
from generator.pages.prevalence import Found, of_countries, points_found_by_year
from generator.pages.rate_columns import columns_of
from generator.pages.rate_notes import note_of_found
from generator.pages.view import Attachment
from generator.text.words import Text, Words


class Series(NamedTuple):
    """The figures of one country and form, by year."""

    country: str
    form: Text
    name: Text
    rows: Sequence[Found]


def series_of(portal: Portal, words: Words, point: str) -> list[Series]:
    """Return the years of a point in every country and form in which it was assessed or found at all."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for row in of_countries(points_found_by_year(portal.facts).get(point, ())):
        groups.setdefault((row.country, row.form), []).append(row)
    made = [
        Series(country, label(words, "form", form), _name(words, country, form), rows)
        for (country, form), rows in groups.items()
        if any(row.assessed or row.found for row in rows)
    ]
    return sorted(made, key=lambda each: each.name)


def _name(words: Words, country: str, form: str) -> Text:
    place = words.country(country)
    return words.say("{country}, short form", country=place) if form == "short" else Text(place)


def exhibit_of_series(
    portal: Portal, words: Words, point: str, name: Text, series: Sequence[Series], caveats: Sequence[str]
) -> Exhibit | None:
    """Return the chart of the series with rates in two years or more, or None where there is none."""
    drawn = [each for each in series if sum(row.rate is not None for row in each.rows) > 1]
    if not drawn:
        return None
    chart = _chart(portal, words, name, drawn)
    evidence = _evidence(portal, words, point, name, series, caveats)
    return exhibit_of(portal, words, chart, evidence, f"points/{point}/", "years")


def _chart(portal: Portal, words: Words, name: Text, drawn: Sequence[Series]) -> Chart:
    """Return the chart; its title tells of the series with the most factories in its newest year."""
    rates = {each.name: [row for row in each.rows if row.rate is not None] for each in drawn}
    first = min(rows[0].year for rows in rates.values())
    last = max(rows[-1].year for rows in rates.values())
    most = max(drawn, key=lambda each: rates[each.name][-1].assessed)
    then, now = rates[most.name][0], rates[most.name][-1]
    return chart_of(
        words,
        Kind.LINE,
        "years",
        [
            rate_row(words, each.name, str(row.year), str(row.year), row.rate, row.reason, note_of_found(words, row))
            for each in drawn
            for row in each.rows
            if first <= row.year <= last
        ],
        title=_title(words, most.name, then, now),
        subtitle=words.say("{point}, {span}", point=name, span=span_text(words, {str(first), str(last)})),
        unit=_unit(words, drawn),
        footer=footer_of(portal, words, words.say("published assessments"), "compliance", invented=True),
        says=rate_words(words),
        least=LEAST_RATE,
        family=[words.country(country) for country in portal.rows("countries")],
    )


def _title(words: Words, place: Text, then: Found, now: Found) -> Text:
    if not now.noncompliant and not then.noncompliant:
        return words.say(
            "{place}: found at none of the factories assessed in {year}, nor in {start}",
            place=place,
            year=now.year,
            start=then.year,
        )
    return words.say(
        "{place}: found at {now} of the factories assessed in {year}, {then} in {start}",
        place=place,
        now=words.percent(now.rate or 0),
        year=now.year,
        then=words.percent(then.rate or 0),
        start=then.year,
    )


def _unit(words: Words, drawn: Sequence[Series]) -> Text:
    if any(row.partial for each in drawn for row in each.rows if row.rate is not None):
        return words.say("Per cent of the factories assessed, on the questions that are published")
    return words.say("Per cent of the factories assessed")


def file_of_series(portal: Portal, point: str) -> Attachment:
    """Return the figures of a point by country, form and year as CSV, for all languages."""
    return Attachment(_file(point), _rows(portal, point).write_csv().encode())


def _evidence(
    portal: Portal, words: Words, point: str, name: Text, series: Sequence[Series], caveats: Sequence[str]
) -> Evidence:
    rows = _rows(portal, point)
    years = [row.year for each in series for row in each.rows]
    return Evidence(
        name,
        rows,
        columns_of(words, rows),
        _file(point),
        "compliance",
        list(dict.fromkeys((each.country, words.country(each.country)) for each in series)),
        (str(min(years)), str(max(years))),
        words.say("At how many of the factories assessed on the point in that year it was found non-compliant."),
        "method/#formula-2",
        caveats,
        invented=True,
    )


def _rows(portal: Portal, point: str) -> pl.DataFrame:
    return portal.facts.point_rates_by_year.filter(pl.col("point") == point)


def _file(point: str) -> str:
    return f"points/{point}/years.csv"
