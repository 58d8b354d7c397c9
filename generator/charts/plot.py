"""Owns the plot: the marks of one chart with their places, before anything is drawn.

Does not own how marks become SVG (`designs`, `drawing`) or the sheet around the plot (`pictures`). Marks stand at
values of the two axes and are written as if everything read from left to right; `drawing` mirrors them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.charts.axes import Axis
from generator.charts.chart import PRELIMINARY, Chart, Qualifier, Row, Status, unique
from generator.charts.palette import CIRCLE
from generator.charts.typesetting import Box, text_width, wrapped

TEXT_SIZE = 13
SMALL_SIZE = 12
LINE_HEIGHT = 16
SIGN_SIZE = 64

ARROW = "M0,-1.3V-3.6M-0.9,-2.6L0,-3.6L0.9,-2.6"
DOUBLE_ARROW = f"{ARROW}M0,1.3V3.6M-0.9,2.6L0,3.6L0.9,2.6"
_SUPPRESSED = "M-0.9,-0.9H0.9V0.9H-0.9ZM-0.9,0.9L0.9,-0.9M-0.9,0L0,-0.9M0,0.9L0.9,0"
_NOT_COLLECTED = "M-0.5,0A0.2,0.2,0,1,1,-0.9,0A0.2,0.2,0,1,1,-0.5,0ZM0.9,0A0.2,0.2,0,1,1,0.5,0A0.2,0.2,0,1,1,0.9,0Z"
_NOT_APPLICABLE = "M-0.9,0H0.9"
MISSING_SIGNS = {
    Status.SUPPRESSED: _SUPPRESSED,
    Status.NOT_COLLECTED: _NOT_COLLECTED,
    Status.NOT_APPLICABLE: _NOT_APPLICABLE,
}
_BOUND_SIGNS = {
    Qualifier.OVER: (ARROW, 0),
    Qualifier.UNDER: (ARROW, 180),
    Qualifier.ABOUT: (DOUBLE_ARROW, 0),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text at (`x`, `y`), moved by `dx`, `dy` pixels (right and down); `align` is start, middle or end."""

    x: float
    y: float
    text: str
    align: str = "start"
    dx: float = 0
    dy: float = 0
    size: float = SMALL_SIZE
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    classes: str = "chart-text"


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two places."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = "line"
    dash: tuple[int, ...] = ()
    width: float = 1
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol of `size` square pixels; `shape` is an SVG path around 0, turned by `angle` degrees."""

    x: float
    y: float
    shape: str
    fill: str
    stroke: str
    classes: str
    size: float = SIGN_SIZE
    angle: float = 0
    width: float = 1.75


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line; points of the same `run` are joined."""

    x: float
    y: float
    run: str
    colour: str
    dash: tuple[int, ...]
    width: float
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle between two places."""

    x: float
    x2: float
    y: float
    y2: float
    fill: str
    stroke: str
    classes: str
    dash: tuple[int, ...] = ()
    width: float = 1.5


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A sign and what it means."""

    shape: str
    fill: str
    stroke: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything between the subtitle and the footer; `margins` are start, top, end, bottom in pixels.

    `places` say where each row of the chart stands, in their order: where its mark is, or the sign that it has none.
    """

    x: Axis
    y: Axis
    margins: tuple[float, float, float, float]
    rules: tuple[Rule, ...] = ()
    signs: tuple[Sign, ...] = ()
    texts: tuple[Text, ...] = ()
    points: tuple[Point, ...] = ()
    areas: tuple[Area, ...] = ()
    key: tuple[KeyEntry, ...] = field(default=())
    places: tuple[tuple[float, float], ...] = ()


def classes_of(chart: Chart, row: Row, *names: str) -> str:
    """Return the classes that say what a mark is and of which series: `chart-mark chart-over chart-s2`."""
    return " ".join([state_classes(row, *names), *series_class(chart, row.series)])


def state_classes(row: Row, *names: str) -> str:
    """Return the classes that say what a mark is: `chart-mark chart-over chart-provisional`."""
    states = [row.qualifier.value, row.status.value]
    shown = [state for state in states if state not in {"exact", "final"}]
    return " ".join(f"chart-{name}" for name in (*names, *shown))


def series_class(chart: Chart, name: str) -> list[str]:
    """Return the class by which a page finds all marks of a series, where there are several: `chart-s2`."""
    return [f"chart-s{chart.series.index(name)}"] if len(chart.series) > 1 else []


def is_plain(row: Row) -> bool:
    """Whether a row is a value that is neither a bound nor preliminary nor missing."""
    return row.qualifier is Qualifier.EXACT and row.status is Status.FINAL


def marker(chart: Chart, row: Row, x: float, y: float, shape: str, colour: str) -> list[Sign]:
    """Return the marker of a value: filled when it is certain, hollow when not, with a core when revised."""
    certain = row.qualifier is Qualifier.EXACT and row.status not in PRELIMINARY
    fill = colour if certain else "paper"
    signs = [Sign(x, y, shape, fill, colour, classes_of(chart, row, "mark"))]
    if row.status is Status.REVISED:
        core = " ".join(["chart-core", *series_class(chart, row.series)])
        signs.append(Sign(x, y, CIRCLE, colour, "none", core, SIGN_SIZE / 6))
    return signs


def bound(chart: Chart, row: Row, x: float, y: float, colour: str, *, across: bool) -> list[Sign]:
    """Return the open end of a bound, as an arrow to where the truth may lie; `across` on a horizontal axis."""
    if row.qualifier not in _BOUND_SIGNS:
        return []
    shape, angle = _BOUND_SIGNS[row.qualifier]
    return [Sign(x, y, shape, "none", colour, classes_of(chart, row, "bound"), angle=angle + 90 * across)]


def status_key(chart: Chart) -> list[KeyEntry]:
    """Return the signs of the states that occur in `chart`, with their words."""
    shapes = {
        Status.PROVISIONAL: (CIRCLE, "paper"),
        Status.REVISED: (f"{CIRCLE}M0.3,0A0.3,0.3,0,1,1,-0.3,0A0.3,0.3,0,1,1,0.3,0Z", "paper"),
    }
    shapes |= {status: (shape, "none") for status, shape in MISSING_SIGNS.items()}
    present = {row.status for row in chart.rows}
    return [
        KeyEntry(shape, fill, "ink", chart.words.status_word(status))
        for status, (shape, fill) in shapes.items()
        if status in present
    ]


def missing_label(chart: Chart, rows: Iterable[Row]) -> str:
    """Return the words for what is missing among `rows`, each once."""
    return " · ".join(unique(chart.words.status_word(row.status) for row in rows if row.value is None))


def value_label(chart: Chart, row: Row) -> str:
    """Return what is written beside a mark: the value with its qualifier, and its status when not final."""
    if row.value is None:
        return chart.words.status_word(row.status)
    word = chart.words.status_word(row.status)
    text = chart.words.value_text(row)
    return f"{text} · {word}" if word else text


def room_of(text: Text, x: Axis, height_at: float) -> Box:
    """Return the room that `text` takes; `height_at` is the distance of its middle from the top in pixels."""
    width = text_width(text.text, text.size, bold=text.bold)
    left = x.pixel(text.x) + text.dx - {"start": 0.0, "middle": width / 2, "end": width}[text.align]
    middle = height_at + text.dy
    return Box(left - 3, middle - text.size * 0.6, left + width + 3, middle + text.size * 0.6)


def broken(text: Text, room: float) -> list[Text]:
    """Return `text` on as many lines as `room` pixels ask for, three at most, around its middle."""
    lines = wrapped(text.text, room, text.size, bold=text.bold, most=3)
    first = text.dy - LINE_HEIGHT * (len(lines) - 1) / 2
    return [replace(text, text=line, dy=first + LINE_HEIGHT * number) for number, line in enumerate(lines)]


def unit_lines(chart: Chart, room: float) -> list[str]:
    """Return the unit of `chart`, broken to `room` pixels."""
    return wrapped(chart.unit, room, SMALL_SIZE, most=3)


def without_overlaps(places: Iterable[tuple[float, float]], gap: float) -> list[int]:
    """Return which of the labels at (centre, width), in order along an axis, can stand: the last one always."""
    rooms = [(centre - width / 2, centre + width / 2) for centre, width in places]
    if not rooms:
        return []
    last = len(rooms) - 1
    kept: list[int] = []
    for index, (left, right) in enumerate(rooms[:-1]):
        free = not kept or rooms[kept[-1]][1] + gap <= left
        if free and right + gap <= rooms[last][0]:
            kept.append(index)
    return [*kept, last]


def empty_plot(chart: Chart, width: float) -> Plot:
    """Return the plot of a chart without rows: the words that say so."""
    text = Text(0.5, 0.5, chart.words.no_value, "middle", size=TEXT_SIZE, italic=True, colour="muted")
    return Plot(Axis(0, 1, width), Axis(0, 1, LINE_HEIGHT * 4), (0, 0, 0, 0), texts=(text,))
