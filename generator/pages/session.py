"""Owns the page of a course session: on which days it is held, where, in which language, and how to take part.

Does not own on which days that is (`session_days`) or the course (`course`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.pages.country import countries_of
from generator.pages.courses import fee_text, is_ahead, is_over, length_text, session_line
from generator.pages.labels import label
from generator.pages.letter import application_of
from generator.pages.portal import Portal
from generator.pages.schema_courses import course_of
from generator.pages.session_days import days_of
from generator.pages.subscriptions import (
    calendar_of_course,
    calendar_of_session,
    feeds_of_courses,
    subscription_of,
)
from generator.pages.view import Crumb, View
from generator.text.words import Words

Row = Mapping[str, Any]


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each session of a course of the catalogue."""
    courses = portal.rows("courses")
    countries = {row["country"] for row in countries_of(portal, words)}
    for row in portal.rows("sessions").values():
        if row["course"] in courses:
            yield _view(portal, words, row, courses[row["course"]], has_country=row["country"] in countries)


def _view(portal: Portal, words: Words, row: Row, course: Row, *, has_country: bool) -> View:
    key, title = row["session"], words.pick(course["title"])
    place, day = row["place"], words.date(row["starts_on"])
    return View(
        template="session",
        address=f"sessions/{key}/",
        title=words.say("{course}: {place}, {day}", course=title, place=place, day=day),
        description=words.say(
            "{course}, {place}, {day}: on which days it is held, in which language, and how to take part.",
            course=title,
            place=place,
            day=day,
        ),
        section="courses",
        crumbs=(Crumb(words.say("Courses"), "courses/"), Crumb(title, f"courses/{row['course']}/")),
        values={
            "session": session_line(words, row),
            "course": {
                "title": title,
                "summary": words.pick(course["summary"]),
                "audience": words.pick(course["audience"]),
                "length": length_text(words, course),
                "delivery": label(words, "delivery", course["delivery"]),
                "fee": fee_text(words, course),
            },
            "days": days_of(course, row),
            "ahead": is_ahead(portal, row),
            "over": is_over(portal, row),
            "announced_on": row.get("announced_on"),
            "country_page": has_country,
            "letter": application_of(portal, words.say("{course}: {place}, {day}", course=title, place=place, day=day)),
            "calendar": subscription_of(portal, words, calendar_of_session(words, key)),
            "course_calendar": subscription_of(portal, words, calendar_of_course(words, row["course"], title)),
        },
        feeds=feeds_of_courses(portal, words),
        structured=(course_of(portal, words, course, [row]),),
        invented=True,
    )
