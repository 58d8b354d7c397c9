"""Owns the types of cells: it turns columns of text into columns of numbers, days, booleans and lists.

Does not own where cells come from or the constraints on their values (`generator.checks`). It works on whole columns;
only cells that fail are looked at one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from generator.numbers import DAY, INTEGER, NUMBER, day_hint, integer_hint, number_hint
from generator.packages import codes
from generator.packages.complaints import quoted
from generator.schema import DTYPES, Field

_SPACED = r"^\s|\s$"


@dataclass(frozen=True, slots=True)
class Column:
    """A typed column, the rows whose text has white space around it, and those whose text is not of the type.

    Failing cells are null in `values`. A cell with white space around it is read without it.
    """

    values: pl.Series
    spaced: pl.Series
    failed: pl.Series


@dataclass(frozen=True, slots=True)
class Fault:
    """What to say about a failing cell."""

    code: str
    message: str
    hint: str


def typed_column(texts: pl.Series, field: Field, missing: tuple[str, ...] = ("",)) -> Column:
    """Return the texts of a column (String, null where missing) in the type of `field`."""
    if missing != ("",):
        texts = texts.set(texts.is_in(list(missing)), None)
    spaced = _rows(texts.str.contains(_SPACED))
    if spaced.len():
        texts = texts.str.strip_chars().replace("", None)
    values = _CASTS[field.type](texts, field)
    failed = _rows(values.is_null() & texts.is_not_null()) if values.null_count() != texts.null_count() else _NONE
    return Column(values, spaced, failed)


def type_fault(field: Field, text: str) -> Fault:
    """Return what to say about `text`, which is not of the type of `field`."""
    if field.type == "list":
        return Fault(
            codes.TYPE_LIST,
            f"{quoted(text)} is not a list separated by “{field.delimiter}”.",
            f"Put “{field.delimiter}” between items only: no blanks around it, no empty item, none at the end.",
        )
    code, noun, hint = _FAULTS[field.type]
    return Fault(code, f"{quoted(text)} is not {noun}.", hint(text))


def space_fault(text: str) -> Fault:
    """Return what to say about `text`, which has white space around it."""
    return Fault(
        codes.SURROUNDING_SPACE,
        f"{quoted(text)} begins or ends with white space.",
        f"Write it without: {quoted(text.strip())}." if text.strip() else "Leave the cell empty.",
    )


def items_of(text: str) -> list[str] | None:
    """Return the items of a JSON list as texts; None when `text` is no such list or an item is blank or a list."""
    value = _from_json(text)
    if not isinstance(value, list) or any(not isinstance(item, str) or not item.strip() for item in value):
        return None
    return value


def object_of(text: str) -> dict[str, Any] | None:
    """Return the record that JSON `text` is: text, or a list of texts, by key; None when it is something else."""
    value = _from_json(text)
    if not isinstance(value, dict) or not value:
        return None
    leaves = [leaf for each in value.values() for leaf in (each if isinstance(each, list) else [each])]
    return value if all(isinstance(leaf, str) for leaf in leaves) else None


def _from_json(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_without_repetition, parse_int=str, parse_float=str, parse_constant=_refuse
        )
    except (ValueError, RecursionError):
        return None


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a key stands twice")
    return record


def _refuse(text: str) -> None:
    raise ValueError(text)


def _rows(mask: pl.Series) -> pl.Series:
    return mask.arg_true()


_NONE = pl.Series(dtype=pl.UInt32)


def _text(texts: pl.Series, _field: Field) -> pl.Series:
    return texts


def _integer(texts: pl.Series, _field: Field) -> pl.Series:
    values = texts.cast(pl.Int64, strict=False)
    return _only(values, texts.str.contains(INTEGER))


def _number(texts: pl.Series, _field: Field) -> pl.Series:
    values = texts.cast(pl.Float64, strict=False)
    return _only(values, texts.str.contains(NUMBER) & values.is_finite())


def _date(texts: pl.Series, _field: Field) -> pl.Series:
    values = texts.str.to_date("%Y-%m-%d", strict=False)
    return _only(values, texts.str.contains(DAY) & (texts >= "0001-01-01"))


def _boolean(texts: pl.Series, _field: Field) -> pl.Series:
    return _only(texts == "true", texts.is_in(["true", "false"]))


def _list(texts: pl.Series, field: Field) -> pl.Series:
    sign = re.escape(field.delimiter)
    flawed = rf"(?:^|{sign})\s*(?:{sign}|$)|\s{sign}|{sign}\s"
    return _only(texts.str.split(field.delimiter), ~texts.str.contains(flawed))


def _array(texts: pl.Series, _field: Field) -> pl.Series:
    known = {text: items_of(text) for text in texts.drop_nulls().unique()}
    return pl.Series(texts.name, [known.get(text) for text in texts], dtype=DTYPES["array"])


def _object(texts: pl.Series, _field: Field) -> pl.Series:
    known = {text: object_of(text) is not None for text in texts.drop_nulls().unique()}
    return pl.Series(texts.name, [text if known.get(text) else None for text in texts], dtype=pl.String)


def _only(values: pl.Series, good: pl.Series) -> pl.Series:
    """Return `values`, null where not `good`; where all are good, the same values without a copy."""
    if good.all(ignore_nulls=True):
        return values
    return pl.select(pl.when(good).then(values)).to_series().alias(values.name)


_CASTS: Mapping[str, Callable[[pl.Series, Field], pl.Series]] = {
    "string": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "list": _list,
    "array": _array,
    "object": _object,
}

_FAULTS: Mapping[str, tuple[str, str, Callable[[str], str]]] = {
    "integer": (codes.TYPE_INTEGER, "a whole number", integer_hint),
    "number": (codes.TYPE_NUMBER, "a number", number_hint),
    "date": (codes.TYPE_DATE, "a day", day_hint),
    "boolean": (codes.TYPE_BOOLEAN, "true or false", lambda _: "Write true or false, in small letters."),
    "array": (codes.TYPE_LIST, "a list of texts", lambda _: 'Write a list: ["a", "b"] in a table, [a, b] in YAML.'),
    "object": (
        codes.TYPE_OBJECT,
        "text by language",
        lambda _: 'Write text by language: {"en": "Leave"} in a table, {en: Leave} in YAML.',
    ),
}
