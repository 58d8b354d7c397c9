"""Shows that the page of a session says on which days it is held, as far as is known, and how to take part."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest

from generator.pages import session
from generator.pages.session_days import Days, days_of
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal, rendered


def days(first: str, last: str, blocks: list[Any] | None, length: int = 0) -> Days:
    course = {"blocks": blocks, "days": length or sum(int(each) for each in blocks or [1])}
    return days_of(course, {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)})


@pytest.mark.parametrize(
    ("first", "last", "blocks", "expected"),
    [
        ("2026-03-03", "2026-03-03", ["1"], [("03-03", "03-03")]),
        ("2026-03-03", "2026-03-05", [3], [("03-03", "03-05")]),
        ("2026-03-03", "2026-04-08", [2, 2], [("03-03", "03-04"), ("04-07", "04-08")]),
        ("2026-03-31", "2026-05-05", ["2", "1"], [("03-31", "04-01"), ("05-05", "05-05")]),
        ("2026-03-03", "2026-03-06", [2, 2], [("03-03", "03-04"), ("03-05", "03-06")]),
    ],
)
def test_days_follow_from_the_first_the_last_and_the_blocks(
    first: str, last: str, blocks: list[Any], expected: list[tuple[str, str]]
) -> None:
    found = days(first, last, blocks)
    assert [(str(block.first_on)[5:], str(block.last_on)[5:]) for block in found.blocks] == expected
    assert (found.exact, found.unknown, found.number) == (True, (), len(blocks))


def test_a_block_between_others_has_no_day_that_anybody_knows() -> None:
    found = days("2026-03-03", "2026-06-03", [2, 2, 1, 2])
    assert [block.number for block in found.blocks] == [1, 4]
    assert (found.unknown, found.number, found.exact) == ((2, 3), 4, True)


@pytest.mark.parametrize(("last", "blocks"), [("2026-03-07", [3]), ("2026-03-05", [2, 2]), ("2026-03-03", [2])])
def test_days_that_do_not_fit_are_one_span(last: str, blocks: list[int]) -> None:
    found = days("2026-03-03", last, blocks)
    assert [(str(block.first_on), str(block.last_on)) for block in found.blocks] == [("2026-03-03", last)]
    assert not found.exact


def test_a_course_without_blocks_is_one() -> None:
    assert days("2026-03-03", "2026-03-05", None, 3).exact
    assert days("2026-03-03", "2026-03-05", [], 3).number == 1


def test_every_session_of_the_demonstration_fits_its_blocks() -> None:
    courses, rows = demonstration().rows("courses"), demonstration().rows("sessions")
    assert all(days_of(courses[row["course"]], row).exact for row in rows.values())


ROWS = (
    "session,course,starts_on,ends_on,place,country,language,seats,status\n"
    '{key},supervisory-skills,{first},2026-04-10,"A & ""B"" <b>?",KH,km,25,{status}\n'
)


def page(root: Path, status: str, first: str = "2026-03-01") -> str:
    made = portal(root, sessions=ROWS.format(key="s", status=status, first=first))
    return rendered(made, next(session.views(made, made.words("en"))))


def test_one_writes_to_take_part_and_the_letter_names_the_session(tmp_path: Path) -> None:
    html = page(tmp_path, "scheduled")
    address = html.partition('id="take-part"')[2].partition('href="')[2].partition('"')[0]
    contact, _, query = address.removeprefix("mailto:").partition("?")
    assert contact == "data@portal.example"
    subject = parse_qs(query.replace("&amp;", "&"))["subject"]
    assert subject == ['Supervisory Skills: A & "B" <b>?, 1 March 2026']
    assert "<b>?" not in html
    assert unquote(address).count("\n") == 0


@pytest.mark.parametrize(
    ("status", "first", "said", "unsaid"),
    [
        ("full", "2026-03-01", "This session is full", "does not take place"),
        ("cancelled", "2026-03-01", "This session does not take place.", "How to take part"),
        ("done", "2025-03-01", "In your calendar", "How to take part"),
    ],
)
def test_nobody_is_invited_to_what_is_full_over_or_off(
    tmp_path: Path, status: str, first: str, said: str, unsaid: str
) -> None:
    html = page(tmp_path, status, first)
    assert said in html
    assert unsaid not in html


def test_a_block_without_known_days_says_so() -> None:
    made = demonstration()
    pages = {view.address: view for view in session.views(made, made.words("en"))}
    html = rendered(made, pages["sessions/prd-kh-2026-06-16/"])
    assert html.count("<dt>Block ") == 3
    assert html.count("Days not recorded") == 1
