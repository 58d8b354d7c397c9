"""Owns where factories are on a map: the sheet of the whole portal, with a circle for each country.

Does not own outlines or the projection (`generator.maps`), nor the map of a search (`theme/static/js/finder/map.js`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from generator.facts import Facts
from generator.maps.outlines import Outlines
from generator.maps.sheet import WIDTH, Sheet, sheet_of

LARGEST, SMALLEST = 26.0, 5.0
"""Radius in units of the sheet of the circle for the country with most factories, and of the smallest circle."""


class Spot(NamedTuple):
    """A country on the map: its outline, and a circle in the middle of its factories, whose area is their number."""

    country: str
    outline: str
    x: float
    y: float
    radius: float


class WorldMap(NamedTuple):
    """A map: width and height in units, land, and countries with factories, the largest circle first."""

    sheet: Sheet
    width: int
    height: int
    land: str
    spots: Sequence[Spot]


@lru_cache(maxsize=2)
def world_of(facts: Facts) -> WorldMap | None:
    """Return the map of all factories; None where neither a country nor a factory has a place on it."""
    sheet = sheet_of_all(facts)
    if sheet is None:
        return None
    counted = facts.factories.group_by("country").agg(
        pl.len().alias("factories"), pl.col("latitude", "longitude").mean().round(2)
    )
    most = max(counted["factories"], default=1)
    spots = [
        Spot(row["country"], sheet.country(row["country"]), *place, round(radius, 1))
        for row in counted.sort(pl.col("factories"), "country", descending=[True, False]).iter_rows(named=True)
        if (place := _place(sheet, row["country"], row["longitude"], row["latitude"]))
        and (radius := max(SMALLEST, LARGEST * (row["factories"] / most) ** 0.5))
    ]
    return WorldMap(sheet, WIDTH, sheet.height, sheet.land(), spots)


@lru_cache(maxsize=2)
def sheet_of_all(facts: Facts) -> Sheet | None:
    """Return a sheet with all countries and places of the factories."""
    places = facts.factories.select("longitude", "latitude").drop_nulls().unique(maintain_order=True)
    return sheet_of(facts.factories["country"].unique().sort().to_list(), list(places.iter_rows()))


def _place(sheet: Sheet, country: str, longitude: float | None, latitude: float | None) -> tuple[float, float] | None:
    """Return where the circle of a country stands: amid its factories, else amid its outline."""
    if longitude is None or latitude is None:
        points = [point for ring in Outlines(1.0).country(country) for point in ring]
        if not points:
            return None
        longitude, latitude = (sum(values) / len(values) for values in zip(*points, strict=True))
    x, y = sheet.place(longitude, latitude)
    return round(x, 1), round(y, 1)
