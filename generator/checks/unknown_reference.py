"""Owns the rule that what a row refers to is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

import polars as pl

from generator.checks.expected import CORE
from generator.checks.rule import Check, Faults, failing, place_columns, tables_of
from generator.checks.suggestions import with_suggestions
from generator.model import FILE, Dataset, Table
from generator.schema import Reference


def check_unknown_reference(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows that refer to a row of another table, or of their own, which does not exist.

    A reference that is wholly blank refers to nothing and is fine. Where no package has the other table, the first row
    that refers to it is named; of one that is listed and could not be read, or without which there is no portal, it is
    said elsewhere.
    """
    said = {*data.listed, *CORE}
    for table in tables_of(data):
        for reference in (*table.schema.foreign_keys, *table.schema.references):
            target = target_of(data, table, reference)
            if target is not None:
                yield _faults(table, reference, target)
            elif reference.resource not in data and reference.resource not in said:
                yield _to_no_table(table, reference)


def target_of(data: Dataset, table: Table, reference: Reference) -> Table | None:
    """Return the table that `reference` points into; None where it, or a column of it, is absent."""
    if reference.resource not in data:
        return None
    target = data.table(reference.resource)
    there = set(reference.target) <= set(target.rows.columns) and set(reference.fields) <= set(table.rows.columns)
    return target if there else None


def _to_no_table(table: Table, reference: Reference) -> Faults:
    fields = [name for name in reference.fields if name in table.rows.columns]
    rows = failing(table, pl.any_horizontal(pl.col(name).is_not_null() for name in fields), *fields).head(1)
    message = (
        f"There is no table {reference.resource}, to which {' and '.join(fields)} refer{'s' * (len(fields) == 1)}."
    )
    hint = f"Add the table {reference.resource} to a package, or leave {' and '.join(fields)} blank in every row."
    return Faults(table, rows, message, hint, fields[0])


def _faults(table: Table, reference: Reference, target: Table) -> Faults:
    fields = reference.fields
    rows = _unresolved(table, reference, target)
    if rows.height:
        rows = with_suggestions(rows, fields[0], target.rows[reference.target[0]].cast(pl.String))
        rows = rows.with_columns(_homes(table, target))
    nouns = [name.replace("_", " ") for name in reference.target]
    said = " with ".join(f"{noun} {{{name}}}" for noun, name in zip(nouns, fields, strict=True))
    message = f"{said[0].upper()}{said[1:]} is not in the table {target.name}."
    hint = f"{{_suggestion}}Add it to {{_home}}, or correct {' or '.join(fields)}."
    return Faults(table, rows, message, hint, fields[0])


def _homes(table: Table, target: Table) -> pl.Expr:
    """Return where a row of `target` belongs to which a row of `table` refers: the file of the same country, if any."""
    homes = [_home(PurePosixPath(file).name, target.files) for file in table.files]
    return pl.col(FILE).replace_strict(dict(enumerate(homes)), default=_home("", target.files)).alias("_home")


def _home(name: str, files: tuple[str, ...]) -> str:
    if len(files) < 2:  # noqa: PLR2004 - one file, or none of a table that was made in memory
        return "".join(files)
    same = (file for file in files if PurePosixPath(file).name == name)
    return next(same, f"a file in {PurePosixPath(files[0]).parent}")


def _unresolved(table: Table, reference: Reference, target: Table) -> pl.DataFrame:
    fields, columns = list(reference.fields), list(reference.target)
    single = len(fields) == 1
    rows = table.rows.lazy()
    if single and table.rows[fields[0]].dtype.is_nested():
        rows = rows.select(place_columns(table, *fields)).explode(fields)
    rows = rows.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in fields))
    known = target.rows.lazy().select(
        pl.col(name).cast(_kind(table, field)) for name, field in zip(columns, fields, strict=True)
    )
    used = rows.select(fields).unique()
    wrong = used.join(known.unique(), left_on=fields, right_on=columns, how="anti", nulls_equal=True).collect()
    if wrong.is_empty():
        return wrong
    found = rows.join(wrong.lazy(), on=fields, how="semi", nulls_equal=True)
    return found.select(place_columns(table, *fields)).collect()


def _kind(table: Table, field: str) -> pl.DataType:
    kind = table.rows[field].dtype
    return kind.inner if isinstance(kind, pl.List) else kind  # type: ignore[return-value]


CHECK = Check("unknown-reference", "A row refers to something that is not there", check_unknown_reference)
