"""Owns reading a mapping: YAML, held against its JSON Schema, then as values; every flaw at its line and column.

Does not own the schema (`mapping_schema`), what it cannot say of a mapping (`mapping_faults`), or whether tables and
columns are there (`filling`, `columns`).
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, TypeChecker
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from generator.editing.mapping_schema import MAPPING_SCHEMA, SOURCES
from generator.errors import SurroundingsError
from generator.importing.codes import MAPPING
from generator.importing.mapping import (
    Conditions,
    Count,
    Lookup,
    Rule,
    Sheet,
    SheetMapping,
    Target,
    Unpivot,
)
from generator.importing.mapping_faults import note_faults
from generator.importing.nearest import did_you_mean
from generator.packages.characters import clean_text
from generator.packages.complaints import Complaints, quoted
from generator.packages.keys import as_written
from generator.packages.yaml_text import Items, Node, Record, Text, read_yaml

_LARGEST = 1024 * 1024
_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, str) and value.isascii() and value.isdecimal(),
    "boolean": lambda value: value in ("true", "false"),
}
"""Types of YAML that is read as it is written: a number is the text of its digits."""


def _minimum(_validator: Any, minimum: int, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and instance.isdecimal() and int(instance) < minimum:
        yield ValidationError(f"{instance} is less than {minimum}")


def _as_written(kind: str) -> Any:
    return lambda _checker, value: _TYPES[kind](value)


_CHECKER = TypeChecker({kind: _as_written(kind) for kind in _TYPES})
_VALIDATOR: Any = extend(Draft7Validator, {"minimum": _minimum}, type_checker=_CHECKER)(  # type: ignore[no-untyped-call]
    MAPPING_SCHEMA
)
_SEPARATORS = {"tab": "\t"}


def read_mapping(path: Path, complaints: Complaints) -> SheetMapping | None:
    """Return the mapping in the file `path`; None, noting why, when it is wrong. SurroundingsError without a file."""
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise SurroundingsError(f"The mapping {path} cannot be read: name a file that is there.") from error
    if not data.strip():
        complaints.add(MAPPING, "The mapping is empty.", "Copy one of mappings/, and change it.")
        return None
    if len(data) > _LARGEST:
        complaints.add(MAPPING, "A mapping has no more than 1 MB.", "Name the mapping first, then the spreadsheets.")
        return None
    clean = clean_text(data, ".yaml", complaints)
    node = None if clean is None else read_yaml(clean, complaints)
    if node is None:
        return None
    wrong = sorted(_VALIDATOR.iter_errors(as_written(node)), key=lambda error: list(map(str, error.absolute_path)))
    for each in wrong:
        _note(node, best_match([each]) or each, complaints)
    if wrong or not isinstance(node, Record):
        return None
    mapping = _mapping(node, complaints.file)
    note_faults(mapping, complaints)
    return None if complaints.problems else mapping


def _note(node: Node, error: Any, complaints: Complaints) -> None:
    """Note what is wrong with a mapping, in plain words, at its place."""
    at = _node_at(node, error.absolute_path)
    add = partial(complaints.add, MAPPING, name=".".join(map(str, error.absolute_path)))
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    strange = [key for key in at.keys if key not in known] if isinstance(at, Record) and known else []
    if strange and isinstance(at, Record) and error.validator in ("additionalProperties", "oneOf"):
        for key in strange:
            place = at.keys[key]
            hint = did_you_mean(key, known) or f"Use only: {', '.join(known)}."
            add(f"{quoted(key)} means nothing here.", hint, line=place.line, column=place.column)
    elif error.validator == "required":
        missing = error.message.split("'")[1]
        add(f"{quoted(missing)} is missing.", f"Add a line `{missing}: ...`.", line=at.line, column=at.column)
    elif error.validator == "oneOf":
        message = f"A column follows from exactly one of: {', '.join(SOURCES)}."
        add(message, "Keep one of them.", line=at.line, column=at.column)
    else:
        add(_misfit(error), _wanted(error), line=at.line, column=at.column)


def _misfit(error: Any) -> str:
    what = quoted(error.instance) if isinstance(error.instance, str) else "What stands here"
    place = str(error.absolute_path[-1]) if error.absolute_path else "a mapping"
    return f"{what} does not fit {quoted(place)}."


def _wanted(error: Any) -> str:
    """Return the way out, from the schema: what may stand there, and what it means."""
    parent = error
    while parent.parent is not None and "description" not in parent.schema:
        parent = parent.parent
    said = parent.schema.get("description", "") if isinstance(parent.schema, Mapping) else ""
    choice = f"Write one of: {', '.join(error.validator_value)}. " if error.validator == "enum" else ""
    return f"{choice}{said}{'.' if said else ''}".strip() or "See the page of the handbook on importing."


def _node_at(node: Node, path: Any) -> Node:
    for step in path:
        if isinstance(node, Record) and step in node.values:
            node = node.values[step]
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.items[step]
    return node


def _mapping(node: Record, name: str) -> SheetMapping:
    sheets, tables = node.values["sheets"], node.values["tables"]
    return SheetMapping(
        name,
        {key: _sheet(value) for key, value in _records(sheets)},
        tuple(_target(item) for item in tables.items if isinstance(item, Record)) if isinstance(tables, Items) else (),
    )


def _records(node: Node | None) -> Iterator[tuple[str, Record]]:
    if isinstance(node, Record):
        yield from ((key, value) for key, value in node.values.items() if isinstance(value, Record))


def _sheet(node: Record) -> Sheet:
    unpivot = node.values.get("unpivot")
    given = {key: _text(node, key) for key in ("file", "sheet", "encoding", "numbers") if key in node.values}
    separator = _text(node, "separator") or ","
    return Sheet(
        (node.line, node.column),
        header=int(_text(node, "header") or 1),
        separator=_SEPARATORS.get(separator, separator),
        missing=_texts(node, "missing"),
        dates=_texts(node, "dates"),
        optional=_text(node, "optional") == "true",
        only=_conditions(node),
        unpivot=_unpivot(unpivot) if isinstance(unpivot, Record) else None,
        columns=_rules(node),
        **given,
    )


def _unpivot(node: Record) -> Unpivot:
    names, pattern = _texts(node, "columns"), _text(node, "pattern")
    skip = _text(node, "skip_blank") == "true"
    return Unpivot(_text(node, "header"), _text(node, "cell"), names, pattern, skip)


def _target(node: Record) -> Target:
    return Target(
        (node.values["from"].line, node.values["from"].column),
        _text(node, "table"),
        _text(node, "from"),
        _rules(node),
        _conditions(node),
        _texts(node, "filled"),
        existing=_text(node, "existing") or "refuse",  # type: ignore[arg-type]
        withhold="undisclosed" in node.values,
    )


def _rules(node: Record) -> Mapping[str, Rule]:
    columns = node.values.get("columns")
    if not isinstance(columns, Record):
        return {}
    return {name: _rule(columns.values[name]) for name in columns.keys}


def _rule(node: Node) -> Rule:
    place = (node.line, node.column)
    if not isinstance(node, Record):
        return Rule(place, source=_several(node))
    return Rule(
        place,
        source=_texts(node, "column"),
        text=_text(node, "text") if "text" in node.values else None,
        rank=_texts(node, "number"),
        count=_count(node) if "count" in node.values else None,
        lookup=_lookup(node) if "find" in node.values else None,
        order=_texts(node, "order"),
        within=_texts(node, "within"),
        replace=_pairs(node.values.get("replace")),
        values=_pairs(node.values["values"]) if "values" in node.values else None,
        dates=_texts(node, "dates"),
        take=_text(node, "take"),  # type: ignore[arg-type]
        pattern=_text(node, "pattern"),
        other=_text(node, "other"),
        numbers=_text(node, "numbers"),
        blank=_text(node, "blank"),
        lower=_text(node, "lower") == "true",
        countries=_text(node, "countries") == "true",
        optional=_text(node, "optional") == "true",
    )


def _count(node: Record) -> Count:
    return Count(_text(node, "count"), _pairs(node.values.get("by")), _conditions(node), _texts(node, "different"))


def _lookup(node: Record) -> Lookup:
    by = node.values.get("by")
    ways = by.items if isinstance(by, Items) else (by,)
    more = {key: _text(node, key) for key in ("give", "day", "new") if key in node.values}
    return Lookup(_text(node, "find"), tuple(_pairs(way) for way in ways), **more)


def _conditions(node: Record) -> Conditions:
    only = node.values.get("only")
    return {key: _several(value) for key, value in only.values.items()} if isinstance(only, Record) else {}


def _pairs(node: Node | None) -> Mapping[str, str]:
    if not isinstance(node, Record):
        return {}
    return {key: value.text for key, value in node.values.items() if isinstance(value, Text)}


def _text(node: Record, key: str) -> str:
    value = node.values.get(key)
    return value.text if isinstance(value, Text) else ""


def _texts(node: Record, key: str) -> tuple[str, ...]:
    return _several(node.values[key]) if key in node.values else ()


def _several(node: Node) -> tuple[str, ...]:
    items = node.items if isinstance(node, Items) else (node,)
    return tuple(item.text for item in items if isinstance(item, Text))
