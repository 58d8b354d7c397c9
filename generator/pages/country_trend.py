"""Owns how a country developed: formula 3 by cluster and year, as a table for each form, a chart, and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from generator.charts import Chart, Kind
from generator.pages.chart_record import Evidence
from generator.pages.exhibit import Exhibit, exhibit_of
from generator.pages.labels import label
from generator.pages.picture import LEAST_RATE, chart_of, footer_of, rate_row, rate_words, span_text
from generator.pages.portal import Portal
from generator.pages.prevalence import Pooled, clusters_found_by_year
from generator.pages.rate_columns import columns_of
from generator.pages.rate_notes import note_of_pooled
from generator.pages.view import Attachment
from generator.text.words import Text, Words


class Trend(NamedTuple):
    """One form of a country: its years, and for each cluster (slug, name) the figure of each year."""

    form: str
    name: Text
    years: Sequence[int]
    clusters: Sequence[tuple[str, Text, Sequence[Pooled]]]


def trends_of(portal: Portal, words: Words, country: str) -> list[Trend]:
    """Return the trend of a country in each form that was used there, the full form first."""
    by_cluster = clusters_found_by_year(portal.facts).get(country, {})
    forms = sorted({row.form for rows in by_cluster.values() for row in rows})
    return [_trend(portal, words, form, by_cluster) for form in forms]


def _trend(portal: Portal, words: Words, form: str, by_cluster: Mapping[str, Sequence[Pooled]]) -> Trend:
    own = {key: [row for row in rows if row.form == form] for key, rows in by_cluster.items()}
    years = [row.year for row in next(iter(own.values()))]
    clusters = [(key, portal.name_of(words, "clusters", key), rows) for key, rows in own.items()]
    return Trend(form, label(words, "form", form), years, clusters)


def exhibit_of_trend(
    portal: Portal, words: Words, country: str, trends: Sequence[Trend], caveats: Sequence[str]
) -> Exhibit | None:
    """Return the chart of the first form in which a cluster has rates in two years, or None.

    The subject is the cluster in which the newest year found most; the others are context.
    """
    for trend in trends:
        drawn = [each for each in trend.clusters if sum(row.rate is not None for row in each[2]) > 1]
        if drawn:
            chart = _chart(portal, words, country, trend, drawn)
            evidence = _evidence(portal, words, country, trend, caveats)
            return exhibit_of(portal, words, chart, evidence, f"countries/{country.lower()}/", "trend")
    return None


def _chart(
    portal: Portal,
    words: Words,
    country: str,
    trend: Trend,
    drawn: Sequence[tuple[str, Text, Sequence[Pooled]]],
) -> Chart:
    rates = {key: [row for row in rows if row.rate is not None] for key, _name, rows in drawn}
    first = min(rows[0].year for rows in rates.values())
    subject, name, _rows = max(drawn, key=lambda each: (rates[each[0]][-1].year, rates[each[0]][-1].rate))
    then, now = rates[subject][0], rates[subject][-1]
    return chart_of(
        words,
        Kind.LINE,
        "trend",
        [
            rate_row(words, other, str(row.year), str(row.year), row.rate, row.reason, note_of_pooled(words, row))
            for _key, other, rows in drawn
            for row in rows
            if row.year >= first
        ],
        title=words.say(
            "{cluster}: {now} of the points assessed were non-compliant in {year}, {then} in {start}",
            cluster=name,
            now=words.percent(now.rate or 0),
            year=now.year,
            then=words.percent(then.rate or 0),
            start=then.year,
        ),
        subtitle=_subtitle(words, country, trend, first),
        unit=words.say("Per cent of the points assessed in each cluster"),
        footer=footer_of(portal, words, words.say("published assessments"), "compliance", invented=True),
        subject=name,
        says=rate_words(words),
        least=LEAST_RATE,
    )


def _evidence(portal: Portal, words: Words, country: str, trend: Trend, caveats: Sequence[str]) -> Evidence:
    rows = _rows(portal, country)
    return Evidence(
        words.country(country),
        rows,
        columns_of(words, rows),
        _file(country),
        "compliance",
        [(country, words.country(country))],
        (str(min(trend.years)), str(max(trend.years))),
        words.say("For each cluster: of all points assessed in that year, how many were non-compliant."),
        "method/#formula-3",
        caveats,
        invented=True,
    )


def _subtitle(words: Words, country: str, trend: Trend, first: int) -> Text:
    place, span = words.country(country), span_text(words, {str(first), str(max(trend.years))})
    if trend.form == "short":
        return words.say("{country}, short form, {span}", country=place, span=span)
    return words.say("{country}, full form, {span}", country=place, span=span)


def file_of_trend(portal: Portal, country: str) -> Attachment:
    """Return the figures of a country's trend as CSV, with counts, rates and reasons, for all languages."""
    return Attachment(_file(country), _rows(portal, country).write_csv().encode())


def _rows(portal: Portal, country: str) -> pl.DataFrame:
    return portal.facts.cluster_rates_by_year.filter(pl.col("country") == country)


def _file(country: str) -> str:
    return f"countries/{country.lower()}/trend.csv"
