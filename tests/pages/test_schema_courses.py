"""Shows what search engines read of a course, with an extractor of others, and what Google requires of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import extruct
import pytest

from generator.pages import course, session
from generator.pages.portal import Portal
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal, rendered

COURSES = (Path(__file__).parents[1] / "checks" / "portal" / "courses.yaml").read_text("utf-8")
REQUIRED = {"name", "description", "provider", "hasCourseInstance"}
"""What Google's documentation of course information requires, but for `offers`: a fee that is not known is no offer."""
MODES = {"Online", "Onsite", "Blended"}


def read(html: str) -> dict[str, Any]:
    things = extruct.extract(html, syntaxes=["json-ld"], errors="strict")["json-ld"]
    (thing,) = [each for each in things if each["@type"] == "Course"]
    assert thing.pop("@context") == "https://schema.org"
    return dict(thing)


def first(made: Portal, language: str = "en") -> dict[str, Any]:
    return read(rendered(made, next(course.views(made, made.words(language))), language))


def test_every_course_with_a_date_has_what_is_required() -> None:
    made = demonstration()
    pages = [*course.views(made, made.words("ar")), *session.views(made, made.words("ar"))]
    things = [read(rendered(made, view, "ar")) for view in pages]
    dated = [thing for thing in things if "hasCourseInstance" in thing]
    assert len(dated) >= 69
    for thing in dated:
        assert thing.keys() >= REQUIRED
        assert all(isinstance(thing[name], str) for name in ("name", "description"))
        assert thing["provider"]["@type"] == "Organization"
        for instance in thing["hasCourseInstance"]:
            assert instance["@type"] == "CourseInstance"
            assert instance["courseMode"] in MODES
            assert re.fullmatch(r"PT\d+H(\d+M)?", instance["courseWorkload"])
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", instance["startDate"])
            assert instance["startDate"] <= instance["endDate"]
            assert instance["location"]["@type"] == (
                "VirtualLocation" if instance["courseMode"] == "Online" else "Place"
            )
            assert instance["url"].startswith("https://portal.example/ar/sessions/")


def test_a_course_says_what_its_page_says(tmp_path: Path) -> None:
    thing = first(portal(tmp_path))
    assert thing["url"] == "https://portal.example/courses/supervisory-skills/"
    assert thing["teaches"] == ["Lead", "Plan"]
    assert thing["offers"] == {"@type": "Offer", "category": "Paid", "price": 40, "priceCurrency": "USD"}
    (instance,) = thing["hasCourseInstance"]
    assert (instance["startDate"], instance["endDate"]) == ("2026-03-01", "2026-04-10")
    assert (instance["inLanguage"], instance["courseWorkload"]) == ("km", "PT24H")
    assert instance["location"]["address"]["addressCountry"] == "KH"


@pytest.mark.parametrize(("fee", "offer"), [("fee:", None), ("fee: 0", "Free")])
def test_only_a_known_fee_is_an_offer(tmp_path: Path, fee: str, offer: str | None) -> None:
    thing = first(portal(tmp_path, courses=COURSES.replace("fee: 40", fee)))
    assert (thing.get("offers") or {}).get("category") == offer


def test_a_cancelled_session_is_not_announced_as_held(tmp_path: Path) -> None:
    sessions = (
        "session,course,starts_on,ends_on,place,country,language,seats,status\n"
        "s,supervisory-skills,2026-03-01,2026-04-10,</script><script>alert(1)</script>,KH,km,25,cancelled\n"
    )
    (instance,) = first(portal(tmp_path, sessions=sessions))["hasCourseInstance"]
    assert instance["eventStatus"] == "https://schema.org/EventCancelled"
    assert instance["location"]["name"] == "</script><script>alert(1)</script>"


def test_a_demonstration_says_so_to_machines_too() -> None:
    assert "invented" in first(demonstration())["disambiguatingDescription"]
