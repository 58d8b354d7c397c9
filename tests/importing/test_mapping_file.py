"""A mapping that is wrong is named at its line, in plain words; those of the project and the handbook are right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from generator.editing.mapping_schema import MAPPING_SCHEMA
from generator.importing.mapping_file import read_mapping
from generator.packages.complaints import Complaints
from generator.problems import Where
from tests.importing.books import MAPPINGS, ROOT

GOOD = """title: Strikes
sheets:
  list: {header: 2, dates: DD/MM/YYYY}
tables:
  - table: strikes
    from: list
    columns:
      factory: {find: factories, by: {name: Factory}}
      started_on: First day
"""
PAGE = (ROOT / "docs" / "import.md").read_text("utf-8")
HANDBOOK = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def said_of(path: Path) -> list[str]:
    complaints = Complaints(Where("m.yaml"))
    mapping = read_mapping(path, complaints)
    assert (mapping is None) == bool(complaints.problems)
    return [f"{each.where} {each.message} {each.hint}" for each in complaints.problems]


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_those_that_come_with_the_project_are_right(path: Path) -> None:
    assert said_of(path) == []


def test_those_of_the_handbook_are_right(tmp_path: Path) -> None:
    assert len(HANDBOOK) == 2
    for text in HANDBOOK:
        whole = text if text.startswith("title") else f"title: Answers\n{text}"
        (tmp_path / "m.yaml").write_text(whole, "utf-8")
        assert said_of(tmp_path / "m.yaml") == []
        assert Draft7Validator(MAPPING_SCHEMA).is_valid(json.loads(json.dumps(yaml.safe_load(whole))))


def test_every_key_stands_in_the_handbook() -> None:
    keys = set(_keys(MAPPING_SCHEMA))
    assert len(keys) > 30
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE and f"{key}:" not in PAGE] == []


def _keys(schema: Any) -> Iterator[str]:
    """Yield the keys of records, wherever a schema describes them."""
    for key, value in schema.items() if isinstance(schema, dict) else ():
        if key == "properties":
            yield from value
            schemas = list(value.values())
        else:
            schemas = value if isinstance(value, list) else [value]
        for each in schemas:
            yield from _keys(each)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Strikes\n", "", "m.yaml:1:1 “title” is missing. Add a line `title: ...`."),
        ("    from: list", "    form: list", "m.yaml:6:5 “form” means nothing here. Did you mean “from”?"),
        ("from: list", "from: lists", "m.yaml:6:11 No sheet of this mapping is called “lists”. Did you mean “list”?"),
        (
            "header: 2",
            "header: two",
            "m.yaml:3:18 “two” does not fit “header”. Row with the names of the columns",
        ),
        ("header: 2", "header: 0", "m.yaml:3:18 “0” does not fit “header”. Row with the names"),
        ("DD/MM/YYYY", "day first", "m.yaml:3:28 “day first” does not fit “dates”. How days are written: DD/MM/YYYY,"),
        ("header: 2", "encoding: latin", "m.yaml:3:20 “latin” does not fit “encoding”. Write one of: utf-8, utf-16,"),
        (
            "First day",
            "{column: x, text: y}",
            "m.yaml:9:19 A column follows from exactly one of: column, text",
        ),
        ("find: factories", "fnd: factories", "m.yaml:8:17 “fnd” means nothing here. Did you mean “find”?"),
        ("  - table", "  - table: x\n  - table", "m.yaml:5:5 “from” is missing. Add a line `from: ...`."),
        (
            "from: list",
            "from: list\n    undisclosed: withhold",
            "m.yaml:6:11 “undisclosed” is about results, and strikes",
        ),
        ("find: factories", "find: list, day: First day", "m.yaml:8:16 “day” and “{next}” are about a table of ours"),
        ("find: factories", "find: list, new: 'KH-{next}'", "m.yaml:8:16 “day” and “{next}” are about a table of ours"),
        ("DD/MM/YYYY", "DD/MM", "m.yaml:3:9 “DD/MM” does not say of a day its year, month and day, each once. Write"),
        ("DD/MM/YYYY", "[serial, M.DD.MM.YYYY]", "m.yaml:3:9 “M.DD.MM.YYYY” does not say of a day its year, month"),
        ("First day", "{column: x, dates: DD}", "m.yaml:9:19 “DD” does not say of a day its year"),
        ("First day", "{text: '{Year-01-01'}", "m.yaml:9:19 In “{Year-01-01” a bracket stands alone, or around"),
        ("First day", "{column: x, other: '{}'}", "m.yaml:9:19 In “{}” a bracket stands alone, or around nothing."),
        ("header: 2", "unpivot: {header: a, cell: b}", "m.yaml:3:9 “unpivot” takes its columns from exactly one of"),
        ("header: 2", "unpivot: {header: a, cell: b, pattern: x, columns: y}", "m.yaml:3:9 “unpivot” takes its"),
        ("First day", "*other", "m.yaml:9:19 Here stands an alias"),
        ("title: Strikes", "title: Strikes\ntitle: x", "m.yaml:2:1 The key “title” stands here again"),
        ("First day", "'", "m.yaml:10:1 The file cannot be understood as YAML"),
    ],
)
def test_what_is_wrong_is_named_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "m.yaml").write_text(GOOD, "utf-8")
    assert said_of(tmp_path / "m.yaml") == []
    assert old in GOOD
    (tmp_path / "m.yaml").write_text(GOOD.replace(old, new, 1), "utf-8")
    found = said_of(tmp_path / "m.yaml")
    assert any(each.startswith(said) for each in found), found


def test_an_empty_one_is_said_to_be_so_and_a_mark_of_the_encoding_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"\xef\xbb\xbf \n")
    assert said_of(tmp_path / "m.yaml") == ["m.yaml The mapping is empty. Copy one of mappings/, and change it."]
    (tmp_path / "m.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert said_of(tmp_path / "m.yaml") == []
