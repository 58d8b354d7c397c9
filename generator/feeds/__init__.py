"""Feeds in Atom: of all changes, a country, a compliance point, a factory, corrections, and courses.

This file owns which feeds are made, and their names for readers. How pages announce them is said in
`generator.pages.subscriptions`; what happened comes from `happenings`, and is told by `teller`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from generator.feeds.atom import Channel, Imprint, atom_of
from generator.feeds.happenings import Chosen, Happenings
from generator.feeds.names import points_of
from generator.feeds.teller import Teller
from generator.pages import subscriptions
from generator.pages.country import countries_of
from generator.pages.frame import path_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment, Feed
from generator.text.words import Words

_NOTHING = Chosen([], 0)


def files(portal: Portal) -> Iterator[Attachment]:
    """Return every feed but those of factories, in every language of the portal."""
    happenings = _happenings(portal)
    by_country, by_point = happenings.by_country(), happenings.by_point(points_of(portal))
    for language in portal.languages:
        words = portal.words(language)
        desk = _Desk(portal, words)
        yield desk.feed(subscriptions.feed_of_changes(words), "changes/", happenings.newest())
        yield desk.feed(subscriptions.feed_of_corrections(words), "changes/", happenings.newest("correction"))
        for feed in subscriptions.feeds_of_courses(portal, words):
            yield desk.feed(feed, "courses/", happenings.newest("session"))
        for code in (row["country"] for row in countries_of(portal, words)):
            chosen = by_country.get(code, _NOTHING)
            yield desk.feed(subscriptions.feed_of_country(words, code), f"countries/{code.lower()}/", chosen)
        for point in portal.rows("compliance_points"):
            feed = subscriptions.feed_of_point(words, point, portal.name_of(words, "compliance_points", point))
            yield desk.feed(feed, f"points/{point}/", by_point.get(point, _NOTHING), point)


def files_of(portal: Portal, words: Words, factories: Sequence[str]) -> Iterator[Attachment]:
    """Return the feed of each of the factories with these keys, whole, in the language of `words`."""
    happenings, desk = _happenings(portal), _desk(portal, words)
    for factory in factories:
        if factory in desk.names:
            feed = subscriptions.feed_of_factory(words, factory, desk.names[factory])
            yield desk.feed(feed, f"factories/{factory.lower()}/", happenings.of_factory(factory))


@lru_cache(maxsize=1)
def _happenings(portal: Portal) -> Happenings:
    return Happenings(portal)


@lru_cache(maxsize=8)
def _desk(portal: Portal, words: Words) -> _Desk:
    return _Desk(portal, words)


class _Desk:
    """Makes the feeds in one language."""

    def __init__(self, portal: Portal, words: Words) -> None:
        programme = portal.programme
        self._portal, self._words = portal, words
        self._teller = Teller(portal, words)
        self._site = words.pick(programme["short_name"])
        self._notice = words.pick(programme.get("notice")) if programme["demonstration"] else ""
        self._root = path_of(portal, words.language)
        self._imprint = Imprint(
            programme["programme"],
            words.language,
            words.pick(programme["name"]),
            f"{words.say('Licence of the data')}: {', '.join(portal.licence)}",
            f"{portal.settings.address}/{self._root}",
        )
        self.names = dict(portal.facts.factories.select("factory", "name").iter_rows())

    def feed(self, feed: Feed, page: str, chosen: Chosen, point: str = "") -> Attachment:
        """Return a feed of `chosen` events that belongs to a page; one of a point tells of that alone."""
        told = partial(self._teller.told_of, point) if point else self._teller.told
        entries = [told(kind, row) for kind, row in chosen.events]
        channel = Channel(
            self._words.say("{page} - {site}", page=feed.title, site=self._site),
            self._subtitle(len(entries), chosen.total),
            feed.address,
            page,
            self._portal.as_of,
        )
        return Attachment(self._root + feed.address, atom_of(self._imprint, channel, entries))

    def _subtitle(self, shown: int, total: int) -> str:
        if shown == total:
            return self._notice
        numbers = {"shown": self._words.number(shown), "total": self._words.number(total)}
        cut = self._words.say(
            "The newest {shown} of {total} entries; all of them are on the pages and in the downloads.", **numbers
        )
        return " ".join(filter(None, (self._notice, cut)))
