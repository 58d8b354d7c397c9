"""Owns a table as Parquet: columns with the types of the schema, small and quick to read, however many the rows.

Does not own which rows are public. Texts by language are JSON; lists are lists.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from generator.model import Package, Table

_ROWS = 1 << 18
"""Rows of a group: fixed, so that the same rows give the same bytes on any machine."""


def write_columns(path: Path, package: Package, table: Table, rows: pl.DataFrame, title: str) -> None:
    """Write the public `rows` of `table` to `path`, naming in it the package, its version and the portal (`title`)."""
    licences = [str(each.get("path") or each.get("name", "")) for each in package.descriptor.get("licenses", ())]
    metadata = {
        "title": table.schema.title,
        "table": table.name,
        "package": package.name,
        "version": package.version,
        "publisher": title,
        "licence": " ".join(licences),
    }
    rows.select(table.schema.names).rechunk().write_parquet(
        path, compression="zstd", compression_level=6, row_group_size=_ROWS, metadata=metadata
    )
