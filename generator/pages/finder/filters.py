"""Owns the filters of the search as a reader sees them: titles, values in words and in order, and how many have each.

Does not own which values a factory has (`traits`), nor how a choice narrows the list (`theme/static/js/finder`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.pages.finder import traits
from generator.pages.finder.traits import NOT_KNOWN, traits_of
from generator.pages.labels import LABELS, N_, label
from generator.pages.portal import Portal
from generator.text.folding import folded
from generator.text.words import Text, Words


class Value(NamedTuple):
    """A value to filter by: its key in the address and the index, its words, and how many factories have it."""

    key: str
    label: Text
    factories: int


class Group(NamedTuple):
    """Values under a heading of their own; None where the filter needs no headings."""

    title: Text | None
    values: tuple[Value, ...]


class Filter(NamedTuple):
    """A filter: its name in the address, its title, and its values in order."""

    name: str
    title: Text
    groups: tuple[Group, ...]

    @property
    def labels(self) -> dict[str, Text]:
        """Words for each value."""
        return {value.key: value.label for group in self.groups for value in group.values}

    def tells_apart(self, factories: int) -> bool:
        """Whether some of so many factories have a value that others do not have."""
        return any(value.factories < factories for group in self.groups for value in group.values)


_TITLES = {
    "country": N_("Country"),
    "place": N_("Province or district"),
    "product": N_("Product"),
    "buyer": N_("Buyer"),
    "status": N_("Status"),
    "workers": N_("Workers"),
    "union": N_("Union present"),
    "committee": N_("Committee of management and workers"),
    "point": N_("Compliance point with an open finding"),
    "record": N_("What is published"),
    "verified": N_("Improvement, verified by the programme"),
    "reported": N_("Improvement, as the factory reports"),
    "assessed": N_("Last assessed"),
}

_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {**LABELS["status"], NOT_KNOWN: N_("Not known")},
    "workers": {**LABELS["worker_band"], NOT_KNOWN: N_("Number of workers not known")},
    "union": {"yes": N_("Yes"), "no": N_("No"), NOT_KNOWN: N_("Not known")},
    "committee": {
        traits.EVEN: N_("As many management as worker seats"),
        traits.UNEVEN: N_("The sides are not even"),
        NOT_KNOWN: N_("No committee is recorded"),
    },
    "record": {
        traits.OPEN_FINDINGS: N_("Open findings"),
        traits.NONE_OPEN: N_("No open finding among those published"),
        traits.ONLY_VIOLATIONS: N_("Violations only: not known what is open"),
        traits.NOT_DISCLOSED: N_("Assessed, no answer disclosed"),
        traits.NOT_PUBLISHED: N_("Assessed, nothing published yet"),
        traits.NOT_ASSESSED: N_("Not assessed yet"),
        traits.NOT_YET_ELIGIBLE: N_("Not yet eligible for publication"),
    },
    "reported": {
        "completed": N_("Put right, not verified"),
        "in-progress": N_("In progress"),
        "not-started": N_("Not started"),
        NOT_KNOWN: N_("Nothing reported"),
    },
}
"""Words for the values of filters with a fixed list, in the order in which they are shown."""

_VERIFIED = {
    "on-track": LABELS["verified_status"]["on-track"],
    "behind-schedule": LABELS["verified_status"]["behind-schedule"],
    "pending": LABELS["verified_status"]["pending"],
    "not-eligible": LABELS["verified_status"]["not-eligible"],
    NOT_KNOWN: N_("Nothing verified yet"),
}

_SILENT = {
    "place": N_("Not known"),
    "product": N_("Not known"),
    "buyer": N_("No buyer on record"),
    "assessed": N_("No published assessment"),
}
"""Words for `NOT_KNOWN` in filters whose other values come from the data."""


def why_unknown(words: Words) -> dict[str, Text]:
    """Return why nobody can say how many findings are open, by what is published of a factory."""
    return {
        traits.ONLY_VIOLATIONS: words.say("Not known"),
        traits.NOT_DISCLOSED: words.say("Not disclosed"),
        traits.NOT_PUBLISHED: words.say("Not published yet"),
        traits.NOT_ASSESSED: words.say("Not assessed yet"),
    }


def filters_of(portal: Portal, words: Words) -> list[Filter]:
    """Return every filter of which the portal has a table, in order."""
    frame = traits_of(portal.facts)
    found = []
    for name in frame.columns[1:]:
        counted = frame[name].explode(empty_as_null=False).drop_nulls().value_counts()
        counts: dict[str, int] = dict(counted.iter_rows())
        groups = tuple(group for group in _groups(portal, words, name, counts) if group.values)
        found.append(Filter(name, words.say(_TITLES[name]), groups))
    return found


def _groups(portal: Portal, words: Words, name: str, counts: Mapping[str, int]) -> Iterable[Group]:
    """Return the values of a filter in their groups."""
    if name in _WORDS:
        fixed = {key: words.say(text) for key, text in _WORDS[name].items()}
        return (Group(_open(words) if name == "reported" else None, _values(fixed, counts)),)
    return _IN_GROUPS.get(name, partial(_from_data, name=name))(portal, words, counts)


def _values(labels: Mapping[str, Text], counts: Mapping[str, int]) -> tuple[Value, ...]:
    """Return the values that a factory has, in the order of `labels`."""
    return tuple(Value(key, text, counts[key]) for key, text in labels.items() if counts.get(key))


def _open(words: Words) -> Text:
    return words.say("Of the open findings")


def _from_data(portal: Portal, words: Words, counts: Mapping[str, int], *, name: str) -> tuple[Group, ...]:
    """Return values that come from the data, by their words; years with the latest first; what is not known last."""
    label_of: Mapping[str, Callable[[str], Text]] = {
        "country": lambda key: Text(words.country(key)),
        "product": lambda key: words.foreign(key, words.fallback),
        "buyer": lambda key: portal.name_of(words, "buyers", key),
        "assessed": Text,
    }
    keys = [key for key in counts if key != NOT_KNOWN]
    labels = {key: label_of[name](key) for key in keys}
    ordered = sorted(keys, key=lambda key: (folded(labels[key]), key), reverse=name == "assessed")
    return (Group(None, _values({key: labels[key] for key in ordered} | _silent(words, name), counts)),)


def _silent(words: Words, name: str) -> dict[str, Text]:
    return {NOT_KNOWN: words.say(_SILENT[name])} if name in _SILENT else {}


def _places(_portal: Portal, words: Words, counts: Mapping[str, int]) -> list[Group]:
    """Return provinces and districts by country."""
    names = {key: Text(words.subdivision(key)) for key in counts if key != NOT_KNOWN}
    ordered = sorted(names, key=lambda key: (folded(names[key]), key))
    countries = sorted({key[:2] for key in names}, key=words.country)
    groups = [
        Group(Text(words.country(code)), _values({key: names[key] for key in ordered if key[:2] == code}, counts))
        for code in countries
    ]
    return [*groups, Group(None, _values(_silent(words, "place"), counts))]


def _points(portal: Portal, words: Words, counts: Mapping[str, int]) -> list[Group]:
    """Return compliance points by cluster, in the order of the tool."""
    names: dict[str, dict[str, Text]] = {}
    points = portal.facts.timelines.schema["point"].categories  # type: ignore[attr-defined]
    for point in points:
        cluster = portal.rows("compliance_points")[point]["cluster"]
        names.setdefault(cluster, {})[point] = portal.name_of(words, "compliance_points", point)
    return [Group(portal.name_of(words, "clusters", key), _values(own, counts)) for key, own in names.items()]


def _verified(_portal: Portal, words: Words, counts: Mapping[str, int]) -> Sequence[Group]:
    """Return what the programme verified: of any finding that it was put right, of open ones how far it is."""
    completed = {traits.COMPLETED: label(words, "verified_status", traits.COMPLETED)}
    still_open = {key: words.say(text) for key, text in _VERIFIED.items()}
    return (
        Group(words.say("Of any finding"), _values(completed, counts)),
        Group(_open(words), _values(still_open, counts)),
    )


_IN_GROUPS: Mapping[str, Callable[[Portal, Words, Mapping[str, int]], Iterable[Group]]] = {
    "place": _places,
    "point": _points,
    "verified": _verified,
}
