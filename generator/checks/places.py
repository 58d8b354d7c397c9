"""Owns where in a file a field begins, so that an editor can jump to it.

Does not own which line a row begins on: the reader noted that (`generator.model.LINE`). A file is read
again only when a problem points into it, once for all of its problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from generator.model import Dataset
from generator.problems import Problem, Where

_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^,\r\n]*)')
_BLOCK = re.compile(r"(?:.*\n?)(?:^(?: {3,}.*|\s*)\n?)*", re.MULTILINE)
_LONGEST_RECORD = 1_000


def with_columns(problems: Iterable[Problem], data: Dataset) -> list[Problem]:
    """Return `problems`, each pointing at line and column (in characters, from 1) where its field begins.

    Problems that point at no field, or into a file that is not there, stay as they are.
    """
    columns = {
        name: {field: at for at, field in enumerate(table.schema.names)}
        for package in data.packages.values()
        for name, table in package.tables.items()
    }
    placed: list[Problem] = []
    for file, group in groupby(sorted(problems), key=lambda problem: problem.where.file):
        path = data.root / file
        members = list(group)
        placed += _placed(members, path, columns) if path.is_file() else members
    return placed


def cell_start(record: str, position: int) -> tuple[int, int]:
    """Return how many lines below its first line, and at which column, cell `position` (from 0) of `record` begins."""
    start = 0
    for _ in range(position):
        found = _CELL.match(record, start)
        start = min(found.end() + 1 if found else len(record), len(record))
    before = record[:start]
    return before.count("\n"), start - (before.rfind("\n") + 1) + 1


def key_start(record: str, path: str, *, indent: str = "(?:- |  )") -> tuple[int, int] | None:
    """Return how many lines below the start of a YAML `record`, and at which column, the key `path` begins.

    `record` is an item of a list (or, with an empty `indent`, a mapping), its keys on lines of their own;
    `path` is `title` or `title.fr`. The outer key stands for an inner one that is not there, None for an
    outer one.
    """
    outer, _, inner = path.partition(".")
    found = re.search(rf"^{indent}({re.escape(outer)}):", record, re.MULTILINE)
    if found is None:
        return None
    at = found.start(1)
    if inner:
        block = _BLOCK.match(record, found.end())
        within = re.compile(rf"(?:[{{,]\s*|^\s+)({re.escape(inner)}):", re.MULTILINE)
        deeper = within.search(record, found.end(), block.end() if block else len(record))
        at = deeper.start(1) if deeper else at
    return record.count("\n", 0, at), at - (record.rfind("\n", 0, at) + 1) + 1


def _placed(problems: list[Problem], path: Path, columns: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    lines = {problem.where.line for problem in problems if problem.where.field}
    records = _records(path, lines) if lines else {}
    for problem in problems:
        where = problem.where
        record = records.get(where.line) if where.field else None
        start = None if record is None else _start(record, where, columns)
        if start is None:
            yield problem
        else:
            yield replace(problem, where=replace(where, line=max(where.line, 1) + start[0], column=start[1]))


def _start(record: str, where: Where, columns: Mapping[str, Mapping[str, int]]) -> tuple[int, int] | None:
    if where.file.endswith(".yaml"):
        if where.table and not where.line:
            return None
        return key_start(record, where.field) if where.line else key_start(record, where.field, indent="")
    position = columns.get(where.table, {}).get(where.field)
    return None if position is None else cell_start(record, position)


def _records(path: Path, wanted: set[int]) -> dict[int, str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        if path.suffix == ".yaml":
            text = list(lines)
            return {line: "".join(_item(text[max(line - 1, 0) :], whole=not line)) for line in wanted}
        numbered = enumerate(lines, start=1)
        return {number: _record(line, numbered) for number, line in numbered if number in wanted}


def _item(lines: list[str], *, whole: bool) -> list[str]:
    ends = (at for at, line in enumerate(lines) if at and line.startswith("- ") and not whole)
    return lines[: next(ends, len(lines))]


def _record(line: str, following: Iterator[tuple[int, str]]) -> str:
    record = line
    for _ in range(_LONGEST_RECORD):
        if record.count('"') % 2 == 0:
            break
        record += next(following, (0, ""))[1]
    return record
