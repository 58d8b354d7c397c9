"""Shows that a picture as pixels is the picture: its size, its letters, its direction, the same on every machine."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import unicodedata
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from generator.charts import Status, draw_chart, has_letters, png_of
from generator.charts.converter import pixels_of
from generator.charts.palette import PAPER
from generator.charts.png import HEAVY, light, packed
from generator.charts.raster import pixels
from tests.test_charts import CHARTS, missing

ROOT = Path(__file__).parent.parent
LONG = "ارتفع عدد العاملين في صناعة الملابس في كمبوديا من 100,000 في عام 2000 إلى أكثر من 300,000 (Better Work)"


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def lines_of(png: bytes) -> list[list[bytes]]:
    """Return the lines of pixels of a PNG with eight bits for each of red, green, blue and opacity (ISO 15948)."""
    assert png[24:29] == b"\x08\x06\x00\x00\x00"
    parts, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        parts += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += 12 + length
    width, height = size_of(png)
    raw, lines, above = zlib.decompress(parts), [], bytearray(width * 4)
    for number in range(height):
        start = number * (width * 4 + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * 4])
        for at in range(len(line)):
            left, corner = (line[at - 4], above[at - 4]) if at >= 4 else (0, 0)
            line[at] = (line[at] + predicted(raw[start], left, above[at], corner)) % 256
        lines.append([bytes(line[at : at + 4]) for at in range(0, len(line), 4)])
        above = line
    return lines


def predicted(way: int, left: int, above: int, corner: int) -> int:
    if way < 4:
        return (0, left, above, (left + above) // 2)[way]
    return min(
        (abs(above - corner), 0, left), (abs(left - corner), 1, above), (abs(left + above - 2 * corner), 2, corner)
    )[2]


@pytest.mark.parametrize("name", CHARTS)
def test_pixels_are_two_a_unit(name: str) -> None:
    drawn = draw_chart(CHARTS[name]())
    assert f'viewBox="0 0 {drawn.width} {drawn.height}"' in drawn.svg
    assert size_of(png_of(drawn.svg).result()) == (drawn.width * 2, drawn.height * 2)


def test_packing_changes_the_weight_and_no_pixel() -> None:
    svg = draw_chart(CHARTS["bar"]()).svg.replace(
        "'Liberation Sans', Arial, system-ui, sans-serif", "'Liberation Sans'"
    )
    loose = pixels_of(svg, 2)
    tight = packed(loose)
    assert len(tight) < len(loose) / 2
    assert lines_of(tight) == lines_of(loose)


def test_a_picture_is_light_enough_to_be_shown_where_it_is_shared() -> None:
    drawn = [pixels(draw_chart(make()).svg) for make in CHARTS.values()]
    assert max(map(len, drawn)) < 300_000
    assert light(noise := bytes(HEAVY)) == noise


def test_right_to_left_texts_stay_on_the_sheet() -> None:
    drawn = replace(CHARTS["right to left"](), title=LONG, footer=LONG)
    lines = lines_of(pixels(draw_chart(drawn).svg))
    paper = bytes.fromhex(PAPER["paper"][1:]) + b"\xff"
    for margin in (slice(None, 28), slice(-28, None)):
        assert {pixel for line in lines for pixel in line[margin]} == {paper}
    title = lines[30:70]
    assert any(pixel != paper for line in title for pixel in line[-60:-32]), "the title begins at the right"


_DRAW = """
import hashlib, sys
sys.path[:0] = [sys.argv[1]]
import generator.charts
from tests.test_charts import CHARTS
from generator.charts import draw_chart, png_of
print(*(hashlib.sha256(png_of(draw_chart(make()).svg).result()).hexdigest() for make in CHARTS.values()))
"""


def test_the_same_pixels_whatever_fonts_a_machine_has(tmp_path: Path) -> None:
    none = tmp_path / "none.conf"
    none.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    elsewhere = os.environ | {"FONTCONFIG_FILE": str(none), "HOME": str(tmp_path), "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", _DRAW, str(ROOT)]
    there = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=True, cwd=tmp_path)
    here = [hashlib.sha256(png_of(draw_chart(make()).svg).result()).hexdigest() for make in CHARTS.values()]
    assert there.stdout.split() == here
    assert "FONTCONFIG_FILE" not in os.environ


def alone(letter: str) -> bytes:
    text = f'<text x="4" y="22" font-size="20">{letter}</text>'
    return pixels(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30">{text}</svg>')


def test_every_letter_of_the_interface_has_a_shape() -> None:
    catalogues = (ROOT / "generator" / "locale").rglob("*.po")
    letters = {letter for file in catalogues for letter in file.read_text(encoding="utf-8")}
    letters = {letter for letter in letters if unicodedata.category(letter)[0] in "LNPS" and letter not in "<&"}
    boxes = {alone("\ue123"), alone("\N{ARABIC MATHEMATICAL ALEF}")}
    assert len(letters) > 100
    assert [letter for letter in sorted(letters | set("·…ខ")) if alone(letter) in boxes] == ["ខ"]


@pytest.mark.parametrize(("said", "known"), [("Việt Nam", True), ("العربية", True), ("ខ្មែរ", False), ("中文", False)])
def test_letters_without_a_font_give_no_pixels_rather_than_boxes(said: str, known: bool) -> None:
    svg = draw_chart(replace(CHARTS["bar"](), title=said)).svg
    assert has_letters(svg) is known


def test_pixels_are_kept(tmp_path: Path) -> None:
    svg = draw_chart(replace(CHARTS["bar"](), rows=(missing("", "2001", Status.SUPPRESSED),))).svg
    fresh = png_of(svg).result()
    assert png_of(svg, tmp_path).result() == fresh
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(hashlib.sha256(b"kept").hexdigest().encode() + b"\nkept")
    assert png_of(svg, tmp_path).result() == b"kept"
