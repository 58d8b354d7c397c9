"""Owns the conversion of the OSHA inspections into packages of ours: nothing is added that the source does not say.

Does not own the source (`PROVENANCE.txt` beside it) or what is built from the packages.

- A factory is an establishment: what stands in "Site Address", where inspections with the same one (but for case)
  are its cycles. The name ends where the legal form after it ends; the rest is the address.
- A question is a standard as cited. Its number is made of what the citation begins with: the part and the section
  of the federal code (`19260501 B13` is under `1926.501`), or else the place of its first words in a list, under 1.
- A finding is an inspection and a standard. A standard that is cited several times in an inspection is found once.
  A citation that has been deleted does not stand: alone it makes no finding. `citations` keeps every row as it is,
  with what our other tables have no room for (type, penalty, day by which to abate, latest event).
- Unknown and left empty: last day of a visit, day of the report, status of an establishment. Left out: case status,
  office, industry, ownership, emphasis and totals of an inspection.
- The day of publication is that of the commit that the source was taken from; joined on the first inspection.
- A letter that the source has lost (U+FFFD) is written as a question mark.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.checks.expected import EXPECTED, expected_columns

SOURCE = Path(__file__).parents[3] / "shared" / "data" / "osha-construction-inspections"

PUBLISHED_ON = "2024-09-09"
BEGINS_ON = "2015-01-01"

Row = Mapping[str, Any]

_LEGAL_FORM = re.compile(r"(inc|incorporated|llc|l\.l\.c|llp|lllp|lp|l\.p|ltd|corp|corporation|co)\b", re.IGNORECASE)
_FEDERAL = re.compile(r"([0-9]{4})([0-9]{4})( .*)?")
_OTHER = 1

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


@dataclass(frozen=True)
class Standard:
    """A standard as cited: keys of its cluster and point, and the number of the question that it becomes."""

    cluster: int
    section: int
    label: str
    number: str

    @property
    def point(self) -> str:
        return f"section-{self.cluster}-{self.section}"


def convert(source: Path, data: Path) -> None:
    """Write the packages `programme`, `tool` and `compliance` into the new folder `data`."""
    inspections, citations = _read(source / "inspections.csv"), _read(source / "findings.csv")
    standards = _standards(sorted({row["Standard Cited"] for row in citations}))
    _write(data, "programme", {"programme": [_PROGRAMME], "countries": [_COUNTRY]})
    _write(data, "tool", _tool(standards))
    _write(
        data,
        "compliance",
        {
            **_establishments(inspections, {row["Inspection Nr"]: 0 for row in inspections} | _found(citations)),
            "findings": [
                {"assessment": nr, "question": number, "question_version": 1, "result": "non-compliant"}
                for nr, number in _findings(citations, standards)
            ],
            "citations": [_citation(row, standards) for row in citations],
        },
    )


def _read(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8").replace("\ufffd", "?")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def _standards(cited: Sequence[str]) -> dict[str, Standard]:
    other = sorted({_beginning(text) for text in cited if not _FEDERAL.fullmatch(text)})
    found: dict[str, Standard] = {}
    counts: dict[tuple[int, int], int] = {}
    for text in cited:
        federal = _FEDERAL.fullmatch(text)
        if federal:
            place, label = (int(federal[1]), int(federal[2])), f"{federal[1]} {federal[2]}"
        else:
            place, label = (_OTHER, other.index(_beginning(text)) + 1), _beginning(text)
        counts[place] = counts.get(place, 0) + 1
        found[text] = Standard(*place, label, f"{place[0]}.{place[1]}.{counts[place]}")
    return found


def _beginning(text: str) -> str:
    return re.split(r"[( ]", text, maxsplit=1)[0]


def _tool(standards: Mapping[str, Standard]) -> dict[str, list[Row]]:
    clusters = sorted({each.cluster for each in standards.values()})
    points = {each.point: each for each in standards.values()}
    return {
        "clusters": [
            {
                "cluster": f"part-{number}",
                "name": "Other standards" if number == _OTHER else f"Part {number}",
                "kind": "working-conditions",
                "order": number,
                "description": "Standards by the words that they begin with."
                if number == _OTHER
                else f"Standards whose number begins with {number}.",
            }
            for number in clusters
        ],
        "compliance_points": [
            {
                "point": key,
                "cluster": f"part-{each.cluster}",
                "name": f"Section {each.label}",
                "order": each.section,
                "description": f"Standards that begin with {each.label}.",
            }
            for key, each in sorted(points.items())
        ],
        "questions": [
            {
                "question": each.number,
                "version": 1,
                "point": each.point,
                "text": f"Is standard {text} kept?",
                "noncompliant_answer": "no",
                "kind": "scored",
                "legal_basis": "national-law",
                "citation": text,
                "country": "US",
                "short_form": "true",
                "valid_from": BEGINS_ON,
            }
            for text, each in standards.items()
        ],
    }


def _findings(citations: Iterable[Row], standards: Mapping[str, Standard]) -> list[tuple[str, str]]:
    return sorted(
        {(row["Inspection Nr"], standards[row["Standard Cited"]].number) for row in citations if not row["Note"]}
    )


def _found(citations: Iterable[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for nr, _standard in {(row["Inspection Nr"], row["Standard Cited"]) for row in citations if not row["Note"]}:
        counts[nr] = counts.get(nr, 0) + 1
    return counts


def _establishments(inspections: Iterable[Row], found: Mapping[str, int]) -> dict[str, list[Row]]:
    sites: dict[str, list[Row]] = {}
    factories: list[Row] = []
    assessments: list[Row] = []
    for row in sorted(inspections, key=lambda row: (_day(row["Date Opened"]), row["Inspection Nr"])):
        sites.setdefault(row["Site Address"].casefold(), []).append(row)
    for visits in sites.values():
        first, last = visits[0], visits[-1]
        key = "e" + first["Inspection Nr"].partition(".")[0]
        name, address = name_and_address(last["Site Address"])
        factories.append(
            {
                "factory": key,
                "name": name,
                "address": address,
                "subdivision": "US-" + address.split()[-2],
                "country": "US",
                "joined_on": _day(first["Date Opened"]),
                "union_present": _TRUTH[last["Union Status"]],
            }
        )
        assessments += [_assessment(visit, key, cycle, found) for cycle, visit in enumerate(visits, 1)]
    return {"factories": factories, "assessments": assessments}


def _assessment(visit: Row, factory: str, cycle: int, found: Mapping[str, int]) -> Row:
    return {
        "assessment": visit["Inspection Nr"],
        "factory": factory,
        "cycle": cycle,
        "started_on": _day(visit["Date Opened"]),
        "form": "full" if visit["Scope"] == "Complete" else "short",
        "announced": _TRUTH[visit["Advanced Notice"]],
        "published_on": PUBLISHED_ON,
        "questions_scored": found[visit["Inspection Nr"]],
        "coverage": "violations-only",
    }


def name_and_address(site: str) -> tuple[str, str]:
    """Return the name and the address in a "Site Address": `, NAME[, Inc.], street, city, ST zip`."""
    parts = site.removeprefix(", ").split(", ")
    end = 1
    while end < len(parts) - 2 and _LEGAL_FORM.match(parts[end]):
        end += 1
    return ", ".join(parts[:end]), ", ".join(parts[end:])


def _citation(row: Row, standards: Mapping[str, Standard]) -> Row:
    return {
        "assessment": row["Inspection Nr"],
        "item": row["Item"],
        "citation": row["Citation ID"],
        "type": row["Citation Type"],
        "standard": row["Standard Cited"],
        "question": standards[row["Standard Cited"]].number,
        "issued_on": _day(row["Issuance Date"]),
        "abate_by": _day(row["Abatement Due Date"]),
        "penalty": row["Current Penalty"].lstrip("$").replace(",", ""),
        "latest_event": row["Latest Event"],
        "deleted": "true" if row["Note"] else "false",
    }


def _day(text: str) -> str:
    return "-".join((text[6:], text[:2], text[3:5])) if text else ""


_TRUTH = {"Y": "true", "N": "false", "Union": "true", "NonUnion": "false"}

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
