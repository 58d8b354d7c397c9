"""Owns the making of `outlines.json`: `python -m generator.maps COUNTRIES.json`, a TopoJSON file of world-atlas.

Run once, and again when Natural Earth draws a new version; a build only reads what it wrote.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.maps.outlines import FILE, STEPS
from generator.maps.simplify import Point, simplified
from generator.text.iso_codes import country_of

TOLERANCE = 0.02
"""Degrees by which a simplified line may be off: about two kilometres."""

POLAR = -60.0
"""Land that lies wholly south of this latitude is left out."""


def outlines_of(topology: Mapping[str, Any]) -> dict[str, object]:
    """Return the outlines that a TopoJSON topology with the objects `countries` and `land` holds.

    `arcs`: lines as steps of 1/STEPS degree, the first from 0; `land`, `countries` (by ISO 3166-1 alpha-2): rings of
    numbers of arcs, `~n` for an arc read backwards; `borders`: numbers of the arcs between two countries.
    """
    arcs = [simplified(_line(arc, topology["transform"]), TOLERANCE) for arc in topology["arcs"]]
    geometries = topology["objects"]["countries"]["geometries"]
    land = [ring for geometry in topology["objects"]["land"]["geometries"] for ring in _rings(geometry)]
    used = Counter(_forwards(number) for each in geometries for ring in _rings(each) for number in ring)
    polar = {number for number, arc in enumerate(arcs) if max(latitude for _, latitude in arc) < POLAR}
    return {
        "arcs": [[] if number in polar else _steps(arc) for number, arc in enumerate(arcs)],
        "land": _kept(land, polar),
        "borders": [number for number, times in sorted(used.items()) if times > 1],
        "countries": dict(sorted(_countries(geometries, polar))),
    }


def _line(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> list[Point]:
    x = y = 0
    scale_x, scale_y = transform["scale"]
    to_x, to_y = transform["translate"]
    line: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        line.append((x * scale_x + to_x, y * scale_y + to_y))
    return line


def _forwards(number: int) -> int:
    """Return the number of an arc that may be read backwards."""
    return number if number >= 0 else ~number


def _steps(line: Sequence[Point]) -> list[int]:
    x = y = 0
    steps: list[int] = []
    for longitude, latitude in line:
        to_x, to_y = round(longitude * STEPS), round(latitude * STEPS)
        if not steps or (to_x, to_y) != (x, y):
            steps += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return steps


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[int]]:
    """Yield the rings of a polygon or of several, holes among them: they are drawn by the even-odd rule."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        yield from polygon


def _kept(rings: Sequence[list[int]], polar: set[int]) -> list[list[int]]:
    return [ring for ring in rings if not set(map(_forwards, ring)) <= polar]


def _countries(geometries: Sequence[Mapping[str, Any]], polar: set[int]) -> Iterator[tuple[str, list[list[int]]]]:
    for geometry in geometries:
        code, rings = country_of(geometry.get("id", "")), _kept(list(_rings(geometry)), polar)
        if code and rings:
            yield code, rings


def main() -> int:
    """Read the file that the command line names, and write ours."""
    try:
        (source,) = (Path(each) for each in sys.argv[1:])
        topology = json.loads(source.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        sys.stderr.write(f"Name a TopoJSON file: python -m generator.maps countries-50m.json ({error})\n")
        return 4
    FILE.write_text(json.dumps(outlines_of(topology), separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
