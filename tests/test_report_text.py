"""How problems read in a terminal and in a log."""

from __future__ import annotations

import io
import random
import re
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from generator.problems import Problem, Severity, Where
from generator.report.safety import harmless
from generator.report.text import print_problems


def unknown(file: str, line: int) -> Problem:
    where = Where(file, line, 4, "compliance", "findings", f"KH-0001-1 {line}", "question")
    return Problem(where, "unknown-reference", Severity.ERROR, "Question 5.3.9 is not in the assessment tool.",
                   "Did you mean 5.3.7?")  # fmt: skip


PARITY = Problem(
    Where("compliance/committees.csv", 7, 0, "compliance", "committees", "KH-0002 2024-05-01", "seats_workers"),
    "committee-parity",
    Severity.WARNING,
    "The committee has 5 seats for management and 4 for workers.",
)
TWICE = Problem(
    Where("compliance/factories/kh.csv", 12, 1, "compliance", "factories", "KH-0001", "factory"),
    "primary-key",
    Severity.ERROR,
    "KH-0001 occurs twice.",
    "Give one of them another key.",
    (Where("compliance/factories/vn.csv", 3, 1),),
)
DESCRIPTOR = Problem(Where("tool/datapackage.yaml"), "missing-version", Severity.ERROR, "There is no version.")


def printed(problems: list[Problem], *, folder: str = "data", terminal: bool = False, limit: int = 5) -> str:
    stream = io.StringIO()
    colours: Literal["standard", "auto"] = "standard" if terminal else "auto"
    console = Console(file=stream, force_terminal=terminal, width=60, color_system=colours)
    print_problems(problems, console, limit=limit, folder=folder)
    return stream.getvalue()


FEW = """\
data/compliance/factories/kh.csv:12:1: error [primary-key] KH-0001 occurs twice. Give one of them another key.
    see also data/compliance/factories/vn.csv:3:1
data/compliance/findings/kh.csv:812:4: error [unknown-reference] Question 5.3.9 is not in the assessment tool. Did you mean 5.3.7?
data/tool/datapackage.yaml: error [missing-version] There is no version.
data/compliance/committees.csv:7: warning [committee-parity] The committee has 5 seats for management and 4 for workers.
3 errors and 1 warning in 4 files:
        1  data/compliance/committees.csv
        1  data/compliance/factories/kh.csv
        1  data/compliance/findings/kh.csv
        1  data/tool/datapackage.yaml
"""  # noqa: E501 - as it is printed
MANY = """\
findings/kh.csv:2:4: error [unknown-reference] Question 5.3.9 is not in the assessment tool. Did you mean 5.3.7?
findings/kh.csv:3:4: error [unknown-reference] Question 5.3.9 is not in the assessment tool. Did you mean 5.3.7?
  and 1,009 more error [unknown-reference] in findings, question:
    findings/kh.csv, lines 4-1001, 1005, 1007-1010
    findings/vn.csv, lines 2, 4, 6, 8, 10
    findings/zz.csv, line 9
1,011 errors in 3 files:
    1,005  findings/kh.csv
        5  findings/vn.csv
        1  findings/zz.csv
"""


def test_few_are_shown_in_full_errors_first() -> None:
    problems = [PARITY, unknown("compliance/findings/kh.csv", 812), DESCRIPTOR, TWICE]
    assert printed(problems) == FEW


def test_many_are_grouped_and_none_is_hidden() -> None:
    problems = [unknown("findings/kh.csv", line) for line in [*range(2, 1002), 1005, *range(1007, 1011)]]
    problems += [unknown("findings/vn.csv", line) for line in range(2, 11, 2)] + [unknown("findings/zz.csv", 9)]
    random.Random(1).shuffle(problems)  # noqa: S311 - an order, not a secret
    assert printed(problems, folder="", limit=2) == MANY


def test_every_line_is_named_however_many() -> None:
    lines = random.Random(2).sample(range(2, 50_000), 5_000)  # noqa: S311 - a choice, not a secret
    text = printed([unknown("f.csv", line) for line in lines], folder="")
    named = {int(line) for line in re.findall(r"^f\.csv:(\d+):", text, re.MULTILINE)}
    short = text.partition("f.csv, lines ")[2].partition("5,000 errors")[0]
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", short):
        named |= set(range(int(first), int(last or first) + 1))
    assert named == set(lines)
    assert max(map(len, text.splitlines())) < 130


def test_none() -> None:
    assert printed([]) == "No problems.\n"


def test_colours_only_in_a_terminal() -> None:
    assert "\x1b[1;31merror\x1b[0m" in printed([TWICE], terminal=True)
    assert "\x1b" not in printed([TWICE])
    assert re.sub(r"\x1b\[[\d;]*m", "", printed([TWICE, PARITY], terminal=True)) == printed([TWICE, PARITY])


HOSTILE = [
    "::error file=x::owned",
    "two\n::warning::lines",
    ":::set-output name=x:::",
    "##[error]owned",
    "[bold red]markup[/bold red] :smile:",
    "\x1b[2J\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
    "right \u202eto left",
    "no\u200bwidth \u2028 line",
    "\r\n\r\n::add-mask::***",
    "\ud800 lone",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_no_command(text: str) -> None:
    where = Where(text, 1, 1, text, text, text, text)
    problems = [Problem(where, "x", Severity.ERROR, text, text, (where,))] * 7
    said = printed(problems, folder="")
    assert len(said.splitlines()) == 5 * 2 + 2 + 2
    for line in said.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert line.isprintable()


def test_a_long_value_is_cut() -> None:
    said = printed([Problem(Where("f.csv", 1), "x", Severity.ERROR, "a" * 10_000)])
    assert len(said) < 700
    assert "a …" in said


@given(st.text())
def test_harmless_text_is_one_printable_line(text: str) -> None:
    shown = harmless(text)
    assert len((shown + "x").splitlines()) == 1
    assert "::" not in shown
    assert "##[" not in shown
    assert not any(ord(character) < 32 or ord(character) == 127 for character in shown)


@pytest.mark.parametrize(
    "text",
    ["រោងចក្រ", "কারখানা", "نمی\u200cشود", "Xí nghiệp", "مصنع", "ক্\u200dষ"],
)
def test_the_scripts_of_the_programme_pass_unchanged(text: str) -> None:
    assert harmless(text) == text
