"""Owns courses and their sessions in the words of schema.org (Course, CourseInstance), for search engines.

Does not own pages. Says nothing that a page does not say: a fee that is not known is no offer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.pages.frame import path_of
from generator.pages.portal import Portal
from generator.text.words import Words

Row = Mapping[str, Any]
Thing = dict[str, object]


def course_of(portal: Portal, words: Words, course: Row, sessions: Sequence[Row]) -> Thing:
    """Return a course with `sessions` of it."""
    programme = portal.programme
    known: Thing = {
        "@type": "Course",
        "url": _address(portal, words, f"courses/{course['course']}/"),
        "name": words.pick(course["title"]),
        "description": words.pick(course["summary"]),
        "courseCode": course["code"],
        "inLanguage": course["languages"] or [],
        "provider": {"@type": "Organization", "name": course["provider"]},
        "audience": {"@type": "EducationalAudience", "educationalRole": words.pick(course["audience"])},
        "teaches": words.pick_list(course["aims"]),
        "coursePrerequisites": words.pick(course["prerequisites"]),
        "offers": _offer(course),
        "disambiguatingDescription": words.pick(programme.get("notice")) if programme["demonstration"] else "",
        "hasCourseInstance": [_instance(portal, words, course, each) for each in sessions],
    }
    if course["certificate"]:
        known["educationalCredentialAwarded"] = {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "certificate",
        }
    return {name: value for name, value in known.items() if value}


def _instance(portal: Portal, words: Words, course: Row, session: Row) -> Thing:
    online = course["delivery"] == "online"
    page = _address(portal, words, f"sessions/{session['session']}/")
    cancelled = session["status"] == "cancelled"
    return {
        "@type": "CourseInstance",
        "url": page,
        "name": words.pick(course["title"]),
        "courseMode": "Online" if online else "Onsite",
        "courseWorkload": _workload(course["hours_per_day"] * course["days"]),
        "startDate": session["starts_on"].isoformat(),
        "endDate": session["ends_on"].isoformat(),
        "inLanguage": session["language"],
        "location": {"@type": "VirtualLocation", "url": page} if online else _place(session),
        "eventAttendanceMode": f"https://schema.org/{'Online' if online else 'Offline'}EventAttendanceMode",
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "maximumAttendeeCapacity": session["seats"],
        "organizer": {"@type": "Organization", "name": course["provider"]},
    }


def _place(session: Row) -> Thing:
    address = {"@type": "PostalAddress", "addressCountry": session["country"]}
    return {"@type": "Place", "name": session["place"], "address": address}


def _offer(course: Row) -> Thing | None:
    if course["fee"] is None:
        return None
    if course["fee"] == 0:
        return {"@type": "Offer", "category": "Free", "price": 0}
    return {"@type": "Offer", "category": "Paid", "price": course["fee"], "priceCurrency": course["currency"]}


def _workload(hours: float) -> str:
    """Return hours as a duration of ISO 8601."""
    minutes = round(hours * 60)
    rest = f"{minutes % 60}M" if minutes % 60 else ""
    return f"PT{minutes // 60}H{rest}"


def _address(portal: Portal, words: Words, address: str) -> str:
    return f"{portal.settings.address}/{path_of(portal, words.language, address)}"
