"""Owns the simplifying of lines, so that what cannot be seen is not sent."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
"""Degrees east and north, or units of a sheet."""

ENDS = 2


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Return `line` without the points that lie within `tolerance` of the rest (Douglas and Peucker 1973)."""
    if len(line) <= ENDS:
        return list(line)
    kept = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        farthest, distance = _farthest(line, first, last)
        if distance > tolerance * tolerance:
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return [line[place] for place in sorted(kept)]


def _farthest(line: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    """Return the point between two others that is farthest from the line between them, and its distance squared."""
    x, y = line[first]
    dx, dy = line[last][0] - x, line[last][1] - y
    length = dx * dx + dy * dy
    found, most = first, -1.0
    for place in range(first + 1, last):
        px, py = line[place][0] - x, line[place][1] - y
        along = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
        away = (px - along * dx) ** 2 + (py - along * dy) ** 2
        if away > most:
            found, most = place, away
    return found, most
