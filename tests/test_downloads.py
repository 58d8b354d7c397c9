"""What readers take away: complete, valid for frictionless, the same bytes each time, and only what is public."""

from __future__ import annotations

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Package as FrictionlessPackage
from frictionless import system

from generator.errors import PolicyError
from generator.model import FILE, LINE, Dataset, Package, Table
from generator.outputs.downloads import write_downloads
from generator.outputs.table_files import Publisher
from generator.pages.portal import Download
from generator.schema import DTYPES, schema_of

VISITS = {
    "title": "Visits",
    "description": "Visits to a workshop",
    "missingValues": [""],
    "fields": [
        {"name": "visit", "type": "string", "description": "Key", "constraints": {"required": True}},
        {"name": "day", "type": "date"},
        {"name": "announced", "type": "boolean"},
        {"name": "hours", "type": "number", "constraints": {"minimum": 0}},
        {"name": "topics", "type": "list", "delimiter": ";"},
        {"name": "note", "type": "string"},
    ],
    "primaryKey": ["visit"],
}
ANSWERS = {
    "fields": [{"name": "visit", "type": "string"}, {"name": "count", "type": "integer"}],
    "primaryKey": "visit",
    "foreignKeys": [{"fields": ["visit"], "reference": {"resource": "visits", "fields": ["visit"]}}],
}
COURSES = {
    "fields": [
        {"name": "course", "type": "string"},
        {"name": "title", "type": "object"},
        {"name": "days", "type": "integer"},
        {"name": "fee", "type": "number"},
        {"name": "languages", "type": "array"},
        {"name": "certificate", "type": "boolean"},
        {"name": "since", "type": "date"},
    ],
    "primaryKey": ["course"],
    "references": [{"fields": ["course"], "reference": {"resource": "visits", "fields": ["visit"]}}],
}
FILES = {
    "small/visits/kh.csv": "visit,day,announced,hours,topics,note\n"
    'KH-1,2026-01-02,true,8,fire;exits,"Said ""wait"", then left"\nKH-2,2026-02-03,false,7.5,,\n',
    "small/visits/vn.csv": "visit,day,announced,hours,topics,note\nVN-1,2026-03-04,,,exits,Xin chào\n",
    "small/answers.csv": "visit,count\nKH-1,3\nKH-2,0\nVN-1,\n",
    "small/courses/fire.yaml": "- course: fire\n",
    "small/courses/pay.yaml": "- course: pay\n",
}
ROWS: Mapping[str, list[tuple[Any, ...]]] = {
    "visits": [
        ("KH-1", date(2026, 1, 2), True, 8.0, ["fire", "exits"], 'Said "wait", then left', 0, 2),
        ("KH-2", date(2026, 2, 3), False, 7.5, None, None, 0, 3),
        ("VN-1", date(2026, 3, 4), None, None, ["exits"], "Xin chào", 1, 2),
    ],
    "answers": [("KH-1", 3, 0, 2), ("KH-2", 0, 0, 3), ("VN-1", None, 0, 4)],
    "courses": [
        ("fire", '{"en": "Fire", "km": "អគ្គិភ័យ"}', 2, 12.0, ["en", "km"], True, date(2020, 1, 1), 0, 1),
        ("pay", '{"en": "Pay"}', 1, None, ["en"], False, None, 1, 1),
    ],
}
SCHEMAS: Mapping[str, Mapping[str, Any]] = {"visits": VISITS, "answers": ANSWERS, "courses": COURSES}
SOURCES = {
    "visits": ("small/visits/kh.csv", "small/visits/vn.csv"),
    "answers": ("small/answers.csv",),
    "courses": ("small/courses/fire.yaml", "small/courses/pay.yaml"),
}


def table_of(name: str) -> Table:
    schema = schema_of(name, SCHEMAS[name])
    types = {field.name: DTYPES[field.type] for field in schema.fields}
    rows = pl.DataFrame(ROWS[name], schema={**types, FILE: pl.UInt16(), LINE: pl.UInt32()}, orient="row")
    return Table(name, "small", schema, rows, SOURCES[name])


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    root = tmp_path / "data"
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8", newline="\n")
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "small",
        "title": "A small package",
        "description": "Visits to workshops, invented for this test.",
        "version": "1.2.0",
        "created": "2026-11-02T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "contributors": [{"title": "Workshop Watch", "roles": ["publisher"]}],
        "resources": [
            {"name": name, "type": "table", "title": name.title(), "path": list(SOURCES[name]), "encoding": "utf-8",
             "format": "yaml" if name == "courses" else "csv", "schema": f"schemas/{name}.yaml"}
            for name in SCHEMAS
        ],
    }  # fmt: skip
    tables = {name: table_of(name) for name in SCHEMAS}
    return Dataset(root, {"small": Package("small", root / "small", descriptor, tables)})


