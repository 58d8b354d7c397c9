"""Shows that support stands beside findings with its days, and that nothing is made up where no table speaks of it."""

from __future__ import annotations

import re
from pathlib import Path

from generator.pages import factory
from generator.pages.portal import Portal
from generator.pages.profile.support import Support
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal, rendered

CHECKED = Path(__file__).parents[1] / "checks" / "portal"
HEADER = "factory,course,completed_on\n"


def part(made: Portal, key: str) -> str:
    """Return what a reader sees in the part of the page, spaces folded; empty where there is none."""
    html = rendered(made, next(factory.views(made, made.words("en"), keys=[key])))
    match = re.search(r'<h2 id="support">.*?(?=<h2)', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", match[0] if match else "")).strip()


def test_course_meetings_and_session_stand_beside_the_finding(tmp_path: Path) -> None:
    read = part(portal(tmp_path), "KH-0001")
    assert "it met 6 times in the twelve months on record" in read
    assert "Emergency Preparedness 1 stands; since 1 March 2025" in read
    assert "Supervisory Skills , 10 April 2025" in read
    assert "Supervisory Skills , 1 March 2026 , Phnom Penh (Scheduled)" in read
    assert "How many people took part is not published by factory" in read


def test_course_on_no_point_with_a_finding_is_told_apart(tmp_path: Path) -> None:
    courses = (CHECKED / "courses.yaml").read_text("utf-8").replace("[emergency-preparedness]", "[child-labourers]")
    read = part(portal(tmp_path, courses=courses), "KH-0001")
    assert "since 1 March 2025 none on record none planned" in read
    assert "Other courses completed by people from here: Supervisory Skills , 10 April 2025" in read


def test_no_course_on_record_is_said_and_is_not_no_training(tmp_path: Path) -> None:
    read = part(portal(tmp_path, attendance=HEADER + "HT-0001,supervisory-skills,2025-04-10\n"), "KH-0001")
    assert "No course is on record that people from here completed." in read


def test_without_the_table_nothing_is_said_about_this_factory(tmp_path: Path) -> None:
    read = part(portal(tmp_path, attendance=None), "KH-0001")
    assert "Courses completed" not in read
    assert "this page cannot say whether people from here did" in read
    assert "Sessions to come in Cambodia" in read


def test_course_to_come_is_not_public_yet(tmp_path: Path) -> None:
    later = part(portal(tmp_path, attendance=HEADER + "KH-0001,supervisory-skills,2026-02-01\n"), "KH-0001")
    assert "1 February 2026" not in later


def test_support_of_the_demonstration_is_that_of_its_files() -> None:
    made = demonstration()
    rows = rows_of("compliance/attendance.csv")
    attended = sorted((row["factory"], row["course"], row["completed_on"]) for row in rows)
    shown = set()
    for view in factory.views(made, made.words("en")):
        support = view.values["support"]
        assert isinstance(support, Support)
        key = view.address.split("/")[1].upper()
        for course in (*support.others, *(course for line in support.lines for course in line.courses)):
            shown.add((key, course.key, course.completed_on.isoformat()))
    assert sorted(shown) == attended
