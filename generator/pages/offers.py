"""Owns what the API offers, in words: the name and path of each kind of file, its title, and what it holds.

Does not own the files or their schemas (`generator.api`), nor the page about them (`generator.pages.api`): both say
here what they speak of, so that people and programs are told the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.labels import N_
from generator.pages.portal import Portal

VERSION = "v1"
ROOT = f"api/{VERSION}/"
"""Folder of the API, from the root of the site. A new version is a new folder beside it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of file: its name, its path below `ROOT` with `{parts}`, title and content in words, the table it needs.

    `invented`: it shows what a demonstration has invented.
    """

    name: str
    path: str
    title: str
    content: str
    table: str = ""
    invented: bool = True


_OFFERS = (
    Offer(
        "index",
        "index.json",
        N_("Index"),
        N_("Where to begin: every kind of file, every data package, and what the words in the files mean."),
        invented=False,
    ),
    Offer(
        "factories",
        "factories.json",
        N_("All factories"),
        N_("Of each: name, place, status, when it was last assessed, how many findings are open, and its address."),
    ),
    Offer(
        "factory",
        "factories/{factory}.json",
        N_("One factory"),
        N_("Everything published about it: every cycle, point, question, history, improvement, reply and correction."),
    ),
    Offer(
        "countries",
        "countries.json",
        N_("All countries"),
        N_("Of each: who is assessed there and who is not."),
    ),
    Offer(
        "country",
        "countries/{country}.json",
        N_("One country"),
        N_("Coverage, the rate of every point and question, clusters by year, and what was put right."),
    ),
    Offer(
        "points",
        "points.json",
        N_("The assessment tool"),
        N_("Clusters, compliance points with their rates by country, questions, public issues and instruments."),
    ),
    Offer(
        "indicators",
        "indicators.json",
        N_("Indicators"),
        N_("Of each: question, definition, method, caveats, and every value with its status and source."),
        table="indicators",
        invented=False,
    ),
    Offer(
        "courses",
        "courses.json",
        N_("Courses"),
        N_("Of each: audience, aims and outline, sessions, people trained, and what surveys found."),
        table="courses",
    ),
    Offer(
        "changes",
        "changes.json",
        N_("Changes"),
        N_("Every release of the data, what became of its files, and every correction of a published value."),
    ),
)


def offers_of(portal: Portal) -> Iterator[Offer]:
    """Return what the API of a portal offers; nothing where the table that it needs is absent."""
    return (offer for offer in _OFFERS if not offer.table or offer.table in portal.data)
