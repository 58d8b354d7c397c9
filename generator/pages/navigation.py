"""Owns which entry pages a portal has, and their order in the header and the footer.

Does not own the pages. A kind of page whose table is absent or empty has no page, and no link leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.pages.labels import N_
from generator.pages.portal import Portal
from generator.text.words import Text, Words

_TABLES = {
    "factories/": ("factories",),
    "compare/": ("factories",),
    "countries/": ("countries",),
    "points/": ("compliance_points",),
    "issues/": ("public_issues",),
    "indicators/": ("indicators",),
    "courses/": ("courses",),
    "sessions/": ("sessions", "courses"),
    "buyers/": ("buyers",),
    "advisory-committees/": ("advisory_committees",),
    "statements/": ("statements",),
    "claims/": ("claims",),
}
"""Tables that a page is made from. Pages that are not named here and are no text always exist."""

HANDBOOK = "handbook/"
"""Address of the handbook from the root of the site."""

_IN_ONE_LANGUAGE = {HANDBOOK: "en"}
"""Language of the entry pages that are there in one language only."""

_ALWAYS = frozenset({"method/", "quality/", "downloads/", "dictionary/", "api/", "changes/", "follow/"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to an entry page: its label, its address, and its section.

    The address is from the root of the language, or of the site where it is there in one language only.
    """

    label: Text
    address: str
    language: str = ""

    @property
    def section(self) -> str:
        """The `section` that views of this part of the site name."""
        return self.address.rstrip("/")


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of the footer under a heading."""

    title: Text
    entries: tuple[Entry, ...]


def has_page(portal: Portal, address: str) -> bool:
    """Return whether the portal has the entry page at `address` (`courses/`, `privacy/`), below any language."""
    if address in _ALWAYS:
        return True
    if address == HANDBOOK:
        return portal.handbook is not None
    if tables := _TABLES.get(address):
        return all(table in portal.data and not portal.data[table].is_empty() for table in tables)
    return any(text.slug == address.rstrip("/") for text in portal.prose)


def header_of(portal: Portal, words: Words) -> tuple[Entry, ...]:
    """Return the entries of the header, in order."""
    return _entries(portal, words, _HEADER)


def footer_of(portal: Portal, words: Words) -> tuple[Group, ...]:
    """Return the groups of the footer; between them and the header they lead to every entry page."""
    groups = (Group(words.say(title), _entries(portal, words, entries)) for title, entries in _FOOTER)
    return tuple(group for group in groups if group.entries)


def _entries(portal: Portal, words: Words, entries: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries (address and label) whose page the portal has."""
    present = ((address, label) for address, label in entries.items() if has_page(portal, address))
    return tuple(Entry(words.say(label), address, _IN_ONE_LANGUAGE.get(address, "")) for address, label in present)


_HEADER = {
    "factories/": N_("Factories"),
    "countries/": N_("Countries"),
    "points/": N_("Compliance points"),
    "indicators/": N_("Indicators"),
    "courses/": N_("Courses"),
    "downloads/": N_("Data"),
    "about/": N_("About"),
}
"""Label of each entry by its address, in the order in which they are shown."""

_FOOTER = (
    (
        N_("Findings"),
        {
            "factories/": N_("Factories"),
            "compare/": N_("Compare"),
            "countries/": N_("Countries"),
            "points/": N_("Compliance points"),
            "issues/": N_("Public issues"),
        },
    ),
    (
        N_("Programme"),
        {
            "indicators/": N_("Indicators"),
            "claims/": N_("Claims and evidence"),
            "statements/": N_("Statements"),
            "advisory-committees/": N_("Advisory committees"),
            "buyers/": N_("Participating buyers"),
            "courses/": N_("Courses"),
            "sessions/": N_("Course sessions"),
        },
    ),
    (
        N_("Data"),
        {
            "downloads/": N_("Downloads"),
            "dictionary/": N_("Data dictionary"),
            "api/": N_("Data for programs"),
            "changes/": N_("Changes and corrections"),
            "follow/": N_("Follow changes"),
            "quality/": N_("Coverage and quality"),
            "method/": N_("Method and formulas"),
        },
    ),
    (
        N_("This site"),
        {
            "how-to-read/": N_("How to read this site"),
            "about/": N_("About"),
            "governance/": N_("Governance"),
            "corrections-policy/": N_("Corrections policy"),
            "privacy/": N_("Privacy"),
            "accessibility/": N_("Accessibility"),
            HANDBOOK: N_("Handbook for staff"),
        },
    ),
)
"""Heading of each group of the footer, with its entries as in the header."""
