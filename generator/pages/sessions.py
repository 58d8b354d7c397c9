"""Owns the list of course sessions: those to come and under way by day, then those of the past by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from generator.pages.courses import is_over, is_upcoming, session_line, sessions_of
from generator.pages.filters import facets_of, filters_of
from generator.pages.portal import Portal
from generator.pages.subscriptions import calendar_of_sessions, feeds_of_courses, subscription_of
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the list, if there are sessions."""
    rows = sessions_of(portal)
    if not rows:
        return
    lines = {row["session"]: _line(portal, words, row) for row in rows}
    past = [row for row in reversed(rows) if is_over(portal, row)]
    yield View(
        template="sessions",
        address="sessions/",
        title=words.say("Course sessions"),
        description=words.say("Dates, places and languages of the courses, to come and past."),
        section="courses",
        values={
            "planned": sum(is_upcoming(portal, row) for row in rows),
            "upcoming": [lines[row["session"]] for row in rows if not is_over(portal, row)],
            "past": [
                (year, [lines[row["session"]] for row in group])
                for year, group in groupby(past, key=lambda row: row["starts_on"].year)
            ],
            "filters": filters_of(words, [line["facets"] for line in lines.values()]),
            "calendar": subscription_of(portal, words, calendar_of_sessions(words)),
        },
        invented=True,
        feeds=feeds_of_courses(portal, words),
    )


def _line(portal: Portal, words: Words, row: Mapping[str, Any]) -> dict[str, Any]:
    course = portal.rows("courses")[row["course"]]
    facets = facets_of(course, [row], [row["language"]])
    return session_line(words, row) | {"title": words.pick(course["title"]), "facets": facets}
