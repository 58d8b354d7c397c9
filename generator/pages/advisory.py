"""Owns the advisory committees (PAC): who sits on them and for whom, and whether the three sides are present.

Does not own the page of a country, which shows its committee too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from generator.facts import Facts
from generator.pages.labels import LABELS, label
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Text, Words

SIDES = ("government", "employers", "workers")
"""The three sides that the programme rests on; buyers and observers may sit besides."""


class Member(NamedTuple):
    """An organisation that sits or sat on a committee."""

    organisation: Text
    since: date
    until: date | None


class Committee(NamedTuple):
    """A committee: those who sit now and those who left, by side (words), and the sides that nobody sits for."""

    key: str
    country: str
    name: Text
    founded_on: date
    sitting: Sequence[tuple[Text, Sequence[Member]]]
    former: Sequence[tuple[Text, Sequence[Member]]]
    absent: Sequence[Text]


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page of all committees, if there are any."""
    if "advisory_committees" not in portal.data or portal.data["advisory_committees"].is_empty():
        return
    yield View(
        template="advisory-committees",
        address="advisory-committees/",
        title=words.say("Advisory committees"),
        description=words.say("Who sits on the advisory committee of each country, for which side, and since when."),
        section="advisory-committees",
        values={"committees": committees_of(portal, words)},
        invented=True,
    )


def committees_of(portal: Portal, words: Words, country: str = "") -> list[Committee]:
    """Return the committees of a country, or all, by name of the country."""
    if "advisory_committees" not in portal.data:
        return []
    rows = portal.facts.published("advisory_committees").to_dicts()
    members = _members_of(portal.facts)
    found = [
        _committee(portal, words, row, members.get(row["committee"], []))
        for row in rows
        if not country or row["country"] == country
    ]
    return sorted(found, key=lambda each: (words.country(each.country), each.key))


def _members_of(facts: Facts) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    rows = facts.published("advisory_members").to_dicts() if "advisory_members" in facts.data else []
    for row in rows:
        found.setdefault(row["committee"], []).append(row)
    return found


def _committee(portal: Portal, words: Words, row: Mapping[str, Any], members: Sequence[Mapping[str, Any]]) -> Committee:
    gone = [each for each in members if each["until"] is not None and each["until"] < portal.as_of]
    sitting = [each for each in members if each not in gone]
    present = {each["constituency"] for each in sitting}
    return Committee(
        row["committee"],
        row["country"],
        words.data("advisory_committees", row["committee"], "name", row["name"]),
        row["founded_on"],
        _by_side(words, sitting),
        _by_side(words, gone),
        [label(words, "constituency", side) for side in SIDES if side not in present],
    )


def _by_side(words: Words, members: Sequence[Mapping[str, Any]]) -> list[tuple[Text, Sequence[Member]]]:
    """Return members by side, in the order of the list of sides; sides without members are left out."""
    sides: list[tuple[Text, Sequence[Member]]] = []
    for side in LABELS["constituency"]:
        own = sorted((each for each in members if each["constituency"] == side), key=lambda each: each["from"])
        if own:
            sides.append((label(words, "constituency", side), [_member(words, each) for each in own]))
    return sides


def _member(words: Words, row: Mapping[str, Any]) -> Member:
    return Member(words.foreign(row["organisation"], words.fallback), row["from"], row["until"])
