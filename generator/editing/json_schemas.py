"""Owns JSON Schemas of the YAML of packages and of mappings, by which an editor completes keys and checks values.

Does not own what is allowed (`generator.packages` and the schemas of the tables): an editor helps, `seamline check`
decides. A file of a record is described by the schema of its table, so the descriptions are those of the dictionary.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.editing.mapping_schema import MAPPING_SCHEMA
from generator.model import Dataset
from generator.packages.descriptor import CONTRIBUTOR_KEYS, KEYS, LICENCE_KEYS, PROFILE, RESOURCE_KEYS, SOURCE_KEYS
from generator.packages.table_schema import CONSTRAINTS, FIELD_KEYS
from generator.packages.table_schema import KEYS as SCHEMA_KEYS
from generator.packages.table_schema import PROFILE as TABLE_PROFILE
from generator.schema import DTYPES, Field, Schema

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that the YAML support of editors reads."""
_TEXT: Mapping[str, Any] = {"type": "string"}
_SCALAR = ["string", "number", "boolean"]
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def json_schemas(data: Dataset) -> Iterator[tuple[str, str]]:
    """Yield the name of each file and its text: of descriptors, table schemas, mappings, and of every table in YAML."""
    yield "datapackage.schema.json", _written("Descriptor of a data package", _descriptor())
    yield "table.schema.json", _written("Schema of a table", _table_schema())
    yield "mapping.schema.json", _written("Mapping of a spreadsheet", MAPPING_SCHEMA)
    languages = data["programme"]["languages"].explode().to_list() if "programme" in data else []
    for package in data.packages.values():
        for name, table in package.tables.items():
            if table.files and table.files[0].endswith((".yaml", ".yml")):
                yield f"{name}.schema.json", _written(table.schema.title, _records(table.schema, languages))


def _written(title: str, schema: Mapping[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, ensure_ascii=False, indent=2) + "\n"


def _records(schema: Schema, languages: Sequence[str]) -> Mapping[str, Any]:
    """Return the schema of a file with one record of a table."""
    record = _object(
        {field.name: _value(field, languages) for field in schema.fields},
        [field.name for field in schema.fields if field.required],
    )
    return {"description": schema.description, "type": "array", "minItems": 1, "maxItems": 1, "items": record}


def _value(field: Field, languages: Sequence[str]) -> Mapping[str, Any]:
    """Return the schema of a value; one that is not required may be left blank."""
    allowed = field.constraints.get("enum")
    if allowed is not None:
        values: dict[str, Any] = {"enum": [*allowed, *([] if field.required else [None])]}
    else:
        values = dict(_kind(field, languages))
        if not field.required:
            kinds = values["type"] if isinstance(values["type"], list) else [values["type"]]
            values["type"] = [*kinds, "null"]
    return {"description": field.description, **values}


def _kind(field: Field, languages: Sequence[str]) -> Mapping[str, Any]:
    limits = {name: field.constraints[name] for name in ("minimum", "maximum") if name in field.constraints}
    match field.type:
        case "integer" | "number":
            return {"type": field.type, **limits}
        case "boolean":
            return {"type": "boolean"}
        case "date":
            return _DAY
        case "array":
            return {"type": "array", "items": {"type": _SCALAR}}
        case "object":
            text = {"type": ["string", "array"], "items": {"type": "string"}}
            known = dict.fromkeys(languages, text)
            return {"type": "object", "minProperties": 1, "properties": known, "additionalProperties": text}
        case _:
            pattern = field.constraints.get("pattern")
            return {"type": "string", "pattern": pattern} if pattern else {"type": _SCALAR}


def _object(properties: Mapping[str, Any], required: Sequence[str] = ()) -> Mapping[str, Any]:
    more = {"required": list(required)} if required else {}
    return {"type": "object", "additionalProperties": False, **more, "properties": dict(properties)}


def _descriptor() -> Mapping[str, Any]:
    """Return the schema of `datapackage.yaml`, as far as it is read."""
    texts = dict.fromkeys(KEYS, _TEXT)
    licence = _object(dict.fromkeys(LICENCE_KEYS, _TEXT))
    source = _object(dict.fromkeys(SOURCE_KEYS, _TEXT), ["title"])
    contributor = _object({**dict.fromkeys(CONTRIBUTOR_KEYS, _TEXT), "roles": _list(_TEXT)})
    resource = _object(
        {
            **dict.fromkeys(RESOURCE_KEYS, _TEXT),
            "type": {"const": "table"},
            "format": {"enum": ["csv", "yaml"]},
            "encoding": {"const": "utf-8"},
            "path": {"type": ["string", "array"], "items": _TEXT},
            "schema": {"type": ["string", "object"]},
            "dialect": {"type": "object"},
            "sources": _list(source),
            "licenses": _list(licence),
        },
        ["name", "path", "format", "schema"],
    )
    return _object(
        {
            **texts,
            "$schema": {"const": PROFILE},
            "keywords": _list(_TEXT),
            "licenses": _list(licence),
            "sources": _list(source),
            "contributors": _list(contributor),
            "resources": _list(resource),
        },
        ["$schema", "name", "title", "version", "licenses", "resources"],
    )


def _table_schema() -> Mapping[str, Any]:
    """Return the schema of a file in `schemas/`."""
    names = {"type": ["string", "array"], "items": _TEXT}
    limits = {
        "required": {"type": "boolean"},
        "unique": {"type": "boolean"},
        "pattern": _TEXT,
        "enum": {"type": "array"},
    }
    bounds = {name: {"type": [*_SCALAR[:2], "integer"]} for name in CONSTRAINTS if name not in limits}
    field = _object(
        {
            **dict.fromkeys(FIELD_KEYS, _TEXT),
            "type": {"enum": list(DTYPES)},
            "delimiter": {"enum": [",", ";", "|"]},
            "constraints": _object(limits | bounds),
            "example": {"type": _SCALAR},
            "trueValues": _list(_TEXT),
            "falseValues": _list(_TEXT),
        },
        ["name"],
    )
    reference = _object({"fields": names, "reference": _object({"resource": _TEXT, "fields": names}, ["fields"])})
    return _object(
        {
            **dict.fromkeys(SCHEMA_KEYS, _TEXT),
            "$schema": {"const": TABLE_PROFILE},
            "missingValues": _list(_TEXT),
            "fields": {**_list(field), "minItems": 1},
            "primaryKey": names,
            "sorted": {"type": "boolean", "description": "Whether the order of the rows says nothing"},
            "foreignKeys": _list(reference),
            "references": _list(reference),
        },
        ["fields"],
    )


def _list(of: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "array", "items": of}
