"""Owns the numbers on an axis: round ticks, periods as numbers, and the way from a value to a pixel.

Does not own how a number is written: the caller turns the values that `axis_values` proposes into texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.charts.chart import Chart, Kind, Row, numbers_of

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_INTERVALS = 5
_ZERO_SHARE = 0.6
_SHARES = (0.0, 25.0, 50.0, 75.0, 100.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis of `length` pixels; `low` is at its start in the picture's own coordinates.

    Right to left is an axis with `low` above `high`; so is the vertical axis of rows, which grows downwards.
    """

    low: float
    high: float
    length: float

    def pixel(self, value: float) -> float:
        """Return the distance of `value` from the start of the axis, in pixels."""
        return (value - self.low) / (self.high - self.low) * self.length

    def value(self, pixel: float) -> float:
        """Return what stands `pixel` pixels from the start of the axis."""
        return self.low + pixel / self.length * (self.high - self.low)

    @property
    def flipped(self) -> Axis:
        """Return the axis that runs the other way."""
        return Axis(self.high, self.low, self.length)


def axis_values(kind: Kind, rows: Iterable[Row], decimals: int, least: float | None = None) -> tuple[float, ...]:
    """Return round values for the ticks of a chart, lowest first: at most seven, () when nothing is drawn.

    None needs more than `decimals` decimal places. Bars always include zero; lines and dots do, unless all their
    values lie close together far from it. With `least` the axis goes from zero to that value at least, so that what
    is small looks small.
    """
    if kind is Kind.STACKED_SHARE:
        return _SHARES
    numbers = numbers_of(rows)
    if not numbers:
        return ()
    low, high = min(numbers), max(numbers)
    if kind is Kind.BAR or low == high or 0 <= low <= high * _ZERO_SHARE or low < 0 < high:
        low, high = min(low, 0), max(high, 0)
    if least is not None:
        low, high = min(low, 0), max(high, least)
    step = _step((high - low) / _MOST_INTERVALS if high > low else 1, decimals)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return tuple(float(f"{number * step:.12g}") for number in range(first, last + 1))


def _step(least: float, decimals: int) -> float:
    """Return the smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `least` and can be written."""
    finest = 10.0**-decimals
    power = max(10.0 ** math.floor(math.log10(least)), finest)
    steps = (step * power for step in _STEPS if step.is_integer() or power > finest)
    return next(step for step in steps if step >= least * (1 - 1e-9))


def value_axis(chart: Chart, length: float) -> Axis:
    """Return the axis of values over all ticks and rows; from 0 to 1 when there is neither."""
    numbers = [tick.value for tick in chart.ticks] + numbers_of(chart.rows)
    if chart.kind is Kind.BAR:
        numbers.append(0)
    low, high = min(numbers, default=0), max(numbers, default=1)
    return Axis(low, high if high > low else low + 1, length)


def period_number(period: str) -> float:
    """Return a period in years: 2009 -> 2009, 2024-Q2 -> 2024.25, 2026-03 -> 2026.1667; ValueError otherwise."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return int(year) + (int(part[1:]) - 1) / 4
    return int(year) + ((int(part) - 1) / 12 if part else 0)


def period_axis(periods: Sequence[float], length: float, inset: float) -> Axis:
    """Return the axis of time, `inset` pixels beyond the first and the last period; a single one is the last."""
    low, high = min(periods), max(periods)
    low = low if low < high else high - 1
    beyond = (high - low) * inset / (length - 2 * inset)
    return Axis(low - beyond, high + beyond, length)
