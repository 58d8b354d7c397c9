"""Owns the design `stacked-share`: one bar a category, cut into shares of a whole of 100 per cent.

What is missing from a whole is an empty, dashed part with its word; it is never closed up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.charts.axes import Axis
from generator.charts.chart import PRELIMINARY, Chart, Qualifier, Row
from generator.charts.ladder import (
    Ladder,
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
from generator.charts.palette import SQUARE, ink_on, share_colours
from generator.charts.plot import (
    SMALL_SIZE,
    Area,
    KeyEntry,
    Plot,
    Text,
    classes_of,
    missing_label,
    state_classes,
    value_label,
)
from generator.charts.typesetting import text_width

_THICKNESS = 26
_RUNG = 38
_END = 18
_PADDING = 8
_WHOLE = 100.0
_NOTHING_LEFT = 0.5


def plot_of(chart: Chart, width: float) -> Plot:
    """Return the marks of `chart` on a sheet of `width` pixels."""
    bare = rungs_by_category(chart)
    x = _axis(bare, ladder_of(bare, width, _RUNG), width)
    rungs = [replace(rung, remarks=tuple(_remarks(chart, rung, x))) for rung in bare]
    ladder = ladder_of(rungs, width, _RUNG)
    return Plot(
        x,
        ladder_axis(ladder),
        (ladder.column, 4, _END, scale_room(chart, x.length + _END)),
        rules=(*scale_rules(chart, ladder), *ladder_rules(ladder, x)),
        areas=tuple(area for placed in ladder.placed for area in _areas(chart, placed)),
        texts=(
            *ladder_texts(ladder, x, chart.words.break_in_series),
            *(text for placed in ladder.placed for text in _labels(chart, placed, x)),
            *scale_texts(chart, x, ladder.height, x.length + _END),
        ),
        key=tuple(KeyEntry(SQUARE, fill, "muted", name) for name, fill in share_colours(chart).items() if name),
        places=places_of(chart, ladder, _middle),
    )


def _axis(rungs: list[Rung], ladder: Ladder, width: float) -> Axis:
    """Return the axis of shares; sums that rounding has carried above 100 still fit."""
    sums = [sum(row.value or 0 for row in rung.rows) for rung in rungs]
    return Axis(0, max([_WHOLE, *sums]), width - ladder.column - _END)


def _parts(rung: Rung) -> Iterator[tuple[Row, float, float]]:
    """Yield the rows that have a share, with where it begins and ends."""
    begin = 0.0
    for row in rung.rows:
        if row.value is not None:
            yield row, begin, begin + row.value
            begin += row.value


def _rest(rung: Rung) -> tuple[float, str] | None:
    """Return where the unknown part of a whole begins; None when nothing is missing."""
    known = sum(row.value or 0 for row in rung.rows)
    missing = [row for row in rung.rows if row.value is None]
    if not missing or known > _WHOLE - _NOTHING_LEFT:
        return None
    return known, state_classes(missing[0], "gap")


def _middle(row: Row, rung: Rung) -> float:
    """Return the middle of a share, or of what is not known where the row has none."""
    middles = [(begin + end) / 2 for part, begin, end in _parts(rung) if part is row]
    rest = _rest(rung)
    return middles[0] if middles else ((rest[0] if rest else _WHOLE) + _WHOLE) / 2


def _areas(chart: Chart, placed: Placed) -> list[Area]:
    """Return the shares of a rung and its empty part."""
    top, bottom = placed.middle - _THICKNESS / 2, placed.middle + _THICKNESS / 2
    fills = share_colours(chart)
    areas = [
        Area(begin, end, top, bottom, fills[row.series], "muted", classes_of(chart, row, "mark"), width=0.75)
        for row, begin, end in _parts(placed.rung)
    ]
    rest = _rest(placed.rung)
    if rest:
        areas.append(Area(rest[0], _WHOLE, top, bottom, "paper", "muted", rest[1], (3, 3), 1))
    return areas


def _fits(text: str, begin: float, end: float, x: Axis) -> bool:
    """Whether `text` has room in a part of a bar."""
    return text_width(text, SMALL_SIZE) + _PADDING <= x.pixel(end) - x.pixel(begin)


def _labels(chart: Chart, placed: Placed, x: Axis) -> Iterator[Text]:
    """Yield the labels that have room in their parts."""
    fills = share_colours(chart)
    for row, begin, end in _parts(placed.rung):
        text = chart.words.value_text(row)
        if _fits(text, begin, end, x):
            colour, classes = ink_on(fills[row.series]), classes_of(chart, row, "text", "share")
            yield Text((begin + end) / 2, placed.middle, text, "middle", colour=colour, classes=classes)
    rest = _rest(placed.rung)
    words = missing_label(chart, placed.rung.rows)
    if rest and _fits(words, rest[0], _WHOLE, x):
        middle = (rest[0] + _WHOLE) / 2
        yield Text(middle, placed.middle, words, "middle", italic=True, colour="muted", classes=f"chart-text {rest[1]}")


def _remarks(chart: Chart, rung: Rung, x: Axis) -> Iterator[str]:
    """Yield, for under the bar, what the bar itself has no room to say and readers must know."""
    for row, begin, end in _parts(rung):
        bounded = row.qualifier is not Qualifier.EXACT and not _fits(chart.words.value_text(row), begin, end, x)
        if bounded or row.status in PRELIMINARY:
            yield " · ".join(filter(None, (row.series, value_label(chart, row))))
    missing = [row for row in rung.rows if row.value is None]
    said = len(missing) == len(rung.rows) and _fits(missing_label(chart, rung.rows), 0, _WHOLE, x)
    if not said:
        yield from (" · ".join(filter(None, (row.series, value_label(chart, row)))) for row in missing)
