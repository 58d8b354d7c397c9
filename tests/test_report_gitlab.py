"""Problems as the code quality report of GitLab."""

from __future__ import annotations

import json
from dataclasses import replace

from generator.problems import Problem, Severity, Where
from generator.report.gitlab import check_as_gitlab
from generator.report.outcome import Outcome
from tests.test_report_text import HOSTILE, PARITY, TWICE


def test_the_form() -> None:
    first, second = json.loads(check_as_gitlab(Outcome((PARITY, TWICE), "data")))
    assert first.pop("fingerprint") != second.pop("fingerprint")
    assert first == {
        "description": "KH-0001 occurs twice. Give one of them another key.",
        "check_name": "primary-key",
        "severity": "blocker",
        "location": {"path": "data/compliance/factories/kh.csv", "lines": {"begin": 12}},
    }
    assert (second["severity"], second["location"]["lines"]) == ("minor", {"begin": 7})


def test_a_problem_is_known_again_on_another_line_and_two_alike_are_two() -> None:
    moved = replace(TWICE, where=replace(TWICE.where, line=99))
    before, after = (json.loads(check_as_gitlab(Outcome((each, each), "data"))) for each in (TWICE, moved))
    prints = [each["fingerprint"] for each in before]
    assert len(set(prints)) == 2
    assert prints == [each["fingerprint"] for each in after]


def test_a_problem_of_a_whole_file_is_shown_at_its_first_line() -> None:
    (found,) = json.loads(check_as_gitlab(Outcome((replace(PARITY, where=Where("x.csv")),), "data")))
    assert found["location"] == {"path": "data/x.csv", "lines": {"begin": 1}}


def test_hostile_text_is_harmless() -> None:
    problems = tuple(Problem(Where("x.csv", 1), "code", Severity.ERROR, text) for text in HOSTILE)
    written = check_as_gitlab(Outcome(problems, "data"))
    assert written.isascii()
    shown = [each["description"] for each in json.loads(written)]
    assert len(shown) == len(HOSTILE)
    assert not {"\u202e", "\x1b", "\n"} & set("".join(shown))
