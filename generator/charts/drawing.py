"""Owns the way from a plot to the marks of an SVG: puts rows into a design and has the converter draw it.

Does not own the designs, which lie made in `designs.json`, or the sheet around the plot.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from generator.charts import bar, dot_range, line, stacked_share
from generator.charts.chart import Chart, Kind, legible_chart
from generator.charts.converter import svg_of
from generator.charts.palette import colour_classes, hexadecimal
from generator.charts.pictures import Drawing, picture, sheet_width
from generator.charts.plot import Area, Plot, Point, Rule, Sign, Text, empty_plot

_ALIGNMENTS = {"start": "left", "middle": "center", "end": "right"}
DESIGNS = Path(__file__).with_name("designs.json")
"""What `designs` makes of the designs, by kind: Vega without data."""
BOUNDS = ("x0", "x1", "y0", "y1")
"""The parameters of a design for the ends of its axes."""
_PLOTS: dict[Kind, Callable[[Chart, float], Plot]] = {
    Kind.LINE: line.plot_of,
    Kind.BAR: bar.plot_of,
    Kind.STACKED_SHARE: stacked_share.plot_of,
    Kind.DOT_RANGE: dot_range.plot_of,
}


def drawn(chart: Chart, width: int) -> Drawing:
    """Return `chart` as a picture of `width` units."""
    legible = legible_chart(chart)
    plot = plot_of(legible, sheet_width(width))
    return picture(legible, plot, marks_of(plot, chart.kind, rtl=chart.rtl), width)


def plot_of(chart: Chart, width: float) -> Plot:
    """Return the marks of `chart` in a sheet of `width` pixels."""
    return _PLOTS[chart.kind](chart, width) if chart.rows else empty_plot(chart, width)


def marks_of(plot: Plot, kind: Kind, *, rtl: bool) -> str:
    """Return an SVG document with the marks of `plot` alone, as vl-convert writes it.

    Right to left turns the axis, the movements and the arrows round. A text needs no other turn: where a text
    starts follows from its direction.
    """
    x = plot.x.flipped if rtl else plot.x
    turn = -1 if rtl else 1
    rows = {
        "rules": [_rule(rule) for rule in plot.rules],
        "points": [_point(point) for point in plot.points],
        "areas": [_area(area) for area in plot.areas],
        "signs": [_sign(sign, turn) for sign in plot.signs],
        "texts": [_text(text, turn) for text in plot.texts],
    }
    ends = dict(zip(BOUNDS, (x.low, x.high, plot.y.low, plot.y.high), strict=True))
    specification = _designs()[kind.value]
    filled = {
        "width": plot.x.length,
        "height": plot.y.length,
        "data": _named(specification["data"], "values", rows),
        "signals": _named(specification["signals"], "value", ends),
    }
    return svg_of({**specification, **filled})


def _named(things: Sequence[Mapping[str, Any]], what: str, given: Mapping[str, object]) -> list[Mapping[str, Any]]:
    """Return things that have names, those that `given` names with what it gives."""
    return [{**thing, what: given[thing["name"]]} if thing["name"] in given else thing for thing in things]


@cache
def _designs() -> Mapping[str, Any]:
    known: Mapping[str, Any] = json.loads(DESIGNS.read_text(encoding="utf-8"))
    return known


def _rule(rule: Rule) -> dict[str, Any]:
    return {"x": rule.x, "y": rule.y, "x2": rule.x2, "y2": rule.y2, **_line(rule)}


def _point(point: Point) -> dict[str, Any]:
    return {"x": point.x, "y": point.y, "run": point.run, **_line(point)}


def _line(mark: Rule | Point) -> dict[str, Any]:
    named = {
        "stroke": hexadecimal(mark.colour),
        "classes": f"{mark.classes} {colour_classes('none', mark.colour)}".strip(),
    }
    return {**named, "dash": mark.dash, "width": mark.width}


def _area(area: Area) -> dict[str, Any]:
    places = {"x": area.x, "x2": area.x2, "y": area.y, "y2": area.y2, "dash": area.dash, "width": area.width}
    return {**places, **_painted(area)}


def _painted(mark: Area | Sign) -> dict[str, Any]:
    return {
        "fill": hexadecimal(mark.fill),
        "stroke": hexadecimal(mark.stroke),
        "classes": f"{mark.classes} {colour_classes(mark.fill, mark.stroke)}",
    }


def _sign(sign: Sign, turn: int) -> dict[str, Any]:
    return {
        "x": sign.x,
        "y": sign.y,
        "shape": sign.shape,
        "size": sign.size,
        "angle": sign.angle * turn,
        "width": sign.width,
        **_painted(sign),
    }


def _text(text: Text, turn: int) -> dict[str, Any]:
    return {
        "x": text.x,
        "y": text.y,
        "text": text.text,
        "align": _ALIGNMENTS[text.align],
        "dx": text.dx * turn,
        "dy": text.dy,
        "size": text.size,
        "weight": "bold" if text.bold else "normal",
        "style": "italic" if text.italic else "normal",
        "fill": hexadecimal(text.colour),
        "classes": f"{text.classes} {colour_classes(text.colour, 'none')}",
    }
