"""Owns the labels in a line chart: names and last values at the end, other values at their points.

Does not own the lines and signs (`line`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.charts.axes import Axis, period_number
from generator.charts.chart import Chart, Qualifier, Row
from generator.charts.palette import styles_of
from generator.charts.plot import LINE_HEIGHT, SMALL_SIZE, TEXT_SIZE, Rule, Text, classes_of, room_of, series_class
from generator.charts.typesetting import Box, spread, text_width, wrapped

END_GAP = 8
_END_SHARE = 0.32
_COLUMN_GAP = 10
_MOST_VALUES = 14
_MOVED = 7
_FROM_MARKER = 7
_SAMPLE = 4
_PLACES = (
    ("middle", 0, -15),
    ("middle", 0, 16),
    ("end", -10, -9),
    ("start", 10, -9),
    ("start", 10, 9),
    ("end", -10, 9),
)
_ARROW = 13


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a label: which of its lines it stands on, and how far in."""

    text: str
    name: bool
    line: int = 0
    indent: float = 0

    @property
    def width(self) -> float:
        """Width in pixels."""
        return text_width(self.text, TEXT_SIZE, bold=self.name)


@dataclass(frozen=True, slots=True)
class _End:
    """The label of a series, with the row of its last value."""

    row: Row
    pieces: tuple[_Piece, ...]

    @property
    def lines(self) -> int:
        """Number of lines."""
        return max(piece.line for piece in self.pieces) + 1


def end_column(chart: Chart, width: float) -> float:
    """Return the room in pixels for the labels after the last period, on a sheet of `width` pixels."""
    pieces = [piece for end in _ends(chart, width) for piece in end.pieces]
    return max((piece.indent + piece.width for piece in pieces), default=0) + END_GAP + 2


def end_height(chart: Chart, width: float) -> float:
    """Return the pixels that the labels need one below the other, on a sheet of `width` pixels."""
    return float(LINE_HEIGHT * sum(end.lines for end in _ends(chart, width)))


def _lasts(chart: Chart) -> list[Row]:
    """Return the last row with a value of each series that has one."""
    by_series = {name: [row for row in chart.drawn if row.series == name] for name in chart.series}
    return [max(rows, key=lambda row: period_number(row.x)) for rows in by_series.values() if rows]


def _ends(chart: Chart, width: float) -> list[_End]:
    """Return the labels of the series: name and value side by side in columns or, without room, one below the other."""
    room = width * _END_SHARE
    latest = max((row.x for row in chart.rows), key=period_number, default="")
    rows = [(row, _last_text(chart, row, latest)) for row in _lasts(chart)]
    names = max((text_width(row.series, TEXT_SIZE, bold=True) for row, _ in rows), default=0)
    values = max((text_width(text, TEXT_SIZE) for _, text in rows), default=0)
    if names + _COLUMN_GAP + values <= room:
        indent = names + _COLUMN_GAP if names else 0
        return [
            _End(row, (_Piece(row.series, name=True), _Piece(text, name=False, indent=indent))) for row, text in rows
        ]
    return [_End(row, tuple(_stacked(row.series, text, room))) for row, text in rows]


def _last_text(chart: Chart, row: Row, latest: str) -> str:
    """Return the last value of a series, with its period when others go on to the `latest`."""
    text = chart.words.value_text(row)
    return text if row.x == latest else f"{text} · {row.x_text}"


def _stacked(name: str, value: str, room: float) -> Iterator[_Piece]:
    """Yield the lines of a name and, under it, of a value."""
    lines = wrapped(name, room, TEXT_SIZE, bold=True, most=3)
    yield from (_Piece(text, name=True, line=line) for line, text in enumerate(lines))
    below = enumerate(wrapped(value, room, TEXT_SIZE, most=3), start=len(lines))
    yield from (_Piece(text, name=False, line=line) for line, text in below)


def end_labels(chart: Chart, x: Axis, y: Axis, width: float, *, below: bool = False) -> tuple[list[Rule], list[Text]]:
    """Return the labels at the end of the lines, spread so that none covers another, and lines to those moved.

    `below`: something stands under the axis, of which they keep clear.
    """
    ends = _ends(chart, width)
    latest = max((period_number(row.x) for row in chart.rows), default=0)
    wanted = [y.length - y.pixel(end.row.value or 0) for end in ends]
    heights = [float(LINE_HEIGHT * end.lines) for end in ends]
    leaders: list[Rule] = []
    texts: list[Text] = []
    last = y.length if below else y.length + LINE_HEIGHT / 2
    for end, want, middle in zip(ends, wanted, spread(wanted, heights, -LINE_HEIGHT / 2, last), strict=True):
        if abs(want - middle) > _MOVED or period_number(end.row.x) < latest:
            leaders += _leader(chart, end.row, x, latest, _height(y, middle))
        texts += _texts(chart, end, x, y, middle)
    return leaders, texts


