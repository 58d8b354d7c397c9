"""Owns the writing of a calendar file, and is the only importer of the library for it (icalendar).

Does not own what is in one. No text can end its line: what some program takes for the end of a line becomes a line
feed, which is escaped, and control characters are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import icalendar
from icalendar import vDuration, vText, vUri

from generator import __version__
from generator.text.words import Text

_RENEWED = timedelta(days=1)
"""How often a program should look for changes."""

_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Event(NamedTuple):
    """Whole days in a calendar: what stays the same (`uid`), the last day included, the day of the data, and texts.

    `cancelled` events stay, so that programs that showed them show that they are off.
    """

    uid: str
    stamped_on: date
    first_on: date
    last_on: date
    cancelled: bool
    title: Text
    place: Text
    description: Text
    page: str


def calendar_of(title: str, description: str, address: str, events: Sequence[Event]) -> bytes:
    """Return the calendar that will lie at `address`."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Seamline//Seamline {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name, text in (("name", title), ("description", description)):
        if text:
            calendar.add(name, _text(text))
            calendar.add(f"x-wr-cal{'name' if name == 'name' else 'desc'}", _text(text))
    calendar.add("source", vUri(address), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(_RENEWED), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_RENEWED))
    for event in events:
        calendar.add_component(_component(event))
    content: bytes = calendar.to_ical()
    return content


def _component(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", datetime.combine(event.stamped_on, time(), UTC))
    made.add("dtstart", event.first_on)
    made.add("dtend", event.last_on + timedelta(days=1))
    made.add("sequence", int(event.cancelled))
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    for name, text in (("summary", event.title), ("location", event.place), ("description", event.description)):
        made.add(name, _text(text), parameters={"LANGUAGE": text.language} if text.language else {})
    made.add("url", vUri(event.page))
    return made


def _text(text: str) -> vText:
    return vText(_CONTROL.sub("", _BREAK.sub("\n", text)))
