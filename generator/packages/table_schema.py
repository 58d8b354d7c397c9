"""Owns reading and judging Table Schema descriptors (Data Package v2).

Does not own what a schema means to rows (`generator.checks`) or the value it becomes (`generator.schema`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from generator.numbers import INTEGER, LARGEST, NUMBER, SMALLEST, day_of
from generator.packages import codes
from generator.packages.complaints import Complaints, quoted
from generator.packages.keys import Keys, as_written
from generator.packages.patterns import pattern_flaw
from generator.packages.yaml_text import Items, Node, Record, Text
from generator.schema import DTYPES, Schema, schema_of

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
"""The profile that a schema declares."""
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
"""Form of the name of a table or column."""
_TEXTS = ("name", "title", "description")
KEYS = ("$schema", *_TEXTS, "missingValues", "fields", "primaryKey", "sorted", "foreignKeys", "references")
FIELD_KEYS = ("name", "type", "title", "description", "example", "format", "constraints", "delimiter")
_TRUTH = {"trueValues": "true", "falseValues": "false"}
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS = ("minLength", "maxLength")
_FLAGS = ("required", "unique")
CONSTRAINTS = (*_FLAGS, "enum", "pattern", *_BOUNDS, *_LENGTHS)


def read_schema(node: Node, table: str, complaints: Complaints) -> tuple[Schema, dict[str, Any]] | None:
    """Return the schema of `table` and its descriptor as JSON values; None, noting why, when it is wrong."""
    before = len(complaints.problems)
    if not isinstance(node, Record):
        message = "A schema is a record with a list of fields."
        complaints.add(codes.TABLE_SCHEMA, message, "Begin with `fields:`.", line=node.line, column=node.column)
        return None
    keys = Keys(node, codes.TABLE_SCHEMA, complaints)
    keys.refuse_others(KEYS)
    profile = keys.text("$schema")
    if profile not in (None, PROFILE):
        keys.fault("$schema", f"The profile {quoted(str(profile))} is not known.", f"Write $schema: {PROFILE}")
    for key in _TEXTS:
        keys.text(key)
    fields = [_read_field(each) for each in keys.records("fields", required=True)]
    names = [field["name"] for field in fields]
    for name in sorted({name for name in names if names.count(name) > 1}):
        keys.fault("fields", f"The column {quoted(name)} stands twice.", "Delete one of the two, or rename it.")
    _check_keys(keys, names, table)
    own = {"sorted": _parsed(keys, "sorted", "boolean")} if keys.node("sorted") is not None else {}
    if len(complaints.problems) > before:
        return None
    descriptor = as_written(node) | {"fields": fields} | own
    return schema_of(table, descriptor), descriptor


def _read_field(keys: Keys) -> dict[str, Any]:
    """Return the descriptor of a column, its constraints as values of the right kind."""
    kind = keys.text("type") or "string"
    if kind not in DTYPES:
        keys.fault("type", f"There is no type {quoted(kind)}.", f"Use one of: {', '.join(DTYPES)}.")
        return {"name": keys.text("name"), "type": "string"}
    keys.refuse_others((*FIELD_KEYS, *(_TRUTH if kind == "boolean" else ())))
    name = keys.text("name", required=True) or ""
    if name and not FIELD_NAME.fullmatch(name):
        hint = "Use small letters, digits and underscores, beginning with a letter."
        keys.fault("name", f"A column may not be called {quoted(name)}.", hint)
    for key in ("title", "description", "example"):
        keys.text(key)
    _check_notation(keys, kind)
    field: dict[str, Any] = as_written(keys.record)
    constraints = keys.node("constraints")
    if isinstance(constraints, Record):
        inner = Keys(constraints, keys.code, keys.complaints, f"{keys.path}constraints.")
        field["constraints"] = _read_constraints(inner, kind)
    elif constraints is not None:
        keys.fault("constraints", "“constraints” must be a record.", "Write them as constraints: {required: true}.")
    return field | {"name": name, "type": kind}


def _check_notation(keys: Keys, kind: str) -> None:
    """Note what would change how values are written: formats, delimiters, words for true and false."""
    if keys.text("format") not in (None, "default"):
        keys.fault("format", "Only the default format can be read.", "Delete the line.")
    delimiter = keys.text("delimiter")
    if delimiter is not None and (kind != "list" or delimiter not in (",", ";", "|")):
        keys.fault("delimiter", "A delimiter is “;”, “,” or “|”, of a list.", "Write delimiter: ';'.")
    for key, word in _TRUTH.items():
        if [text.text for text in keys.texts(key)] not in ([], [word]):
            keys.fault(key, f"The only word allowed here is {word}.", f"Write {key}: ['{word}'].")


def _read_constraints(keys: Keys, kind: str) -> dict[str, Any]:
    keys.refuse_others(CONSTRAINTS)
    values: dict[str, Any] = {}
    for key in keys.record.values:
        if key in CONSTRAINTS:
            value = _constraint(keys, key, kind)
            if value is not None:
                values[key] = value
    return values


def _constraint(keys: Keys, key: str, kind: str) -> Any:
    if key in _FLAGS:
        return _parsed(keys, key, "boolean")
    if key in _LENGTHS:
        return _parsed(keys, key, "integer")
    if key == "pattern":
        return _pattern(keys, kind)
    if key == "enum":
        return _enum(keys, kind)
    if kind in ("integer", "number", "date"):
        return _parsed(keys, key, kind)
    keys.fault(key, f"A column of type {kind} has no {key}.", "Delete the line.")
    return None


def _parsed(keys: Keys, key: str, kind: str) -> Any:
    text = keys.text(key, required=True)
    value = None if text is None else _value(text, kind)
    if text is not None and value is None:
        keys.fault(key, f"{quoted(text)} is not of type {kind}.", "Correct the value.")
    return value


def _pattern(keys: Keys, kind: str) -> str | None:
    pattern = keys.text("pattern", required=True)
    if pattern is None:
        return None
    if kind != "string":
        keys.fault("pattern", f"A column of type {kind} has no pattern.", "Delete the line.")
        return None
    flaw = pattern_flaw(pattern)
    if flaw:
        hint = "Write it as ^...$ from characters, classes such as [0-9], groups and counts such as {2,4}."
        Keys(keys.record, codes.UNSAFE_PATTERN, keys.complaints, keys.path).fault(
            "pattern", f"The pattern {quoted(pattern)} may not be used: {flaw}.", hint
        )
    return pattern


def _enum(keys: Keys, kind: str) -> list[Any] | None:
    node = keys.node("enum", required=True)
    if not isinstance(node, Items) or not node.items:
        keys.fault("enum", "“enum” must be a list of values.", "Write enum: [full, short].")
        return None
    if kind in ("list", "array", "object"):
        keys.fault("enum", f"A column of type {kind} has no enum.", "Delete the line.")
        return None
    values = [_value(item.text, kind) if isinstance(item, Text) else None for item in node.items]
    if None in values or len(set(values)) < len(values):
        keys.fault("enum", f"“enum” must list different values of type {kind}.", "Correct the list.")
        return None
    return values


def _value(text: str, kind: str) -> Any:
    """Return `text` as JSON has values of type `kind`; None when it is not of that type. Days stay text."""
    return _VALUES[kind](text)


def _integer(text: str) -> int | None:
    value = int(text) if re.fullmatch(INTEGER, text) and len(text) <= len(str(SMALLEST)) else None
    return value if value is not None and SMALLEST <= value <= LARGEST else None


def _number(text: str) -> int | float | None:
    if not re.fullmatch(NUMBER, text) or not math.isfinite(float(text)):
        return None
    value = _integer(text)
    return float(text) if value is None else value


_VALUES: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "date": lambda text: text if day_of(text) else None,
    "boolean": {"true": True, "false": False}.get,
}


def _check_keys(keys: Keys, names: list[str], table: str) -> None:
    _check_names(keys, "primaryKey", names)
    missing = keys.record.values.get("missingValues")
    words = as_written(missing) if missing is not None else [""]
    if not isinstance(words, list) or "" not in words or not all(isinstance(word, str) for word in words):
        hint = "Write missingValues: ['']."
        keys.fault("missingValues", "“missingValues” must be a list of texts, with the empty one.", hint)
    for kind in ("foreignKeys", "references"):
        if keys.node(kind) is None:
            continue
        for each in keys.records(kind):
            _check_reference(each, names, table)


def _check_reference(keys: Keys, names: list[str], table: str) -> None:
    keys.refuse_others(("fields", "reference"))
    fields = _check_names(keys, "fields", names, required=True)
    target = keys.node("reference", required=True)
    if not isinstance(target, Record):
        if target is not None:
            keys.fault("reference", "“reference” must be a record.", "Write reference: {resource: ..., fields: [...]}.")
        return
    inner = Keys(target, keys.code, keys.complaints, f"{keys.path}reference.")
    inner.refuse_others(("resource", "fields"))
    resource = inner.text("resource")
    own = names if resource in (None, "", table) else None
    if len(_check_names(inner, "fields", own, required=True)) != len(fields):
        inner.fault("fields", "As many fields are referred to as refer to them.", "Give both lists the same length.")


def _check_names(keys: Keys, key: str, names: list[str] | None, *, required: bool = False) -> list[str]:
    found = [text.text for text in keys.texts(key, required=required)]
    for name in found:
        if names is not None and name not in names:
            keys.fault(key, f"There is no column {quoted(name)}.", f"Use one of: {', '.join(names)}.")
    return found
