"""Owns the four Altair designs and the making of `designs.json`: `python -m generator.charts.designs`.

Does not own data: a layer names its data set, which is empty here, and `drawing` puts the rows into what becomes of the
specification. Building, validating and compiling a design takes as long as a hundred drawings of it, so it is done
once, when a design or a library changes; a build reads the file. Nothing here lets Vega measure a text or choose a
scale, so a picture does not depend on the fonts of a machine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import altair as alt

from generator.charts.chart import Kind
from generator.charts.converter import compiled
from generator.charts.drawing import BOUNDS, DESIGNS

FONT = "Liberation Sans"


def designs() -> dict[str, Any]:
    """Return the Vega specification of each kind of chart, without data."""
    layers = {
        Kind.LINE: [rules(), lines(), signs(), texts()],
        Kind.BAR: [rules(), areas(), signs(), texts()],
        Kind.STACKED_SHARE: [rules(), areas(), texts()],
        Kind.DOT_RANGE: [rules(), signs(), texts()],
    }
    return {kind.value: compiled(specification(layers[kind])) for kind in Kind}


def specification(layers: Sequence[alt.Chart]) -> dict[str, Any]:
    """Return the validated Vega-Lite specification of a design, with parameters for the ends of its axes."""
    chart = (
        alt.layer(*layers)
        .properties(autosize=alt.AutoSizeParams(type="none"), padding=0)
        .add_params(*(alt.param(name=name, value=0) for name in BOUNDS))
        .configure(font=FONT)
        .configure_view(stroke=None)
    )
    described: dict[str, Any] = chart.to_dict()
    return described


def rules() -> alt.Chart:
    """Return the layer of straight lines."""
    layer: alt.Chart = (
        _layer("rules")
        .mark_rule()
        .encode(
            x=_across(),
            x2="x2:Q",
            y=_along(),
            y2="y2:Q",
            stroke=_stroke(),
            strokeDash=_dash(),
            strokeWidth=_width(),
            description="classes:N",
        )
    )
    return layer


def lines() -> alt.Chart:
    """Return the layer of lines, one a run."""
    layer: alt.Chart = (
        _layer("points")
        .mark_line(strokeJoin="round", strokeCap="butt")
        .encode(
            x=_across(),
            y=_along(),
            detail="run:N",
            stroke=_stroke(),
            strokeDash=_dash(),
            strokeWidth=_width(),
            description="classes:N",
        )
    )
    return layer


def areas() -> alt.Chart:
    """Return the layer of rectangles."""
    layer: alt.Chart = (
        _layer("areas")
        .mark_rect(strokeDash=alt.ExprRef("datum.dash"))
        .encode(
            x=_across(),
            x2="x2:Q",
            y=_along(),
            y2="y2:Q",
            fill=_fill(),
            stroke=_stroke(),
            strokeWidth=_width(),
            description="classes:N",
        )
    )
    return layer


def signs() -> alt.Chart:
    """Return the layer of symbols."""
    layer: alt.Chart = (
        _layer("signs")
        .mark_point(opacity=1)
        .encode(
            x=_across(),
            y=_along(),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            angle=alt.Angle("angle:Q", scale=None),
            fill=_fill(),
            stroke=_stroke(),
            strokeWidth=_width(),
            description="classes:N",
        )
    )
    return layer


def texts() -> alt.Chart:
    """Return the layer of texts."""
    of = alt.ExprRef
    mark = _layer("texts").mark_text(
        align=of("datum.align"),
        dx=of("datum.dx"),
        dy=of("datum.dy"),
        fontSize=of("datum.size"),
        fontWeight=of("datum.weight"),
        fontStyle=of("datum.style"),
        baseline="middle",
        limit=0,
    )
    layer: alt.Chart = mark.encode(x=_across(), y=_along(), text="text:N", fill=_fill(), description="classes:N")
    return layer


def _layer(name: str) -> alt.Chart:
    """Return an empty layer over the data set `name`."""
    return alt.Chart(alt.NamedData(name))


def _across() -> alt.X:
    """Return the horizontal place, on the axis from x0 to x1."""
    ends = alt.Scale(domain=[alt.ExprRef("x0"), alt.ExprRef("x1")], nice=False, zero=False)
    return alt.X("x:Q", scale=ends, axis=None)


def _along() -> alt.Y:
    """Return the vertical place, on the axis from y0 (bottom) to y1 (top)."""
    ends = alt.Scale(domain=[alt.ExprRef("y0"), alt.ExprRef("y1")], nice=False, zero=False)
    return alt.Y("y:Q", scale=ends, axis=None)


def _fill() -> alt.Fill:
    """Return the fill as it stands in the data."""
    return alt.Fill("fill:N", scale=None)


def _stroke() -> alt.Stroke:
    """Return the colour of a line as it stands in the data."""
    return alt.Stroke("stroke:N", scale=None)


def _dash() -> alt.StrokeDash:
    """Return the dashes of a line as they stand in the data."""
    return alt.StrokeDash("dash:N", scale=None)


def _width() -> alt.StrokeWidth:
    """Return the width of a line as it stands in the data."""
    return alt.StrokeWidth("width:Q", scale=None)


def main() -> int:
    """Write the file that builds read."""
    DESIGNS.write_text(json.dumps(designs(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
