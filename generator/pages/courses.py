"""Owns the catalogue of courses, and what it and the page of a course say alike: audience, days, languages, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.pages.filters import facets_of, filters_of
from generator.pages.labels import label
from generator.pages.navigation import has_page
from generator.pages.portal import Portal
from generator.pages.subscriptions import calendar_of_sessions, feeds_of_courses, subscription_of
from generator.pages.view import View
from generator.text.words import Text, Words

_UPCOMING = ("scheduled", "full")


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the catalogue, if there are courses."""
    courses = portal.rows("courses")
    if not courses:
        return
    sessions = sessions_by_course(portal)
    entries = [_entry(portal, words, row, sessions.get(key, [])) for key, row in courses.items()]
    yield View(
        template="courses",
        address="courses/",
        title=words.say("Courses"),
        description=words.say("Training for supervisors, managers, workers and committees: what each course is for."),
        section="courses",
        values={
            "courses": entries,
            "filters": filters_of(words, [entry["facets"] for entry in entries]),
            "has_sessions": has_page(portal, "sessions/"),
            "calendar": subscription_of(portal, words, calendar_of_sessions(words)) if sessions else None,
        },
        invented=True,
        feeds=feeds_of_courses(portal, words),
    )


def sessions_of(portal: Portal) -> list[dict[str, Any]]:
    """Return the sessions of the courses of the catalogue, by their first day; none where the portal has none."""
    if "sessions" not in portal.data:
        return []
    rows = portal.data["sessions"].sort("starts_on", "session").to_dicts()
    return [row for row in rows if row["course"] in portal.rows("courses")]


def sessions_by_course(portal: Portal) -> Mapping[str, list[Mapping[str, Any]]]:
    """Return the sessions of each course by their first day; empty where the portal has none."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in sessions_of(portal):
        found.setdefault(row["course"], []).append(row)
    return found


def is_ahead(portal: Portal, session: Mapping[str, Any]) -> bool:
    """Whether the first day of a session, cancelled or not, still lies ahead on the day of the build."""
    return bool(session["starts_on"] >= portal.as_of)


def is_over(portal: Portal, session: Mapping[str, Any]) -> bool:
    """Whether nothing of a session lies ahead: its last day has passed, or it was cancelled and would have begun."""
    off = session["status"] == "cancelled" and not is_ahead(portal, session)
    return off or bool(session["ends_on"] < portal.as_of)


def is_upcoming(portal: Portal, session: Mapping[str, Any]) -> bool:
    """Whether a session still lies ahead on the day of the build and was not cancelled."""
    return session["status"] in _UPCOMING and is_ahead(portal, session)


def session_line(words: Words, session: Mapping[str, Any]) -> dict[str, object]:
    """Return a session as its line in a table says it."""
    return {
        "key": session["session"],
        "course": session["course"],
        "starts_on": session["starts_on"],
        "ends_on": session["ends_on"],
        "place": words.foreign(session["place"], words.fallback),
        "country": session["country"],
        "language": session["language"],
        "seats": session["seats"],
        "status": session["status"],
        "status_words": label(words, "session_status", session["status"]),
        "facets": {},
    }


def length_text(words: Words, course: Mapping[str, Any]) -> Text:
    """Return how many days a course takes, and how they lie: in a row, or in blocks with a gap between them."""
    length = words.count("{n} day", "{n} days", course["days"])
    blocks = course["blocks"] or []
    if len(blocks) < 2:  # noqa: PLR2004 - one block is no blocks
        return length if course["days"] == 1 else words.say("{length} in a row", length=length)
    days = words.join([words.number(int(each)) for each in blocks])
    least, most = course["gap_weeks_minimum"], course["gap_weeks_maximum"]
    if least is None and most is None:
        return words.say("{length} in blocks of {days}", length=length, days=days)
    if least is not None and most is not None and least != most:
        return words.say(
            "{length} in blocks of {days}, {least} to {most} weeks apart",
            length=length,
            days=days,
            least=words.number(least),
            most=words.number(most),
        )
    return words.count(
        "{length} in blocks of {days}, {n} week apart",
        "{length} in blocks of {days}, {n} weeks apart",
        most if least is None else least,
        length=length,
        days=days,
    )


def fee_text(words: Words, course: Mapping[str, Any]) -> Text | None:
    """Return the fee in words; None where it is not known, which is not the same as none."""
    if course["fee"] is None:
        return None
    if course["fee"] == 0:
        return words.say("Free of charge")
    amount = words.number(course["fee"], 0 if course["fee"] == int(course["fee"]) else 2)
    return words.say("{amount} {currency} a person", amount=amount, currency=course["currency"] or "")


def _entry(
    portal: Portal, words: Words, row: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    upcoming = [each for each in sessions if is_upcoming(portal, each)]
    return {
        "key": row["course"],
        "title": words.pick(row["title"]),
        "summary": words.pick(row["summary"]),
        "audience": words.pick(row["audience"]),
        "length": length_text(words, row),
        "delivery": label(words, "delivery", row["delivery"]),
        "languages": row["languages"] or [],
        "next": session_line(words, upcoming[0]) if upcoming else None,
        "more": len(upcoming) - 1,
        "facets": facets_of(row, upcoming, row["languages"] or []),
    }
