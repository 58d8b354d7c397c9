"""frictionless is the authority on what a Table Schema means; Seamline agrees with it, or is stricter on purpose.

Hundreds of packages are made from seeds: schemas with constraints, keys and references, tables of several
files, good cells and bad. Both programs read them, and every row gets the same kinds of error from both,
but for the `DIFFERENCES`, which `docs/frictionless.md` lists too.
"""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from frictionless import Package

from generator.checks import CHECKS, check_dataset
from generator.packages import read_dataset

SEEDS = range(150)
TODAY = date(2026, 1, 1)
HANDBOOK = Path(__file__).parents[1] / "docs" / "frictionless.md"

_OF_CELLS = {"type-error", "constraint-error", "unique-error"}
THEIRS = {
    "type-error": "type",
    "constraint-error": "constraint",
    "unique-error": "unique",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
}
OURS = {
    "type-integer": "type",
    "type-number": "type",
    "type-boolean": "type",
    "type-date": "type",
    "type-list": "type",
    "surrounding-space": "type",
    "required": "constraint",
    "unlisted-value": "constraint",
    "pattern": "constraint",
    "out-of-range": "constraint",
    "length": "constraint",
    "unique": "unique",
    "primary-key": "primary-key",
    "unknown-reference": "foreign-key",
    "formula-cell": "formula",
}
GOOD = {
    "string": ["alpha", "beta", "Gamma ray", "a,b", 'said "so"', "ភ្នំពេញ", "ñandú", "x"],
    "integer": ["0", "7", "42", "-3", "1000000"],
    "number": ["0", "1.5", "-2.25", "1e3", "42"],
    "boolean": ["true", "false"],
    "date": ["2024-02-29", "2000-01-01", "1999-12-31", "2025-06-15"],
    "list": ["a", "a;b", "a;b;c", "b"],
}
BAD = {
    "string": [],
    "integer": ["x", "1.5", "1,000", "12a", "--1"],
    "number": ["x", "1,5", "5%", "1.2.3"],
    "boolean": ["yes", "True", "1", "x"],
    "date": ["2023-02-29", "2024-13-01", "01/02/2024", "x"],
    "list": [],
}
DIFFERENCES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "spaces-around": (("integer", " 7", "type"), ("number", "1.5 ", "type"), ("string", " alpha", "type")),
    "digit-separators": (("integer", "1_000", "type"), ("number", "1_000.5", "type")),
    "other-digits": (("integer", "\uff11\uff12", "type"), ("number", "\u0663", "type")),
    "plus-sign": (("integer", "+7", "type"), ("number", "+1.5", "type")),
    "leading-zeros": (("integer", "007", "type"), ("number", "01.5", "type")),
    "open-decimals": (("number", "1.", "type"), ("number", ".5", "type")),
    "not-finite": (("number", "NaN", "type"), ("number", "INF", "type"), ("number", "1e999", "type")),
    "large-integers": (("integer", "9223372036854775808", "type"),),
    "short-dates": (("date", "2024-1-5", "type"),),
    "empty-items": (("list", "a;;b", "type"), ("list", "a;", "type")),
    "formulas": (("string", "=1+1", "formula"), ("string", "@SUM(1)", "formula"), ("string", "-2+3", "formula")),
}
"""Cells that frictionless takes and Seamline does not, with our kind of error, by the name of the difference."""
ELSEWHERE = {"incomplete-keys", "keys-said-once", "references", "closed-packages", "strict-text"}
"""Differences in rules, shown by tests of their own, and in what may be read at all, shown by the tests of reading."""


@dataclass
class Made:
    """A table that was made: its descriptor, its rows as text, and the deliberate differences by row."""

    name: str
    schema: dict[str, Any]
    rows: list[dict[str, str]]
    parts: int = 1
    stricter: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def paths(self) -> list[str]:
        return [f"{self.name}-{part}.csv" for part in range(self.parts)]


def constraints_of(kind: str, chance: random.Random) -> dict[str, Any]:
    values = GOOD[kind]
    options: dict[str, dict[str, Any]] = {
        "string": {"enum": values[:4], "pattern": "^[a-zA-Z ]+$", "minLength": 2, "maxLength": 6, "unique": True},
        "integer": {"enum": [0, 7, 42], "minimum": 0, "maximum": 42, "exclusiveMinimum": 0, "exclusiveMaximum": 42},
        "number": {"minimum": 0, "maximum": 42, "exclusiveMinimum": -2.25, "exclusiveMaximum": 1000, "enum": [0, 1.5]},
        "boolean": {"enum": ["true"]},
        "date": {"minimum": "2000-01-01", "maximum": "2024-12-31", "enum": values[:2], "unique": True},
        "list": {"minLength": 2, "maxLength": 2},
    }
    chosen = {name: value for name, value in options[kind].items() if chance.random() < 0.3}
    return chosen | ({"required": True} if chance.random() < 0.3 else {})


