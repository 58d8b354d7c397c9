"""Problems as other programs read them."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from generator.problems import Problem, Severity, Where
from generator.report.json import SCHEMA, check_as_json
from generator.report.outcome import Outcome


def problems_as_json(problems: list[Problem]) -> str:
    return check_as_json(Outcome(tuple(problems)))


FIRST = Problem(
    Where("findings/kh.csv", 812, 4, "compliance", "findings", "KH-0001-1 5.3.9", "question"),
    "unknown-reference",
    Severity.ERROR,
    "Question 5.3.9 is not in the assessment tool.",
    "Did you mean 5.3.7?",
    (Where("questions.csv"),),
)
SECOND = Problem(Where("tool.yaml"), "stale", Severity.WARNING, "Old: កម្ពុជា")

EXPECTED = """\
{
  "errors": 1,
  "warnings": 1,
  "problems": [
    {
      "file": "findings/kh.csv",
      "line": 812,
      "column": 4,
      "package": "compliance",
      "table": "findings",
      "key": "KH-0001-1 5.3.9",
      "field": "question",
      "code": "unknown-reference",
      "severity": "error",
      "message": "Question 5.3.9 is not in the assessment tool.",
      "hint": "Did you mean 5.3.7?",
      "also": [
        {
          "file": "questions.csv",
          "line": 0,
          "column": 0,
          "package": "",
          "table": "",
          "key": "",
          "field": ""
        }
      ],
      "rows": 1
    },
    {
      "file": "tool.yaml",
      "line": 0,
      "column": 0,
      "package": "",
      "table": "",
      "key": "",
      "field": "",
      "code": "stale",
      "severity": "warning",
      "message": "Old: \\u1780\\u1798\\u17d2\\u1796\\u17bb\\u1787\\u17b6",
      "hint": "",
      "also": [],
      "rows": 1
    }
  ]
}
"""


def test_the_form() -> None:
    assert problems_as_json([SECOND, FIRST]) == EXPECTED


def test_the_form_is_as_its_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    validator.validate(json.loads(problems_as_json([FIRST, SECOND])))
    validator.validate(json.loads(problems_as_json([])))
    assert not validator.is_valid({"errors": 0, "warnings": 0, "problems": [{"file": "x"}]})


def test_what_is_new_is_marked_where_there_was_something_to_compare_with() -> None:
    content = json.loads(check_as_json(Outcome((FIRST, SECOND), new=frozenset([SECOND]))))
    assert content["new"] == 1
    assert [each["new"] for each in content["problems"]] == [False, True]
    Draft202012Validator(SCHEMA).validate(content)


def test_the_order_does_not_depend_on_how_problems_were_found() -> None:
    assert problems_as_json([FIRST, SECOND]) == problems_as_json([SECOND, FIRST])


def test_all_are_there() -> None:
    problems = [Problem(Where("f.csv", line), "x", Severity.ERROR, "no") for line in range(5_000)]
    content = json.loads(problems_as_json(problems))
    assert [each["line"] for each in content["problems"]] == list(range(5_000))
    assert content["errors"] == 5_000


@pytest.mark.parametrize("text", ["::error::x", "\n::error::x", "##[error]x", "\x1b[2J", "\u202eabc", "\u2028::x::"])
def test_hostile_text_gives_no_command(text: str) -> None:
    said = problems_as_json([Problem(Where(text, 1, 1, text, text, text, text), text, Severity.ERROR, text, text)])
    assert said.isascii()
    assert "##[" not in said
    assert "::" not in said
    (problem,) = json.loads(said)["problems"]
    assert problem["message"].isprintable()