def write(data: Dataset, site: Path, **published: pl.DataFrame) -> list[Download]:
    """Write the downloads; of tables that are not named everything is public."""
    publisher = Publisher("Portal", "Invented.", "https://portal.example")
    written = write_downloads(
        data, site, published={**{name: data[name] for name in SCHEMAS}, **published}, publisher=publisher
    )
    assert written.left_out == ()
    return list(written.files)


def is_valid(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.chdir(folder)
    with system.use_context(trusted=False):
        report = FrictionlessPackage("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])
    return True


def test_files_are_copied_byte_for_byte(data: Dataset, tmp_path: Path) -> None:
    write(data, tmp_path / "site")
    for name, content in FILES.items():
        if name.endswith(".csv"):
            assert (tmp_path / "site" / "data" / name).read_bytes() == content.encode()


def test_frictionless_accepts_the_published_folder(
    data: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(data, tmp_path / "site")
    folder = tmp_path / "site" / "data" / "small"
    assert is_valid(folder, monkeypatch)
    (folder / "answers.csv").write_text("visit,count\nKH-1,3\nKH-2,0\nVN-9,\n")
    monkeypatch.chdir(folder)
    report = FrictionlessPackage("datapackage.json").validate()
    assert {kind for (kind,) in report.flatten(["type"])} >= {"foreign-key", "hash-count"}


def test_what_was_written_is_told(data: Dataset, tmp_path: Path) -> None:
    downloads = write(data, tmp_path / "site")
    assert [(each.table, each.address, each.rows, each.format) for each in downloads] == [
        ("visits", "data/small/visits/kh.csv", 2, "csv"),
        ("visits", "data/small/visits/vn.csv", 1, "csv"),
        ("visits", "data/small/visits.json", 3, "json"),
        ("visits", "data/small/visits.xlsx", 3, "xlsx"),
        ("visits", "data/small/visits.parquet", 3, "parquet"),
        ("answers", "data/small/answers.csv", 3, "csv"),
        ("answers", "data/small/answers.json", 3, "json"),
        ("answers", "data/small/answers.xlsx", 3, "xlsx"),
        ("answers", "data/small/answers.parquet", 3, "parquet"),
        ("courses", "data/small/courses.csv", 2, "csv"),
        ("courses", "data/small/courses.json", 2, "json"),
        ("courses", "data/small/courses.xlsx", 2, "xlsx"),
        ("courses", "data/small/courses.parquet", 2, "parquet"),
        ("", "data/small/datapackage.json", 8, "json"),
        ("", "data/small/small.zip", 8, "zip"),
    ]
    for each in downloads:
        content = (tmp_path / "site" / each.address).read_bytes()
        assert (each.package, each.size_bytes) == ("small", len(content))
        assert each.sha256 == hashlib.sha256(content).hexdigest()


def test_records_come_as_json(data: Dataset, tmp_path: Path) -> None:
    write(data, tmp_path / "site")
    text = (tmp_path / "site/data/small/courses.json").read_text(encoding="utf-8")
    assert "អគ្គិភ័យ" in text
    assert json.loads(text) == [
        {"course": "fire", "title": {"en": "Fire", "km": "អគ្គិភ័យ"}, "days": 2, "fee": 12,
         "languages": ["en", "km"], "certificate": True, "since": "2020-01-01"},
        {"course": "pay", "title": {"en": "Pay"}, "days": 1, "fee": None,
         "languages": ["en"], "certificate": False, "since": None},
    ]  # fmt: skip


def test_records_come_as_csv_too(data: Dataset, tmp_path: Path) -> None:
    write(data, tmp_path / "site")
    assert (tmp_path / "site/data/small/courses.csv").read_text(encoding="utf-8") == (
        "course,title,days,fee,languages,certificate,since\n"
        'fire,"{""en"": ""Fire"", ""km"": ""អគ្គិភ័យ""}",2,12,"[""en"", ""km""]",true,2020-01-01\n'
        'pay,"{""en"": ""Pay""}",1,,"[""en""]",false,\n'
    )


def test_the_descriptor_stands_alone(data: Dataset, tmp_path: Path) -> None:
    write(data, tmp_path / "site")
    descriptor = json.loads((tmp_path / "site/data/small/datapackage.json").read_text())
    visits, answers, courses = descriptor["resources"]
    assert (descriptor["name"], descriptor["version"]) == ("small", "1.2.0")
    assert visits["path"] == ["visits/kh.csv", "visits/vn.csv"]
    assert visits["schema"]["fields"][4] == {"name": "topics", "type": "list", "delimiter": ";"}
    assert visits["schema"]["fields"][0]["constraints"] == {"required": True}
    assert answers["bytes"] == len(FILES["small/answers.csv"])
    assert answers["schema"]["foreignKeys"] == ANSWERS["foreignKeys"]
    assert (courses["path"], courses["format"], courses["mediatype"]) == ("courses.csv", "csv", "text/csv")
    assert courses["schema"]["references"] == COURSES["references"]


def test_rows_that_are_not_public_stay_at_home(
    data: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hidden = pl.col("visit") == "KH-1"
    visits, answers = data["visits"].filter(~hidden), data["answers"].filter(~hidden)
    downloads = write(data, tmp_path / "site", visits=visits, answers=answers)
    folder = tmp_path / "site/data/small"
    assert (folder / "visits/kh.csv").read_text() == (
        "visit,day,announced,hours,topics,note\nKH-2,2026-02-03,false,7.5,,\n"
    )
    assert (folder / "visits/vn.csv").read_text(encoding="utf-8") == FILES["small/visits/vn.csv"]
    assert (folder / "answers.csv").read_text() == "visit,count\nKH-2,0\nVN-1,\n"
    assert [each.rows for each in downloads if each.format == "csv"] == [1, 1, 2, 2]
    assert {each.rows for each in downloads if not each.table} == {6}
    assert is_valid(folder, monkeypatch)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for path in [folder / "small.zip", *folder.glob("*.xlsx")]:
        with zipfile.ZipFile(path) as archive:
            everything += b"".join(map(archive.read, archive.namelist()))
    everything += b"".join(pl.read_parquet(path).write_json().encode() for path in folder.glob("*.parquet"))
    assert everything.count(b"KH-2") >= 2 * 5
    assert b"KH-1" not in everything


def test_a_single_cell_that_is_not_public_stays_at_home(data: Dataset, tmp_path: Path) -> None:
    """As many rows as before: what a verification after the day of the build would have given away."""
    blanked = data["visits"].with_columns(note=pl.lit(None, pl.String))
    write(data, tmp_path / "site", visits=blanked)
    assert "wait" not in (tmp_path / "site/data/small/visits/kh.csv").read_text()


def test_rows_written_anew_are_as_staff_write_them(data: Dataset, tmp_path: Path) -> None:
    write(data, tmp_path / "site", visits=data["visits"].filter(pl.col("visit") == "KH-1"))
    folder = tmp_path / "site/data/small/visits"
    assert (folder / "kh.csv").read_text() == "".join(FILES["small/visits/kh.csv"].splitlines(keepends=True)[:2])
    assert (folder / "vn.csv").read_text() == "visit,day,announced,hours,topics,note\n"


def test_a_table_of_which_nothing_is_said_stops_everything(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="Nothing says which rows of answers, visits are public"):
        write_downloads(data, tmp_path / "site", published={"courses": data["courses"]}, publisher=Publisher("Portal"))
    assert not (tmp_path / "site").exists()


def test_the_same_bytes_each_time(data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(data, tmp_path / "one")
    for path in data.root.rglob("*.csv"):
        os.utime(path, (1, 1))
        path.chmod(0o600)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    assert write(data, tmp_path / "two") == first
    monkeypatch.undo()
    time.tzset()


def test_the_archive(data: Dataset, tmp_path: Path) -> None:
    write(data, tmp_path / "site")
    folder = tmp_path / "site/data/small"
    with zipfile.ZipFile(folder / "small.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "small/README.txt",
            "small/answers.csv",
            "small/courses.csv",
            "small/courses.json",
            "small/datapackage.json",
            "small/visits/kh.csv",
            "small/visits/vn.csv",
        ]
        assert {(each.date_time, each.external_attr) for each in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644 << 16),
        }
        for name in archive.namelist()[1:]:
            assert archive.read(name) == (folder.parent / name).read_bytes()
        text = archive.read("small/README.txt").decode()
        assert text.startswith(README)
        listed = text.removeprefix(README).splitlines()
        for line in listed:
            sha256, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(f"small/{name}")).hexdigest() == sha256
        assert len(listed) == len(archive.namelist()) - 1


README = """\
A small package - Portal
========================

Data package small, version 1.2.0, created 2026-11-02.

Invented.

Visits to workshops, invented for this test.

Files
-----
- visits: 3 rows, visits/kh.csv, visits/vn.csv
- answers: 3 rows, answers.csv
- courses: 2 rows, courses.csv, courses.json
- datapackage.json: what each column means, its type and its limits

Licence
-------
- CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/

How to cite
-----------
- Workshop Watch (2026). A small package, version 1.2.0. Portal.
  https://portal.example/data/small/1.2.0/

Columns of visits
-----------------
- visit (string): Key
- day (date)
- announced (boolean)
- hours (number)
- topics (list)
- note (string)

Columns of answers
------------------
- visit (string)
- count (integer)

Columns of courses
------------------
- course (string)
- title (object)
- days (integer)
- fee (number)
- languages (array)
- certificate (boolean)
- since (date)

Checksums (SHA-256)
-------------------
"""
