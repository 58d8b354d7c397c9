"""Owns the design `dot-range`: one line a category, a dot for each value, and the range between or around them.

Rows with a low and a high end have a range of their own, one line a series; without, the dots of all series share
a line, joined in grey. Bounds end in an arrow, preliminary dots are hollow, missing ones are words under the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts.axes import Axis, value_axis
from generator.charts.chart import Chart, Row, unique
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
)
from generator.charts.palette import styles_of
from generator.charts.plot import (
    SMALL_SIZE,
    KeyEntry,
    Plot,
    Rule,
    Sign,
    Text,
    bound,
    broken,
    classes_of,
    is_plain,
    marker,
    missing_label,
    room_of,
    series_class,
    state_classes,
    status_key,
    value_label,
)
from generator.charts.typesetting import Box, text_width

_RUNG = 34
_RUNG_WITH_RANGE = 46
_BEFORE_SHARE, _AFTER_SHARE = 0.24, 0.38
_BESIDE = 10
_BESIDE_ARROW = 20
_ABOVE = -15
_CAP = 5


def plot_of(chart: Chart, width: float) -> Plot:
    """Return the marks of `chart` on a sheet of `width` pixels."""
    ranged = any(row.low is not None for row in chart.rows)
    ladder = ladder_of(_rungs(chart, ranged=ranged), width, _RUNG_WITH_RANGE if ranged else _RUNG)
    before, after = _sides(chart, width - ladder.column)
    x = value_axis(chart, width - ladder.column - before - after)
    rows = [(placed, row) for placed in ladder.placed for row in placed.rung.rows if row.value is not None]
    return Plot(
        x,
        ladder_axis(ladder),
        (ladder.column + before, 4, after, scale_room(chart, x.length + after)),
        rules=(
            *scale_rules(chart, ladder),
            *ladder_rules(ladder, x, before),
            *(rule for placed in ladder.placed for rule in _ranges(chart, placed, x)),
        ),
        signs=tuple(sign for placed, row in rows for sign in _signs(chart, placed, row)),
        texts=(
            *ladder_texts(ladder, x, chart.words.break_in_series, before),
            *(text for placed in ladder.placed for text in _labels(chart, placed, x, before, after)),
            *scale_texts(chart, x, ladder.height, x.length + after),
        ),
        key=tuple(_key(chart)),
        places=places_of(chart, ladder, lambda row, _rung: row.value if row.value is not None else x.low),
    )


def _rungs(chart: Chart, *, ranged: bool) -> list[Rung]:
    """Return the lines of the chart, with the words for what is missing."""
    if not ranged or len(chart.series) == 1:
        by_category = rungs_by_category(chart)
        return [Rung(rung.label, rung.rows, tuple(_remarks(chart, rung.rows))) for rung in by_category]
    rungs: list[Rung] = []
    for x in unique(row.x for row in chart.rows):
        rows = [row for row in chart.rows if row.x == x]
        rungs.append(Rung(rows[0].x_text, heading=True))
        rungs += [Rung(row.series, (row,), tuple(_remarks(chart, (row,))), inner=True) for row in rows]
    return rungs


def _remarks(chart: Chart, rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield the words for rows without a value, where others on the line have one."""
    missing = [row for row in rows if row.value is None]
    if len(missing) < len(rows):
        yield from (" · ".join(filter(None, (row.series, value_label(chart, row)))) for row in missing)


def _sides(chart: Chart, room: float) -> tuple[float, float]:
    """Return the pixels that labels need before the axis begins and after it ends, when `room` is all there is."""
    x = value_axis(chart, room * (1 - _BEFORE_SHARE - _AFTER_SHARE))
    before, after = 0.0, float(_BESIDE_ARROW)
    for place, value, text in _outer_labels(chart):
        wanted, at = text_width(text, SMALL_SIZE) + _BESIDE_ARROW, x.pixel(value)
        if place == "end":
            before = max(before, wanted - at)
        else:
            after = max(after, wanted - (x.length - at))
    return min(before, room * _BEFORE_SHARE), min(after, room * _AFTER_SHARE)


def _outer_labels(chart: Chart) -> Iterator[tuple[str, float, str]]:
    """Yield how the outermost labels of each line are aligned, the values they stand at, and their texts."""
    for key in unique(row.x for row in chart.drawn):
        rows = sorted((row for row in chart.drawn if row.x == key), key=lambda row: row.value or 0)
        single = [row for row in rows if row.low is None]
        yield from (("start", row.value or 0, value_label(chart, row)) for row in single[-1:])
        yield from (("end", row.value or 0, value_label(chart, row)) for row in single[:-1][:1])
        for row in rows:
            if row.low is not None and row.high is not None:
                yield "end", row.low, row.low_text
                yield "start", row.high, row.high_text


