"""Shows that the page of a course keeps apart what is zero, not known, not recorded and withheld."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages import country, course, courses, sessions, views_of
from generator.pages.courses import length_text
from tests.pages.portals import portal, rendered

COURSES = (Path(__file__).parents[1] / "checks" / "portal" / "courses.yaml").read_text("utf-8")
PARTICIPATION = (
    "course,country,year,participants,women,participant_days\n"
    "supervisory-skills,KH,2022,9,4,36\n"
    "supervisory-skills,KH,2023,40,,160\n"
    "supervisory-skills,KH,2024,50,30,200\n"
    "supervisory-skills,KH,2025,31,28,124\n"
)
SESSIONS = (
    "session,course,starts_on,ends_on,place,country,language,seats,status\n"
    "a,supervisory-skills,2026-05-01,2026-06-10,Siem Reap,KH,km,25,full\n"
    "b,supervisory-skills,2026-03-01,2026-04-10,Kampot,KH,km,25,scheduled\n"
    "c,supervisory-skills,2026-02-01,2026-02-10,Takeo,KH,km,25,cancelled\n"
    "d,supervisory-skills,2025-03-01,2025-04-10,Kep,KH,zh,25,done\n"
)


@pytest.mark.parametrize(
    ("fee", "said", "unsaid"),
    [("fee:", "Not known", "Free"), ("fee: 0", "Free of charge", "Not known"), ("fee: 40", "40 USD a person", "Free")],
)
def test_a_fee_that_is_not_known_is_not_none(tmp_path: Path, fee: str, said: str, unsaid: str) -> None:
    made = portal(tmp_path, courses=COURSES.replace("fee: 40", fee) + "  prerequisites: {en: None}\n")
    html = rendered(made, next(course.views(made, made.words("en"))))
    shown = html.partition("<dt>Fee</dt>")[2].partition("</dd>")[0]
    assert said in shown
    assert unsaid not in shown


def test_small_numbers_are_withheld_and_blanks_are_not_zero(tmp_path: Path) -> None:
    made = portal(tmp_path, participation=PARTICIPATION)
    html = rendered(made, next(course.views(made, made.words("en"))))
    rows = html.partition("Participants by country and year")[2].partition("</table>")[0].split("<tr>")[2:]
    assert [row.count("withheld") for row in rows] == [3, 0, 0, 1]
    assert "not recorded" in rows[1]
    assert "30 of 50 people" in rows[2]
    assert "28" not in rows[3]
    assert "36" not in rows[0]
    assert "participant days in all" not in html


def test_a_session_is_past_when_its_last_day_is(tmp_path: Path) -> None:
    rows = (
        "session,course,starts_on,ends_on,place,country,language,seats,status\n"
        "over,supervisory-skills,2025-11-01,2025-12-31,Kep,KH,km,25,done\n"
        "off,supervisory-skills,2025-12-01,2026-01-10,Kep,KH,km,25,cancelled\n"
        "running,supervisory-skills,2025-12-02,2026-01-01,Kep,KH,km,25,full\n"
        "coming,supervisory-skills,2026-01-01,2026-02-10,Kep,KH,km,25,scheduled\n"
    )
    made = portal(tmp_path, sessions=rows)
    words = made.words("en")
    values = next(sessions.views(made, words)).values
    course_values = next(course.views(made, words)).values
    keys = {name: [line["key"] for line in course_values[name]] for name in ("upcoming", "past")}  # type: ignore[attr-defined]
    assert keys == {"upcoming": ["running", "coming"], "past": ["off", "over"]}
    assert [line["key"] for line in values["upcoming"]] == keys["upcoming"]  # type: ignore[attr-defined]
    assert values["planned"] == 1


def test_sessions_to_come_stand_apart_from_the_rest(tmp_path: Path) -> None:
    made = portal(tmp_path, sessions=SESSIONS)
    words = made.words("en")
    values = next(sessions.views(made, words)).values
    upcoming, past = values["upcoming"], values["past"]
    assert values["planned"] == 2
    assert isinstance(upcoming, list)
    assert isinstance(past, list)
    assert [line["key"] for line in upcoming] == ["c", "b", "a"]
    assert [(year, [line["key"] for line in lines]) for year, lines in past] == [(2025, ["d"])]
    listed = next(courses.views(made, words)).values["courses"]
    assert isinstance(listed, list)
    assert (listed[0]["next"]["key"], listed[0]["more"]) == ("b", 1)


@pytest.mark.parametrize(
    ("blocks", "least", "most", "said"),
    [
        (["4"], None, None, "4 days in a row"),
        (["2", "2"], None, None, "4 days in blocks of 2 and 2"),
        (["2", "2"], 4, 6, "4 days in blocks of 2 and 2, 4 to 6 weeks apart"),
        (["2", "1", "1"], 1, 1, "4 days in blocks of 2, 1 and 1, 1 week apart"),
        (["2", "2"], None, 3, "4 days in blocks of 2 and 2, 3 weeks apart"),
    ],
)
def test_the_gap_between_blocks_is_said(
    tmp_path: Path, blocks: list[str], least: int | None, most: int | None, said: str
) -> None:
    row = {"days": 4, "blocks": blocks, "gap_weeks_minimum": least, "gap_weeks_maximum": most}
    assert length_text(portal(tmp_path).words("en"), row) == said


def test_a_portal_without_training_has_no_such_pages(tmp_path: Path) -> None:
    made = portal(tmp_path, courses=None, sessions=None, participation=None)
    words = made.words("en")
    assert [*courses.views(made, words), *course.views(made, words), *sessions.views(made, words)] == []


def test_where_nobody_took_part_no_woman_did_and_nothing_is_called_not_assessed(tmp_path: Path) -> None:
    nobody = "course,country,year,participants,women,participant_days\nsupervisory-skills,KH,2022,0,0,0\n"
    made = portal(tmp_path, participation=nobody)
    html = rendered(made, next(course.views(made, made.words("en"))))
    table = html.partition('id="participants-caption"')[2].partition("</table>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", table) == ["2022", "0", "0", "0"]


def test_sessions_without_a_catalogue_of_courses_have_no_page_and_no_link(tmp_path: Path) -> None:
    made = portal(tmp_path, courses=None, participation=None, attendance=None)
    pages = {view.address: view for view in views_of(made, made.words("en"))}
    assert "sessions/" not in pages
    assert "sessions/" not in rendered(made, pages[""])


def test_what_was_called_off_and_would_be_under_way_is_past_on_the_page_of_a_country_too(tmp_path: Path) -> None:
    off = "e,supervisory-skills,2025-12-20,2026-01-10,Pailin,KH,km,25,{}\n"
    for status, shown in (("scheduled", True), ("cancelled", False)):
        made = portal(tmp_path / status, sessions=SESSIONS + off.format(status))
        page = next(view for view in country.views(made, made.words("en")) if view.address == "countries/kh/")
        assert ("Pailin" in rendered(made, page)) == shown


def test_a_share_of_few_people_is_withheld_and_one_of_enough_has_its_count(tmp_path: Path) -> None:
    surveys = (
        "course,year,respondents,question,result,share,method,source\n"
        "supervisory-skills,2024,5,Trust,Rose,0.4,By telephone,brochure\n"
        "supervisory-skills,2025,40,Output,Rose,0.5,By telephone,brochure\n"
    )
    html = rendered(made := portal(tmp_path, evaluations=surveys), next(course.views(made, made.words("en"))))
    shown = re.sub(r"<[^>]+>", " ", html.partition('id="survey"')[2].partition("<h2")[0])
    assert re.findall(r"Rose\s+(.*?)\s*\n", shown) == ["withheld", "20 of 40 people  (50%)"]
