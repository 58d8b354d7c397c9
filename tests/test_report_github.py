"""Annotations of a pull request: the ten that are shown say the most, and nothing in them is a command."""

from __future__ import annotations

import random
import re

import pytest

from generator.problems import Problem, Severity, Where
from generator.report.github import MOST, annotations_of
from generator.report.outcome import HelpPages, Outcome
from tests.test_report_text import HOSTILE, PARITY, TWICE, unknown

HELP = HelpPages({"primary-key": "Two rows: one key, twice"}, "https://host.example/codes/{code}.md")


def of(*problems: Problem, new: frozenset[Problem] | None = None, causes: frozenset[str] = frozenset()) -> list[str]:
    return list(annotations_of(Outcome(problems, "data", help=HELP, new=new, causes=causes)))


def kind(number: int, count: int = 1, severity: Severity = Severity.ERROR) -> list[Problem]:
    places = [Where(f"t{number}.csv", line, table=f"t{number}") for line in range(2, 2 + count)]
    return [Problem(where, f"code-{number}", severity, "It is wrong.") for where in places]


def test_the_form() -> None:
    error, warning = of(TWICE, PARITY)
    assert error == (
        "::error file=data/compliance/factories/kh.csv,line=12,col=1,title=Two rows%3A one key%2C twice (primary-key)"
        "::KH-0001 occurs twice. Give one of them another key.%0ASee also data/compliance/factories/vn.csv:3:1.%0A"
        "What to do: https://host.example/codes/primary-key.md"
    )
    assert warning == (
        "::warning file=data/compliance/committees.csv,line=7,title=committee-parity (committee-parity)"
        "::The committee has 5 seats for management and 4 for workers.%0A"
        "What to do: https://host.example/codes/committee-parity.md"
    )


def test_few_have_a_note_each() -> None:
    notes = of(*kind(1, 3), *kind(2, 4))
    assert len(notes) == 7
    assert not [note for note in notes if " more " in note]


def test_a_kind_with_many_does_not_take_the_place_of_another() -> None:
    notes = of(*[unknown("f.csv", line) for line in range(2, 502)], *kind(1), *kind(2, 2))
    assert len(notes) == MOST
    assert sum("unknown-reference" in note for note in notes) == MOST - 3
    assert sum("code-1" in note for note in notes) == 1
    (last,) = [note for note in notes if " more of this kind" in note]
    assert "493 more of this kind: data/f.csv, lines 9-501." in last


def test_of_more_kinds_than_notes_the_last_names_the_rest() -> None:
    problems = [each for number in range(14) for each in kind(number, 20 - number)]
    random.Random(3).shuffle(problems)  # noqa: S311 - an order, not a secret
    notes = of(*problems)
    shown = [found[1] for note in notes if (found := re.search(r"\((code-\d+)\)::", note))]
    assert shown == [f"code-{number}" for number in range(10)]
    assert (
        "4 more kinds of problem, 34 in all, without a note of their own: code-10, code-11, code-12, code-13."
        in (notes[-1])
    )
    assert not [note for note in notes[:-1] if "more kinds" in note]


def test_errors_and_warnings_have_ten_each() -> None:
    notes = of(*kind(1, 40), *kind(2, 40, Severity.WARNING))
    assert [note.startswith("::error ") for note in notes] == [True] * 10 + [False] * 10


def test_what_brings_others_with_it_comes_first_and_what_is_old_last() -> None:
    old, large, cause = kind(1, 30), kind(2, 20), kind(3)
    notes = of(*old, *large, *cause, new=frozenset([*large, *cause]), causes=frozenset(["code-3"]))
    assert [re.search(r"code-\d", note)[0] for note in notes][:2] == ["code-3", "code-2"]  # type: ignore[index]
    assert sum("code-1" in note for note in notes) == 4


def test_warnings_that_were_there_before_have_none() -> None:
    old, new = kind(1, 3, Severity.WARNING), kind(2, 1, Severity.WARNING)
    assert ["code-2" in note for note in of(*old, *new, new=frozenset(new))] == [True]


def test_one_code_of_each_comes_before_a_second_group_of_it() -> None:
    problems = [Problem(Where("f.csv", 2, table=f"t{n}"), "same", Severity.ERROR, "It is wrong.") for n in range(12)]
    assert "other" in of(*problems, Problem(Where("z.csv", 2), "other", Severity.ERROR, "It is wrong."))[1]


def test_a_long_list_of_lines_is_cut_after_a_line() -> None:
    notes = of(*[unknown("f.csv", line) for line in range(2, 4000, 2)])
    assert re.search(r", lines 22, [\d, ]+\d and so on\.%0A", notes[-1])
    assert max(map(len, notes)) < 1_000


@pytest.mark.parametrize("text", [*HOSTILE, "100%25 %0A::error::x", "a,line=9", "a\n::set-env name=PATH::x"])
def test_hostile_text_stays_in_its_place(text: str) -> None:
    where = Where(text, 1, 1, text, text, text, text)
    lines = "\n".join(of(Problem(where, text, Severity.ERROR, text, text, (where,)))).splitlines()
    assert len(lines) == 1
    command, _, message = lines[0][2:].partition("::")
    assert "::" not in message
    assert "##[" not in lines[0]
    assert lines[0].isprintable()
    properties = dict(each.split("=", 1) for each in command.removeprefix("error ").split(","))
    assert list(properties) == ["file", "line", "col", "title"]
