"""Which problems came with a change."""

from __future__ import annotations

from dataclasses import replace

from generator.problems import Problem, Severity, Where, new_since

CELL = Problem(Where("f.csv", 7, 3, "p", "t", "KH-0001", "name"), "required", Severity.ERROR, "Empty.")
FILE = Problem(Where("f.csv", package="p", table="t"), "header", Severity.ERROR, "Wrong.")


def moved(problem: Problem, line: int) -> Problem:
    return replace(problem, where=replace(problem.where, line=line), message=f"Of line {line}.")


def test_the_same_row_and_field_is_the_same_wherever_its_line_is() -> None:
    assert new_since([moved(CELL, 90), FILE], [CELL, FILE]) == frozenset()


def test_another_row_field_code_or_file_is_new() -> None:
    others = [
        replace(CELL, where=replace(CELL.where, key="KH-0002")),
        replace(CELL, where=replace(CELL.where, field="address")),
        replace(CELL, code="length"),
        replace(FILE, where=replace(FILE.where, file="g.csv")),
    ]
    assert new_since([*others, CELL, FILE], [CELL, FILE]) == frozenset(others)


def test_of_several_alike_those_beyond_the_number_before_are_new() -> None:
    lines = [moved(FILE, line) for line in (2, 3, 4)]
    assert new_since(lines, lines[:2]) == frozenset([lines[2]])
    assert new_since(lines[:1], lines) == frozenset()
