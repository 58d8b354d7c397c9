"""Owns how often a point was found over the years: formula 2 by country, form and year, as picture, table and file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from generator.charts import Kind
from generator.pages.labels import label
from generator.pages.picture import Picture, chart_of, footer_of, picture_of, rate_row, rate_words, span_text
from generator.pages.portal import Portal
from generator.pages.prevalence import Found, of_countries, points_found_by_year
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


def picture_of_series(portal: Portal, words: Words, point: str, name: Text, series: Sequence[Series]) -> Picture | None:
    """Return the picture of the series with rates in two years or more, or None where there is none.

    The title tells of the series with the most factories in its newest year; no country is set before another.
    """
    drawn = [each for each in series if sum(row.rate is not None for row in each.rows) > 1]
    if not drawn:
        return None
    rates = {each.name: [row for row in each.rows if row.rate is not None] for each in drawn}
    first = min(rows[0].year for rows in rates.values())
    last = max(rows[-1].year for rows in rates.values())
    most = max(drawn, key=lambda each: rates[each.name][-1].assessed)
    then, now = rates[most.name][0], rates[most.name][-1]
    chart = chart_of(
        words,
        Kind.LINE,
        "years",
        [
            rate_row(words, each.name, str(row.year), str(row.year), row.rate, row.reason)
            for each in drawn
            for row in each.rows
            if first <= row.year <= last
        ],
        title=words.say(
            "{place}: found at {now} of the factories assessed in {year}, {then} in {start}",
            place=most.name,
            now=words.percent(now.rate or 0),
            year=now.year,
            then=words.percent(then.rate or 0),
            start=then.year,
        ),
        subtitle=words.say("{point}, {span}", point=name, span=span_text(words, {str(first), str(last)})),
        unit=_unit(words, drawn),
        footer=footer_of(portal, words, words.say("published assessments"), "compliance"),
        says=rate_words(words),
    )
    return picture_of(portal, words, chart, f"points/{point}/", "years.svg")


def _unit(words: Words, drawn: Sequence[Series]) -> Text:
    if any(row.partial for each in drawn for row in each.rows if row.rate is not None):
        return words.say("Per cent of the factories assessed, on the questions that are published")
    return words.say("Per cent of the factories assessed")


def file_of_series(portal: Portal, point: str) -> Attachment:
    """Return the figures of a point by country, form and year as CSV, for all languages."""
    rows = portal.facts.point_rates_by_year.filter(pl.col("point") == point)
    return Attachment(f"points/{point}/years.csv", rows.write_csv().encode())
