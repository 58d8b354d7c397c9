"""Owns the rungs of the horizontal designs: one line a category, its label, remarks and breaks.

Does not own what is drawn on a rung (`bar`, `stacked_share`, `dot_range`). Heights are in pixels from the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.charts.axes import Axis
from generator.charts.chart import Chart, Kind, Row, unique
from generator.charts.plot import LINE_HEIGHT, SMALL_SIZE, TEXT_SIZE, Rule, Text, unit_lines, without_overlaps
from generator.charts.typesetting import text_width, wrapped

_LABEL_SHARE = 0.34
_LABEL_GAP = 12
_BREAK_ROOM = 30
_SEAM = 7
_TICK_ROOM = 14


@dataclass(frozen=True, slots=True)
class Rung:
    """A category or, with `heading` alone, the name of the group that follows."""

    label: str
    rows: tuple[Row, ...] = ()
    remarks: tuple[str, ...] = ()
    heading: bool = False
    inner: bool = False

    @property
    def breaks(self) -> bool:
        """Whether the series breaks here."""
        return any(row.breaks_series for row in self.rows)


@dataclass(frozen=True, slots=True)
class Placed:
    """A rung in its place: the middle of its mark, its top, and the lines of its label."""

    rung: Rung
    top: float
    middle: float
    bottom: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The placed rungs, and the room that they take."""

    placed: tuple[Placed, ...]
    column: float
    height: float


def rungs_by_category(chart: Chart) -> list[Rung]:
    """Return one rung a category with the rows of all its series."""
    by_key = {x: tuple(row for row in chart.rows if row.x == x) for x in unique(row.x for row in chart.rows)}
    return [Rung(rows[0].x_text, rows) for rows in by_key.values()]


def ladder_of(rungs: Sequence[Rung], width: float, thickness: float) -> Ladder:
    """Place `rungs` on a sheet of `width` pixels, each with `thickness` pixels for its mark."""
    natural = max(
        (text_width(rung.label, TEXT_SIZE, bold=rung.heading) for rung in rungs if not rung.heading), default=0
    )
    column = min(natural + 1, width * _LABEL_SHARE)
    top, placed = 0.0, []
    for number, rung in enumerate(rungs):
        top += _BREAK_ROOM if rung.breaks and number else 0
        room = width if rung.heading else column
        lines = tuple(wrapped(rung.label, room, TEXT_SIZE, bold=rung.heading, most=3))
        height = max(LINE_HEIGHT * len(lines) + 6, 0 if rung.heading else thickness)
        bottom = top + height + LINE_HEIGHT * len(rung.remarks)
        placed.append(Placed(rung, top, top + height / 2, bottom, lines))
        top = bottom
    return Ladder(tuple(placed), column + _LABEL_GAP if column > 1 else 0, max(top, LINE_HEIGHT))


def ladder_axis(ladder: Ladder) -> Axis:
    """Return the vertical axis: pixels from the top."""
    return Axis(ladder.height, 0, ladder.height)


def places_of(chart: Chart, ladder: Ladder, across: Callable[[Row, Rung], float]) -> tuple[tuple[float, float], ...]:
    """Return where the rows of `chart` stand: `across` says at which value, the rung at which height."""
    by_row = {
        id(row): (across(row, placed.rung), placed.middle) for placed in ladder.placed for row in placed.rung.rows
    }
    return tuple(by_row[id(row)] for row in chart.rows)


def ladder_texts(ladder: Ladder, x: Axis, words_for_break: str, side: float = 0) -> list[Text]:
    """Return labels, remarks and the words at breaks; labels stand `side` pixels before the axis begins."""
    texts: list[Text] = []
    for number, placed in enumerate(ladder.placed):
        heading = placed.rung.heading
        colour = "muted" if placed.rung.inner else "ink"
        first = placed.middle - LINE_HEIGHT * (len(placed.lines) - 1) / 2
        texts += [
            Text(
                x.low,
                first + LINE_HEIGHT * line,
                text,
                "start" if heading else "end",
                -side - (ladder.column if heading else _LABEL_GAP),
                size=TEXT_SIZE,
                bold=heading,
                colour=colour,
            )
            for line, text in enumerate(placed.lines)
        ]
        below = placed.bottom - LINE_HEIGHT * (len(placed.rung.remarks) - 0.5) - 3
        texts += [
            Text(x.low, below + LINE_HEIGHT * line, text, colour="muted", classes="chart-text chart-remark")
            for line, text in enumerate(placed.rung.remarks)
        ]
        if number and placed.rung.breaks:
            texts.append(_break_text(x, placed, words_for_break))
    return texts


def _break_text(x: Axis, placed: Placed, words: str) -> Text:
    """Return the words that stand on the seam above a rung."""
    return Text(
        x.high, placed.top - _SEAM, words, "end", dy=-10, italic=True, colour="muted", classes="chart-text chart-break"
    )


def ladder_rules(ladder: Ladder, x: Axis, side: float = 0) -> list[Rule]:
    """Return the seams at breaks, over the whole width."""
    begin = x.value(-ladder.column - side)
    return [
        Rule(begin, placed.top - _SEAM, x.high, placed.top - _SEAM, "muted", (4, 4))
        for number, placed in enumerate(ladder.placed)
        if number and placed.rung.breaks
    ]


def scale_rules(chart: Chart, ladder: Ladder) -> list[Rule]:
    """Return the vertical grid, zero in ink; it leaves out the headings."""
    values = {tick.value: "line" for tick in chart.ticks}
    if chart.kind is Kind.BAR:
        values[0.0] = "ink"
    blocks = _blocks(ladder)
    return [Rule(value, top, value, bottom, colour) for value, colour in values.items() for top, bottom in blocks]


def _blocks(ladder: Ladder) -> list[tuple[float, float]]:
    """Return top and bottom of the parts of the ladder without a heading."""
    groups = groupby(ladder.placed, key=lambda placed: placed.rung.heading)
    blocks = [list(group) for heading, group in groups if not heading]
    return [(block[0].top, block[-1].bottom) for block in blocks]


def scale_texts(chart: Chart, x: Axis, height: float, room: float) -> list[Text]:
    """Return the labels of the grid, those that have room, and the unit under them in `room` pixels."""
    places = [(x.pixel(tick.value), text_width(tick.text, SMALL_SIZE)) for tick in chart.ticks]
    texts = [
        Text(chart.ticks[index].value, height, chart.ticks[index].text, "middle", dy=_TICK_ROOM, colour="muted")
        for index in without_overlaps(places, 8)
    ]
    below = _TICK_ROOM + (LINE_HEIGHT if texts else 0)
    texts += [
        Text(x.low, height, line, dy=below + LINE_HEIGHT * number, colour="muted", classes="chart-text chart-unit")
        for number, line in enumerate(unit_lines(chart, room))
    ]
    return texts


def scale_room(chart: Chart, room: float) -> float:
    """Return the pixels that `scale_texts` needs under the rungs."""
    return 6 + LINE_HEIGHT * (bool(chart.ticks) + len(unit_lines(chart, room)))


def widest(texts: Iterable[str], size: float = SMALL_SIZE) -> float:
    """Return the width of the widest text in pixels."""
    return max((text_width(text, size) for text in texts), default=0)
