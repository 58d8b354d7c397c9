"""Owns the strips under a line chart, on which missing values have their signs and words.

Does not own the lines (`line`). Series that miss the same values for the same reasons share a strip, if it has room for
their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.axes import Axis, period_number
from generator.charts.chart import MISSING, Chart, Row
from generator.charts.line_labels import END_GAP
from generator.charts.plot import MISSING_SIGNS, SMALL_SIZE, Sign, Text, classes_of, state_classes
from generator.charts.typesetting import text_width, wrapped

STRIP = 18
_SIGN_SIZE = 49
_AFTER_SIGN = 9
_BEFORE_NEXT = 8


@dataclass(frozen=True, slots=True)
class Strip:
    """The series that share a strip, and its rows: those of the first of them, in the order of time."""

    series: tuple[str, ...]
    rows: tuple[Row, ...]


def strips_of(chart: Chart, end: float) -> list[Strip]:
    """Return the rows without a value, in strips with `end` pixels after the axis for the names of their series."""
    strips: dict[tuple[tuple[str, str], ...], Strip] = {}
    for name in chart.series:
        missing = (row for row in chart.rows if row.series == name and row.status in MISSING)
        rows = tuple(sorted(missing, key=_time))
        pattern = tuple((row.x, row.status.value) for row in rows)
        before = strips.get(pattern, Strip((), rows))
        strips[pattern] = Strip((*before.series, name), before.rows)
    return [part for pattern, strip in strips.items() if pattern for part in _parted(chart, strip, end)]


def _parted(chart: Chart, strip: Strip, end: float) -> list[Strip]:
    """Return a strip alone or, where the names of its series have no room, one for each of them."""
    if len(strip.series) == len(chart.series) or text_width(_names(strip), SMALL_SIZE) <= end - END_GAP:
        return [strip]
    own = {name: [row for row in chart.rows if row.series == name and row.status in MISSING] for name in strip.series}
    return [Strip((name,), tuple(sorted(rows, key=_time))) for name, rows in own.items()]


def _names(strip: Strip) -> str:
    return " · ".join(strip.series)


def _time(row: Row) -> float:
    return period_number(row.x)


def strip_place(number: int, y: Axis) -> float:
    """Return the height of a strip under the axis."""
    return y.value(-12 - STRIP * number)


def strip_signs(chart: Chart, strips: Sequence[Strip], y: Axis) -> Iterator[Sign]:
    """Yield the signs of missing values at their periods."""
    for number, strip in enumerate(strips):
        for row in strip.rows:
            at, place = period_number(row.x), strip_place(number, y)
            classes = _classes(chart, strip, row, "missing")
            yield Sign(at, place, MISSING_SIGNS[row.status], "none", "muted", classes, _SIGN_SIZE, width=1.25)


def strip_texts(chart: Chart, strips: Sequence[Strip], x: Axis, y: Axis, end: float) -> Iterator[Text]:
    """Yield the word after the last sign of each run, and the names of the series in `end` pixels after the axis."""
    for number, strip in enumerate(strips):
        named = len(strip.series) < len(chart.series)
        place = strip_place(number, y)
        for row, after in zip(strip.rows, [*strip.rows[1:], None], strict=True):
            word = chart.words.status_word(row.status)
            begin = x.pixel(period_number(row.x)) + _AFTER_SIGN
            limit = x.pixel(period_number(after.x)) - _BEFORE_NEXT if after else x.length + (0 if named else end)
            if (after is None or after.status != row.status) and begin + text_width(word, SMALL_SIZE) <= limit:
                classes = _classes(chart, strip, row, "text", "missing")
                at = period_number(row.x)
                yield Text(at, place, word, dx=_AFTER_SIGN, italic=True, colour="muted", classes=classes)
        if named:
            names = wrapped(_names(strip), end - END_GAP, SMALL_SIZE, most=1)[0]
            yield Text(x.high, place, names, dx=END_GAP, colour="muted")


def _classes(chart: Chart, strip: Strip, row: Row, *names: str) -> str:
    """Return the classes of a mark; it belongs to a series only where the series has the strip to itself."""
    return classes_of(chart, row, *names) if len(strip.series) == 1 else state_classes(row, *names)
