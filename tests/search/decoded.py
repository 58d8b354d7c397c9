"""Owns a second reading of the index, written from its description and not from our code, for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from generator import search
from generator.pages.portal import Portal

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Decoded(NamedTuple):
    """What the index says of a factory."""

    name: str
    local: str
    former: list[str]
    os_id: str
    latest: date | None
    open: int | None
    place: tuple[float, float] | None
    filters: dict[str, list[str]]


def parts_of(portal: Portal) -> dict[str, Any]:
    """Return the parts of the index by the name of their file."""
    return {each.address: json.loads(each.content) for each in search.files(portal)}


def numbers(column: str) -> Iterator[int]:
    value, shift = 0, 0
    for sign in column:
        bits = SIGNS.index(sign)
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            yield value
            value, shift = 0, 0


def groups(column: str) -> list[list[int]]:
    """Return numbers up to each 0."""
    found: list[list[int]] = [[]]
    for number in numbers(column):
        if number:
            found[-1].append(number)
        else:
            found.append([])
    assert found[-1] == [], "the last group has an end as well"
    return found[:-1]


def decoded(parts: Mapping[str, Any]) -> dict[str, Decoded]:
    """Return what the index says, by the key of the factory."""
    names, places = parts["search/names.json"], parts["search/places.json"]
    others = parts["search/other-names.json"]
    words, other_words = names["words"].split(" "), others["words"].split(" ")
    keys = list(_keys(names["keys"]))
    told = date.fromisoformat(names["as_of"])
    filters = {name: filter_ for part in parts.values() for name, filter_ in part.get("filters", {}).items()}
    os_ids = {
        key: os_id for start in names["os_ids"].split() for key, os_id in parts[f"search/os-ids/{start}.json"].items()
    }
    columns = {name: list(_chosen(filter_)) for name, filter_ in filters.items()}
    at = [*zip(numbers(places["latitudes"]), numbers(places["longitudes"]), strict=True)]
    where = [None if not code else at[code - 1] for code in numbers(places["codes"])]
    rows = zip(
        keys,
        [" ".join(words[each - 1] for each in group) for group in groups(names["names"])],
        [" ".join(other_words[each - 1] for each in group) for group in groups(others["local"])],
        _lists(others["former"], other_words),
        [os_ids.get(key, "") for key in keys],
        [told - timedelta(days=days - 1) if days else None for days in numbers(names["latest"])],
        [number - 1 if number else None for number in numbers(names["open"])],
        [each and (each[0] / 100 - 90, each[1] / 100 - 180) for each in where],
        [{name: column[place] for name, column in columns.items()} for place in range(len(keys))],
        strict=True,
    )
    return {key: Decoded(*rest) for key, *rest in rows}


def _keys(runs: str) -> Iterator[str]:
    parts = runs.split(" ")
    for first, length in zip(parts[::2], parts[1::2], strict=True):
        stem = first.rstrip("0123456789")
        digits = first[len(stem) :]
        yield from (f"{stem}{int(digits) + step:0{len(digits)}d}" for step in range(int(length)))


def _lists(column: str, words: list[str]) -> list[list[str]]:
    """Return the texts of each factory: a second 0 ends the list of a factory."""
    found: list[list[str]] = [[]]
    for group in groups(column):
        if group:
            found[-1].append(" ".join(words[each - 1] for each in group))
        else:
            found.append([])
    return found[:-1]


def _chosen(filter_: Mapping[str, Any]) -> Iterator[list[str]]:
    sets = [[filter_["values"][place - 1] for place in accumulate(steps)] for steps in groups(filter_["sets"])]
    fresh = iter(sets)
    for code in numbers(filter_["codes"]):
        yield sets[code - 1] if code else next(fresh)
