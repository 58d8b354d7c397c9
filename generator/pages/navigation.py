"""Owns which entry pages a portal has, and their order in the header and the footer.

Does not own the pages. A kind of page whose table is absent or empty has no page, and no link leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.portal import Portal
from generator.text.words import Text, Words

_TABLES = {
    "factories/": "factories",
    "compare/": "factories",
    "countries/": "countries",
    "points/": "compliance_points",
    "issues/": "public_issues",
    "indicators/": "indicators",
    "courses/": "courses",
    "sessions/": "sessions",
    "buyers/": "buyers",
    "advisory-committees/": "advisory_committees",
    "statements/": "statements",
    "claims/": "claims",
}
"""Table that a list is made from. Pages that are not named here and are no text always exist."""

HANDBOOK = "handbook/"
"""Address of the handbook from the root of the site; it is in English only."""

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
    table = _TABLES.get(address)
    if table is not None:
        return table in portal.data and not portal.data[table].is_empty()
    return any(text.slug == address.rstrip("/") for text in portal.prose)


def header_of(portal: Portal, words: Words) -> tuple[Entry, ...]:
    """Return the entries of the header, in order."""
    return tuple(
        _present(
            portal,
            (
                Entry(words.say("Factories"), "factories/"),
                Entry(words.say("Countries"), "countries/"),
                Entry(words.say("Compliance points"), "points/"),
                Entry(words.say("Indicators"), "indicators/"),
                Entry(words.say("Courses"), "courses/"),
                Entry(words.say("Data"), "downloads/"),
                Entry(words.say("About"), "about/"),
            ),
        )
    )


def footer_of(portal: Portal, words: Words) -> tuple[Group, ...]:
    """Return the groups of the footer; between them and the header they lead to every entry page."""
    groups = (
        Group(
            words.say("Findings"),
            (
                Entry(words.say("Factories"), "factories/"),
                Entry(words.say("Compare"), "compare/"),
                Entry(words.say("Countries"), "countries/"),
                Entry(words.say("Compliance points"), "points/"),
                Entry(words.say("Public issues"), "issues/"),
            ),
        ),
        Group(
            words.say("Programme"),
            (
                Entry(words.say("Indicators"), "indicators/"),
                Entry(words.say("Claims and evidence"), "claims/"),
                Entry(words.say("Statements"), "statements/"),
                Entry(words.say("Advisory committees"), "advisory-committees/"),
                Entry(words.say("Participating buyers"), "buyers/"),
                Entry(words.say("Courses"), "courses/"),
                Entry(words.say("Course sessions"), "sessions/"),
            ),
        ),
        Group(
            words.say("Data"),
            (
                Entry(words.say("Downloads"), "downloads/"),
                Entry(words.say("Data dictionary"), "dictionary/"),
                Entry(words.say("Data for programs"), "api/"),
                Entry(words.say("Changes and corrections"), "changes/"),
                Entry(words.say("Follow changes"), "follow/"),
                Entry(words.say("Coverage and quality"), "quality/"),
                Entry(words.say("Method and formulas"), "method/"),
            ),
        ),
        Group(
            words.say("This site"),
            (
                Entry(words.say("How to read this site"), "how-to-read/"),
                Entry(words.say("About"), "about/"),
                Entry(words.say("Governance"), "governance/"),
                Entry(words.say("Corrections policy"), "corrections-policy/"),
                Entry(words.say("Privacy"), "privacy/"),
                Entry(words.say("Accessibility"), "accessibility/"),
                Entry(words.say("Handbook for staff"), HANDBOOK, "en"),
            ),
        ),
    )
    kept = (Group(group.title, tuple(_present(portal, group.entries))) for group in groups)
    return tuple(group for group in kept if group.entries)


def _present(portal: Portal, entries: tuple[Entry, ...]) -> Iterator[Entry]:
    return (entry for entry in entries if has_page(portal, entry.address))
