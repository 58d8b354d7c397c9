"""Owns the sheet of a picture: title, key, plot and footer on paper, as one SVG document that explains itself.

Does not own the marks in the plot (`plot`, `drawing`). Of what vl-convert writes only shapes and texts with known
attributes are kept: no style, script, link or wrapper passes.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.charts.chart import Chart
from generator.charts.palette import colour_classes, hexadecimal
from generator.charts.plot import KeyEntry, Plot
from generator.charts.typesetting import text_width, wrapped

WIDE = 680
"""Width of a picture in a page or a newspaper column, in pixels."""
NARROW = 360
"""Width of a picture on a phone, in pixels."""

_FONTS = "'Liberation Sans', Arial, system-ui, sans-serif"
_MARGIN = 16
_TITLE, _SUBTITLE, _FOOTER, _KEY = (17, 23), (13.5, 19), (11.5, 16), (12.5, 20)
_KEPT_TAGS = frozenset({"path", "line", "text"})
_KEPT_ATTRIBUTES = frozenset(
    {
        *("d", "x", "y", "x1", "x2", "y1", "y2", "transform"),
        *("fill", "stroke", "stroke-width", "stroke-dasharray"),
        *("text-anchor", "font-size", "font-style", "font-weight"),
    }
)
_DEFAULTS = frozenset(
    {("font-style", "normal"), ("font-weight", "normal"), ("stroke-dasharray", ""), ("y2", "0"), ("x2", "0")}
)
_HALOED = frozenset({"chart-value", "chart-remark", "chart-break"})
_DECIMALS = re.compile(r"\d+\.\d{3,}(e-?\d+)?")


class Drawing(NamedTuple):
    """A picture as an SVG document, its size in its units, and where in it each row of its chart stands."""

    svg: str
    width: int
    height: int
    places: tuple[tuple[float, float], ...]


def sheet_width(width: float) -> float:
    """Return the room for a plot in a picture of `width` pixels."""
    return width - 2 * _MARGIN


def picture(chart: Chart, plot: Plot, marks: str, width: int) -> Drawing:
    """Return the picture of `chart`: an SVG document of `width` units, scaled by whoever shows it."""
    sheet = _Sheet(chart, width)
    sheet.lines(chart.title, *_TITLE, bold=True, classes="chart-title")
    sheet.lines(chart.subtitle, *_SUBTITLE, colour="muted", classes="chart-subtitle")
    sheet.key(plot.key)
    places = sheet.plot(plot, marks)
    sheet.seam()
    sheet.lines(chart.footer, *_FOOTER, colour="muted", classes="chart-footer")
    return Drawing(sheet.document(), width, sheet.height, places)


class _Sheet:
    """A sheet that is filled from the top."""

    def __init__(self, chart: Chart, width: int) -> None:
        self._chart = chart
        self._width = width
        self._top = 12.0
        self._parts: list[ET.Element] = []

    def _across(self, place: float) -> float:
        """Return `place`, pixels from where reading starts, in the picture's coordinates."""
        return round(self._width - place if self._chart.rtl else place, 2)

    def _text(self, text: str, place: float, middle: float, size: float, **attributes: str) -> None:
        """Put a text on the sheet, starting at `place`."""
        places = {"x": _number(self._across(place)), "y": _number(middle + size * 0.35), "font-size": _number(size)}
        part = ET.Element("text", places | attributes)
        part.text = text
        self._parts.append(part)

    def lines(
        self, text: str, size: float, height: float, *, classes: str, bold: bool = False, colour: str = "ink"
    ) -> None:
        """Put a paragraph on the sheet."""
        attributes = {"class": f"{classes} chart-fill-{colour}", "fill": hexadecimal(colour)}
        attributes |= {"font-weight": "bold"} if bold else {}
        for line in wrapped(text, self._width - 2 * _MARGIN, size, bold=bold):
            self._text(line, _MARGIN, self._top + height / 2, size, **attributes)
            self._top += height

    def key(self, entries: Sequence[KeyEntry]) -> None:
        """Put signs and their meanings on the sheet, side by side as far as there is room."""
        size, height = _KEY
        place, self._top = float(_MARGIN), self._top + (8 if entries else 0)
        for entry in entries:
            text = wrapped(entry.text, self._width - 2 * _MARGIN - 18, size, most=1)[0] if entry.text else ""
            room = 18 + text_width(text, size)
            if place > _MARGIN and place + room > self._width - _MARGIN:
                place, self._top = float(_MARGIN), self._top + height
            middle = self._top + height / 2
            self._parts.append(self._sign(entry, place + 6, middle))
            attributes = {"class": "chart-key chart-fill-ink", "fill": hexadecimal("ink")}
            self._text(text, place + 17, middle, size, **attributes)
            place += room + 18
        self._top += height if entries else 0

    def _sign(self, entry: KeyEntry, place: float, middle: float) -> ET.Element:
        """Return the sign of an entry of the key."""
        return ET.Element(
            "path",
            {
                "class": colour_classes(entry.fill, entry.stroke),
                "d": entry.shape,
                "transform": f"translate({_number(self._across(place))},{_number(middle)}) scale(4.5)",
                "fill": hexadecimal(entry.fill),
                "stroke": hexadecimal(entry.stroke),
                "stroke-width": "0.3",
            },
        )

    def plot(self, plot: Plot, marks: str) -> tuple[tuple[float, float], ...]:
        """Put the plot on the sheet; return where each row of the chart now stands."""
        start, top, end, bottom = plot.margins
        left = end if self._chart.rtl else start
        self._top += 12 + top
        places = tuple(self._place(plot, at, _MARGIN + left, self._top) for at in plot.places)
        place = f"translate({_number(_MARGIN + left)},{_number(self._top)})"
        group = ET.Element("g", {"transform": place, "fill": "none", "stroke-miterlimit": "10"})
        group.extend(_cleaned(marks))
        self._parts.append(group)
        self._top += plot.y.length + bottom + 12
        return places

    def _place(self, plot: Plot, at: tuple[float, float], left: float, top: float) -> tuple[float, float]:
        """Return a place in the plot, given on its axes, in the picture's coordinates."""
        x = plot.x.flipped if self._chart.rtl else plot.x
        return round(left + x.pixel(at[0]), 1), round(top + plot.y.length - plot.y.pixel(at[1]), 1)

    def seam(self) -> None:
        """Put the dashed line on the sheet that parts the plot from the footer."""
        if self._chart.footer:
            ends = {"x1": _number(_MARGIN), "x2": _number(self._width - _MARGIN)}
            height = {"y1": _number(self._top), "y2": _number(self._top)}
            look = {"class": colour_classes("none", "muted"), "stroke": hexadecimal("muted"), "stroke-dasharray": "4,3"}
            self._parts.append(ET.Element("line", ends | height | look))
            self._top += 8

    @property
    def height(self) -> int:
        """Return the height of the sheet, filled as it is."""
        return math.ceil(self._top + 10)

    def document(self) -> str:
        """Return the document with its title and description."""
        chart, height = self._chart, str(self.height)
        name = f"chart-{chart.slug}" + ("" if self._width == WIDE else f"-{self._width}")
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"chart chart-{chart.kind.value}",
            "viewBox": f"0 0 {self._width} {height}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-description",
            "lang": chart.language,
            "xml:lang": chart.language,
            "direction": chart.direction,
            "font-family": _FONTS,
        }
        root = ET.Element("svg", attributes)
        for tag, text in (("title", chart.title), ("desc", chart.description)):
            ET.SubElement(root, tag, id=f"{name}-{'title' if tag == 'title' else 'description'}").text = text
        paper = {"class": "chart-fill-paper", "width": str(self._width), "height": height, "fill": hexadecimal("paper")}
        ET.SubElement(root, "rect", paper)
        root.extend(self._parts)
        return ET.tostring(root, encoding="unicode")


