"""Owns tables whose rows are YAML records, one a file: it turns the nodes of a record into cells of text.

Does not own the types of cells (`cells`). Lists and text by language become JSON text, as in a CSV cell, so that
one set of rules decides on both.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence

from generator.packages import codes
from generator.packages.cells import space_fault
from generator.packages.complaints import Complaints, quoted
from generator.packages.yaml_text import Items, Node, Record, Text
from generator.schema import Field, Schema

_KINDS = {"integer": "a whole number", "number": "a number", "date": "a day", "boolean": "true or false"}
_CODES = {
    "integer": codes.TYPE_INTEGER,
    "number": codes.TYPE_NUMBER,
    "date": codes.TYPE_DATE,
    "boolean": codes.TYPE_BOOLEAN,
    "list": codes.TYPE_LIST,
}


def record_of(node: Node, complaints: Complaints) -> Record | None:
    """Return the one record of a file; None, noting it, when the file is not a list with one record."""
    if isinstance(node, Items) and len(node.items) == 1 and isinstance(node.items[0], Record):
        return node.items[0]
    complaints.add(
        codes.YAML_SHAPE,
        "The file is not a list with one record.",
        "Begin the first line with `- `, indent the others by two blanks, and keep one record in a file.",
        line=node.line,
        column=node.column,
    )
    return None


def cells_of(record: Record, schema: Schema, complaints: Complaints) -> dict[str, str | None]:
    """Return the text of each field of `schema` in `record`, None where there is none, noting what does not fit."""
    complaints = complaints.at(key=key_of(record, schema))
    for name, at in record.keys.items():
        if name not in schema.names:
            _note_unknown(at, schema.names, complaints)
    return {
        field.name: _cell(record.values[field.name], field, complaints) if field.name in record.values else None
        for field in schema.fields
    }


def key_of(record: Record, schema: Schema) -> str:
    """Return the primary key of `record` as it is written."""
    parts = (record.values.get(name) for name in schema.primary_key)
    return " ".join(part.text if isinstance(part, Text) and part.text else "blank" for part in parts)


def _note_unknown(key: Text, names: Sequence[str], complaints: Complaints) -> None:
    like = difflib.get_close_matches(key.text, names, n=1)
    hint = f"Did you mean {like[0]}? " if like else ""
    complaints.add(
        codes.UNKNOWN_FIELD,
        f"The table has no field {quoted(key.text)}.",
        f"{hint}Its fields are: {', '.join(names)}.",
        line=key.line,
        column=key.column,
        name=key.text,
    )


def _cell(node: Node, field: Field, complaints: Complaints) -> str | None:
    if isinstance(node, Text) and not node.text:
        return None
    if field.type == "array":
        return _array_cell(node, field, complaints)
    if field.type == "object":
        return _object_cell(node, field, complaints)
    if isinstance(node, Text):
        return node.text
    message = f"{_noun(node)} stands where {_KINDS.get(field.type, 'a text')} belongs."
    code = _CODES.get(field.type, codes.TYPE_TEXT)
    _add(code, message, "Write one value.", node, complaints.named(field.name))
    return None


def _array_cell(node: Node, field: Field, complaints: Complaints) -> str | None:
    if not isinstance(node, Items):
        message = f"{_noun(node)} stands where a list belongs."
        hint = "Write a list: [a, b], or a line `- a` for each item."
        _add(codes.TYPE_LIST, message, hint, node, complaints.named(field.name))
        return None
    texts = list(_texts(node, codes.TYPE_LIST, complaints.named(field.name)))
    return json.dumps(texts, ensure_ascii=False) if texts else None


def _object_cell(node: Node, field: Field, complaints: Complaints) -> str | None:
    if not isinstance(node, Record):
        message = f"{_noun(node)} stands where text by language belongs."
        hint = "Write a line for each language: `en: Leave`."
        _add(codes.TYPE_OBJECT, message, hint, node, complaints.named(field.name))
        return None
    value: dict[str, str | list[str]] = {}
    for name, each in node.values.items():
        place = complaints.named(f"{field.name}.{name}")
        match each:
            case Text() if not each.text:
                continue
            case Items():
                value[name] = list(_texts(each, codes.TYPE_OBJECT, place))
            case _:
                alone = Items((each,), each.line, each.column)
                value[name] = "".join(_texts(alone, codes.TYPE_OBJECT, place))
    return json.dumps(value, ensure_ascii=False) if value else None


def _texts(node: Items, code: str, complaints: Complaints) -> Iterator[str]:
    """Yield the texts in a list, noting each item that is empty, a list or a record, or has white space around it."""
    for item in node.items:
        if not isinstance(item, Text) or not item.text:
            what = _noun(item) if not isinstance(item, Text) else "Nothing"
            _add(code, f"{what} stands where a text belongs.", "Write one text an item.", item, complaints)
            continue
        if item.text != item.text.strip():
            fault = space_fault(item.text)
            _add(fault.code, fault.message, fault.hint, item, complaints)
        if item.text.strip():
            yield item.text.strip()


def _add(code: str, message: str, hint: str, node: Node, complaints: Complaints) -> None:
    complaints.add(code, message, hint, line=node.line, column=node.column)


def _noun(node: Node) -> str:
    return {Text: "A text", Items: "A list", Record: "A record"}[type(node)]
