"""Owns the smallest step of a version that the recipe "Data Package Version" of the standard allows, and why.

The recipe (https://datapackage.org/recipes/data-package-version/): MAJOR for what breaks a program that reads the data
(names, types, order of fields, stricter constraints, rows gone to which others refer), MINOR for what is added (tables,
rows, values where none was, looser constraints, references), PATCH for corrections and descriptive words. Where a file
lies is no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from generator.differences.package import TableChanges
from generator.model import Dataset, Package
from generator.schema import Field, Reference, Schema


class Bump(IntEnum):
    """How far a version has to step, at least."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A change that asks for a step, in words."""

    bump: Bump
    why: str


_NOT_DESCRIPTIVE = frozenset({"version", "created", "resources", "$schema"})
_ANYWAY = (("required", False), ("unique", False), ("minLength", 0))
"""Constraints that hold where nothing is said, by the defaults of Table Schema."""
_LEAST, _MOST = ("minimum", "minLength"), ("maximum", "maxLength")


def stepped(version: str, bump: Bump) -> str:
    """Return the version after `version` with a step."""
    major, minor, patch = map(int, version.split("."))
    return {
        Bump.NONE: version,
        Bump.PATCH: f"{major}.{minor}.{patch + 1}",
        Bump.MINOR: f"{major}.{minor + 1}.0",
        Bump.MAJOR: f"{major + 1}.0.0",
    }[bump]


def steps_between(before: Package, after: Package, rows: Sequence[TableChanges], data: Dataset) -> list[Step]:
    """Return what asks for a step from a package as released to the same `after`, the greatest first.

    `rows` are the changes of its public rows; `data` all packages, by which it is known who refers to whom.
    """
    found = [
        *(Step(Bump.MAJOR, f"the table {name} is gone") for name in before.tables if name not in after.tables),
        *(Step(Bump.MINOR, f"the table {name} is new") for name in after.tables if name not in before.tables),
        *(
            step
            for name, table in after.tables.items()
            if name in before.tables
            for step in _of_schemas(name, before.tables[name].schema, table.schema)
        ),
        *(step for changes in rows if changes.table in after.tables for step in _of_rows(changes, data)),
        *_of_descriptor(before.descriptor, after.descriptor),
    ]
    return sorted(found, key=lambda step: -step.bump)


def _of_schemas(table: str, before: Schema, after: Schema) -> Iterator[Step]:
    if before.names != after.names:
        yield Step(Bump.MAJOR, f"{table} has other fields, or in another order")
    if before.primary_key != after.primary_key:
        yield Step(Bump.MAJOR, f"{table} has another primary key")
    if set(before.missing_values) != set(after.missing_values):
        yield Step(Bump.MAJOR, f"{table} writes missing values in another way")
    if any(set(was) != set(now) for was, now in _references(before, after)):
        yield Step(Bump.MINOR, f"{table} refers to other tables than before")
    if (before.title, before.description) != (after.title, after.description):
        yield Step(Bump.PATCH, f"{table} is described in other words")
    for name in (each for each in before.names if each in after.names):
        yield from _of_fields(f"{table}.{name}", before.field(name), after.field(name))


def _of_fields(name: str, before: Field, after: Field) -> Iterator[Step]:
    if (before.type, before.delimiter) != (after.type, after.delimiter):
        yield Step(Bump.MAJOR, f"{name} is {after.type} and was {before.type}, or is written in another way")
    if before.description != after.description:
        yield Step(Bump.PATCH, f"{name} is described in other words")
    constraints = [_in_force(each.constraints) for each in (before, after)]
    for constraint in dict.fromkeys(name for each in constraints for name in each):
        was, now = (each.get(constraint) for each in constraints)
        if was != now:
            stricter = _is_stricter(constraint, was, now)
            yield Step(Bump.MAJOR if stricter else Bump.MINOR, f"{name} allows {'less' if stricter else 'more'}")


def _references(before: Schema, after: Schema) -> Iterator[tuple[Sequence[Reference], Sequence[Reference]]]:
    yield before.foreign_keys, after.foreign_keys
    yield before.references, after.references


def _in_force(constraints: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the constraints without those that hold anyway; the order in which values are listed says nothing."""
    found = {name: value for name, value in constraints.items() if (name, value) not in _ANYWAY}
    return {**found, **({"enum": set(map(str, found["enum"]))} if "enum" in found else {})}


def _is_stricter(constraint: str, was: Any, now: Any) -> bool:
    """Whether a constraint allows less than it did; where nobody can tell (a pattern), it does."""
    if now is None or was is None:
        return was is None
    if constraint == "enum":
        return not was <= now
    if constraint in (*_LEAST, *_MOST):
        below, above = str(now) < str(was), str(now) > str(was)
        if isinstance(was, int | float) and isinstance(now, int | float):
            below, above = now < was, now > was
        return above if constraint in _LEAST else below
    return True


def _of_rows(changes: TableChanges, data: Dataset) -> Iterator[Step]:
    table = changes.table
    if changes.withdrawn:
        users = _referring_to(table, data)
        of = f"rows gone from {table}: {changes.withdrawn:,}"
        yield Step(Bump.MAJOR, f"{of}, to which {', '.join(users)} refer") if users else Step(Bump.PATCH, of)
    if changes.added:
        yield Step(Bump.MINOR, f"new rows in {table}: {changes.added:,}")
    if changes.filled:
        yield Step(Bump.MINOR, f"blank values of {table} that are known now: {changes.filled:,}")
    if changes.values:
        yield Step(Bump.PATCH, f"corrected values of {table}: {len(changes.values):,}")


def _referring_to(table: str, data: Dataset) -> list[str]:
    return sorted(
        each.name
        for package in data.packages.values()
        for each in package.tables.values()
        if each.name != table
        and any(ref.resource == table for ref in (*each.schema.foreign_keys, *each.schema.references))
    )


def _of_descriptor(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Step]:
    told = ({name: value for name, value in each.items() if name not in _NOT_DESCRIPTIVE} for each in (before, after))
    was, now = told
    if changed := sorted(name for name in {*was, *now} if was.get(name) != now.get(name)):
        yield Step(Bump.PATCH, f"the package is described in other words ({', '.join(changed)})")
