"""Owns the charts: four fixed designs, drawn as static SVG without script, style sheet or font of its own, and as PNG.

Does not own figures, their wording or the table under a chart: a `Chart` arrives with every text in its language. No
other package imports vl_convert, which is loaded when a picture is drawn, or altair, which is loaded only to make the
designs (`python -m generator.charts.designs`), never by a build.

    chart (what it says) -> line, bar, stacked_share, dot_range (a plot) -> drawing (marks) -> pictures (the sheet)
    pictures -> raster (pixels)
"""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from generator.charts.axes import axis_values
from generator.charts.cache import kept
from generator.charts.chart import Chart, Kind, Qualifier, Row, Status, Tick, Words
from generator.charts.palette import dark_css
from generator.charts.pictures import NARROW, WIDE, Drawing
from generator.charts.raster import SCALE, has_letters, pixels
from generator.charts.reading import reading_of

__all__ = [
    "NARROW",
    "SCALE",
    "WIDE",
    "Chart",
    "Drawing",
    "Kind",
    "Qualifier",
    "Row",
    "Status",
    "Tick",
    "Words",
    "axis_values",
    "dark_css",
    "draw_chart",
    "has_letters",
    "png_of",
    "reading_of",
]


def draw_chart(chart: Chart, *, width: int = WIDE, folder: Path | None = None) -> Drawing:
    """Return `chart` as an SVG document, to stand in a page or alone; the same bytes on every machine.

    `width` is in units of the picture (which scales): WIDE for a page, NARROW for a phone. Pictures are kept in
    `folder` when one is given. A value that a chart must not show has already been refused by `Row`.
    """
    made = kept([asdict(chart), width], folder, lambda: json.dumps(_drawn(chart, width)).encode())
    svg, width, height, places = json.loads(made)
    return Drawing(svg, width, height, tuple((across, down) for across, down in places))


def png_of(svg: str, folder: Path | None = None) -> Future[bytes]:
    """Return the PNG of `svg` (a picture of ours for which `has_letters` is true) as a future: a thread makes it."""
    return _background().submit(kept, ["png", svg], folder, lambda: pixels(svg))


@lru_cache(maxsize=1)
def _background() -> ThreadPoolExecutor:
    """Return the thread that makes PNGs, while this one goes on: the converter releases the interpreter lock."""
    return ThreadPoolExecutor(1, "png")


def _drawn(chart: Chart, width: int) -> Drawing:
    """Draw a picture; the drawing libraries take a second to import, and not every build needs them."""
    from generator.charts.drawing import drawn  # noqa: PLC0415

    return drawn(chart, width)
