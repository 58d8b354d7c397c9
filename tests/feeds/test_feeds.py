"""Shows which feeds a portal has, that each is valid and true to the rows, and that nothing withheld is in any."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import feedparser
import pytest

from generator import attachments, feeds
from generator.pages import profiles_of, views_of
from generator.pages.portal import Portal
from generator.pages.subscriptions import MOST
from tests.feeds.atom import Told, faults, told
from tests.golden import samples
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal

ADDRESS = "https://portal.example"


def made(of: Portal) -> Iterator[tuple[str, bytes]]:
    """Yield every feed of a portal with its address."""
    for file in attachments.files_of(of):
        if "feeds/" in file.address:
            yield file.address, file.content
    keys = of.data["factories"]["factory"].to_list()
    for language in of.languages:
        for file in feeds.files_of(of, of.words(language), keys):
            yield file.address, file.content


@cache
def demonstrated() -> dict[str, bytes]:
    return dict(made(demonstration()))


def entries(of: Portal, address: str) -> list[Told]:
    return told(dict(made(of))[address])


def titles(of: Portal, address: str) -> list[tuple[str, str]]:
    return [(each.updated, each.title) for each in entries(of, address)]


def test_every_feed_keeps_the_rules_of_atom() -> None:
    found = {address: wrong for address, content in demonstrated().items() if (wrong := faults(content, ADDRESS))}
    assert found == {}


def test_a_common_reader_takes_them_all_as_they_are() -> None:
    for address, content in demonstrated().items():
        if "factories" in address and not address.endswith("1.xml"):
            continue
        parsed = feedparser.parse(content)
        assert not parsed.bozo, (address, parsed.bozo_exception)
        assert [(each.id, each.title) for each in parsed.entries] == [(each.id, each.title) for each in told(content)]
        assert parsed.feed.language == (address.split("/")[0] if address[2] == "/" else "en")


def test_every_language_has_the_same_feeds_and_events() -> None:
    addresses = {address for address in demonstrated() if address.startswith("feeds/")}
    for language in ("fr", "ar"):
        theirs = {address.partition("/")[2] for address in demonstrated() if address.startswith(f"{language}/")}
        assert theirs == addresses
    ids: set[str] = set()
    for address in ("feeds/changes.xml", "fr/feeds/changes.xml", "ar/feeds/changes.xml"):
        own = {each.id for each in told(demonstrated()[address])}
        assert not own & ids
        ids |= own


def test_a_factory_point_and_country_has_a_feed_each() -> None:
    def count(folder: str) -> int:
        return sum(address.startswith(f"feeds/{folder}/") for address in demonstrated())

    assert count("factories") == len(rows_of("compliance/factories/*.csv"))
    assert count("countries") == len(rows_of("programme/countries.csv"))
    assert count("points") == len(rows_of("tool/compliance_points.csv"))


def test_the_feed_of_a_factory_is_whole() -> None:
    assessments = [row for row in rows_of("compliance/assessments/*.csv") if row["published_on"]]
    replies = rows_of("compliance/responses.csv")
    for factory in {row["factory"] for row in assessments}:
        kinds = [each.kind for each in told(demonstrated()[f"feeds/factories/{factory.lower()}.xml"])]
        assert kinds.count("assessment") == sum(row["factory"] == factory for row in assessments)
        assert kinds.count("reply") == sum(row["factory"] == factory for row in replies)
        assert kinds.count("joined") == 1


def test_a_large_feed_holds_the_newest_entries_and_says_so() -> None:
    content = demonstrated()["feeds/changes.xml"]
    newest = told(content)
    assert len(newest) == MOST
    parts = ("feeds/factories/", "feeds/corrections.xml", "feeds/courses.xml")
    others = [each for address, feed in demonstrated().items() if address.startswith(parts) for each in told(feed)]
    releases = {row["released_on"] for row in rows_of("programme/releases.csv")}
    total = len({each.id for each in others}) + len(releases)
    assert f"The newest 100 of {total:,} entries" in content.decode()
    last = newest[-1].updated
    assert {each.id for each in others if each.updated > last} <= {each.id for each in newest}


def test_an_assessment_is_told_with_its_denominator(tmp_path: Path) -> None:
    (first, second) = [
        each for each in reversed(entries(portal(tmp_path), "feeds/factories/kh-0001.xml")) if each.kind == "assessment"
    ]
    assert first.summary.startswith("Nothing that was assessed in cycle 1, 1 March 2024, is published.")
    assert second.title == "Lotus Garment (KH-0001), Cambodia: Assessment of cycle 2 published"
    assert second.summary.startswith("Non-compliant on 1 of 1 point assessed in cycle 2, 1 March 2025.")
    assert "Found for the first time: Emergency Preparedness (7.8.3)." in second.summary
    assert second.link == f"{ADDRESS}/factories/kh-0001/#assessments"


def test_a_correction_of_a_finding_tells_its_assessment_anew(tmp_path: Path) -> None:
    found = {each.kind: each for each in reversed(entries(portal(tmp_path), "feeds/factories/kh-0001.xml"))}
    assert (found["assessment"].published, found["assessment"].updated) == ("2025-06-01", "2025-08-01")
    assert found["correction"].updated == "2025-08-01"
    assert "from Compliant to Non-compliant. Typing mistake" in found["correction"].summary


@pytest.mark.parametrize(("outcome", "day"), [("upheld", "2025-09-10"), ("rejected", "2025-08-01")])
def test_an_appeal_tells_an_assessment_anew_only_where_it_changed_it(tmp_path: Path, outcome: str, day: str) -> None:
    row = f"KH-0001-2,7.8.3,2025-08-20,2025-09-10,{outcome}\n"
    here = portal(tmp_path, appeals=f"assessment,question,filed_on,decided_on,outcome\n{row}")
    told_of = {each.kind: each for each in reversed(entries(here, "feeds/factories/kh-0001.xml"))}
    assert told_of["assessment"].updated == day
    assert told_of["appeal"].updated == "2025-09-10"


def test_every_kind_of_event_is_told_on_its_day(tmp_path: Path) -> None:
    told_of = titles(portal(tmp_path), "feeds/changes.xml")
    assert told_of == [
        ("2025-12-31", "New data: compliance 1.0.0, indicators 1.0.0, programme 1.0.0, tool 1.0.0 and training 1.0.0"),
        ("2025-09-01", "Lotus Garment (KH-0001), Cambodia: Verified as put right"),
        ("2025-08-01", "Lotus Garment (KH-0001), Cambodia: Correction"),
        ("2025-08-01", "Lotus Garment (KH-0001), Cambodia: Assessment of cycle 2 published"),
        ("2025-07-01", "Couture Soleil (HT-0001), Haiti: Assessment of cycle 1 published"),
        (
            "2025-06-01",
            "Lotus Garment (KH-0001), Cambodia: Reply of the factory on question 7.8.3 (cycle 2), not verified",
        ),
        ("2025-06-01", "Lotus Garment (KH-0001), Cambodia: Appeal rejected"),
        ("2024-06-01", "Lotus Garment (KH-0001), Cambodia: Assessment of cycle 1 published"),
        ("2020-05-01", "Naga Apparel (KH-0002), Cambodia: Closed"),
        ("2012-01-01", "Couture Soleil (HT-0001), Haiti: Joined the programme"),
        ("2010-01-01", "Lotus Garment (KH-0001), Cambodia: Joined the programme"),
        ("2010-01-01", "Naga Apparel (KH-0002), Cambodia: Joined the programme"),
    ]


def test_feeds_of_a_country_and_a_point_tell_of_them_alone(tmp_path: Path) -> None:
    here = portal(tmp_path)
    assert {title.partition(",")[0] for _, title in titles(here, "feeds/countries/ht.xml")} == {
        "Couture Soleil (HT-0001)"
    }
    assert titles(here, "feeds/countries/vn.xml") == []
    assert titles(here, "feeds/points/child-labourers.xml") == []
    on_point = entries(here, "feeds/points/emergency-preparedness.xml")
    assert [each.kind for each in on_point] == ["verification", "correction", "finding", "reply", "appeal"]
    assert on_point[2].title == "Lotus Garment (KH-0001), Cambodia: Found"
    assert on_point[2].link == f"{ADDRESS}/factories/kh-0001/#question-7-8-3"
    assert on_point[2].summary == ("Cycle 2, 1 March 2025. Found for the first time: Emergency Preparedness (7.8.3).")


SESSIONS = (
    "session,course,starts_on,ends_on,place,country,language,seats,status,announced_on\n"
    "kh-1,supervisory-skills,2026-03-01,2026-04-10,Phnom Penh,KH,km,25,scheduled,2025-11-01\n"
    "kh-2,supervisory-skills,2026-05-01,2026-06-10,Phnom Penh,KH,km,25,cancelled,\n"
    "kh-3,supervisory-skills,2026-07-01,2026-07-10,Phnom Penh,KH,km,25,scheduled,2026-02-01\n"
)


def test_a_session_is_told_from_the_day_of_its_announcement(tmp_path: Path) -> None:
    (session,) = entries(portal(tmp_path, sessions=SESSIONS), "feeds/courses.xml")
    assert session.title == "Supervisory Skills: 1 March 2026 to 10 April 2026"
    assert (session.updated, session.summary) == (
        "2025-11-01",
        "Phnom Penh, Cambodia. Language: Khmer. Scheduled.",
    )


def test_a_reply_stands_in_its_own_language_and_its_own_words(tmp_path: Path) -> None:
    hostile = "</summary><script>alert(1)</script> &amp; ]]> \u202f{name} ${7*7} ١٢٣"
    responses = (
        "response,factory,assessment,question,language,text,received_on,published_on,moderated\n"
        f"r-1,KH-0001,KH-0001-2,,ar,{hostile},2025-05-01,2025-06-01,false\n"
    )
    here = portal(tmp_path, responses=responses)
    for address in ("feeds/factories/kh-0001.xml", "fr/feeds/factories/kh-0001.xml", "feeds/changes.xml"):
        (reply,) = [each for each in entries(here, address) if each.kind == "reply"]
        assert (reply.summary, reply.language) == (hostile, "ar")


def test_hostile_texts_in_every_table_break_no_feed(tmp_path: Path) -> None:
    (sample,) = [each for each in samples() if each.name == "hostile-text"]
    tables = sample.tables()
    everything = dict(made(portal(tmp_path, **tables)))
    assert {address: wrong for address, content in everything.items() if (wrong := faults(content, ADDRESS))} == {}
    replies = {each.summary for content in everything.values() for each in told(content) if each.kind == "reply"}
    assert replies == {row["text"] for row in csv.DictReader(io.StringIO(tables["responses"]))}


WITHHELD = {
    "assessments": (
        "assessment,factory,cycle,started_on,ended_on,form,announced,reported_on,published_on,questions_scored,coverage\n"
        "KH-0001-1,KH-0001,1,2024-03-01,2024-03-02,full,false,2024-04-01,2024-06-01,2,all-answers\n"
        "KH-0001-2,KH-0001,2,2025-03-01,2025-03-02,full,false,2025-04-01,,2,all-answers\n"
    ),
    "findings": (
        "assessment,question,question_version,result\nKH-0001-1,7.8.3,2,compliant\nKH-0001-2,7.8.3,2,non-compliant\n"
    ),
    "factories": (
        "factory,name,address,subdivision,country,status,status_on,status_reason,joined_on\n"
        "KH-0001,Lotus Garment,Road 1,KH-12,KH,active,,,2010-01-01\n"
        "KH-0009,Canary Garment,Road 9,KH-12,KH,closed,2025-05-01,CANARY,2026-05-01\n"
    ),
    "responses": (
        "response,factory,assessment,question,language,text,received_on,published_on,moderated\n"
        "r-1,KH-0001,KH-0001-2,,en,CANARY,2025-05-01,2025-06-01,false\n"
        "r-2,KH-0001,KH-0001-1,,en,CANARY,2025-05-01,2026-06-01,false\n"
    ),
    "corrections": (
        "corrected_on,table,key,field,old,new,reason\n"
        "2025-08-01,findings,KH-0001-2 7.8.3,result,compliant,non-compliant,CANARY\n"
        "2026-08-01,findings,KH-0001-1 7.8.3,result,not-disclosed,compliant,CANARY\n"
    ),
    "releases": "package,version,released_on,summary\ntool,1.0.0,2025-12-31,First.\ntool,2.0.0,2026-02-01,CANARY\n",
    "sourcing": None,
    "workforce": None,
    "committees": None,
    "strikes": None,
}


def test_nothing_withheld_is_told(tmp_path: Path) -> None:
    here = portal(tmp_path, **WITHHELD)
    everything = dict(made(here))
    assert [address for address, content in everything.items() if b"canary" in content.lower()] == []
    assert "feeds/factories/kh-0009.xml" not in everything
    kinds = [each.kind for each in told(everything["feeds/changes.xml"])]
    assert sorted(kinds) == ["assessment", "joined", "release"]
    assert all(each.updated <= "2026-01-01" for content in everything.values() for each in told(content))


MORE = {
    "assessments": "KH-0002-1,KH-0002,1,2019-05-01,2019-05-02,full,false,2019-06-01,2025-11-01,1,all-answers,\n",
    "findings": "KH-0002-1,7.8.3,1,non-compliant,\n",
}


def test_ids_stay_when_other_rows_come(tmp_path: Path) -> None:
    before = portal(tmp_path / "before")
    replaced = {name: "".join((text_of(name), more)) for name, more in MORE.items()}
    after = portal(tmp_path / "after", **replaced)
    for address in ("feeds/changes.xml", "feeds/countries/kh.xml", "feeds/points/emergency-preparedness.xml"):
        old, new = ({each.id: each for each in entries(of, address)} for of in (before, after))
        assert old.items() <= new.items()
        assert len(new) > len(old)


def text_of(table: str) -> str:
    return (Path(__file__).parents[1] / "checks" / "portal" / f"{table}.csv").read_text("utf-8")


def test_the_order_of_rows_and_languages_changes_no_byte(tmp_path: Path) -> None:
    def turned(table: str) -> str:
        head, *rows = text_of(table).splitlines(keepends=True)
        return "".join((head, *reversed(rows)))

    tables = ("factories", "corrections", "releases", "questions", "compliance_points", "clusters", "countries")
    one = dict(made(portal(tmp_path / "one")))
    assert dict(made(portal(tmp_path / "other", **{name: turned(name) for name in tables}))) == one


@pytest.mark.parametrize("absent", [["responses", "appeals", "corrections", "releases", "improvements", "sessions"]])
def test_what_the_portal_has_no_table_of_is_not_told(tmp_path: Path, absent: list[str]) -> None:
    kinds = {each.kind for each in entries(portal(tmp_path, **dict.fromkeys(absent)), "feeds/changes.xml")}
    assert kinds == {"assessment", "status", "joined"}


def test_every_page_that_has_a_feed_announces_it() -> None:
    here = demonstration()
    words = here.words("fr")
    pages = [*views_of(here, words), *profiles_of(here, words, here.data["factories"]["factory"].to_list())]
    announced = {feed.address for page in pages for feed in page.feeds}
    assert announced == {address.removeprefix("fr/") for address in demonstrated() if address.startswith("fr/")}
    kinds = {page.template for page in pages if page.feeds}
    assert {"home", "changes", "country", "point", "factory", "courses", "sessions", "follow"} <= kinds


def test_the_demonstration_says_so_in_each_feed() -> None:
    for address, content in demonstrated().items():
        if address.startswith("feeds/"):
            assert b"<subtitle>This is a demonstration." in content
