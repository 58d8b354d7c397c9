"""Changes of very many rows or values at once are stopped until the data say that they are meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.checks.mass import MASS_CHECKS, check_mass_changes
from generator.model import Dataset
from generator.packages import read_dataset
from generator.problems import Problem
from tests.checks.datasets import columns, dataset, portal

AS_OF = date(2026, 1, 1)
KEYS = [f"KH-{number:04}" for number in range(1, 41)]


def workforce(keys: list[str] | None = None, *, workers: int = 0, factor: float = 1, women: bool = True) -> str:
    """Return the table with a row a factory: of workers (times the factor) of the first ones, and women."""
    chosen = KEYS if keys is None else keys
    numbers = [int((100 + at) * (factor if at < workers else 1)) for at in range(len(chosen))]
    of_women = 50 if women else ""
    rows = [f"{key},2024-01-01,{number},{of_women},Payroll" for key, number in zip(chosen, numbers, strict=True)]
    return "\n".join(["factory,as_of,workers,women,source", *rows, ""])


def acknowledged(*rows: str) -> str:
    return "\n".join(["acknowledged_on,code,table,field,rows,reason", *rows, ""])


Tables = Mapping[str, str | None]
Find = Callable[[Tables, Tables], list[Problem]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """Return what finds the mass changes from one set of tables to another; each set is written once."""
    states: dict[str, Dataset] = {}

    def state(tables: Tables) -> Dataset:
        return (
            states[name]
            if (name := repr(tables)) in states
            else states.setdefault(name, dataset(tmp_path_factory.mktemp("state"), tables))
        )

    return lambda before, after: check_mass_changes(state(after), state(before), AS_OF)


def said(problem: Problem) -> str:
    return f"{problem.where} ({problem.where.key}) [{problem.code}] {problem.message}"


def test_no_change_is_none(found: Find) -> None:
    assert found({}, {}) == []


@pytest.mark.parametrize(("kept", "is_much"), [(40, False), (36, False), (35, True), (0, True)])
def test_more_than_a_tenth_of_the_rows(found: Find, kept: int, is_much: bool) -> None:
    problems = found({"workforce": workforce()}, {"workforce": workforce(KEYS[:kept])})
    assert [problem.code for problem in problems] == ["rows-lost"] * is_much


def test_the_message_names_file_number_and_first_row_and_gives_the_row_to_add(found: Find) -> None:
    (problem,) = found({"workforce": workforce()}, {"workforce": workforce(KEYS[8:])})
    assert said(problem) == (
        "compliance/workforce.csv () [rows-lost] 8 rows of workforce are gone that were there before: "
        "compliance/workforce.csv 8 of 40; the first is KH-0001 2024-01-01."
    )
    assert problem.hint == (
        "If it is a slip, undo it. If it is meant, add to the table acknowledgements the row "
        "2026-01-01,rows-lost,workforce,all,8, with the reason at its end."
    )


def test_a_changed_key_is_a_lost_row(found: Find) -> None:
    renamed = [key.replace("KH", "KX") for key in KEYS[:5]] + KEYS[5:]
    (problem,) = found({"workforce": workforce()}, {"workforce": workforce(renamed)})
    assert problem.code == "rows-lost"


def test_other_order_and_more_rows_are_no_loss(found: Find) -> None:
    after = workforce([*KEYS[::-1], "VN-0001"])
    before = workforce()
    problems = found({"workforce": before}, {"workforce": after})
    assert "rows-lost" not in {problem.code for problem in problems}


def test_a_file_counts_by_itself_and_a_row_that_moves_is_not_lost(tmp_path: Path) -> None:
    for state in ("before", "after"):
        root = tmp_path / state
        dataset(root, {"workforce": workforce()})
        folder, lines = root / "compliance", workforce().splitlines(keepends=True)
        own = (root / "compliance" / "workforce.csv").read_text("utf-8").splitlines(keepends=True)
        parts = {"kh.csv": own[1:31], "vn.csv": own[31:]}
        if state == "after":
            parts = {"kh.csv": own[1:29], "vn.csv": [*own[29:31], *own[31:39]]}
        for name, rows in parts.items():
            (folder / name).write_text("".join([own[0], *rows]), "utf-8")
        (folder / "workforce.csv").unlink()
        descriptor = folder / "datapackage.yaml"
        descriptor.write_text(descriptor.read_text("utf-8").replace("workforce.csv", "[kh.csv, vn.csv]"), "utf-8")
        assert len(lines) == 41
    after, before = (read_dataset(tmp_path / state)[0] for state in ("after", "before"))
    (problem,) = check_mass_changes(after, before, AS_OF)
    assert "compliance/vn.csv 2 of 10;" in problem.message
    assert problem.where.file == "compliance/vn.csv"


def test_a_table_that_is_gone_has_lost_all_its_rows(found: Find) -> None:
    (problem,) = found({"workforce": workforce()}, {"workforce": None})
    assert said(problem) == (
        "compliance/datapackage.yaml () [rows-lost] 40 rows of workforce are gone that were there before: "
        "compliance/workforce.csv 40 of 40; the first is KH-0001 2024-01-01."
    )


def test_a_table_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    before = dataset(tmp_path / "before", {"workforce": workforce()})
    dataset(tmp_path / "after", {"workforce": workforce()})
    (tmp_path / "after" / "compliance" / "workforce.csv").write_text("broken\n", "utf-8")
    assert check_mass_changes(read_dataset(tmp_path / "after")[0], before, AS_OF) == []


def test_a_column_that_went_blank(found: Find) -> None:
    (problem,) = found({"workforce": workforce()}, {"workforce": workforce(women=False)})
    assert said(problem) == (
        "compliance/workforce.csv:2:24 (KH-0001 2024-01-01) [column-emptied] women of workforce has gone blank in "
        "40 of 40 rows; the first said 50."
    )


@pytest.mark.parametrize(("blank", "is_much"), [(10, False), (20, False), (21, True), (40, True)])
def test_more_than_half_of_a_column(found: Find, blank: int, is_much: bool) -> None:
    filled, empty = workforce().splitlines(), workforce(women=False).splitlines()
    after = "\n".join([*empty[: blank + 1], *filled[blank + 1 :], ""])
    problems = found({"workforce": workforce()}, {"workforce": after})
    assert [problem.code for problem in problems] == ["column-emptied"] * is_much


def test_a_few_values_may_go_together(found: Find) -> None:
    before, after = workforce(KEYS[:9]), workforce(KEYS[:9], women=False)
    assert found({"workforce": before}, {"workforce": after}) == []


def test_a_column_that_was_taken_out_has_gone_blank(tmp_path: Path) -> None:
    before = dataset(tmp_path / "before", {"workforce": workforce()})
    rest = "\n".join(line.replace(",women", "").replace(",50,", ",") for line in workforce().splitlines())
    after = dataset(tmp_path / "after", {"workforce": rest}, schemas={"workforce": {"women": None}})
    (problem,) = check_mass_changes(after, before, AS_OF)
    assert (problem.code, str(problem.where)) == ("column-emptied", "compliance/workforce.csv")


@pytest.mark.parametrize(
    ("factor", "words"), [(100, "100 times"), (10, "10 times"), (1_000, "1,000 times"), (0.1, "one 10th of")]
)
def test_numbers_that_were_multiplied(found: Find, factor: float, words: str) -> None:
    before = workforce().replace(",1", ",100").replace(",100000", ",1000")
    after = "\n".join(
        line if at in (0, 5) else ",".join([*cells[:2], str(int(int(cells[2]) * factor)), *cells[3:]])
        for at, line in enumerate(before.splitlines())
        for cells in [line.split(",")]
    )
    (problem,) = found({"workforce": before}, {"workforce": after + "\n"})
    assert problem.code == "values-multiplied"
    assert f"workers of workforce is {words} what it was, in all 39 rows in which it changed" in problem.message


@pytest.mark.parametrize(("rows", "is_much"), [(1, False), (2, False), (3, True)])
def test_one_or_two_may_be_corrected(found: Find, rows: int, is_much: bool) -> None:
    after = workforce(workers=rows, factor=100)
    problems = found({"workforce": workforce()}, {"workforce": after})
    assert [problem.code for problem in problems] == ["values-multiplied"] * is_much


@pytest.mark.parametrize("factor", [1.02, 2, 3, 9.8, 150])
def test_other_changes_are_none(found: Find, factor: float) -> None:
    after = workforce(workers=40, factor=factor)
    assert found({"workforce": workforce()}, {"workforce": after}) == []


def test_chance_among_many_changes_is_none(found: Find) -> None:
    lines = workforce().splitlines()
    changed = [
        ",".join([*cells[:2], str(int(cells[2]) * (100 if at < 6 else 3)), *cells[3:]])
        for at, cells in enumerate(line.split(",") for line in lines[1:])
    ]
    after = "\n".join([lines[0], *changed, ""])
    assert found({"workforce": workforce()}, {"workforce": after}) == []


LATER = workforce(KEYS[:1]).replace("2024-01-01", "2062-01-01")


def test_a_mistyped_year_does_not_move_the_date_of_the_site(found: Find) -> None:
    before = workforce(KEYS[:1])
    (problem,) = found({"workforce": before}, {"workforce": before + LATER.partition("\n")[2]})
    assert said(problem) == (
        "compliance/workforce.csv:3:9 (KH-0001 2062-01-01) [date-leap] as_of of workforce is 2062-01-01, more than a "
        "year after the newest day that the data had before, 2025-12-31; the date of the site would follow."
    )


@pytest.mark.parametrize(("day", "is_much"), [("2026-12-31", False), ("2027-01-01", False), ("2027-01-02", True)])
def test_a_year_may_pass(found: Find, day: str, is_much: bool) -> None:
    before = workforce(KEYS[:1])
    after = before + before.partition("\n")[2].replace("2024-01-01", day)
    assert [each.code for each in found({"workforce": before}, {"workforce": after})] == ["date-leap"] * is_much


LOST = {"workforce": workforce(KEYS[8:])}
ROW = "2026-01-01,rows-lost,workforce,all,8,Entered twice."


def test_what_is_acknowledged_with_the_change_is_let_pass(found: Find) -> None:
    assert found({"workforce": workforce()}, {**LOST, "acknowledgements": acknowledged(ROW)}) == []


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("rows-lost", "column-emptied"),
        ROW.replace("workforce", "factories"),
        ROW.replace("all", "workers"),
    ],
)
def test_an_acknowledgement_of_something_else_excuses_nothing(found: Find, row: str) -> None:
    (problem,) = found({"workforce": workforce()}, {**LOST, "acknowledgements": acknowledged(row)})
    assert "add to programme/acknowledgements.csv the row" in problem.hint


def test_an_acknowledgement_of_fewer_rows_says_so(found: Find) -> None:
    less = acknowledged(ROW.replace(",8,", ",7,"))
    (problem,) = found({"workforce": workforce()}, {**LOST, "acknowledgements": less})
    assert problem.hint.startswith("The acknowledgement speaks of 7 rows only. If it is a slip")


def test_an_acknowledgement_that_was_there_before_excuses_nothing(found: Find) -> None:
    both = {"acknowledgements": acknowledged(ROW)}
    problems = found({"workforce": workforce(), **both}, {**LOST, **both})
    assert [problem.code for problem in problems] == ["rows-lost"]


def test_the_row_that_the_message_gives_is_the_one_that_helps(found: Find) -> None:
    changes: list[tuple[Tables, Tables]] = [
        ({"workforce": workforce()}, {"workforce": workforce(KEYS[8:])}),
        ({"workforce": workforce()}, {"workforce": workforce(women=False)}),
        ({"workforce": workforce()}, {"workforce": workforce(workers=9, factor=100)}),
        ({"workforce": workforce(KEYS[:1])}, {"workforce": workforce(KEYS[:1]) + LATER.partition("\n")[2]}),
    ]
    seen = set()
    for before, after in changes:
        (problem,) = found(before, after)
        row = problem.hint.partition(" the row ")[2].partition(" with the reason")[0] + "Meant."
        meant = {**after, "acknowledgements": acknowledged(row)}
        assert found(before, meant) == []
        seen.add(problem.code)
    assert seen == {check.code for check in MASS_CHECKS}


def test_emptied_tables_break_no_rule(found: Find) -> None:
    empty = {name: ",".join(columns(name)) + "\n" for name, text in portal().items() if not text.startswith("-")}
    assert {problem.code for problem in found({}, empty)} == {"rows-lost"}
    assert found(empty, {}) == []


def test_data_of_another_shape_break_no_rule(tmp_path: Path) -> None:
    before = dataset(tmp_path / "before", {"workforce": workforce()})
    kinds: dict[str, dict[str, dict[str, object]]] = {
        "workforce": {name: {"type": "string", "constraints": {}} for name in ("workers", "as_of")}
    }
    after = dataset(tmp_path / "after", {"workforce": workforce()}, schemas=kinds)
    assert check_mass_changes(after, before, AS_OF) == []
