"""Owns the outlines that the project keeps: land, borders and countries as lines of degrees east and north."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.maps.simplify import Point, simplified

FILE = Path(__file__).with_name("outlines.json")
STEPS = 50
"""Steps a degree in which the file counts."""

Ring = list[Point]
"""A closed line: its last point is its first."""


class Outlines:
    """The outlines at one tolerance in degrees; neighbours share their lines, so no gap opens between them."""

    def __init__(self, tolerance: float) -> None:
        """Simplify the lines of the file, each once and when it is first asked for."""
        self._data = _read()
        self._tolerance = tolerance
        self._lines: dict[int, list[Point]] = {}

    def land(self) -> list[Ring]:
        """Return all land, without borders."""
        return self._rings(self._data["land"])

    def borders(self) -> list[list[Point]]:
        """Return the lines between two countries, each once."""
        return [self._line(number) for number in self._data["borders"]]

    def country(self, code: str) -> list[Ring]:
        """Return the rings of a country by its ISO 3166-1 alpha-2 code; none for a country that is too small."""
        return self._rings(self._data["countries"].get(code, ()))

    def _rings(self, rings: Iterable[Sequence[int]]) -> list[Ring]:
        return [self._ring(ring) for ring in rings]

    def _ring(self, numbers: Sequence[int]) -> Ring:
        ring: Ring = []
        for number in numbers:
            line = self._line(number) if number >= 0 else self._line(~number)[::-1]
            ring += line[1:] if ring else line
        return ring

    def _line(self, number: int) -> list[Point]:
        if number not in self._lines:
            self._lines[number] = simplified(_points(self._data["arcs"][number]), self._tolerance)
        return self._lines[number]


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def _points(steps: Sequence[int]) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / STEPS, y / STEPS))
    return points