def _leader(chart: Chart, row: Row, x: Axis, latest: float, height: float) -> list[Rule]:
    """Return the dotted line from the last value of a series, level to the last period, then to its label."""
    value, corner = row.value or 0, x.value(x.pixel(latest) + _FROM_MARKER)
    begin = x.value(x.pixel(period_number(row.x)) + _FROM_MARKER)
    names = " ".join(series_class(chart, row.series))
    level = [Rule(begin, value, corner, value, "context", (1, 3), classes=names)] if begin < corner else []
    return [*level, Rule(corner, value, x.value(x.length + END_GAP - 3), height, "context", (1, 2), classes=names)]


def _height(y: Axis, from_top: float) -> float:
    """Return the value that stands `from_top` pixels under the top of the plot."""
    return y.value(y.length - from_top)


def _texts(chart: Chart, end: _End, x: Axis, y: Axis, middle: float) -> Iterator[Text]:
    """Yield the parts of a label around its middle, the name in the colour of the series."""
    colour = styles_of(chart)[end.row.series].colour
    first = middle - LINE_HEIGHT * (end.lines - 1) / 2
    for piece in end.pieces:
        place = _height(y, first + LINE_HEIGHT * piece.line)
        text = Text(x.high, place, piece.text, dx=END_GAP + piece.indent, size=TEXT_SIZE, bold=piece.name)
        if piece.name:
            names = " ".join(["chart-text chart-series", *series_class(chart, end.row.series)])
            yield replace(text, colour=colour, classes=names)
        else:
            yield replace(text, classes=classes_of(chart, end.row, "text", "value"))


def point_labels(chart: Chart, x: Axis, y: Axis) -> list[Text]:
    """Return the values at their points: every bound and, of a single series, as many others as have room."""
    lasts = _lasts(chart)
    others = [row for row in chart.drawn if row not in lasts]
    bounds = [row for row in others if row.qualifier is not Qualifier.EXACT]
    plain = [row for row in others if row.qualifier is Qualifier.EXACT]
    if len(chart.series) > 1:
        plain = []
    taken = list(_obstacles(chart, x, y))
    texts = []
    for row in [*bounds, *(plain if len(others) < _MOST_VALUES else plain[:1])]:
        hits, text, room = min((_tried(text, x, y, taken) for text in _places(chart, row)), key=lambda tried: tried[0])
        if not hits or row in bounds:
            taken.append(room)
            texts.append(text)
    return texts


def _tried(text: Text, x: Axis, y: Axis, taken: Sequence[Box]) -> tuple[int, Text, Box]:
    """Return how much a label would cover, with the label and its room."""
    room = room_of(text, x, y.length - y.pixel(text.y))
    outside = 0 if room.within(0, x.length) else len(taken)
    return sum(room.overlaps(other) for other in taken) + outside, text, room


def _places(chart: Chart, row: Row) -> Iterator[Text]:
    """Yield the label of a point in the places where it may stand, best first; farther where an arrow is."""
    up = _ARROW if row.qualifier in {Qualifier.OVER, Qualifier.ABOUT} else 0
    down = _ARROW if row.qualifier in {Qualifier.UNDER, Qualifier.ABOUT} else 0
    text = chart.words.value_text(row)
    for align, dx, dy in _PLACES:
        moved = dy if align != "middle" else dy - up if dy < 0 else dy + down
        at, classes = period_number(row.x), classes_of(chart, row, "text", "value")
        yield Text(at, row.value or 0, text, align, dx, moved, SMALL_SIZE, classes=classes)


def _obstacles(chart: Chart, x: Axis, y: Axis) -> Iterator[Box]:
    """Yield the room of all lines, in short pieces."""
    for name in chart.series:
        rows = sorted((row for row in chart.drawn if row.series == name), key=lambda row: period_number(row.x))
        dots = [(x.pixel(period_number(row.x)), y.length - y.pixel(row.value or 0)) for row in rows]
        for (left, top), (right, bottom) in pairwise(dots):
            pieces = max(int(max(right - left, abs(bottom - top)) / _SAMPLE), 1)
            for piece in range(pieces + 1):
                across, down = left + (right - left) * piece / pieces, top + (bottom - top) * piece / pieces
                yield Box(across - 2, down - 2, across + 2, down + 2)