def column(name: str, kind: str, constraints: Mapping[str, Any]) -> dict[str, Any]:
    extra: dict[str, Any] = {"delimiter": ";"} if kind == "list" else {}
    if kind == "boolean":
        extra = {"trueValues": ["true"], "falseValues": ["false"]}
    return {"name": name, "type": kind, "description": name, **extra, "constraints": dict(constraints)}


def table(name: str, chance: random.Random) -> Made:
    """Return a table with constrained columns, and a column of each type without constraints."""
    kinds = [chance.choice(list(GOOD)) for _ in range(chance.randint(2, 5))]
    fields = [column(f"field{at}", kind, constraints_of(kind, chance)) for at, kind in enumerate(kinds)]
    free = [column(f"free_{kind}", kind, {}) for kind in GOOD]
    key = [column("key", "string", {"required": True}), column("part", "integer", {})]
    schema = {"fields": [*key, *fields, *free], "primaryKey": chance.choice([["key"], ["key", "part"]])}
    made = Made(name, schema, [], parts=chance.randint(1, 3))
    for number in range(chance.randint(3, 25)):
        made.rows.append(row(made, number, chance))
    return made


def row(made: Made, number: int, chance: random.Random) -> dict[str, str]:
    cells = {each["name"]: cell(each["type"], chance) for each in made.schema["fields"]}
    cells["key"] = f"k{number if chance.random() < 0.9 else chance.randint(0, 5)}" if chance.random() < 0.97 else ""
    cells["part"] = chance.choice(["1", "2"])
    if chance.random() < 0.2:
        name = chance.choice(list(DIFFERENCES))
        kind, text, error = chance.choice(DIFFERENCES[name])
        cells[f"free_{kind}"] = text
        made.stricter[number].add(f"{error} free_{kind}")
    return cells


def cell(kind: str, chance: random.Random) -> str:
    if chance.random() < 0.1:
        return ""
    return chance.choice(BAD[kind] if BAD[kind] and chance.random() < 0.1 else GOOD[kind])


def refer(made: Made, target: Made, chance: random.Random) -> None:
    """Give `made` a reference to `target`, or to itself, and cells that mostly resolve."""
    own = chance.random() < 0.3
    to = made if own else target
    key = to.schema["primaryKey"] if len(to.schema["primaryKey"]) == 1 else chance.choice([["key"], ["key", "part"]])
    names = [f"to_{name}" for name in key]
    kinds = {"key": "string", "part": "integer"}
    made.schema["fields"] += [column(f"to_{name}", kinds[name], {}) for name in key]
    made.schema["foreignKeys"] = [
        {"fields": names, "reference": {"resource": "" if own else target.name, "fields": list(key)}}
    ]
    for cells in made.rows:
        found = chance.choice(to.rows)
        wrong, empty = chance.random() < 0.15, chance.random() < 0.15
        cells |= {f"to_{name}": "" if empty else f"{found[name]}9" if wrong else found[name] for name in key}


def write(root: Path, tables: list[Made]) -> None:
    folder = root / "made"
    (folder / "schemas").mkdir(parents=True)
    for made in tables:
        text = yaml.safe_dump(
            {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "missingValues": [""], **made.schema}
        )
        (folder / "schemas" / f"{made.name}.yaml").write_text(text, encoding="utf-8")
        size = -(-len(made.rows) // made.parts)
        for part, path in enumerate(made.paths()):
            out = io.StringIO()
            writer = csv.DictWriter(out, [each["name"] for each in made.schema["fields"]], lineterminator="\n")
            writer.writeheader()
            writer.writerows(made.rows[part * size : (part + 1) * size])
            (folder / path).write_text(out.getvalue(), encoding="utf-8", newline="")
    (folder / "datapackage.yaml").write_text(yaml.safe_dump(descriptor(tables)), encoding="utf-8")


def descriptor(tables: list[Made]) -> dict[str, Any]:
    resources = [
        {
            "name": made.name,
            "type": "table",
            "path": made.paths() if made.parts > 1 else made.paths()[0],
            "format": "csv",
            "encoding": "utf-8",
            "schema": f"schemas/{made.name}.yaml",
        }
        for made in tables
    ]
    licence = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "made",
        "title": "Made",
        "description": "Made from a seed.",
        "version": "1.0.0",
        "created": "2026-01-01T00:00:00Z",
        "licenses": [licence],
        "sources": [{"title": "A seed", "path": "https://portal.example"}],
        "contributors": [{"title": "A test", "roles": ["author"]}],
        "resources": resources,
    }


