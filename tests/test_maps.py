"""Shows that maps have land where land is, that a place is where the script looks for it, and that lines stay close."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.maps.__main__ import outlines_of
from generator.maps.outlines import FILE, Outlines, Ring
from generator.maps.sheet import WIDTH, sheet_of
from generator.maps.simplify import simplified
from generator.pages.places import world_of
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal

SHARED = Path(__file__).parents[2] / "shared" / "data" / "geo-world" / "countries-110m.json"


def inside(rings: list[Ring], x: float, y: float) -> bool:
    """Whether a place lies in a shape, by the even-odd rule."""
    crossed = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossed = not crossed
    return crossed


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("KH", (104.9, 11.6)),
        ("VN", (105.8, 21.0)),
        ("BD", (90.4, 23.8)),
        ("JO", (36.0, 31.9)),
        ("HT", (-72.3, 18.6)),
        ("ID", (107.0, -6.5)),
        ("LS", (28.2, -29.6)),
        ("MU", (57.55, -20.3)),
        ("NI", (-85.5, 12.5)),
    ],
)
def test_places_lie_in_their_country_and_on_land(country: str, place: tuple[float, float]) -> None:
    outlines = Outlines(0.0)
    assert inside(outlines.country(country), *place)
    assert inside(outlines.land(), *place)
    assert not inside(outlines.country("FR"), *place)


def test_the_sea_is_no_land() -> None:
    land = Outlines(0.0).land()
    assert not any(inside(land, *place) for place in [(-30.0, 30.0), (80.0, -20.0), (160.0, 0.5)])


def test_most_factories_of_the_demonstration_lie_in_their_country() -> None:
    outlines = Outlines(0.0)
    rows = rows_of("compliance/factories/*.csv")
    astray = [
        row["factory"]
        for row in rows
        if not inside(outlines.country(row["country"]), float(row["longitude"]), float(row["latitude"]))
    ]
    assert len(astray) <= 3, astray


def test_a_country_without_outline_is_left_out() -> None:
    assert Outlines(0.0).country("XX") == []
    assert sheet_of(["XX"], []) is None


# A step of the grid is far under a pixel of a map, and far over what squares of floating-point numbers lose.
degrees = st.integers(-9_000_000, 9_000_000).map(lambda millionths: millionths / 1_000_000)
points = st.lists(st.tuples(degrees, degrees), min_size=1, max_size=40)


@given(points, st.floats(0, 3))
def test_a_simplified_line_keeps_its_ends_and_stays_close(line: list[tuple[float, float]], tolerance: float) -> None:
    kept = simplified(line, tolerance)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert all(min(away(point, one, other) for one, other in parts(kept)) <= tolerance + 1e-6 for point in line)


def parts(line: list[tuple[float, float]]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [*pairwise(line)] or [(line[0], line[0])]


def away(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far a point is from a line between two others."""
    along = complex(*other) - complex(*one)
    to = complex(*point) - complex(*one)
    share = (to * along.conjugate()).real / abs(along) ** 2 if along else 0.0
    return abs(to - min(1.0, max(0.0, share)) * along)


def test_every_circle_is_on_the_sheet_and_its_area_is_the_number() -> None:
    world = world_of(demonstration().facts)
    assert world
    assert [spot.country for spot in world.spots] == ["KH", "VN", "BD", "ID", "JO", "HT"]
    assert all(0 < spot.x < world.width and 0 < spot.y < world.height for spot in world.spots)
    cambodia, vietnam = world.spots[:2]
    assert (cambodia.radius / vietnam.radius) ** 2 == pytest.approx(60 / 17, rel=0.02)
    assert all(spot.outline for spot in world.spots)


def test_lines_stay_within_the_frame() -> None:
    sheet = sheet_of(["BD"], [])
    assert sheet
    x = y = 0.0
    seen = []
    for letter, *numbers in re.findall(r"([Ml ])(-?[\d.]+) ?(-?[\d.]+)", sheet.land().replace("z", "")):
        dx, dy = map(float, numbers)
        x, y = (dx, dy) if letter == "M" else (x + dx, y + dy)
        seen.append((x, y))
    assert len(seen) > 100
    assert all(-9 <= x <= WIDTH + 9 and -9 <= y <= sheet.height + 9 for x, y in seen)


def test_a_portal_without_coordinates_has_circles_amid_its_countries(tmp_path: Path) -> None:
    rows = "factory,name,address,country,status,joined_on\nKH-0001,One,1 Road,KH,active,2020-01-01\n"
    rows += "KH-0002,Two,2 Road,KH,active,2020-01-01\nHT-0001,Three,3 Road,HT,active,2020-01-01\n"
    world = world_of(portal(tmp_path, factories=rows).facts)
    assert world
    assert [spot.country for spot in world.spots] == ["KH", "HT"]


def test_the_file_is_what_the_command_makes_of_such_a_source() -> None:
    """The coarser file of the same source, which lies with the design, has the same countries in the same form."""
    made = outlines_of(json.loads(SHARED.read_text("utf-8")))
    kept = json.loads(FILE.read_text("utf-8"))
    assert made.keys() == kept.keys()
    assert set(made["countries"]) <= set(kept["countries"])  # type: ignore[call-overload]
    assert len(made["countries"]) > 160  # type: ignore[arg-type]
