"""Owns a demonstration gone bad: the real data with a hostile text in every field that takes free text.

The texts are in `payloads.txt`, one a line, and follow each other from cell to cell. Keys, patterned and listed
values stay, and so do texts that are compared with others, so that the checker has nothing to say against the data.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from tests.browser.built import ROOT

PAYLOADS = tuple((Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines())
_MEANT = {"corrections", "translations"}
"""Tables whose cells name other tables, rows and fields."""


def spoiled(folder: Path) -> Path:
    """Copy the data of the demonstration into `folder` and spoil them; return where they are."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    for descriptor in sorted(data.glob("*/datapackage.yaml")):
        for resource in yaml.safe_load(descriptor.read_text("utf-8"))["resources"]:
            if resource["name"] not in _MEANT:
                _spoil(descriptor.parent, resource)
    return data


def _spoil(package: Path, resource: Mapping[str, Any]) -> None:
    schema = yaml.safe_load((package / resource["schema"]).read_text("utf-8"))
    fields = {field["name"]: field["type"] for field in schema["fields"] if _is_free(field, schema)}
    paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
    payloads = {name: cycle(PAYLOADS[shift:] + PAYLOADS[:shift]) for shift, name in enumerate(fields)}
    for path in paths:
        (_spoil_table if path.endswith(".csv") else _spoil_record)(package / path, fields, payloads)


def _is_free(field: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    keys = {name for key in _keys(schema) for name in key}
    limited = {"pattern", "enum"} & set(field.get("constraints", {}))
    return field["type"] in {"string", "object"} and not limited and field["name"] not in keys


def _keys(schema: Mapping[str, Any]) -> Iterator[list[str]]:
    yield schema.get("primaryKey", [])
    for reference in [*schema.get("foreignKeys", []), *schema.get("references", [])]:
        yield reference["fields"]


def _spoil_table(path: Path, fields: Mapping[str, str], payloads: Mapping[str, Iterator[str]]) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, names = list(reader), list(reader.fieldnames or ())
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row | {name: next(payloads[name]) for name in fields if row[name]})


def _spoil_record(path: Path, fields: Mapping[str, str], payloads: Mapping[str, Iterator[str]]) -> None:
    (record,) = yaml.safe_load(path.read_text("utf-8"))
    given = {name: value for name, value in record.items() if value is not None}
    record = {name: _replaced(value, payloads[name] if name in fields else None) for name, value in given.items()}
    path.write_text(yaml.safe_dump([record], sort_keys=False, allow_unicode=True, width=10_000), encoding="utf-8")


def _replaced(value: Any, payloads: Iterator[str] | None) -> Any:
    """Return a value of a record with its texts replaced, if there are `payloads`, and nothing in it left open."""
    if isinstance(value, dict):
        return {key: _replaced(each, payloads) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_replaced(each, payloads) for each in value]
    return next(payloads) if payloads and isinstance(value, str) else value
