"""Owns the design `line`: values over time, each series named at its end.

A break interrupts the line at a seam, a missing value leaves a gap and its sign under the axis, a bound has an
arrow to where the truth may lie, and preliminary values are hollow.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from generator.charts.axes import Axis, period_axis, period_number, value_axis
from generator.charts.chart import Chart, Row
from generator.charts.ladder import widest
from generator.charts.line_labels import end_column, end_height, end_labels, point_labels
from generator.charts.line_strips import STRIP, Strip, strip_place, strip_signs, strip_texts, strips_of
from generator.charts.palette import Style, styles_of
from generator.charts.plot import (
    LINE_HEIGHT,
    SMALL_SIZE,
    Plot,
    Point,
    Rule,
    Sign,
    Text,
    bound,
    is_plain,
    marker,
    series_class,
    status_key,
    unit_lines,
    without_overlaps,
)
from generator.charts.typesetting import text_width

_HEIGHT = 260
_NARROW, _NARROW_HEIGHT = 480, 220
_TICK_GAP = 8
_FEW = 24
_INSET = 14
_EMPTY_HEIGHT = 60


def plot_of(chart: Chart, width: float) -> Plot:
    """Return the marks of `chart` on a sheet of `width` pixels."""
    start = widest(tick.text for tick in chart.ticks) + _TICK_GAP + 2
    end = end_column(chart, width)
    room = width - start - end
    x = period_axis([period_number(row.x) for row in chart.rows], room, _INSET)
    y = value_axis(chart, _height(chart, width))
    strips = strips_of(chart, end)
    top = 14 + LINE_HEIGHT * (len(unit_lines(chart, width)) + any(row.breaks_series for row in chart.rows))
    leaders, names = end_labels(chart, x, y, width, below=bool(strips))
    breaks = _breaks(chart)
    return Plot(
        x,
        y,
        (start, top, end, STRIP * len(strips) + 26),
        rules=(*_grid(chart, x), *(Rule(at, y.low, at, y.high, "muted", (4, 4)) for at in breaks), *leaders),
        points=tuple(point for name in chart.series for point in _runs(chart, name)),
        signs=(*_signs(chart), *strip_signs(chart, strips, y)),
        texts=(
            *_scale_texts(chart, x),
            *_unit_texts(chart, x, y, top=top, start=start, width=width),
            *_period_texts(chart, x, y, STRIP * len(strips)),
            *_break_texts(chart, x, y, breaks),
            *strip_texts(chart, strips, x, y, end),
            *point_labels(chart, x, y),
            *_nothing(chart, x, y),
            *names,
        ),
        key=tuple(status_key(chart)),
        places=tuple(_place(row, strips, y) for row in chart.rows),
    )


def _height(chart: Chart, width: float) -> float:
    """Return the height of the plot in pixels."""
    if not chart.drawn:
        return _EMPTY_HEIGHT
    return max(_NARROW_HEIGHT if width < _NARROW else _HEIGHT, end_height(chart, width))


def _place(row: Row, strips: Sequence[Strip], y: Axis) -> tuple[float, float]:
    """Return where a row stands: its value on the axis, or its sign on a strip."""
    if row.value is not None:
        return period_number(row.x), row.value
    number = next(number for number, strip in enumerate(strips) if row.series in strip.series)
    return period_number(row.x), strip_place(number, y)


def _of_series(chart: Chart, name: str) -> list[Row]:
    """Return the rows of a series in the order of time."""
    return sorted((row for row in chart.rows if row.series == name), key=lambda row: period_number(row.x))


def _runs(chart: Chart, name: str) -> Iterator[Point]:
    """Yield the points of a series, a new run after each gap and at each break."""
    style, run, names = styles_of(chart)[name], 0, " ".join(series_class(chart, name))
    for row in _of_series(chart, name):
        run += row.breaks_series or row.value is None
        if row.value is not None:
            key = f"{chart.series.index(name)}-{run}"
            yield Point(period_number(row.x), row.value, key, style.colour, style.dash, style.width, names)


def _breaks(chart: Chart) -> dict[float, list[str]]:
    """Return the times of the breaks, half way between the values that cannot be compared, with their series."""
    times: dict[float, list[str]] = {}
    for name in chart.series:
        rows = _of_series(chart, name)
        for before, row in itertools.pairwise(rows):
            if row.breaks_series:
                times.setdefault((period_number(before.x) + period_number(row.x)) / 2, []).append(name)
    return dict(sorted(times.items()))


def _grid(chart: Chart, x: Axis) -> Iterator[Rule]:
    """Yield the horizontal grid; zero is in ink."""
    for tick in chart.ticks:
        yield Rule(x.low, tick.value, x.high, tick.value, "line" if tick.value else "ink")


def _signs(chart: Chart) -> Iterator[Sign]:
    """Yield the markers, of every value when they are few, else of those that are not plain and of the last."""
    styles = styles_of(chart)
    for name in chart.series:
        rows = [row for row in _of_series(chart, name) if row.value is not None]
        for row in rows:
            if len(rows) <= _FEW or row is rows[-1] or not is_plain(row) or _alone(chart, row):
                yield from _marker(chart, row, styles[name])


def _alone(chart: Chart, row: Row) -> bool:
    """Whether no line leads to or from a value, so that only a marker shows it."""
    rows = _of_series(chart, row.series)
    at = rows.index(row)
    before = at > 0 and rows[at - 1].value is not None and not row.breaks_series
    after = at + 1 < len(rows) and rows[at + 1].value is not None and not rows[at + 1].breaks_series
    return not (before or after)


def _marker(chart: Chart, row: Row, style: Style) -> list[Sign]:
    """Return the marker of a value with its open end."""
    x, y = period_number(row.x), row.value or 0
    open_end = bound(chart, row, x, y, style.colour, across=False)
    return [*open_end, *marker(chart, row, x, y, style.shape, style.colour)]


def _scale_texts(chart: Chart, x: Axis) -> Iterator[Text]:
    """Yield the labels of the grid."""
    for tick in chart.ticks:
        yield Text(x.low, tick.value, tick.text, "end", -_TICK_GAP, colour="muted")


def _unit_texts(chart: Chart, x: Axis, y: Axis, *, top: float, start: float, width: float) -> Iterator[Text]:
    """Yield the unit, above the grid and from the edge of the sheet."""
    for number, line in enumerate(unit_lines(chart, width)):
        dy = LINE_HEIGHT * number + 8 - top
        yield Text(x.low, y.high, line, dx=-start, dy=dy, colour="muted", classes="chart-text chart-unit")


def _period_texts(chart: Chart, x: Axis, y: Axis, below: float) -> Iterator[Text]:
    """Yield the periods that have room."""
    periods = sorted({(period_number(row.x), row.x_text) for row in chart.rows})
    places = [(x.pixel(at), text_width(text, SMALL_SIZE)) for at, text in periods]
    for index in without_overlaps(places, 10):
        at, text = periods[index]
        yield Text(at, y.low, text, "middle", dy=below + 18, colour="muted")


def _break_texts(chart: Chart, x: Axis, y: Axis, breaks: dict[float, list[str]]) -> Iterator[Text]:
    """Yield the words at the head of the seams, those that have room; they name the series when not all break."""
    words, places = [], []
    for at, names in breaks.items():
        named = names if len(names) < len(chart.series) else []
        words.append(" · ".join([chart.words.break_in_series, *named]))
        half = text_width(words[-1], SMALL_SIZE) / 2
        places.append((min(max(x.pixel(at), half), max(x.length - half, half)), 2 * half))
    for index in without_overlaps(places, 10):
        yield Text(
            x.value(places[index][0]),
            y.high,
            words[index],
            "middle",
            dy=-12,
            italic=True,
            colour="muted",
            classes="chart-text chart-break",
        )


def _nothing(chart: Chart, x: Axis, y: Axis) -> Iterator[Text]:
    """Yield the words for a chart in which every value is missing."""
    if not chart.drawn:
        yield Text(
            (x.low + x.high) / 2, (y.low + y.high) / 2, chart.words.no_value, "middle", italic=True, colour="muted"
        )
