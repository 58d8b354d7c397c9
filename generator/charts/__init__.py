"""Owns the charts: four fixed designs, drawn as static SVG that needs no script, style or font of its own.

Does not own figures, their wording or the table under a chart: a `Chart` arrives with every text in its language.
The only package that imports altair and vl_convert, and only when a picture is really drawn.

    chart (what it says) -> line, bar, stacked_share, dot_range (a plot) -> drawing (marks) -> pictures (the sheet)
"""

from __future__ import annotations

from pathlib import Path

from generator.charts.axes import axis_values
from generator.charts.cache import cached
from generator.charts.chart import Chart, Kind, Qualifier, Row, Status, Tick, Words
from generator.charts.palette import dark_css
from generator.charts.pictures import NARROW, WIDE

__all__ = [
    "NARROW",
    "WIDE",
    "Chart",
    "Kind",
    "Qualifier",
    "Row",
    "Status",
    "Tick",
    "Words",
    "axis_values",
    "dark_css",
    "draw_chart",
]


def draw_chart(chart: Chart, *, width: int = WIDE, folder: Path | None = None) -> str:
    """Return `chart` as an SVG document, to stand in a page or alone; the same bytes on every machine.

    `width` is in units of the picture (which scales): WIDE for a page, NARROW for a phone. Pictures are kept in
    `folder` when one is given. A value that a chart must not show has already been refused by `Row`.
    """
    return _drawn(chart, width) if folder is None else cached(chart, width, folder, _drawn)


def _drawn(chart: Chart, width: int) -> str:
    """Draw a picture; the drawing libraries take a second to import, and not every build needs them."""
    from generator.charts.drawing import drawn  # noqa: PLC0415

    return drawn(chart, width)
