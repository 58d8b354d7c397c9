"""Owns how a country developed: formula 3 by cluster and year, as a table for each form, a picture, and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from generator.charts import Kind
from generator.pages.labels import label
from generator.pages.picture import Picture, chart_of, footer_of, picture_of, rate_row, rate_words, span_text
from generator.pages.portal import Portal
from generator.pages.prevalence import Pooled, clusters_found_by_year
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


def picture_of_trend(portal: Portal, words: Words, country: str, trends: Sequence[Trend]) -> Picture | None:
    """Return the picture of the first form in which a cluster has rates in two years, or None.

    The subject is the cluster in which the newest year found most; the others are context.
    """
    for trend in trends:
        drawn = [each for each in trend.clusters if sum(row.rate is not None for row in each[2]) > 1]
        if drawn:
            return _picture(portal, words, country, trend, drawn)
    return None


def _picture(
    portal: Portal,
    words: Words,
    country: str,
    trend: Trend,
    drawn: Sequence[tuple[str, Text, Sequence[Pooled]]],
) -> Picture:
    rates = {key: [row for row in rows if row.rate is not None] for key, _name, rows in drawn}
    first = min(rows[0].year for rows in rates.values())
    subject, name, _rows = max(drawn, key=lambda each: (rates[each[0]][-1].year, rates[each[0]][-1].rate))
    then, now = rates[subject][0], rates[subject][-1]
    chart = chart_of(
        words,
        Kind.LINE,
        "trend",
        [
            rate_row(words, str(other), str(row.year), str(row.year), row.rate, row.reason)
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
        footer=footer_of(portal, words, words.say("published assessments"), "compliance"),
        subject=name,
        says=rate_words(words),
    )
    return picture_of(portal, words, chart, f"countries/{country.lower()}/", "trend.svg")


def _subtitle(words: Words, country: str, trend: Trend, first: int) -> Text:
    place, span = words.country(country), span_text(words, {str(first), str(max(trend.years))})
    if trend.form == "short":
        return words.say("{country}, short form, {span}", country=place, span=span)
    return words.say("{country}, full form, {span}", country=place, span=span)


def file_of_trend(portal: Portal, country: str) -> Attachment:
    """Return the figures of a country's trend as CSV, with counts, rates and reasons, for all languages."""
    rows = portal.facts.cluster_rates_by_year.filter(pl.col("country") == country)
    return Attachment(f"countries/{country.lower()}/trend.csv", rows.write_csv().encode())
