"""Of very many problems of one kind some are named; in every report their number is that of all."""

from __future__ import annotations

import io
import json

from rich.console import Console

from generator.problems import Problem, Severity, Where
from generator.report.comment import check_as_comment
from generator.report.github import annotations_of
from generator.report.json import check_as_json
from generator.report.outcome import Outcome
from generator.report.text import print_problems

NAMED = [Problem(Where("f.csv", line, table="t"), "x", Severity.ERROR, "no") for line in range(2, 12)]
OTHERS = Problem(Where("f.csv", 12, table="t"), "x", Severity.ERROR, "8,000 more rows", rows=8_000)
OUTCOME = Outcome((*NAMED, OTHERS))


def test_the_terminal() -> None:
    out = io.StringIO()
    print_problems([*NAMED, OTHERS], Console(file=out, width=200))
    *_, more, places, total, of_file = out.getvalue().splitlines()
    assert more == "  and 8,005 more error [x] in t:"
    assert places == "    f.csv, lines 7-12, and 7,999 more"
    assert total == "8,010 errors in 1 file:"
    assert of_file == "    8,010  f.csv"


def test_the_comment() -> None:
    said = check_as_comment(OUTCOME)
    assert "## Data check: 8,010 errors\n" in said
    assert "(`x`, in t, 8,010 times)" in said
    assert "- and 8,005 more: `f.csv`, lines 7-12, and 7,999 more" in said


def test_annotations() -> None:
    assert [
        note for note in annotations_of(OUTCOME) if "8,000 more of this kind: f.csv, line 12, and 7,999 more" in note
    ]


def test_programs() -> None:
    content = json.loads(check_as_json(OUTCOME))
    assert (content["errors"], len(content["problems"])) == (8_010, 11)
    assert [problem["rows"] for problem in content["problems"]] == [*[1] * 10, 8_000]
