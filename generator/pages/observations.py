"""Owns how observations are shown: which of them a chart draws, and what a cell of the table says.

Does not own the page of an indicator (`generator.pages.indicator`) or the drawing (`generator.charts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.charts import Kind, Row
from generator.pages.labels import LABELS, label
from generator.pages.picture import period_text, qualified, value_row
from generator.pages.portal import Portal
from generator.text.words import Text, Words

Observation = Mapping[str, Any]
_DIMENSIONS = ("sex", "category")


def chart_rows(
    portal: Portal, words: Words, indicator: Mapping[str, Any], observations: Sequence[Observation]
) -> list[Row]:
    """Return what the chart of an indicator draws.

    A line has every period, a series an area. The other kinds have the newest value of each area, or every
    period where there is one area only.
    """
    kind, many = Kind(indicator["chart"]), len(areas_of(observations)) > 1
    if kind is Kind.LINE:
        drawn = _totals_of(observations) if many else list(observations)
        return [_row(portal, words, indicator, drawn, each, in_series=many) for each in drawn]
    drawn = _without_totals(observations)
    if not many:
        return [_row(portal, words, indicator, drawn, each, in_series=False) for each in drawn]
    newest = {area: newest_period(drawn, area) for area in areas_of(drawn)}
    shown = [each for each in drawn if each["period"] == newest[each["area"]]]
    return [_newest_row(portal, words, indicator, drawn, each) for each in shown]


def areas_of(observations: Iterable[Observation]) -> list[str]:
    """Return the areas in the order of their first observation."""
    return list(dict.fromkeys(each["area"] for each in observations))


def newest_period(observations: Iterable[Observation], area: str) -> str:
    """Return the newest period of `area` that has a value, or the newest of all where none has."""
    own = [each for each in observations if each["area"] == area]
    known = [each["period"] for each in own if each["value"] is not None]
    return str(max(known or [each["period"] for each in own]))


def in_order(portal: Portal, observations: Iterable[Observation]) -> list[Observation]:
    """Return observations by area (countries in the order of their table, the world last) and period."""
    order = {area: number for number, area in enumerate(portal.rows("countries"))}
    last = {"programme": -1, "world": len(order) + 1}
    return sorted(
        observations, key=lambda each: (order.get(each["area"], last.get(each["area"], len(order))), each["period"])
    )


def area_name(words: Words, area: str) -> str:
    """Return the name of a country, of the whole programme or of the world."""
    if area == "world":
        return words.say("World")
    return words.say("Whole programme") if area == "programme" else words.country(area)


def part_name(words: Words, dimension: str, value: str) -> Text:
    """Return the name of a part of a dimension; a category that we have no words for is its key in plain letters."""
    if value in LABELS[dimension]:
        return label(words, dimension, value)
    return words.foreign(value.replace("-", " "), words.fallback)


def value_text(words: Words, observation: Observation, decimals: int) -> str:
    """Return the value with the word of its qualifier ("over 300,000"), or the word for why there is none."""
    if observation["value"] is None:
        return label(words, "observation_status", observation["status"])
    return qualified(words, observation["qualifier"], words.number(observation["value"], decimals))


def _totals_of(observations: Sequence[Observation]) -> list[Observation]:
    """Return the observations that are not broken down; all where there are no such."""
    totals = [each for each in observations if all(each[name] == "total" for name in _DIMENSIONS)]
    return totals or list(observations)


def _without_totals(observations: Sequence[Observation]) -> list[Observation]:
    """Return the parts of what is broken down, where a part has a value; else what is there."""
    kept = list(observations)
    for name in _DIMENSIONS:
        parts = [each for each in kept if each[name] != "total"]
        kept = parts if any(each["value"] is not None for each in parts) else kept
    return kept


def _series(words: Words, drawn: Sequence[Observation], each: Observation, *, area: bool) -> str:
    """Return the name of the series of an observation: the parts in which those that are drawn differ."""
    varied = [name for name in _DIMENSIONS if len({other[name] for other in drawn}) > 1]
    parts = [part_name(words, name, each[name]) for name in varied]
    return " · ".join([area_name(words, each["area"]), *parts] if area else parts)


def _row(
    portal: Portal,
    words: Words,
    indicator: Mapping[str, Any],
    drawn: Sequence[Observation],
    each: Observation,
    *,
    in_series: bool,
) -> Row:
    return value_row(
        words,
        _series(words, drawn, each, area=in_series),
        each["period"],
        period_text(words, each["period"]),
        each["value"],
        decimals=indicator["decimals"],
        qualifier=each["qualifier"],
        status=each["status"],
        breaks_series=each["breaks_series"],
        note=portal.text_of(words, "observations", each, "note"),
    )


def _newest_row(
    portal: Portal, words: Words, indicator: Mapping[str, Any], drawn: Sequence[Observation], each: Observation
) -> Row:
    """Return the row of an area; a break in its own series parts it from its past, not from other areas."""
    return value_row(
        words,
        _series(words, drawn, each, area=False),
        each["area"],
        words.say("{area} ({period})", area=area_name(words, each["area"]), period=period_text(words, each["period"])),
        each["value"],
        decimals=indicator["decimals"],
        qualifier=each["qualifier"],
        status=each["status"],
        note=portal.text_of(words, "observations", each, "note"),
    )