def _cleaned(marks: str) -> Iterator[ET.Element]:
    """Yield the shapes and texts of what vl-convert wrote, in order, with known attributes only.

    A mark's own classes come through Vega as its accessible label: the picture is one image with one name.
    """
    for element in ET.fromstring(marks).iter():  # noqa: S314 - written by vl-convert from our own specification
        tag = element.tag.rpartition("}")[2]
        if tag not in _KEPT_TAGS or element.get("class") in {"background", "foreground"}:
            continue
        kept = {name: value for name, value in element.attrib.items() if name in _KEPT_ATTRIBUTES}
        part = ET.Element(tag, {name: _short(value) for name, value in kept.items() if (name, value) not in _DEFAULTS})
        part.set("class", element.get("aria-label", ""))
        part.text = element.text
        if _HALOED & set(part.get("class", "").split()):
            _halo(part)
        yield part


def _halo(text: ET.Element) -> None:
    """Give a label a rim of paper, so that it stays legible on a line."""
    text.set("class", f"{text.get('class')} chart-stroke-paper")
    for name, value in (("paint-order", "stroke"), ("stroke", hexadecimal("paper")), ("stroke-width", "3")):
        text.set(name, value)


def _short(value: str) -> str:
    """Return an attribute without what nobody sees: the default unit, and more than two decimals."""
    return _DECIMALS.sub(lambda number: _number(float(number[0])), value.removesuffix("px"))


def _number(value: float) -> str:
    """Return a coordinate as text: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
