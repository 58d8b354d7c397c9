"""Owns what entries of feeds call things in one language: factories, and questions by their compliance points.

Does not own sentences (`teller`, `findings`). Thousands of factories are told one by one, so names are looked up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.pages.portal import Portal
from generator.text.words import Words

_FIRST_STRONG, _POP = "\u2068", "\u2069"
"""Isolates of the Unicode bidirectional algorithm, around a name in a line that cannot have markup."""


def points_of(portal: Portal) -> Mapping[str, str]:
    """Return the compliance point to which each question belongs, by number, in the order of the tool."""
    points = [point["point"] for _, points in portal.tool for point in points]
    questions = dict(portal.data["questions"].sort("version").select("question", "point").iter_rows())
    return dict(sorted(questions.items(), key=lambda item: points.index(item[1])))


class Names:
    """Names of factories and questions."""

    def __init__(self, portal: Portal, words: Words) -> None:
        """Prepare for the portal, in the language of `words`."""
        self._portal = portal
        self._words = words
        self._isolates = (_FIRST_STRONG, _POP) if words.direction == "rtl" else ("", "")

    def apart(self, name: str) -> str:
        """Return a name so that its direction does not disturb the line around it."""
        return self._isolates[0] + name + self._isolates[1]

    @cached_property
    def factories(self) -> Mapping[str, str]:
        """Name, key and country of each public factory, by key."""
        rows = self._portal.facts.factories.select("factory", "name", "country").iter_rows()
        countries = self._words.country
        return {key: f"{self.apart(f'{name} ({key})')}, {countries(country)}" for key, name, country in rows}

    @cached_property
    def points(self) -> Mapping[str, str]:
        """Compliance point of each question, by number, in the order of the tool."""
        return points_of(self._portal)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {point: place for place, point in enumerate(dict.fromkeys(self.points.values()))}

    @cached_property
    def _point_names(self) -> Mapping[str, str]:
        return {key: self._portal.name_of(self._words, "compliance_points", key) for key in self._order}

    def questions(self, numbers: Iterable[str]) -> str:
        """Return questions by their compliance points: `Emergency Preparedness (7.8.2, 7.8.3) · Leave (8.3.1)`."""
        groups: dict[str, list[str]] = {}
        for number in numbers:
            groups.setdefault(self.points[number], []).append(number)
        in_order = sorted(groups, key=self._order.__getitem__)
        return " · ".join(f"{self._point_names[point]} ({', '.join(groups[point])})" for point in in_order)