def _ranges(chart: Chart, placed: Placed, x: Axis) -> Iterator[Rule]:
    """Yield a guide for the eye, the range of each row or, without ranges, the grey line that joins the dots."""
    middle, rows = placed.middle, placed.rung.rows
    if rows:
        yield Rule(x.low, middle, x.high, middle, "line", (1, 3))
    for row in rows:
        if row.low is not None and row.high is not None:
            names = " ".join(series_class(chart, row.series))
            yield Rule(row.low, middle, row.high, middle, "context", width=3, classes=names)
            for end in (row.low, row.high):
                yield Rule(end, middle - _CAP, end, middle + _CAP, "context", width=1.5, classes=names)
    values = [row.value for row in rows if row.value is not None and row.low is None]
    if len(values) > 1:
        yield Rule(min(values), middle, max(values), middle, "context", width=2)


def _signs(chart: Chart, placed: Placed, row: Row) -> list[Sign]:
    """Return the dot of a row and its open end."""
    style, value = styles_of(chart)[row.series], row.value or 0
    open_end = bound(chart, row, value, placed.middle, style.colour, across=True)
    return [*open_end, *marker(chart, row, value, placed.middle, style.shape, style.colour)]


def _labels(chart: Chart, placed: Placed, x: Axis, before: float, after: float) -> Iterator[Text]:
    """Yield the labels of a line: outermost dots beside, others above where there is room or need."""
    rows = sorted((row for row in placed.rung.rows if row.value is not None), key=lambda row: row.value or 0)
    single = [row for row in rows if row.low is None]
    if placed.rung.rows and not rows:
        yield _missing_text(chart, placed, x)
    for row in rows:
        if row.low is not None:
            yield from _range_labels(chart, placed, row)
    taken: list[Box] = []
    for row in [*single[-1:], *single[:-1][:1], *single[1:-1]]:
        place = "start" if row is single[-1] else "end" if row is single[0] else "middle"
        label = _label(chart, placed, row, place)
        room = room_of(label, x, placed.middle)
        needed = place != "middle" or not is_plain(row)
        if needed or not any(room.overlaps(other) for other in taken):
            taken.append(room)
            yield from broken(label, _room(label, x, before, after))


def _room(label: Text, x: Axis, before: float, after: float) -> float:
    """Return the pixels that a label has on its side of a dot."""
    at = x.pixel(label.x) + label.dx
    return {"start": x.length - at + after, "end": at + before, "middle": x.length}[label.align]


def _missing_text(chart: Chart, placed: Placed, x: Axis) -> Text:
    """Return the word for a line on which nothing has a value."""
    rows = placed.rung.rows
    classes = " ".join(unique(name for row in rows for name in state_classes(row, "text", "value").split()))
    return Text(x.low, placed.middle, missing_label(chart, rows), dx=7, italic=True, colour="muted", classes=classes)


def _range_labels(chart: Chart, placed: Placed, row: Row) -> Iterator[Text]:
    """Yield the ends of a range, and its value above the dot."""
    classes = " ".join(["chart-text chart-range", *series_class(chart, row.series)])
    yield Text(row.low or 0, placed.middle, row.low_text, "end", -_BESIDE, colour="muted", classes=classes)
    yield Text(row.high or 0, placed.middle, row.high_text, "start", _BESIDE, colour="muted", classes=classes)
    yield _label(chart, placed, row, "middle")


def _label(chart: Chart, placed: Placed, row: Row, place: str) -> Text:
    """Return the label of a dot: to its end, to its start, or above."""
    beside = _BESIDE_ARROW if bound(chart, row, 0, 0, "ink", across=True) else _BESIDE
    dx, dy = {"start": (beside, 0), "end": (-beside, 0), "middle": (0, _ABOVE)}[place]
    return Text(
        row.value or 0,
        placed.middle,
        value_label(chart, row),
        place,
        dx,
        dy,
        classes=classes_of(chart, row, "text", "value"),
    )


def _key(chart: Chart) -> Iterator[KeyEntry]:
    """Yield the series with their shapes, and what hollow and cored dots mean."""
    if len(chart.series) > 1:
        styles = styles_of(chart)
        yield from (KeyEntry(styles[name].shape, styles[name].colour, styles[name].colour, name) for name in styles)
    preliminary = {chart.words.provisional, chart.words.revised}
    yield from (entry for entry in status_key(chart) if entry.text in preliminary)
