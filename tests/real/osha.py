"""Owns the empty packages that the OSHA inspections are imported into; `mappings/osha-inspections.yaml` does the rest.

Does not own the source (`PROVENANCE.txt` beside it), what follows from it (the mapping), or what is built.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.checks.expected import EXPECTED, expected_columns

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.parent / "shared" / "data" / "osha-construction-inspections"
MAPPING = ROOT / "mappings" / "osha-inspections.yaml"

BEGINS_ON = "2015-01-01"

Row = Mapping[str, Any]

_OWN = {
    "citations": (
        "assessment item:integer citation type standard question issued_on:date abate_by:date penalty:number "
        "latest_event deleted:boolean"
    ),
}
_KEYS = {
    "programme": "programme",
    "countries": "country",
    "clusters": "cluster",
    "compliance_points": "point",
    "questions": "question version",
    "factories": "factory",
    "assessments": "assessment",
    "findings": "assessment question",
    "citations": "assessment item",
}
_PATTERNS = {
    ("factories", "factory"): "^e[0-9]{6,9}$",
    ("assessments", "assessment"): r"^[0-9]{6,9}(\.[0-9]{3})?$",
    ("questions", "question"): r"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,3}$",
}
_REFERENCES = {
    "compliance_points": (("foreignKeys", "cluster", "clusters"),),
    "questions": (("foreignKeys", "point", "compliance_points"),),
    "factories": (("references", "country", "countries"),),
    "assessments": (("foreignKeys", "factory", "factories"),),
    "findings": (("foreignKeys", "assessment", "assessments"), ("references", "question", "questions")),
    "citations": (("foreignKeys", "assessment", "assessments"), ("references", "question", "questions")),
}


def convert(source: Path, data: Path) -> None:
    """Write the packages `programme`, `tool` and `compliance` into the new folder `data`, and import the source."""
    _write(data, "programme", {"programme": [_PROGRAMME], "countries": [_COUNTRY]})
    _write(data, "tool", {name: [] for name in ("clusters", "compliance_points", "questions")})
    _write(data, "compliance", {name: [] for name in ("factories", "assessments", "findings", "citations")})
    files = [str(source / name) for name in ("inspections.csv", "findings.csv")]
    command = [sys.executable, "-m", "generator", "import", str(MAPPING), *files, "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


_PROGRAMME = {
    "programme": "osha-construction-inspections",
    "name": {"en": "Workplace inspections in construction"},
    "short_name": {"en": "Inspections"},
    "summary": {"en": "What inspectors of workplaces cited, where and when."},
    "operators": ["Occupational Safety and Health Administration"],
    "languages": ["en"],
    "default_language": "en",
    "contact": "portal@example.org",
    "licence": "CC0-1.0",
    "demonstration": False,
    "threshold": 10,
    "stale_after_months": 240,
}

_COUNTRY = {
    "country": "US",
    "programme_name": "Occupational Safety and Health Administration",
    "joined_on": BEGINS_ON,
    "currency": "USD",
    "local_language": "en",
    "caveat": "Inspections linked to accident investigations, so not representative. Only violations are known.",
}


def _write(data: Path, package: str, tables: Mapping[str, Sequence[Row]]) -> None:
    folder = data / package
    (folder / "schemas").mkdir(parents=True)
    for name, rows in tables.items():
        schema = _schema(name)
        _dump(folder / "schemas" / f"{name}.yaml", schema)
        if name == "programme":
            _dump(folder / "programme.yaml", rows)
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [field["name"] for field in schema["fields"]], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    _dump(folder / "datapackage.yaml", _descriptor(package, tables))


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _descriptor(package: str, tables: Iterable[str]) -> dict[str, Any]:
    kinds = {name: "yaml" if name == "programme" else "csv" for name in tables}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package,
        "title": package.capitalize(),
        "version": "1.0.0",
        "licenses": [{"name": "CC0-1.0"}],
        "sources": [{"title": "OSHA inspection detail pages", "path": "https://www.osha.gov"}],
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": f"{name}.{kind}",
                "format": kind,
                "encoding": "utf-8",
                "schema": f"schemas/{name}.yaml",
            }
            for name, kind in kinds.items()
        ],
    }


def _schema(table: str) -> dict[str, Any]:
    columns = expected_columns(table) if table in EXPECTED else _columns(_OWN[table])
    keys = _KEYS[table].split()
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": table.replace("_", " ").capitalize(),
        "missingValues": [""],
        "fields": [_field(table, name, kind, key=name in keys) for name, kind in columns.items()],
        "primaryKey": keys,
    }
    for kind, column, target in _REFERENCES.get(table, ()):
        field = _KEYS[target].split()[0]
        reference = {"fields": [column], "reference": {"resource": target, "fields": [field]}}
        schema.setdefault(kind, []).append(reference)
    return schema


def _columns(text: str) -> dict[str, str]:
    return {name: kind or "string" for name, _, kind in (column.partition(":") for column in text.split())}


def _field(table: str, name: str, kind: str, *, key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind, "description": name.replace("_", " ").capitalize()}
    if kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {"required": True} if key else {}
    if (table, name) in _PATTERNS:
        constraints["pattern"] = _PATTERNS[table, name]
    return field | ({"constraints": constraints} if constraints else {})
