"""Owns the parts of the index: which columns are in which file, made from the published facts alone.

Does not own how a column is written (`coding`), what a filter knows of a factory (`generator.pages.finder.traits`), or
the search itself (`theme/static/js/finder`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from generator.pages.finder.traits import ONLY_VIOLATIONS, records_of, traits_of
from generator.pages.places import WorldMap, world_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.search.coding import Vocabulary, choices, numbers, optional_numbers, runs

FOLDER = "search/"
"""Folder of the index, from the root of the site."""

IN_LINES = ("country", "place", "status", "workers", "record")
"""Filters whose values a line of the result shows: they come with the names."""

HUNDREDTHS = 100
"""Places are rounded to hundredths of a degree, about a kilometre: enough for any map of a country."""

SEEN_CLOSELY = 0.4
"""Units of the sheet by which the lines of the map may be off for a reader who comes closer."""


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the parts of the index; none for a portal without factories."""
    factories = portal.facts.factories
    if factories.is_empty():
        return
    traits = traits_of(portal.facts)
    filters = {name: _choices(traits[name]) for name in traits.columns[1:]}
    os_ids = _os_ids(factories)
    names = _names(portal, factories) | {"filters": {name: filters[name] for name in IN_LINES}}
    yield _part("names", names | {"os_ids": " ".join(os_ids)})
    yield _part("other-names", _other_names(factories))
    for name in traits.columns[1:]:
        if name not in IN_LINES:
            yield _part(f"filters/{name}", {"filters": {name: filters[name]}})
    for start, own in os_ids.items():
        yield _part(f"os-ids/{start}", own)
    yield _part("places", _places(factories))
    if (world := world_of(portal.facts)) is not None:
        yield _part("outlines", _outlines(world))


def _part(name: str, content: Mapping[str, object]) -> Attachment:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Attachment(f"{FOLDER}{name}.json", text.encode())


def _names(portal: Portal, factories: pl.DataFrame) -> dict[str, object]:
    """Return keys and names; `latest`: days between the last assessment and the day of the build; `open` findings."""
    names = factories["name"].to_list()
    vocabulary = Vocabulary(names)
    open_findings = pl.when(pl.lit(records_of(portal.facts)) != ONLY_VIOLATIONS).then("open_findings")
    return {
        "as_of": portal.as_of.isoformat(),
        "keys": runs(factories["factory"].to_list()),
        "words": " ".join(vocabulary.words),
        "names": vocabulary.column(names),
        "latest": optional_numbers(_days(portal, factories)),
        "open": optional_numbers(factories.select(open_findings).to_series()),
    }


def _other_names(factories: pl.DataFrame) -> dict[str, object]:
    """Return names in the local script, and former names."""
    local = factories["local_name"].fill_null("").to_list()
    former = [each or [] for each in factories["former_names"].to_list()]
    vocabulary = Vocabulary([*filter(None, local), *(name for each in former for name in each)])
    return {
        "words": " ".join(vocabulary.words),
        "local": vocabulary.column(local),
        "former": vocabulary.lists(former),
    }


def _os_ids(factories: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Return the OS IDs by the key of the factory, in parts by their first six signs, which are country and year."""
    parts: dict[str, dict[str, str]] = {}
    for os_id, key in factories.select("os_id", "factory").drop_nulls().sort("os_id").iter_rows():
        parts.setdefault(os_id[:6].lower(), {})[key] = os_id
    return parts


def _days(portal: Portal, factories: pl.DataFrame) -> list[int | None]:
    return factories.select((pl.lit(portal.as_of) - pl.col("latest_on")).dt.total_days()).to_series().to_list()


def _choices(column: pl.Series) -> dict[str, object]:
    """Return a filter with the values that most factories have first, for they take the fewest signs."""
    values = column.to_list()
    counts = Counter(value for each in values for value in each)
    return choices(values, sorted(counts, key=lambda value: (-counts[value], value)))


def _places(factories: pl.DataFrame) -> dict[str, object]:
    """Return the distinct places, and the number of its place for each factory (0: none known).

    `latitudes` and `longitudes` are in hundredths of a degree, counted from the south pole and the date line.
    """
    rounded = factories.select(
        ((pl.col("latitude") + 90) * HUNDREDTHS).round().cast(pl.Int64),
        ((pl.col("longitude") + 180) * HUNDREDTHS).round().cast(pl.Int64),
    )
    known = Counter(pair for pair in rounded.iter_rows() if None not in pair)
    order = sorted(known, key=lambda pair: (-known[pair], pair))
    number_of = {pair: at for at, pair in enumerate(order, start=1)}
    return {
        "latitudes": numbers(latitude for latitude, _ in order),
        "longitudes": numbers(longitude for _, longitude in order),
        "codes": numbers(number_of.get(pair, 0) for pair in rounded.iter_rows()),
    }


def _outlines(world: WorldMap) -> dict[str, object]:
    """Return land, borders and countries on the sheet of the page, finer than the page has them."""
    sheet = replace(world.sheet, seen=SEEN_CLOSELY, decimals=1)
    countries = {spot.country: sheet.country(spot.country) for spot in world.spots}
    return {"land": sheet.land(), "borders": sheet.borders(), "countries": countries}
