"""Owns the page of a course: whom it is for, what it brings, when it is given, and who has attended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.pages.courses import fee_text, is_ahead, is_over, length_text, session_line, sessions_by_course
from generator.pages.labels import label
from generator.pages.portal import Portal
from generator.pages.schema_courses import course_of
from generator.pages.subscriptions import Subscription, calendar_of_course, feeds_of_courses, subscription_of
from generator.pages.view import Crumb, View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each course."""
    sessions = sessions_by_course(portal)
    participation, evaluations = _by_course(portal, "participation"), _by_course(portal, "evaluations")
    for key, row in portal.rows("courses").items():
        own, dates = evaluations.get(key, []), sessions.get(key, [])
        yield View(
            template="course",
            address=f"courses/{key}/",
            title=words.pick(row["title"]),
            description=words.pick(row["summary"]),
            section="courses",
            crumbs=(Crumb(words.say("Courses"), "courses/"),),
            sources=tuple(dict.fromkeys(name for name in [row["source"], *(each["source"] for each in own)] if name)),
            values={
                "course": _texts(portal, words, row),
                **_dates(portal, words, dates),
                "calendar": _calendar(portal, words, row) if dates else None,
                **_attendance(portal, words, participation.get(key, [])),
                "surveys": _surveys(portal, words, own),
            },
            invented=True,
            feeds=feeds_of_courses(portal, words),
            structured=(course_of(portal, words, row, [each for each in dates if is_ahead(portal, each)]),),
        )


def _calendar(portal: Portal, words: Words, row: Mapping[str, Any]) -> Subscription:
    return subscription_of(portal, words, calendar_of_course(words, row["course"], words.pick(row["title"])))


def _by_course(portal: Portal, table: str) -> Mapping[str, list[dict[str, Any]]]:
    if table not in portal.data:
        return {}
    groups = portal.data[table].partition_by("course", as_dict=True)
    return {str(key[0]): rows.to_dicts() for key, rows in groups.items()}


def _texts(portal: Portal, words: Words, row: Mapping[str, Any]) -> dict[str, object]:
    points = portal.rows("compliance_points")
    return {
        "code": row["code"],
        "summary": words.pick(row["summary"]),
        "audience": words.pick(row["audience"]),
        "audiences": [label(words, "audience", each) for each in row["audiences"] or []],
        "aims": words.pick_list(row["aims"]),
        "outline": words.pick_list(row["outline"]),
        "prerequisites": words.pick(row["prerequisites"]),
        "length": length_text(words, row),
        "hours": words.number(row["hours_per_day"], 0 if row["hours_per_day"] == int(row["hours_per_day"]) else 1),
        "hours_in_all": _hours_in_all(words, row),
        "group_minimum": row["group_minimum"],
        "group_maximum": row["group_maximum"],
        "delivery": label(words, "delivery", row["delivery"]),
        "languages": row["languages"] or [],
        "points": [
            (each, portal.name_of(words, "compliance_points", each)) for each in row["points"] or [] if each in points
        ],
        "certificate": row["certificate"],
        "fee": fee_text(words, row),
        "provider": words.foreign(row["provider"], words.fallback),
        "source": portal.sources.get(row["source"]),
    }


def _hours_in_all(words: Words, row: Mapping[str, Any]) -> str:
    hours = row["hours_per_day"] * row["days"]
    return words.number(hours, 0 if hours == int(hours) else 1)


def _dates(portal: Portal, words: Words, sessions: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    return {
        "upcoming": [session_line(words, each) for each in sessions if not is_over(portal, each)],
        "past": [session_line(words, each) for each in reversed(sessions) if is_over(portal, each)],
    }


def _attendance(portal: Portal, words: Words, rows: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Return the lines of the table of participants, and what they sum up to."""
    threshold = portal.facts.threshold
    in_order = sorted(rows, key=lambda each: (words.country(each["country"]), each["year"]))
    lines = [_attendance_line(each, threshold) for each in in_order]
    return {
        "attendance": lines,
        "threshold": threshold,
        "any_few": any(line["few"] or line["women_few"] for line in lines),
        "any_unrecorded": any(line["women_unrecorded"] for line in lines),
        "days_trained": None if any(line["few"] for line in lines) else sum(each["participant_days"] for each in rows),
    }


def _attendance_line(row: Mapping[str, Any], threshold: int) -> dict[str, Any]:
    """Return a line; a number of people under the threshold is withheld, with what would give it away."""
    few = 0 < row["participants"] < threshold
    women = row["women"]
    others = None if women is None else row["participants"] - women
    women_few = not few and women is not None and (0 < women < threshold or 0 < (others or 0) < threshold)
    return {
        "country": row["country"],
        "year": row["year"],
        "participants": row["participants"],
        "days": row["participant_days"],
        "women": women,
        "few": few,
        "women_few": women_few,
        "women_unrecorded": women is None and not few,
    }


def _surveys(portal: Portal, words: Words, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Return the surveys on a course: those questions together that share year, size, method and source."""
    surveys: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in rows:
        key = (row["year"], row["respondents"], row["method"], row["source"])
        survey = surveys.setdefault(
            key,
            {
                "year": row["year"],
                "respondents": row["respondents"],
                "method": portal.text_of(words, "evaluations", row, "method"),
                "source": portal.sources.get(row["source"]),
                "results": [],
            },
        )
        survey["results"].append(
            {
                "question": portal.text_of(words, "evaluations", row, "question"),
                "result": portal.text_of(words, "evaluations", row, "result"),
                "share": row["share"],
                "rate": portal.facts.rate(round((row["share"] or 0) * row["respondents"]), row["respondents"]),
            }
        )
    return list(surveys.values())