Kinds = dict[tuple[str, int], set[str]]
"""Kinds of error, with the field where they concern a cell, by table and row (from 0 over all files of the table)."""


def kinds_of_frictionless(root: Path) -> Kinds:
    kinds: Kinds = defaultdict(set)
    report = Package(str(root / "made" / "datapackage.yaml")).validate(limit_errors=100_000)
    for task in report.tasks:
        for error in task.errors:
            assert error.type in THEIRS, error
            name = getattr(error, "field_name", "") if error.type in _OF_CELLS else ""
            kinds[task.name, error.row_number - 2].add(" ".join([THEIRS[error.type], name]).strip())
    return kinds


def kinds_of_ours(root: Path, tables: list[Made]) -> Kinds:
    data, reading = read_dataset(root)
    problems = [*reading, *check_dataset(data, TODAY, reading, [check for check in CHECKS if check.code in OURS])]
    ordinals = {}
    for made in tables:
        size = -(-len(made.rows) // made.parts)
        for part, path in enumerate(made.paths()):
            ordinals[f"made/{path}"] = (made.name, part * size)
    kinds: Kinds = defaultdict(set)
    for problem in problems:
        assert problem.code in OURS, problem
        name, first = ordinals[problem.where.file]
        kind = OURS[problem.code]
        field = problem.where.field if kind in {"type", "constraint", "unique", "formula"} else ""
        kinds[name, first + problem.where.line - 2].add(f"{kind} {field}".strip())
    return kinds


def tables_of(seed: int) -> list[Made]:
    chance = random.Random(seed)  # noqa: S311  chance that can be repeated is the point
    parents, children = table("parents", chance), table("children", chance)
    refer(children, parents, chance)
    return [parents, children]


@pytest.mark.parametrize("tens", range(len(SEEDS) // 10))
def test_each_row_gets_the_same_kinds_of_error(tmp_path: Path, tens: int) -> None:
    for seed in SEEDS[tens * 10 : tens * 10 + 10]:
        tables = tables_of(seed)
        root = tmp_path / str(seed)
        write(root, tables)
        theirs, ours = kinds_of_frictionless(root), kinds_of_ours(root, tables)
        for made in tables:
            for number, cells in enumerate(made.rows):
                place = (made.name, number)
                expected = expected_kinds(made, number, theirs[place])
                assert ours[place] == expected, (seed, place, cells, theirs[place])


def expected_kinds(made: Made, number: int, theirs: set[str]) -> set[str]:
    """Return their kinds, with the cells on which we are stricter, and without a key that is said to be empty twice."""
    key = made.schema["primaryKey"]
    missing = [name for name in key if not made.rows[number][name]]
    said_once = {"primary-key"} if missing == key else set()
    return (theirs - said_once) | made.stricter[number]


def small(name: str, schema: dict[str, Any], rows: list[dict[str, str]]) -> Made:
    return Made(name, {"fields": [column("key", "string", {}), column("part", "string", {})], **schema}, rows)


def test_a_key_with_an_empty_part_is_no_key_for_us(tmp_path: Path) -> None:
    made = small("incomplete", {"primaryKey": ["key", "part"]}, [{"key": "a", "part": ""}, {"key": "a", "part": "b"}])
    write(tmp_path, [made])
    assert not kinds_of_frictionless(tmp_path)
    assert kinds_of_ours(tmp_path, [made]) == {("incomplete", 0): {"primary-key"}}


def test_references_out_of_the_package_are_ours(tmp_path: Path) -> None:
    schema = {"references": [{"fields": ["key"], "reference": {"resource": "known", "fields": ["key"]}}]}
    known = small("known", {}, [{"key": "a", "part": "b"}])
    made = small("referring", schema, [{"key": "a", "part": "b"}, {"key": "z", "part": "b"}])
    write(tmp_path, [known, made])
    assert not kinds_of_frictionless(tmp_path)
    assert kinds_of_ours(tmp_path, [known, made]) == {("referring", 1): {"foreign-key"}}


def test_the_handbook_lists_the_differences_and_no_others() -> None:
    lines = HANDBOOK.read_text(encoding="utf-8").splitlines()
    listed = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert listed == set(DIFFERENCES) | ELSEWHERE


def test_the_seeds_show_every_kind_and_every_difference() -> None:
    made = [each for seed in SEEDS for each in tables_of(seed)]
    cells = {text for each in made for row in each.rows for text in row.values()}
    assert {text for samples in DIFFERENCES.values() for _, text, _ in samples} <= cells
    assert {each.parts for each in made} == {1, 2, 3}
