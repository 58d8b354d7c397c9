"""Owns the rule that no text begins like a formula: whoever opens the download in a spreadsheet would run it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing, tables_of
from generator.model import Dataset, Table

_STARTS = r"^[=+@\t\r\n\x{FF0B}\x{FF1D}\x{FF20}]"
_MINUS = r"^[-\x{FF0D}]"
_NUMBER = r"^-[0-9]+(\.[0-9]+)?$"


def check_formula_cell(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows with a text, or an item of a list, that a spreadsheet would run.

    It begins with `=`, `+`, `@` (plain or full-width), a tab, a line break, or a minus that is no number's.
    """
    for table in tables_of(data):
        for field in table.schema.fields:
            if field.type in {"string", "list", "array"} and "enum" not in field.constraints:
                yield _faults(table, field.name)


def _faults(table: Table, name: str) -> Faults:
    if table.rows[name].dtype == pl.String:
        rows = failing(table, runs(pl.col(name)), name)
    else:
        rows = failing(table, pl.col(name).list.eval(runs(pl.element())).list.any(), name)
    message = f"{name} begins like a formula, which a spreadsheet would run: {{{name}}}."
    return Faults(table, rows, message, "Begin it with a letter or a digit.", name)


def runs(text: pl.Expr) -> pl.Expr:
    """Whether a spreadsheet may take `text` for a formula (OWASP, CSV injection)."""
    return text.str.contains(_STARTS) | (text.str.contains(_MINUS) & ~text.str.contains(_NUMBER))


CHECK = Check("formula-cell", "A text begins like a formula, which a spreadsheet would run", check_formula_cell)
