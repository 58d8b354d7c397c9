"""Owns data sets for tests of checks: a small portal without a fault, and the same with some tables replaced.

Tables are written as a person writes them (CSV, or YAML for records), with any of the columns of the real
schemas in any order; the file that lands on disk has them all, in the order of the schema. Then they are read
as all data are.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.checks.expected import EXPECTED
from generator.model import Dataset
from generator.packages import read_dataset

_SCHEMAS = Path(__file__).parents[2] / "data"
_PORTAL = Path(__file__).parent / "portal"


@cache
def portal() -> Mapping[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_PORTAL.glob("*.*"))}


@cache
def columns(table: str) -> Mapping[str, str]:
    """Return the columns of the real schema of `table` with their types."""
    return {field["name"]: field["type"] for field in yaml.safe_load(_schema(table).read_text("utf-8"))["fields"]}


def dataset(
    root: Path,
    replaced: Mapping[str, str | None],
    *,
    version: str = "1.0.0",
    schemas: Mapping[str, Mapping[str, Any]] | None = None,
) -> Dataset:
    """Return the small portal with some tables replaced (None: absent) and schemas changed, written under `root`."""
    write_dataset(root, replaced, version=version, schemas=schemas)
    data, problems = read_dataset(root)
    assert problems == []
    return data


def write_dataset(
    root: Path,
    replaced: Mapping[str, str | None],
    *,
    version: str = "1.0.0",
    schemas: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Write the small portal with some tables replaced (None: absent) and schemas changed under `root`.

    Changes of a schema are new properties by field, or None to leave the field out.
    """
    texts = {name: text for name, text in {**portal(), **replaced}.items() if text is not None}
    resources: dict[str, list[dict[str, Any]]] = {}
    for name, text in texts.items():
        folder = root / EXPECTED[name][0]
        (folder / "schemas").mkdir(parents=True, exist_ok=True)
        names = _write_schema(folder, name, (schemas or {}).get(name))
        resources.setdefault(folder.name, []).append(_resource(name, _write_rows(folder, name, names, text)))
    for package, own in resources.items():
        (root / package / "datapackage.yaml").write_text(_descriptor(package, version, own), encoding="utf-8")


def _schema(table: str) -> Path:
    return _SCHEMAS / EXPECTED[table][0] / "schemas" / f"{table}.yaml"


def _write_schema(folder: Path, table: str, changes: Mapping[str, Any] | None) -> list[str]:
    path = folder / "schemas" / f"{table}.yaml"
    if not changes:
        shutil.copyfile(_schema(table), path)
        return list(columns(table))
    schema = yaml.safe_load(_schema(table).read_text("utf-8"))
    kept = [each for each in schema["fields"] if changes.get(each["name"], {}) is not None]
    schema["fields"] = [{**each, **changes.get(each["name"], {})} for each in kept]
    path.write_text(yaml.safe_dump(schema, sort_keys=False), encoding="utf-8")
    return [each["name"] for each in kept]


def _write_rows(folder: Path, table: str, names: list[str], text: str) -> list[str]:
    """Write the rows of `table` and return the names of its files: one, or one for each record."""
    if not text.startswith("- "):
        out = io.StringIO()
        writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(csv.DictReader(io.StringIO(text)))
        (folder / f"{table}.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
        return [f"{table}.csv"]
    files = {f"{table}{number or ''}.yaml": record for number, record in enumerate(_records(text))}
    for name, record in files.items():
        (folder / name).write_text(record, encoding="utf-8")
    return list(files)


def _records(text: str) -> Iterator[str]:
    for record in ("\n" + text).split("\n- ")[1:]:
        yield f"- {record.rstrip()}\n"


def _resource(table: str, files: list[str]) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "path": files if len(files) > 1 else files[0],
        "format": files[0].rpartition(".")[2],
        "encoding": "utf-8",
        "schema": f"schemas/{table}.yaml",
    }


def _descriptor(package: str, version: str, resources: list[dict[str, Any]]) -> str:
    return f"name: {package}\nversion: {version}\n" + yaml.dump(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "title": package,
            "description": f"The package {package} of a small portal.",
            "created": "2026-01-01T00:00:00Z",
            "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "BY"}],
            "sources": [{"title": "A test", "path": "https://portal.example"}],
            "contributors": [{"title": "A test", "roles": ["author"]}],
            "resources": resources,
        },
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
    )
