"""Owns the design `bar`: horizontal bars from zero, each with its value beside it.

A bar that the truth exceeds ends in an arrow outwards; one that it may not reach is hollow, dashed, with an arrow
inwards; a provisional one is hollow; a missing one is its word.
"""

from __future__ import annotations

from generator.charts.axes import Axis, value_axis
from generator.charts.chart import Chart, Qualifier, Row, Status, unique
from generator.charts.ladder import (
    Placed,
    Rung,
    ladder_axis,
    ladder_of,
    ladder_rules,
    ladder_texts,
    places_of,
    rungs_by_category,
    scale_room,
    scale_rules,
    scale_texts,
    widest,
)
from generator.charts.palette import styles_of
from generator.charts.plot import ARROW, Area, Plot, Sign, Text, broken, classes_of, value_label

_THICKNESS = 18
_RUNG = 30
_END_SHARE = 0.34
_ARROW_ROOM = 22
_OUTWARDS = frozenset({Qualifier.OVER, Qualifier.ABOUT})
_INWARDS = frozenset({Qualifier.UNDER, Qualifier.ABOUT})


def plot_of(chart: Chart, width: float) -> Plot:
    """Return the marks of `chart` on a sheet of `width` pixels."""
    ladder = ladder_of(_rungs(chart), width, _RUNG)
    labels = widest(value_label(chart, row) for row in chart.rows) + 8
    end = min(labels + _ARROW_ROOM, width * _END_SHARE)
    x = value_axis(chart, width - ladder.column - end)
    rows = [(placed, row) for placed in ladder.placed for row in placed.rung.rows]
    return Plot(
        x,
        ladder_axis(ladder),
        (ladder.column, 4, end, scale_room(chart, x.length + end)),
        rules=(*scale_rules(chart, ladder), *ladder_rules(ladder, x)),
        areas=tuple(_area(chart, placed, row) for placed, row in rows if row.value is not None),
        signs=tuple(sign for placed, row in rows for sign in _bounds(chart, placed, row, x)),
        texts=(
            *ladder_texts(ladder, x, chart.words.break_in_series),
            *(text for placed, row in rows for text in _value_texts(chart, placed, row, x, end)),
            *scale_texts(chart, x, ladder.height, x.length + end),
        ),
        places=places_of(chart, ladder, lambda row, _rung: row.value or 0),
    )


def _rungs(chart: Chart) -> list[Rung]:
    """Return a rung a category or, with several series, a heading and a rung a series."""
    if len(chart.series) == 1:
        return rungs_by_category(chart)
    rungs: list[Rung] = []
    for x in unique(row.x for row in chart.rows):
        rows = [row for row in chart.rows if row.x == x]
        rungs.append(Rung(rows[0].x_text, heading=True))
        rungs += [Rung(row.series, (row,), inner=True) for row in rows]
    return rungs


def _area(chart: Chart, placed: Placed, row: Row) -> Area:
    """Return the bar of a row: hollow while its value is provisional or no more than an upper bound."""
    colour = styles_of(chart)[row.series].colour
    upper = row.qualifier is Qualifier.UNDER
    fill = "paper" if upper or row.status is Status.PROVISIONAL else colour
    top, bottom = placed.middle - _THICKNESS / 2, placed.middle + _THICKNESS / 2
    names = classes_of(chart, row, "mark")
    return Area(0, row.value or 0, top, bottom, fill, colour, names, (4, 3) if upper else ())


def _bounds(chart: Chart, placed: Placed, row: Row, x: Axis) -> list[Sign]:
    """Return the open ends of a bar: outwards beyond it, inwards on it where it is long enough."""
    value, colour = row.value or 0, styles_of(chart)[row.series].colour
    hollow = row.qualifier is Qualifier.UNDER or row.status is Status.PROVISIONAL
    names = classes_of(chart, row, "bound")
    signs: list[Sign] = []
    if row.qualifier in _OUTWARDS:
        signs.append(Sign(value, placed.middle, ARROW, "none", colour, names, angle=90))
    if row.qualifier in _INWARDS and x.pixel(value) - x.pixel(0) > _ARROW_ROOM:
        signs.append(Sign(value, placed.middle, ARROW, "none", colour if hollow else "paper", names, angle=-90))
    return signs


def _value_texts(chart: Chart, placed: Placed, row: Row, x: Axis, end: float) -> list[Text]:
    """Return the value beside the bar or, where there is none, the word in the bar's place."""
    missing = row.value is None
    beyond = _ARROW_ROOM if row.qualifier in _OUTWARDS else 7
    text = Text(
        max(row.value or 0, 0),
        placed.middle,
        value_label(chart, row),
        dx=beyond,
        italic=missing,
        colour="muted" if missing else "ink",
        classes=classes_of(chart, row, "text", "value"),
    )
    return broken(text, x.length - x.pixel(text.x) + end - beyond)
