"""Owns the events of a course session in one language: one for each block of which the days are known.

Does not own which days those are (`generator.pages.session_days`) or how an event is written (`icalendar_file`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator.calendars.icalendar_file import Event
from generator.pages.courses import length_text
from generator.pages.frame import path_of
from generator.pages.labels import label
from generator.pages.portal import Portal
from generator.pages.session_days import Block, Days, days_of
from generator.text.words import Text, Words

Row = Mapping[str, Any]


class Diary:
    """Makes the events of sessions, in the language of `words`."""

    def __init__(self, portal: Portal, words: Words) -> None:
        """Prepare for the portal."""
        self._portal, self._words = portal, words
        self._root = f"{portal.settings.address}/{path_of(portal, words.language)}"
        self._uids = uuid5(NAMESPACE_URL, f"urn:seamline:{portal.programme['programme']}")
        self._stamp = _released_on(portal)

    def events(self, session: Row) -> Iterator[Event]:
        """Yield an event for each block of a session of which the days are known."""
        course = self._portal.rows("courses")[session["course"]]
        days = days_of(course, session)
        description = Text("\n".join(self._sentences(course, session, days)))
        for block in days.blocks:
            yield Event(
                uid=str(uuid5(self._uids, f"session {session['session']} {block.number}")),
                stamped_on=self._stamp,
                first_on=block.first_on,
                last_on=block.last_on,
                cancelled=session["status"] == "cancelled",
                title=self._title(course, session, days, block),
                place=self._place(session),
                description=description,
                page=f"{self._root}sessions/{session['session']}/",
            )

    def _title(self, course: Row, session: Row, days: Days, block: Block) -> Text:
        words, title = self._words, self._words.pick(course["title"])
        if days.number > 1:
            number, all_of_them = words.number(block.number), words.number(days.number)
            title = words.say("{course} (block {number} of {all})", course=title, number=number, all=all_of_them)
        return words.say("Cancelled: {course}", course=title) if session["status"] == "cancelled" else title

    def _place(self, session: Row) -> Text:
        words = self._words
        return words.say("{place}, {country}", place=session["place"], country=words.country(session["country"]))

    def _sentences(self, course: Row, session: Row, days: Days) -> Iterator[str]:
        words = self._words
        yield words.say("Language: {language}", language=words.language_name(session["language"]))
        yield words.say("Status: {status}", status=label(words, "session_status", session["status"]))
        yield words.count("Group of {n} person", "Group of {n} people", session["seats"])
        yield length_text(words, course)
        if not days.exact:
            yield words.say("On which of these days it is held is not recorded.")
        for number in days.unknown:
            yield words.say("When block {number} is held is not recorded.", number=words.number(number))
        yield words.say("To take part, write to {contact}.", contact=self._portal.programme["contact"])
        if self._portal.programme["demonstration"]:
            yield words.say("This is a demonstration: the session is invented.")


def _released_on(portal: Portal) -> date:
    """Return the day on which the package that holds the sessions was last released; else the day of the data."""
    rows = portal.facts.published("releases")
    package = portal.data.table("sessions").package
    days = [] if rows.is_empty() else rows.filter(rows["package"] == package)["released_on"].to_list()
    return max(days, default=portal.as_of)
