"""Owns a sheet: a part of the world with a frame, and land, borders and countries on it as paths of an SVG picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians

from generator.maps.outlines import Outlines, Ring
from generator.maps.simplify import Point

WIDTH = 1000
"""Units across a sheet."""

_FLATTEST, _TALLEST = 0.42, 0.75
"""Bounds of height by width; a sheet that would be outside shows more of the world."""

_MARGIN = 0.04
_LEAST_MARGIN = 0.3
_MAIN = 0.2
"""A part of a country counts for the frame from this share of its largest part on; a far island does not."""

_SPECK = 3
"""Units across from which on an island is drawn that is of no country that the map is about."""

_BEYOND = 8
"""Units by which land goes on beyond the frame, so that no shore is drawn along it."""

_CORNERS = 4


@dataclass(frozen=True)
class Sheet:
    """A frame in degrees. Lines are drawn to `decimals` of a unit, and may be off by `seen` units."""

    west: float
    south: float
    east: float
    north: float
    decimals: int = 0
    seen: float = 2.0

    @property
    def across(self) -> float:
        """Units a degree of longitude."""
        return WIDTH / (self.east - self.west)

    @property
    def down(self) -> float:
        """Units a degree of latitude: as on the ground in the middle of the sheet."""
        return self.across / cos(radians((self.north + self.south) / 2))

    @property
    def height(self) -> int:
        """Units from top to bottom."""
        return round((self.north - self.south) * self.down)

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies, in units from the upper left corner."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.down

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self.seen / self.across)

    def land(self) -> str:
        """Return all land on the sheet as the `d` of a path."""
        return self._closed(self._outlines.land(), _SPECK * self.seen)

    def country(self, code: str) -> str:
        """Return a country as the `d` of a path; empty where it is too small to be drawn."""
        return self._closed(self._outlines.country(code), self.seen)

    def borders(self) -> str:
        """Return the borders between countries as the `d` of a path."""
        lines = ([self.place(*point) for point in line] for line in self._outlines.borders())
        return "".join(self._drawn(line) for line in lines if self._is_seen(line, self.seen))

    def _closed(self, rings: Iterable[Ring], least: float) -> str:
        placed = ([self.place(*point) for point in ring] for ring in rings)
        cut = (self._cut(ring) for ring in placed if self._is_seen(ring, least))
        return "".join(self._drawn(ring) + "z" for ring in cut if len(ring) >= _CORNERS)

    def _is_seen(self, line: Sequence[Point], least: float) -> bool:
        xs, ys = zip(*line, strict=True)
        apart = max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > self.height
        return not apart and max(max(xs) - min(xs), max(ys) - min(ys)) >= least

    def _cut(self, ring: Sequence[Point]) -> list[Point]:
        """Return a ring without what lies beyond the frame (Sutherland and Hodgman 1974)."""
        sides = ((0, -_BEYOND, 1), (0, WIDTH + _BEYOND, -1), (1, -_BEYOND, 1), (1, self.height + _BEYOND, -1))
        cut = list(ring)
        for axis, limit, sign in sides:
            cut = list(_within(cut, axis, limit, sign))
        return cut

    def _drawn(self, line: Sequence[Point]) -> str:
        """Return a line in relative steps, which take the fewest signs."""
        factor = 10**self.decimals
        steps: list[tuple[int, int]] = []
        x = y = 0
        for place in line:
            to_x, to_y = round(place[0] * factor), round(place[1] * factor)
            if not steps or (to_x, to_y) != (x, y):
                steps.append((to_x - x, to_y - y))
            x, y = to_x, to_y
        written = [f"{dx / factor:g}{'' if dy < 0 else ' '}{dy / factor:g}" for dx, dy in steps]
        return f"M{written[0]}l{' '.join(written[1:])}" if len(written) > 1 else ""


def _within(ring: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    """Yield the part of a ring on one side of a line along an axis."""
    for place, point in enumerate(ring):
        before = ring[place - 1]
        inside, was = (point[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if inside != was:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            yield tuple(a + (b - a) * share for a, b in zip(before, point, strict=True))  # type: ignore[misc]
        if inside:
            yield point


def sheet_of(countries: Iterable[str], places: Sequence[Point]) -> Sheet | None:
    """Return a sheet on which all `countries` and `places` (degrees east and north) lie; None without any."""
    outlines = Outlines(0.5)
    points = [point for code in countries for ring in _main(outlines.country(code)) for point in ring]
    if not (points := [*points, *places]):
        return None
    longitudes, latitudes = zip(*points, strict=True)
    west, east = _widened(min(longitudes), max(longitudes))
    south, north = _widened(min(latitudes), max(latitudes))
    height = (north - south) / cos(radians((south + north) / 2)) / (east - west)
    if height < _FLATTEST:
        more = (_FLATTEST / height - 1) * (north - south) / 2
        south, north = south - more, north + more
    elif height > _TALLEST:
        more = (height / _TALLEST - 1) * (east - west) / 2
        west, east = west - more, east + more
    return Sheet(west, max(south, -89.0), east, min(north, 89.0))


def _widened(least: float, most: float) -> tuple[float, float]:
    margin = max((most - least) * _MARGIN, _LEAST_MARGIN)
    return round(least - margin, 2), round(most + margin, 2)


def _main(rings: Sequence[Ring]) -> list[Ring]:
    """Return the large parts of a country."""
    sizes = [_extent(ring) for ring in rings]
    return [ring for ring, size in zip(rings, sizes, strict=True) if size >= max(sizes) * _MAIN]


def _extent(ring: Ring) -> float:
    longitudes, latitudes = zip(*ring, strict=True)
    return float((max(longitudes) - min(longitudes)) * (max(latitudes) - min(latitudes)))
