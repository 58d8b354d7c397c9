"""Shows that calendar programs of others take our calendars, and that they say what the rows of sessions say."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from generator import calendars
from generator.calendars.icalendar_file import calendar_of
from generator.pages.portal import Portal
from tests.golden import samples
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal

ALL = "calendars/courses.ics"
COURSES = (Path(__file__).parents[1] / "checks" / "portal" / "courses.yaml").read_text("utf-8")


def made(of: Portal) -> dict[str, bytes]:
    return {file.address: file.content for file in calendars.files(of)}


@cache
def demonstrated() -> dict[str, bytes]:
    return made(demonstration())


class Read(NamedTuple):
    """An event as the library reads it back."""

    uid: str
    summary: str
    location: str
    description: str
    url: str
    status: str
    sequence: int
    start: date
    end: date
    stamp: datetime


def events(content: bytes) -> list[Read]:
    return [_read(event) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def _read(event: Any) -> Read:
    texts: dict[str, Any] = {
        name: str(event[name]) for name in ("uid", "summary", "location", "description", "url", "status")
    }
    days = {name: event[f"dt{name}"].dt for name in ("start", "end", "stamp")}
    return Read(**texts, **days, sequence=event["sequence"])


def sessions(*rows: str) -> str:
    head = "session,course,starts_on,ends_on,place,country,language,seats,status,announced_on"
    return "\n".join((head, *rows, ""))


def test_another_parser_reads_every_calendar_alike() -> None:
    for address, content in demonstrated().items():
        theirs = IcsCalendarStream.calendar_from_ics(content.decode()).events
        ours = events(content)
        assert len(theirs) == len(ours) > 0, address
        for one, other in zip(theirs, ours, strict=True):
            assert (one.uid, one.summary, one.location) == (
                other.uid,
                other.summary,
                other.location,
            )
            assert (one.dtstart, one.dtend) == (other.start, other.end)
            assert one.description == other.description


def test_lines_end_and_fold_as_the_standard_says() -> None:
    for content in demonstrated().values():
        assert content.endswith(b"END:VCALENDAR\r\n")
        lines = content.split(b"\r\n")
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode("utf-8")


def test_a_calendar_is_told_of_once_and_says_how_to_keep_it() -> None:
    calendar: Any = icalendar.Calendar.from_ical(demonstrated()["fr/calendars/countries/kh.ics"])
    assert (calendar["version"], calendar["calscale"]) == ("2.0", "GREGORIAN")
    named = "Sessions de formation\u00a0: Cambodge - Démonstration Seamline"
    assert calendar["x-wr-calname"] == calendar["name"] == named
    assert calendar["refresh-interval"].dt == timedelta(days=1)
    assert calendar["source"] == "https://portal.example/fr/calendars/countries/kh.ics"
    assert str(calendar["x-wr-caldesc"]).startswith("Ceci est une démonstration.")


def test_every_session_is_in_the_calendars_where_one_would_look_for_it() -> None:
    rows = rows_of("training/sessions.csv")
    pages = {f"https://portal.example/sessions/{row['session']}/" for row in rows}
    assert {event.url for event in events(demonstrated()[ALL])} == pages
    for row in rows:
        page = f"https://portal.example/sessions/{row['session']}/"
        own = (f"countries/{row['country'].lower()}", f"courses/{row['course']}", f"sessions/{row['session']}")
        for address in own:
            assert page in {event.url for event in events(demonstrated()[f"calendars/{address}.ics"])}
    for address, content in demonstrated().items():
        uids = [event.uid for event in events(content)]
        assert len(set(uids)) == len(uids), address


def test_days_are_whole_days_and_the_end_is_the_day_after(tmp_path: Path) -> None:
    rows = sessions("kh-1,supervisory-skills,2026-03-03,2026-04-08,Kep,KH,km,25,scheduled,")
    first, last = events(made(portal(tmp_path, sessions=rows))[ALL])
    assert (first.start, first.end) == (date(2026, 3, 3), date(2026, 3, 5))
    assert (last.start, last.end) == (date(2026, 4, 7), date(2026, 4, 9))
    assert type(first.start) is date
    assert (first.summary, last.summary) == (
        "Supervisory Skills (block 1 of 2)",
        "Supervisory Skills (block 2 of 2)",
    )
    assert first.location == "Kep, Cambodia"
    assert "To take part, write to data@portal.example." in first.description
    assert "This is a demonstration: the session is invented." in first.description


def test_the_stamp_is_a_day_of_the_data(tmp_path: Path) -> None:
    released = events(made(portal(tmp_path / "released"))[ALL])
    assert {event.stamp for event in released} == {datetime(2025, 12, 31, tzinfo=UTC)}
    without = events(made(portal(tmp_path / "without", releases=None))[ALL])
    assert {event.stamp for event in without} == {datetime(2026, 1, 1, tzinfo=UTC)}


def test_a_cancelled_session_stays_says_so_and_replaces_what_was_taken_over(tmp_path: Path) -> None:
    def one(status: str) -> Read:
        row = sessions(f"kh-1,supervisory-skills,2026-03-03,2026-04-08,Kep,KH,km,25,{status},")
        return events(made(portal(tmp_path / status, sessions=row))["calendars/sessions/kh-1.ics"])[0]

    planned, off = one("full"), one("cancelled")
    assert (planned.status, off.status) == ("CONFIRMED", "CANCELLED")
    assert off.summary == "Cancelled: Supervisory Skills (block 1 of 2)"
    assert off.uid == planned.uid
    assert off.sequence > planned.sequence


def test_what_stays_the_same_is_the_same_in_every_language_and_beside_other_rows(tmp_path: Path) -> None:
    row = "kh-1,supervisory-skills,2026-03-03,2026-04-08,Kep,KH,km,25,scheduled,"
    before = made(portal(tmp_path / "before", sessions=sessions(row)))
    other = "kh-0,supervisory-skills,2026-01-03,2026-02-08,Kep,KH,km,25,scheduled,"
    after = made(portal(tmp_path / "after", sessions=sessions(other, row)))
    uids = [[event.uid for event in events(calendar[ALL])] for calendar in (before, after)]
    assert uids[1][2:] == uids[0]
    assert [event.uid for event in events(before[f"fr/{ALL}"])] == uids[0]
    assert before["calendars/sessions/kh-1.ics"] == after["calendars/sessions/kh-1.ics"]


def test_days_that_nobody_recorded_are_not_invented(tmp_path: Path) -> None:
    blocks = COURSES.replace("days: 4", "days: 6").replace("blocks: [2, 2]", "blocks: [2, 2, 2]")
    rows = sessions("kh-1,supervisory-skills,2026-03-03,2026-05-08,Kep,KH,km,25,scheduled,")
    three = events(made(portal(tmp_path / "three", courses=blocks, sessions=rows))[ALL])
    assert [event.summary for event in three] == [
        "Supervisory Skills (block 1 of 3)",
        "Supervisory Skills (block 3 of 3)",
    ]
    assert "When block 2 is held is not recorded." in three[0].description
    short = sessions("kh-1,supervisory-skills,2026-03-03,2026-03-05,Kep,KH,km,25,scheduled,")
    (whole,) = events(made(portal(tmp_path / "whole", sessions=short))[ALL])
    assert (whole.start, whole.end) == (date(2026, 3, 3), date(2026, 3, 6))
    assert "On which of these days it is held is not recorded." in whole.description


HOSTILE = [
    "Khmer វគ្គបណ្តុះបណ្តាល" * 40,
    "دورة تدريبية، أولى; ثانية" * 20,
    "🧵" * 100,
    'a\\, b; c: "d" \\n e \\',
    "END:VEVENT BEGIN:VALARM ATTACH:https://evil.example",
    "x" * 10_000,
]


@pytest.mark.parametrize("place", HOSTILE, ids=["khmer", "arabic", "emoji", "escapes", "lines", "long"])
def test_any_place_survives_in_every_parser(tmp_path: Path, place: str) -> None:
    quoted = place.replace('"', '""')
    rows = sessions(f'kh-1,supervisory-skills,2026-03-03,2026-04-08,"{quoted}",KH,km,25,scheduled,')
    content = made(portal(tmp_path, sessions=rows))[ALL]
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert {event.location for event in events(content)} == {f"{place}, Cambodia"}
    assert {event.location for event in IcsCalendarStream.calendar_from_ics(content.decode()).events} == {
        f"{place}, Cambodia"
    }


def test_what_ends_a_line_for_some_parser_ends_none() -> None:
    breaks = "a\rb\r\nc\nd\x0be\x0cf\x1cg\x85h\u2028i\u2029j\x00k\x07l\x7fm"
    content = calendar_of(breaks, "", "https://portal.example/x.ics", [])
    assert [line for line in content.decode().splitlines() if line.startswith("NAME")] == [
        "NAME:a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\ni\\njklm"
    ]


def test_hostile_texts_in_every_table_break_no_calendar(tmp_path: Path) -> None:
    (sample,) = [each for each in samples() if each.name == "hostile-text"]
    for content in made(portal(tmp_path, **sample.tables())).values():
        assert len(IcsCalendarStream.calendar_from_ics(content.decode()).events) == len(events(content)) > 0
        assert re.findall(rb"^BEGIN:(.*)\r$", content, re.MULTILINE)[0] == b"VCALENDAR"
        assert not re.search(rb"^(ATTACH|BEGIN:VALARM|ORGANIZER)", content, re.MULTILINE)


def test_there_is_no_calendar_without_a_session(tmp_path: Path) -> None:
    assert made(portal(tmp_path / "none", sessions=None, participation=None)) == {}
    addresses = made(portal(tmp_path / "some")).keys()
    assert {address for address in addresses if "countries" in address} == {
        "calendars/countries/kh.ics",
        "fr/calendars/countries/kh.ics",
    }


def test_the_order_of_rows_changes_no_byte(tmp_path: Path) -> None:
    rows = [
        "kh-1,supervisory-skills,2026-03-03,2026-04-08,Kep,KH,km,25,scheduled,",
        "vn-1,supervisory-skills,2026-03-03,2026-04-08,Hue,VN,km,25,scheduled,",
    ]
    one, other = (
        made(portal(tmp_path / name, sessions=sessions(*order)))
        for name, order in {"one": rows, "other": rows[::-1]}.items()
    )
    assert one == other
