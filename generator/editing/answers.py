"""Owns what may be answered for a field of a new entry, and what is wrong with an answer by itself.

Does not own which fields are asked (`kinds`), nor what is wrong with the entry as a whole: the checks say that
(`proof`).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import polars as pl

from generator.model import Dataset
from generator.packages.cells import type_fault, typed_column
from generator.packages.complaints import quoted
from generator.schema import Field

_SHORT = 20
"""Rows of a table whose keys can be listed in a question."""
SEVERAL = "several with semicolons between them"
_FORMS: Mapping[str, str] = {
    "date": "YYYY-MM-DD",
    "boolean": "true or false",
    "list": SEVERAL,
    "array": "several with commas between them",
}


def choices_of(data: Dataset, table: str, field: Field) -> tuple[str, ...]:
    """Return what a field may be, when that is a short list: allowed values, or keys of a small table."""
    if "enum" in field.constraints:
        return tuple(str(each) for each in field.constraints["enum"])
    schema = data.table(table).schema
    for reference in (*schema.foreign_keys, *schema.references):
        if reference.fields == (field.name,) and reference.resource in data:
            rows = data[reference.resource]
            return tuple(rows[reference.target[0]].to_list()) if rows.height <= _SHORT else ()
    return ()


def form_of(data: Dataset, table: str, field: Field) -> str:
    """Return how a field is answered, in a few words: what it may be, or how it is written; often nothing."""
    return ", ".join(choices_of(data, table, field)) or _FORMS.get(field.type, "")


def fault_of(data: Dataset, table: str, name: str, text: str) -> str:
    """Return what is wrong with the answer `text` for the field `name`, in sentences that name it; else nothing."""
    field = data.table(table).schema.field(name.partition(".")[0])
    if not text or field.type in ("array", "object"):
        return ""
    if typed_column(pl.Series([text], dtype=pl.String), field).failed.len():
        fault = type_fault(field, text)
        return f"{name}: {fault.message} {fault.hint}"
    choices = choices_of(data, table, field)
    if choices and field.type != "list" and text not in choices:
        near = difflib.get_close_matches(text, choices, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        return f"{name}: {quoted(text)} is none of {', '.join(choices)}.{meant}"
    return ""
