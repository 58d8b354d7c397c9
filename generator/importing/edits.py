"""Owns the files that an import changes: rows put into the file of their country, cells replaced, all in one form.

Does not own which values those are (`comparing`) or the writing (`generator.editing.proof`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from generator.canonical.csv_form import csv_form
from generator.editing.files import Edit, file_of, files_listed
from generator.errors import DataError
from generator.importing.filling import KEY, key_text
from generator.importing.state import Account, State
from generator.model import FILE, LINE, Table
from generator.packages.complaints import Complaints
from generator.packages.csv_text import read_csv
from generator.problems import Where


def edits_of(state: State) -> list[Edit]:
    """Return the new content of every file that an import changes, and of descriptors that name a new file."""
    filing = _Filing(state)
    edits: list[Edit] = []
    for name, account in sorted(state.accounts.items()):
        if account.values:
            edits += _edits(state.data.table(name), account, filing)
    for package in state.data.packages.values():
        if new := {name: sorted(paths) for name, paths in filing.new.items() if name in package.tables}:
            edits.append(files_listed(state.data, package.name, new))
    return edits


@dataclass(slots=True)
class _Filing:
    """Knows the file that a row belongs into: that of its country where each has one, else the last.

    `new` are files that a country gets, by table.
    """

    state: State
    new: dict[str, set[str]] = field(default_factory=dict)
    known: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def file_of(self, table: Table, row: Mapping[str, str]) -> str:
        path = file_of(table.files, self._country_of(row))
        if path not in table.files:
            self.new.setdefault(table.name, set()).add(path)
        return path

    def _country_of(self, row: Mapping[str, str]) -> str:
        """Return the country of a row: its own, that of its factory, or that of the factory of its assessment."""
        if row.get("country"):
            return row["country"]
        factory = row.get("factory") or self._column("assessments", "assessment", "factory").get(
            row.get("assessment", ""), ""
        )
        return self._column("factories", "factory", "country").get(factory, "")

    def _column(self, table: str, key: str, value: str) -> Mapping[str, str]:
        if table not in self.known:
            frame = self.state.frames.get(table)
            self.known[table] = {} if frame is None else dict(frame.select(key, value).iter_rows())
        return self.known[table]


def _edits(table: Table, account: Account, filing: _Filing) -> Iterator[Edit]:
    replaced: dict[str, dict[int, Mapping[str, str]]] = {}
    rows = table.rows.select(FILE, LINE, key_text(table).alias(KEY))
    for file, line, key in rows.filter(pl.col(KEY).is_in(list(account.values))).iter_rows():
        replaced.setdefault(table.files[file], {})[line] = account.values[key]
    added: dict[str, list[Mapping[str, str]]] = {}
    for key in account.added:
        added.setdefault(filing.file_of(table, account.values[key]), []).append(account.values[key])
    for path in sorted({*replaced, *added}):
        rows_there = _rows_of(table, path, filing.state) if path in table.files else iter(())
        yield _edit(table, path, rows_there, replaced.get(path, {}), added.get(path, []))


def _rows_of(table: Table, path: str, state: State) -> Iterator[tuple[str | int | None, ...]]:
    complaints = Complaints(Where(path))
    cells = read_csv((state.data.root / path).read_bytes(), table.schema.names, complaints)
    if cells is None or complaints.problems:
        raise DataError(f"{path} cannot be read: seamline check says why.")
    return cells.frame.select(*table.schema.names, LINE).iter_rows()


def _edit(
    table: Table,
    path: str,
    rows: Iterator[tuple[str | int | None, ...]],
    replaced: Mapping[int, Mapping[str, str]],
    added: list[Mapping[str, str]],
) -> Edit:
    names = table.schema.names
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for *row, line in rows:
        new = replaced.get(line) if isinstance(line, int) else None
        writer.writerow(row if new is None else [new.get(name, cell) for name, cell in zip(names, row, strict=True)])
    writer.writerows([[row.get(name, "") for name in names] for row in added])
    content = csv_form(out.getvalue().encode(), table.schema, complaints := Complaints(Where(path)))
    if content is None:
        first = complaints.problems[0]
        raise DataError(f"{first.where}: {first.message} {first.hint}")
    return Edit(path, content)
