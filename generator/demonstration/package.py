"""Owns the files of the package `compliance`: one file a country for what is long, one file for what is short.

Streams factory by factory what is long, so that memory hardly grows with their number. Does not own what the rows say
(`dossiers`) or the schemas: they are part of the repository, and are copied where the package is written elsewhere.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from generator.demonstration.dossiers import Dossier, Row, dossier_of, read_surroundings
from generator.demonstration.factories import factories_of
from generator.text.order import Place, natural

COUNTRIES = (("KH", 0.5), ("VN", 0.14), ("BD", 0.12), ("JO", 0.08), ("HT", 0.07), ("ID", 0.09))
"""The countries of the demonstration and their share of the factories."""

BY_COUNTRY = {
    "factories": "factory,os_id,name,local_name,former_names,address,subdivision,country,latitude,longitude,products,"
    "parent_company,status,status_on,status_reason,moved_to,joined_on,union_present,collective_agreement",
    "workforce": "factory,as_of,workers,women,men,migrants,source",
    "sourcing": "factory,buyer,from,until",
    "assessments": "assessment,factory,cycle,started_on,ended_on,form,announced,reported_on,published_on,"
    "questions_scored,coverage,gap_reason",
    "findings": "assessment,question,question_version,result,not_assessed_reason",
    "improvements": "factory,question,raised_in,self_reported_status,self_reported_on,verified_status,verified_on,"
    "verified_in",
}
"""Header of each table that has one file a country."""

IN_ONE = {
    "responses": "response,factory,assessment,question,language,text,received_on,published_on,moderated",
    "appeals": "assessment,question,filed_on,decided_on,outcome",
    "corrections": "corrected_on,table,key,field,old,new,reason",
    "committees": "factory,formed_on,seats_management,seats_workers,women,members_elected,meetings_last_year",
    "attendance": "factory,course,completed_on",
    "strikes": "factory,started_on,days,lawful,reason",
}
"""Header of each table that has one file."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: how many factories, from which seed, with how many cycles and questions each."""

    factories: int = 120
    seed: int = 1
    cycles: tuple[int, int] = (1, 6)
    questions: int | None = None


def write_package(output: Path, data: Path, order: Order) -> dict[str, int]:
    """Write the package into the folder `output`, from the tool and the buyers in `data`; return rows by table."""
    around = read_surroundings(data, order.questions)
    counts = dict.fromkeys([*BY_COUNTRY, *IN_ONE], 0)
    _prepare(output, data)
    short: dict[str, list[Row]] = {table: [] for table in IN_ONE}
    for country, count in shares(order.factories):
        with ExitStack() as stack:
            files = {
                table: _open(stack, output / table / f"{country.lower()}.csv", header)
                for table, header in BY_COUNTRY.items()
            }
            for factory in factories_of(country, count, order.seed, order.cycles):
                dossier = dossier_of(factory, around, order.seed)
                _write(dossier, files, counts)
                for table in IN_ONE:
                    short[table] += dossier.rows[table]
    for table, header in IN_ONE.items():
        with ExitStack() as stack:
            _write_rows(sorted(short[table], key=_place), _open(stack, output / f"{table}.csv", header))
        counts[table] = len(short[table])
    (output / "datapackage.yaml").write_text("\n".join(descriptor()) + "\n", encoding="utf-8")
    return counts


def shares(factories: int) -> Iterator[tuple[str, int]]:
    """Yield the countries with their number of factories; Cambodia takes what rounding leaves."""
    others = {country: int(factories * share + 0.5) for country, share in COUNTRIES[1:]}
    yield COUNTRIES[0][0], max(0, factories - sum(others.values()))
    yield from others.items()


def _prepare(output: Path, data: Path) -> None:
    for table in BY_COUNTRY:
        (output / table).mkdir(parents=True, exist_ok=True)
    schemas = data / "compliance" / "schemas"
    if schemas.resolve() != (output / "schemas").resolve():
        shutil.copytree(schemas, output / "schemas", dirs_exist_ok=True)


def _open(stack: ExitStack, path: Path, header: str) -> TextIO:
    file = stack.enter_context(path.open("w", encoding="utf-8", newline="", buffering=1 << 20))
    file.write(header + "\n")
    return file


def _write(dossier: Dossier, files: dict[str, TextIO], counts: dict[str, int]) -> None:
    files["findings"].write("".join(dossier.findings))
    counts["findings"] += len(dossier.findings)
    for table, file in files.items():
        if rows := dossier.rows.get(table, []):
            _write_rows(sorted(rows, key=_place), file)
            counts[table] += len(rows)


def _write_rows(rows: Sequence[Row], file: TextIO) -> None:
    csv.writer(file, lineterminator="\n").writerows([_cell(value) for value in row] for row in rows)


def _place(row: Row) -> list[Place]:
    """Return where a row stands: by its first columns, with which the primary key of each table begins."""
    return [natural(_cell(value)) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def descriptor() -> Iterator[str]:
    """Yield the lines of `datapackage.yaml`."""
    yield from _HEAD.splitlines()
    files = [country.lower() for country, _ in COUNTRIES]
    for table in ("factories", "workforce", "sourcing", "assessments", "findings", "improvements", *IN_ONE):
        yield f"  - name: {table}"
        yield "    type: table"
        yield "    path:" if table in BY_COUNTRY else f"    path: {table}.csv"
        yield from (f"      - {table}/{name}.csv" for name in files if table in BY_COUNTRY)
        yield "    format: csv"
        yield "    encoding: utf-8"
        yield f"    schema: schemas/{table}.yaml"


_HEAD = """\
$schema: https://datapackage.org/profiles/2.0/datapackage.json
name: compliance
title: Factories, assessments and what followed
description: Invented factories with their visits, findings, improvements, replies, appeals, committees, courses and \
strikes. \
Nothing here is about a real factory; every row was made by the seeded generator of this repository.
version: 1.0.0
created: '2026-11-02T00:00:00Z'
licenses:
  - name: CC-BY-4.0
    path: https://creativecommons.org/licenses/by/4.0/
    title: Creative Commons Attribution 4.0
sources:
  - title: Seeded generator of invented demonstration data (generator/demonstration)
contributors:
  - title: Seamline demonstration
    roles: [author, publisher]
resources:"""
