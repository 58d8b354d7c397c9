"""Owns the filters of courses and of sessions: what one can choose, and what each entry of a list says to them.

Does not own the filtering: a script does it in the browser (`theme/static/js/filters.js`), and without it every entry
is shown. An entry has an attribute for each filter (`data-audience`: values with spaces between), and in `data-held`
when and where it is held: `KH/2026-10-13/2026-11-18`, with spaces between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.pages.labels import LABELS, label
from generator.text.words import Text, Words

Row = Mapping[str, Any]


class Filter(NamedTuple):
    """A filter: its name in the address, its label, and its choices as value and label."""

    name: str
    label: Text
    choices: Sequence[tuple[str, str]]


def facets_of(course: Row, sessions: Iterable[Row], languages: Sequence[str]) -> dict[str, str]:
    """Return the attributes of an entry: a course given in `languages`, with the `sessions` that count for it."""
    held = (f"{each['country']}/{each['starts_on']}/{each['ends_on']}" for each in sessions)
    return {
        "data-audience": " ".join(course["audiences"] or []),
        "data-language": " ".join(languages),
        "data-delivery": course["delivery"],
        "data-days": str(course["days"]),
        "data-held": " ".join(held),
    }


def filters_of(words: Words, entries: Sequence[Mapping[str, str]]) -> list[Filter]:
    """Return the filters of a list whose entries have the attributes `entries`: what is in none is no choice."""
    found = {name: _values(entries, name) for name in ("audience", "language", "delivery", "days")}
    countries = {place.partition("/")[0] for place in _values(entries, "held")}
    return [
        Filter("audience", words.say("For whom"), _listed(words, "audience", found["audience"])),
        Filter("language", words.say("Language"), _named(found["language"], words.language_name)),
        Filter("country", words.say("Country"), _named(countries, words.country)),
        Filter("delivery", words.say("Where"), _listed(words, "delivery", found["delivery"])),
        Filter("days", words.say("Length"), _lengths(words, found["days"])),
    ]


def _values(entries: Sequence[Mapping[str, str]], name: str) -> set[str]:
    return {value for entry in entries for value in entry[f"data-{name}"].split()}


def _listed(words: Words, group: str, values: set[str]) -> list[tuple[str, str]]:
    """Return values of a fixed list with their labels, in its order."""
    return [(value, label(words, group, value)) for value in LABELS[group] if value in values]


def _named(values: set[str], name_of: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return values with their names, in the order of the names."""
    return sorted(((value, name_of(value)) for value in values), key=lambda choice: (choice[1], choice[0]))


def _lengths(words: Words, days: set[str]) -> list[tuple[str, str]]:
    numbers = sorted(int(each) for each in days)
    return [(str(number), words.count("{n} day", "{n} days", number)) for number in numbers]
