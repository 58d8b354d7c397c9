"""What became of findings: published, put right, found again, verified, withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.differences.change import Turn
from tests.checks.datasets import portal
from tests.differences.sides import Tables, compared, edited

ABSENT: dict[str, str | None] = dict.fromkeys(("appeals", "corrections", "improvements", "responses"))
CYCLES = [
    f"KH-0001-{cycle},KH-0001,{cycle},202{cycle}-03-01,202{cycle}-03-02,full,false,202{cycle}-04-01,202{cycle}-06-01,1,"
    "all-answers,\n"
    for cycle in (1, 2, 3, 4)
]


def history(*results: str, hidden: int = 0) -> Tables:
    """Return tables in which question 7.8.3 had these results at KH-0001, one a cycle; the last `hidden` not public."""
    assessments = portal()["assessments"].splitlines(keepends=True)[0]
    findings = portal()["findings"].splitlines(keepends=True)[0]
    for at, result in enumerate(results):
        row = CYCLES[at]
        assessments += row.replace(f"202{at + 1}-06-01", "") if at >= len(results) - hidden else row
        findings += f"KH-0001-{at + 1},7.8.3,2,{result},\n"
    return {**ABSENT, "assessments": assessments, "findings": findings}


BAD, GOOD, HIDDEN = "non-compliant", "compliant", "not-disclosed"


@pytest.mark.parametrize(
    ("before", "after", "turns"),
    [
        (history(BAD), history(BAD), []),
        (history(GOOD), history(GOOD, BAD), [(Turn.PUBLISHED, "2022-03-01")]),
        (history(HIDDEN), history(BAD), [(Turn.PUBLISHED, "2021-03-01")]),
        (history(BAD), history(BAD, BAD), []),
        (history(BAD), history(BAD, GOOD), [(Turn.RESOLVED, "2022-03-01")]),
        (history(BAD, GOOD), history(BAD, GOOD, BAD), [(Turn.RETURNED, "2023-03-01")]),
        (history(BAD), history(BAD, GOOD, BAD), [(Turn.RETURNED, "2023-03-01")]),
        (history(GOOD), history(GOOD, BAD, GOOD), [(Turn.PUBLISHED, "2022-03-01"), (Turn.RESOLVED, "2023-03-01")]),
        (history(BAD), history(HIDDEN), [(Turn.WITHDRAWN, "2021-03-01")]),
        (history(BAD, GOOD), history(BAD, HIDDEN), []),
        (history(GOOD), history(GOOD, BAD, hidden=1), []),
        (history(BAD), history(BAD, GOOD, hidden=1), []),
    ],
)
def test_turns(tmp_path: Path, before: Tables, after: Tables, turns: list[tuple[Turn, str]]) -> None:
    found = compared(tmp_path, before, after).findings
    assert [(each.turn, each.on) for each in found] == turns
    assert {(each.factory, each.name, each.question, each.text) for each in found} <= {
        ("KH-0001", "Lotus Garment", "7.8.3", "Is any emergency exit locked?")
    }


def test_verified_by_the_programme(tmp_path: Path) -> None:
    before = edited("improvements", ("completed,2025-09-01", "pending,"))
    (finding,) = compared(tmp_path, before, {}).findings
    assert (finding.turn, finding.on) == (Turn.VERIFIED, "2025-09-01")


def test_what_a_factory_says_of_itself_is_no_turn(tmp_path: Path) -> None:
    before = edited("improvements", ("completed,2025-07-01", "in-progress,2025-06-01"))
    assert compared(tmp_path, before, {}).findings == ()


def test_an_appeal_that_was_upheld_withdraws_a_finding(tmp_path: Path) -> None:
    after = edited("appeals", ("rejected", "upheld"))
    (finding,) = compared(tmp_path, {"improvements": None}, {"improvements": None, **after}).findings
    assert finding.turn is Turn.APPEALED


def test_without_findings_there_are_no_turns(tmp_path: Path) -> None:
    absent = {**ABSENT, "findings": "assessment,question,question_version,result\n", "strikes": None}
    assert compared(tmp_path, absent, absent).findings == ()
