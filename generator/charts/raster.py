"""Owns a picture as pixels: its SVG, said so that the converter sets every text as a browser would.

Does not own the picture (`pictures`) or the fonts (`converter`). The converter knows no direction of text and takes a
text from one font only: where a picture is right to left its texts are isolated and their ends change places, and what
has Arabic letters is set in the family that has Arabic and Latin.
"""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

from generator.charts.png import light

SCALE = 2
"""Pixels a unit of a picture: sharp on the screens of telephones, and wide enough for a card."""
_LATIN, _ARABIC = "'Liberation Sans'", "'IBM Plex Sans Arabic'"
_TEXT = "{http://www.w3.org/2000/svg}text"
_ISOLATE, _END = "\u2067", "\u2069"
_TURNED = {"start": "end", "end": "start", "middle": "middle"}
_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARABIC", "MICRO", "FEMININE", "MASCULINE"})
"""Scripts of which the two families have the letters, by the first word of a letter's Unicode name."""


def has_letters(svg: str) -> bool:
    """Whether the fonts of ours have every letter of `svg`: without, there are no pixels, rather than empty boxes."""
    return _scripts(svg) <= _SCRIPTS


def pixels(svg: str) -> bytes:
    """Return the picture `svg` as PNG; where its letters are those of our fonts, the same on every machine."""
    from generator.charts.converter import pixels_of  # noqa: PLC0415 - it takes a second, and a kept picture needs none

    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    rtl = root.get("direction") == "rtl"
    for text in root.iter(_TEXT):
        said = text.text or ""
        text.set("font-family", _ARABIC if rtl or "ARABIC" in _scripts(said) else _LATIN)
        if rtl:
            text.text = f"{_ISOLATE}{said}{_END}"
            text.set("text-anchor", _TURNED[text.get("text-anchor", "start")])
    return light(pixels_of(ET.tostring(root, encoding="unicode"), SCALE))


def _scripts(text: str) -> frozenset[str]:
    """Return the scripts of the letters of `text`."""
    letters = (letter for letter in set(text) if unicodedata.category(letter)[0] == "L")
    return frozenset(unicodedata.name(letter, "?").partition(" ")[0] for letter in letters)
