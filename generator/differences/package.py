"""Owns how the public rows of a package differ from those of its last release: by table, counted, values one by one.

Does not own what follows for its version (`bump`) or how a difference is told (`generator.differences`). Rows that
record changes are no change themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from generator.differences.change import Change
from generator.differences.rows import Compared, compared, values_of
from generator.facts import Facts

RECORDS = frozenset({"acknowledgements", "addresses", "corrections", "releases"})
"""Tables that say what changed, when and why."""


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What changed of a table: how many public rows came, went and changed; how many blank values were filled.

    `values` are the published values that are another now, each of which needs a reason.
    """

    table: str
    added: int
    withdrawn: int
    changed: int
    filled: int
    values: tuple[Change, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.withdrawn or self.changed)

    def __str__(self) -> str:
        """Return the counts as the table `releases` has them."""
        return f"{self.table} +{self.added} ~{self.changed} -{self.withdrawn}"


def changes_of_package(package: str, before: Facts | None, after: Facts) -> list[TableChanges]:
    """Return what changed of each table of a package, in its order, then of those that it has no longer.

    Without `before`, all is new.
    """
    tables = dict.fromkeys(after.data.packages[package].tables)
    if before is not None and package in before.data.packages:
        tables |= dict.fromkeys(before.data.packages[package].tables)
    found = (_of_table(table, before, after) for table in tables if table not in RECORDS)
    return [each for each in found if each.any]


def _of_table(table: str, before: Facts | None, after: Facts) -> TableChanges:
    states = [facts for facts in (before, after) if facts is not None and table in facts.data]
    if before is None or table not in before.data or table not in after.data:
        rows = states[0].published(table).height
        gone = table not in after.data
        return TableChanges(table, 0 if gone else rows, rows if gone else 0, 0, 0, ())
    old, new = (facts.data.table(table).schema for facts in states)
    found = compared(before.published(table), after.published(table), old, new)
    # A field that comes or goes is a change of the table, not of each value in it.
    columns = {name: rows for name, rows in found.changed.items() if name in old.names and name in new.names}
    values = tuple(_values(table, found, columns))
    keys = [rows.select(found.key) for rows in columns.values()]
    changed = pl.concat(keys).unique().height if keys else 0
    filled = sum(rows[name].null_count() for name, rows in columns.items())
    return TableChanges(table, found.come.height, found.gone.height, changed, filled, values)


def _values(table: str, found: Compared, columns: Mapping[str, pl.DataFrame]) -> Iterator[Change]:
    """Yield the published values that are another now; of a text by language all languages together."""
    for name, rows in columns.items():
        parts: dict[str, list[Change]] = {}
        for each in values_of(table, found, name, rows.filter(pl.col(name).is_not_null())):
            if each.change.old:
                parts.setdefault(each.change.key, []).append(each.change)
        for key, changes in parts.items():
            yield Change(changes[0].kind, table, key, name, _joined(changes, "old"), _joined(changes, "new"))


def _joined(changes: Sequence[Change], side: str) -> str:
    if len(changes) == 1:
        return str(getattr(changes[0], side))
    return "; ".join(f"{each.field.partition('.')[2]}: {getattr(each, side)}" for each in changes)
