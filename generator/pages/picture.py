"""Owns how pages make charts: figures become rows with their texts.

Does not own the drawing (`generator.charts`), which figures a page shows, or what goes with a chart (`exhibit`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from generator import charts
from generator.charts import Chart, Kind, Qualifier, Row, Status, Tick, axis_values
from generator.pages.portal import Portal
from generator.rates import COUNTS_ONLY, NONE_ASSESSED, TOO_FEW
from generator.text.words import Words

_REASONS = {TOO_FEW: Status.SUPPRESSED, COUNTS_ONLY: Status.NOT_APPLICABLE, NONE_ASSESSED: Status.NOT_COLLECTED}


def chart_of(
    words: Words,
    kind: Kind,
    slug: str,
    rows: Iterable[Row],
    *,
    title: str,
    subtitle: str,
    unit: str,
    footer: str,
    decimals: int = 0,
    subject: str = "",
    says: charts.Words | None = None,
    least: float | None = None,
    family: Sequence[str] = (),
) -> Chart:
    """Return a chart with ticks, direction and description; `title` is a sentence, `footer` names the source.

    `says` are the words for bounds, statuses and breaks: `value_words` unless told, `rate_words` for rates. `least` is
    how far the axis goes at least, from zero. `family`: the series of all charts of the kind, to look alike in each.
    """
    rows = tuple(rows)
    return Chart(
        kind,
        slug,
        words.language,
        words.direction,
        str(title),
        str(subtitle),
        str(_description(words, kind, rows)),
        str(footer),
        str(unit),
        says or value_words(words),
        rows,
        _ticks(words, axis_values(kind, rows, decimals, least), decimals),
        str(subject),
        tuple(map(str, family)),
    )


def value_row(
    words: Words,
    series: str,
    x: str,
    x_text: str,
    value: float | None,
    *,
    decimals: int = 0,
    qualifier: str = Qualifier.EXACT,
    status: str = Status.FINAL,
    breaks_series: bool = False,
    note: str = "",
) -> Row:
    """Return a value with its text, or what is known of it where there is none."""
    text = "" if value is None else words.number(value, decimals)
    return Row(
        str(series),
        x,
        str(x_text),
        value,
        text,
        qualifier=Qualifier(qualifier),
        status=Status(status),
        breaks_series=breaks_series,
        note=note,
    )


LEAST_RATE = 10
"""Per cent that an axis of rates shows at least: a rate of one per cent must not fill a picture."""


def rate_row(words: Words, series: str, x: str, x_text: str, rate: float | None, reason: str | None, note: str) -> Row:
    """Return a rate (a share from 0 to 1) in per cent, or why there is none (`rates.REASONS`); `note`: its counts."""
    if rate is None:
        return Row(str(series), x, str(x_text), status=_REASONS[reason or NONE_ASSESSED], note=str(note))
    return Row(str(series), x, str(x_text), rate * 100, words.percent(rate), note=str(note))


def value_words(words: Words) -> charts.Words:
    """Return what a chart says of bounds, statuses and breaks."""
    return charts.Words(
        over=str(qualified(words, "over", "{}")),
        about=str(qualified(words, "about", "{}")),
        under=str(qualified(words, "under", "{}")),
        provisional=str(words.say("provisional")),
        revised=str(words.say("revised")),
        suppressed=str(words.say("suppressed")),
        not_collected=str(words.say("not collected")),
        not_applicable=str(words.say("not applicable")),
        break_in_series=str(words.say("break in series")),
        no_value=str(words.say("There is no value to draw.")),
    )


def rate_words(words: Words) -> charts.Words:
    """Return what a chart of rates says; where there is no rate, why."""
    return replace(
        value_words(words),
        suppressed=str(words.say("too few for a rate")),
        not_collected=str(words.say("none assessed")),
        not_applicable=str(words.say("only violations are known")),
        no_value=str(words.say("There is no rate to draw.")),
    )


def qualified(words: Words, qualifier: str, value: str) -> str:
    """Return a value that is written already with the word for what it is: over, about, under, or itself."""
    if qualifier == Qualifier.OVER:
        return words.say("over {value}", value=value)
    if qualifier == Qualifier.ABOUT:
        return words.say("about {value}", value=value)
    if qualifier == Qualifier.UNDER:
        return words.say("under {value}", value=value)
    return value


def period_text(words: Words, period: str) -> str:
    """Return a year, quarter (2024-Q1) or month (2026-03) as readers see it."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return words.say("quarter {quarter} of {year}", quarter=part[1:], year=year)
    return words.month(date(int(year), int(part), 1)) if part else year


def span_text(words: Words, periods: Iterable[str]) -> str:
    """Return the first and the last of `periods`: 2000 to 2009, or 2009 where there is one only."""
    known = sorted(periods)
    first, last = period_text(words, known[0]), period_text(words, known[-1])
    return first if first == last else words.say("{first} to {last}", first=first, last=last)


def footer_of(portal: Portal, words: Words, source: str, package: str, *, invented: bool = False) -> str:
    """Return what a copied picture must carry: source, portal, version of the data, date, and whether it is invented.

    `invented`: what it shows is invented, if the programme is a demonstration.
    """
    footer = words.say(
        "Source: {source}. {portal}, {package} data {version}, {date}.",
        source=source,
        portal=words.pick(portal.programme["short_name"]),
        package=package,
        version=portal.versions[package],
        date=words.date(portal.as_of),
    )
    if not (invented and portal.programme["demonstration"]):
        return footer
    notice = words.say("Demonstration: these findings are invented.")
    return f"{notice} {footer}"


def _ticks(words: Words, values: tuple[float, ...], decimals: int) -> tuple[Tick, ...]:
    """Return the marks of an axis, all with the fewest decimal places that show each as it is."""
    places = range(decimals)
    enough = next((count for count in places if all(round(value, count) == value for value in values)), decimals)
    return tuple(Tick(value, words.number(value, enough)) for value in values)


def _description(words: Words, kind: Kind, rows: tuple[Row, ...]) -> str:
    """Return what the picture is, for those who cannot see it: its figures are in the table under it."""
    if kind is Kind.LINE:
        return words.count("Line chart of {n} value.", "Line chart of {n} values; the table has them all.", len(rows))
    if kind is Kind.BAR:
        return words.count("Bar chart of {n} value.", "Bar chart of {n} values; the table has them all.", len(rows))
    if kind is Kind.STACKED_SHARE:
        return words.count("Bars of {n} share.", "Bars of {n} shares; the table has them all.", len(rows))
    return words.count("Dot chart of {n} value.", "Dot chart of {n} values; the table has them all.", len(rows))
