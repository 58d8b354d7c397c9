"""Owns the description of the API: the JSON Schema of each resource as a file, and all of it as OpenAPI 3.1.

Does not own the schemas: they stand beside what they describe. A schema file needs no other; in the description
the definitions that they share stand once, so that a program can make classes of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.api.envelope import META, absolute, json_of
from generator.api.vocabulary import RATE, Schema, of_field, record, text, word
from generator.model import Dataset
from generator.pages.labels import LABELS
from generator.pages.offers import ROOT, VERSION, Offer, offers_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.text.words import Words

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LOCAL, _COMMON = "#/$defs/", "#/components/schemas/"


def files(portal: Portal, schemas: Mapping[str, Mapping[str, Schema]]) -> Iterator[Attachment]:
    """Return the schema of each kind of file, and the description of them all; `schemas` are by name."""
    shared, words = _shared(portal.data), portal.words(portal.languages[0])
    whole = {offer: _whole(words, offer, schemas[offer.name]) for offer in offers_of(portal)}
    for offer, schema in whole.items():
        path = f"schemas/{offer.name}.json"
        head = {"$schema": _DIALECT, "$id": absolute(portal, ROOT + path), "title": words.say(offer.title)}
        yield _file(path, {**head, **schema, "$defs": _needed(schema, shared)})
    yield _file("openapi.json", _description(portal, words, whole, shared))


def _shared(data: Dataset) -> Mapping[str, Schema]:
    """Return the definitions that resources share, by name."""
    return {
        "meta": META,
        "rate": RATE,
        "factory": _key(data, "factories", "factory", "Key of a factory: country and number, never used again."),
        "cluster": _key(data, "clusters", "cluster", "Key of a cluster of the assessment tool."),
        "point": _key(data, "compliance_points", "point", "Key of a compliance point."),
        "question": _key(data, "questions", "question", "Number of a question, stable over versions and countries."),
        "worker_band": word(LABELS["worker_band"], "Band of the number of workers; the index gives the bounds."),
    }


def _key(data: Dataset, table: str, field: str, description: str) -> dict[str, Any]:
    return {**of_field(data.table(table).schema.field(field)), "description": description}


def _whole(words: Words, offer: Offer, schema: Mapping[str, Schema]) -> dict[str, Any]:
    return record(words.say(offer.content), meta={"$ref": _LOCAL + "meta"}, **schema)


def _needed(schema: object, shared: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return those of the shared definitions that a schema names."""
    return {name: shared[name] for name in shared if name in set(_names(schema))}


def _names(schema: object) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield str(schema["$ref"]).removeprefix(_LOCAL)
        for each in schema.values():
            yield from _names(each)
    elif isinstance(schema, list | tuple):
        for each in schema:
            yield from _names(each)


def _description(
    portal: Portal, words: Words, whole: Mapping[Offer, Schema], shared: Mapping[str, Schema]
) -> dict[str, Any]:
    title, licence = portal.licence
    schemas = {**shared, **{f"{offer.name}-file": schema for offer, schema in whole.items()}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words.pick(portal.programme["name"]),
            "version": VERSION.removeprefix("v") + ".0.0",
            "description": "Static files: no key, no limit, no parameters beyond the path. What may change within a "
            f"version is promised at {absolute(portal, 'api/')}.",
            "license": {"name": title, "url": licence},
            "contact": {"email": portal.programme["contact"]},
        },
        "servers": [{"url": absolute(portal, ROOT.rstrip("/"))}],
        "paths": {f"/{offer.path}": _path(words, offer) for offer in whole},
        "components": {"schemas": _relocated(schemas)},
    }


def _path(words: Words, offer: Offer) -> dict[str, Any]:
    names = [part.partition("}")[0] for part in offer.path.split("{")[1:]]
    answer = {"application/json": {"schema": {"$ref": f"{_COMMON}{offer.name}-file"}}}
    return {
        **({"parameters": [_parameter(name) for name in names]} if names else {}),
        "get": {
            "operationId": f"get-{offer.name}",
            "summary": words.say(offer.title),
            "description": words.say(offer.content),
            "responses": {
                "200": {"description": "The file.", "content": answer},
                **({"404": {"description": "There is none with this key."}} if names else {}),
            },
        },
    }


def _parameter(name: str) -> dict[str, Any]:
    schema = text(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")
    return {"name": name, "in": "path", "required": True, "description": "Key in small letters.", "schema": schema}


def _relocated(schema: Any) -> Any:
    """Return `schema` with its references leading to where the description has the shared definitions."""
    if isinstance(schema, Mapping):
        return {
            name: str(value).replace(_LOCAL, _COMMON) if name == "$ref" else _relocated(value)
            for name, value in schema.items()
        }
    return [_relocated(each) for each in schema] if isinstance(schema, list | tuple) else schema


def _file(path: str, content: object) -> Attachment:
    return Attachment(ROOT + path, json_of(content).encode() + b"\n")
