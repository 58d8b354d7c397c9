"""Shows that a timeline tells everything that happened to a finding, in the order of days, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages import View, factory
from generator.pages.profile.history import Finding, History
from generator.pages.profile.timeline import Event
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal, rendered

CHECKED = Path(__file__).parents[1] / "checks" / "portal"
VISIT = (
    "assessment,factory,cycle,started_on,ended_on,form,announced,reported_on,published_on,questions_scored,coverage\n"
)
IMPROVEMENT = (
    "factory,question,raised_in,self_reported_status,self_reported_on,verified_status,verified_on,verified_in\n"
)
ANSWER = "assessment,question,question_version,result,not_assessed_reason\n"
OTHER = "HT-0001-1,HT-0001,1,2019-05-01,2019-05-02,full,false,2019-06-01,2019-07-01,1,all-answers\n"
OTHER_ANSWER = "HT-0001-1,1.1.1,1,compliant,\n"
BESIDE: dict[str, str | None] = dict.fromkeys(("improvements", "responses", "appeals", "corrections", "attendance"))


def visits(*coverages: str) -> str:
    """Return a visit a year from 2020 on, of the coverage named."""
    rows = [
        f"KH-0001-{n},KH-0001,{n},{year}-03-01,{year}-03-02,full,false,{year}-04-01,{year}-05-01,1,{coverage}\n"
        for n, (year, coverage) in enumerate(zip(range(2020, 2026), coverages, strict=False), start=1)
    ]
    return VISIT + "".join(rows) + OTHER


def answers(*results: str) -> str:
    """Return the answers to one question, visit by visit; an empty one was not asked. Another is always answered."""
    rows = [f"KH-0001-{n},7.8.3,2,{result},\n" for n, result in enumerate(results, start=1) if result]
    return ANSWER + "".join(rows) + OTHER_ANSWER


def findings_of(view: View) -> list[Finding]:
    history = view.values["history"]
    assert isinstance(history, History)
    return [*history.open, *history.not_known, *history.resolved, *history.withdrawn]


def timeline(root: Path, **tables: str | None) -> list[Event]:
    """Return the timeline of the one finding of KH-0001."""
    made = portal(root, **{**BESIDE, **tables})
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    (finding,) = findings_of(view)
    return list(finding.timeline)


def told(events: list[Event]) -> list[tuple[str, str, tuple[int, int] | None, str]]:
    return [(event.kind, event.on.isoformat(), event.cycles, event.result) for event in events]


def test_answers_that_are_alike_are_told_once(tmp_path: Path) -> None:
    results = ("compliant", "compliant", "non-compliant", "non-compliant", "non-compliant", "compliant")
    events = timeline(tmp_path, assessments=visits(*["all-answers"] * len(results)), findings=answers(*results))
    assert told(events) == [
        ("answered", "2020-03-01", (1, 2), "compliant"),
        ("raised", "2022-03-01", (3, 3), "non-compliant"),
        ("answered", "2023-03-01", (4, 5), "non-compliant"),
        ("answered", "2025-03-01", (6, 6), "compliant"),
    ]
    assert events[0].until.isoformat() == "2021-03-01"


def test_finding_that_comes_back_is_raised_again(tmp_path: Path) -> None:
    results = ("non-compliant", "compliant", "non-compliant")
    events = timeline(tmp_path, assessments=visits(*["all-answers"] * 3), findings=answers(*results))
    assert [event.kind for event in events] == ["raised", "answered", "raised-again"]


def test_visit_that_did_not_ask_is_told_once_the_finding_was_raised(tmp_path: Path) -> None:
    results = ("", "non-compliant", "", "not-applicable", "non-compliant")
    events = timeline(tmp_path, assessments=visits(*["all-answers"] * 5), findings=answers(*results))
    assert told(events) == [
        ("raised", "2021-03-01", (2, 2), "non-compliant"),
        ("not-asked", "2022-03-01", (3, 3), ""),
        ("answered", "2023-03-01", (4, 4), "not-applicable"),
        ("answered", "2024-03-01", (5, 5), "non-compliant"),
    ]


def test_silence_of_violations_only_data_is_no_event(tmp_path: Path) -> None:
    events = timeline(
        tmp_path,
        assessments=visits("violations-only", "violations-only", "all-answers"),
        findings=answers("non-compliant", "", ""),
    )
    assert [event.kind for event in events] == ["raised", "not-asked"]
    assert events[1].cycles == (3, 3)


def test_everything_beside_a_finding_has_its_day(tmp_path: Path) -> None:
    corrections = (
        "corrected_on,table,key,field,old,new,reason\n"
        "2020-05-02,findings,KH-0001-1 7.8.3,result,compliant,non-compliant,Typing mistake\n"
        "2020-05-03,improvements,KH-0001 7.8.3 KH-0001-1,self_reported_on,2020-06-02,2020-06-01,Wrong day\n"
        "2020-05-04,findings,KH-0001-1 7.8.30,result,compliant,not-assessed,Another question\n"
        "2020-05-05,factories,KH-0001,address,Road 1,Road 2,Moved\n"
    )
    events = timeline(
        tmp_path,
        assessments=visits("all-answers", "all-answers"),
        findings=answers("non-compliant", "non-compliant"),
        improvements=f"{IMPROVEMENT}KH-0001,7.8.3,KH-0001-1,completed,2020-06-01,behind-schedule,2021-03-01,KH-0001-2\n",
        responses="response,factory,assessment,question,language,text,received_on,published_on,moderated\n"
        "a,KH-0001,KH-0001-1,7.8.3,en,The lock is gone,2020-04-20,2020-05-01,true\n",
        appeals="assessment,question,filed_on,decided_on,outcome\nKH-0001-1,7.8.3,2020-04-15,2020-05-01,rejected\n",
        corrections=corrections,
    )
    assert [(event.sign, event.on.isoformat()) for event in events] == [
        ("non-compliant", "2020-03-01"),
        ("appealed", "2020-04-15"),
        ("replied", "2020-04-20"),
        ("decided", "2020-05-01"),
        ("corrected", "2020-05-02"),
        ("corrected", "2020-05-03"),
        ("reported", "2020-06-01"),
        ("non-compliant", "2021-03-01"),
        ("checked", "2021-03-01"),
    ]
    assert events[0].cycles == (1, 1)


def test_verified_has_another_sign_than_looked_at(tmp_path: Path) -> None:
    signs = {}
    for status in ("completed", "on-track", "not-eligible"):
        events = timeline(
            tmp_path / status,
            assessments=visits("all-answers"),
            findings=answers("non-compliant"),
            improvements=f"{IMPROVEMENT}KH-0001,7.8.3,KH-0001-1,completed,2020-06-01,{status},2020-07-01,\n",
        )
        signs[status] = [event.sign for event in events]
    assert signs["completed"] == ["non-compliant", "reported", "verified"]
    assert signs["on-track"] == signs["not-eligible"] == ["non-compliant", "reported", "checked"]


def test_course_on_the_point_belongs_to_a_finding_once_it_was_raised(tmp_path: Path) -> None:
    attendance = (
        "factory,course,completed_on\n"
        "KH-0001,supervisory-skills,2020-05-01\n"
        "KH-0001,supervisory-skills,2021-05-01\n"
        "HT-0001,supervisory-skills,2021-06-01\n"
    )
    tables = {"assessments": visits(*["all-answers"] * 3), "attendance": attendance}
    events = timeline(tmp_path / "on", findings=answers("compliant", "non-compliant", "non-compliant"), **tables)
    assert [(event.kind, event.on.isoformat()) for event in events] == [
        ("answered", "2020-03-01"),
        ("raised", "2021-03-01"),
        ("trained", "2021-05-01"),
        ("answered", "2022-03-01"),
    ]
    other = (CHECKED / "courses.yaml").read_text("utf-8").replace("[emergency-preparedness]", "[child-labourers]")
    events = timeline(tmp_path / "off", findings=answers("non-compliant"), courses=other, **tables)
    assert [event.kind for event in events] == ["raised", "not-asked"]


def test_withdrawn_report_raises_the_finding_and_opens_nothing(tmp_path: Path) -> None:
    events = timeline(
        tmp_path,
        assessments=visits("all-answers", "all-answers"),
        findings=answers("non-compliant", "compliant"),
        appeals="assessment,question,filed_on,decided_on,outcome\nKH-0001-1,7.8.3,2020-04-15,2020-05-01,upheld\n",
    )
    assert [(event.kind, event.result) for event in events] == [
        ("raised", "withdrawn"),
        ("appealed", ""),
        ("decided", ""),
        ("answered", "compliant"),
    ]


def test_page_tells_the_events_in_words(tmp_path: Path) -> None:
    made = portal(tmp_path)
    html = rendered(made, next(factory.views(made, made.words("en"), keys=["KH-0001"])))
    start = html.index('<ol class="timeline">')
    items = html[start : html.index("</ol>", start)].split("<li ")[1:]
    assert [item.split('"')[1] for item in items] == [
        "is-not-disclosed",
        "is-non-compliant",
        "is-trained",
        "is-appealed",
        "is-replied",
        "is-decided",
        "is-reported",
        "is-corrected",
        "is-verified",
    ]
    assert "Raised in cycle 2:" in items[1]
    assert "completed a course on this point" in items[2]
    assert "(not verified)" in items[4]
    assert "(not verified)" in items[6]
    assert "The programme verified:" in items[8]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_timelines_of_the_demonstration(language: str) -> None:
    """Every finding begins with a visit that found it or looked before, and its days never run backwards."""
    made, findings = demonstration(), 0
    for view in factory.views(made, made.words(language)):
        for finding in findings_of(view):
            findings += 1
            days = [event.on for event in finding.timeline]
            assert days == sorted(days)
            raised = [event for event in finding.timeline if event.kind in ("raised", "raised-again")]
            assert raised[0].kind == "raised"
            assert len([each for each in raised if each.result == "non-compliant"]) == (
                0 if finding.row["state"] == "withdrawn" else finding.row["reopened"] + 1
            )
            assert raised[0].on <= finding.row["first_reported_on"]
    assert findings == made.facts.timelines.height
