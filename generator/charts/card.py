"""Owns the picture that stands for a whole portal where others speak of it: name, sentence, seam and address.

Does not own the words or which pages it stands for (`generator.pages.card`).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from generator.charts.palette import hexadecimal
from generator.charts.typesetting import legible, wrapped

WIDTH, HEIGHT = 600, 315
"""In units of the picture: the shape that the places where links are shared cut cards to."""
_MARGIN = 40
_NAME, _SENTENCE, _ADDRESS = (38, 46), (22, 31), (16, 22)


def portal_card(name: str, sentence: str, address: str, direction: str) -> str:
    """Return the card as an SVG document; `direction` is `ltr` or `rtl`."""
    sheet = ET.Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "direction": direction},
    )
    size = {"width": str(WIDTH), "height": str(HEIGHT)}
    ET.SubElement(sheet, "rect", size | {"fill": hexadecimal("paper")})
    start = WIDTH - _MARGIN if direction == "rtl" else _MARGIN
    below = _lines(sheet, name, start, _MARGIN, _NAME, most=2, bold=True)
    seam = {"y1": str(below + 14), "y2": str(below + 14), "stroke": hexadecimal("accent"), "stroke-width": "2"}
    ET.SubElement(sheet, "line", {"x1": str(_MARGIN), "x2": str(WIDTH - _MARGIN), "stroke-dasharray": "9,6", **seam})
    _lines(sheet, sentence, start, below + 32, _SENTENCE, most=3)
    _lines(sheet, address, start, HEIGHT - _MARGIN - _ADDRESS[1] + 8, _ADDRESS, most=1, colour="muted")
    return ET.tostring(sheet, encoding="unicode")


def _lines(
    sheet: ET.Element,
    text: str,
    start: int,
    top: int,
    type_: tuple[int, int],
    *,
    most: int,
    bold: bool = False,
    colour: str = "ink",
) -> int:
    """Put `most` lines of `text` on the sheet from `top` on; return where they end. `type_`: size, height of a line."""
    size, height = type_
    look = {"font-size": str(size), "fill": hexadecimal(colour), **({"font-weight": "bold"} if bold else {})}
    lines = wrapped(legible(text), WIDTH - 2 * _MARGIN, size, bold=bold, most=most)
    for number, line in enumerate(lines):
        middle = top + height * number + height / 2
        part = ET.SubElement(sheet, "text", {"x": str(start), "y": f"{middle + size * 0.35:.2f}", **look})
        part.text = line
    return top + height * len(lines)
