"""Editors complete and check every YAML file by a JSON Schema that is made from the schemas of the tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from generator.editing.json_schemas import json_schemas
from generator.packages import read_dataset
from tests.test_cli import Seamline, small
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
ROOT = Path(__file__).parents[2]
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "editor").glob("*.json")}


class AsEditors(yaml.SafeLoader):
    """Reads YAML as editors do, by its later version: a day is a text."""


AsEditors.yaml_implicit_resolvers = {
    sign: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=AsEditors)  # noqa: S506 - a safe loader with fewer types


def test_they_are_those_of_the_data() -> None:
    made = dict(json_schemas(read_dataset(ROOT / "data")[0]))
    assert {name: json.loads(text) for name, text in made.items()} == SCHEMAS, "run: seamline schemas"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_they_are_json_schemas(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


def test_every_yaml_file_of_the_demonstration_has_one_and_passes() -> None:
    covered: dict[Path, str] = {}
    for schema, pattern in SETTINGS.items():
        for path in ROOT.glob(pattern):
            covered[path] = Path(schema).name
    assert set(covered) == {*(ROOT / "data").rglob("*.yaml"), *(ROOT / "mappings").glob("*.yaml")}
    for path, name in covered.items():
        errors = Draft7Validator(SCHEMAS[name]).iter_errors(loaded(path.read_text("utf-8")))
        assert [f"{path.name} {list(error.path)}: {error.message}" for error in errors] == []


COURSE = (ROOT / "data" / "training" / "courses" / "supervisory-skills.yaml").read_text("utf-8")
TABLE = (ROOT / "data" / "training" / "schemas" / "sessions.yaml").read_text("utf-8")
MAPPING = (ROOT / "mappings" / "osha-inspections.yaml").read_text("utf-8")
PACKAGE = (ROOT / "data" / "training" / "datapackage.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("courses", COURSE, "  days: 4", "  day: 4"),
        ("courses", COURSE, "  days: 4", "  days: four"),
        ("courses", COURSE, "  days: 4", "  days:"),
        ("courses", COURSE, "  delivery: centre", "  delivery: center"),
        ("courses", COURSE, "  code: SST", "  code: s"),
        ("courses", COURSE, "  blocks: [2, 2]", "  blocks: 2"),
        ("courses", COURSE, "  title:\n    en: Supervisory Skills Training\n", "  title:\n    en: 5\n"),
        ("table", TABLE, "type: date", "type: day"),
        ("table", TABLE, "primaryKey:", "primarykey:"),
        ("table", TABLE, "sorted: true", "sorted: perhaps"),
        ("datapackage", PACKAGE, "format: csv", "format: xlsx"),
        ("datapackage", PACKAGE, "version:", "vesion:"),
        ("mapping", MAPPING, "dates: MM/DD/YYYY", "dates: month first"),
        ("mapping", MAPPING, "numbers: '1,234.5'", "numbers: '1,234'"),
        ("mapping", MAPPING, "count: citations", "counts: citations"),
    ],
)
def test_what_is_wrong_is_seen_in_the_editor(name: str, text: str, old: str, new: str) -> None:
    validator = Draft7Validator(SCHEMAS[f"{name}.schema.json"])
    assert validator.is_valid(loaded(text))
    assert old in text
    assert not validator.is_valid(loaded(text.replace(old, new, 1)))


def test_a_value_that_is_not_required_may_be_left_blank() -> None:
    validator = Draft7Validator(SCHEMAS["courses.schema.json"])
    assert "  fee:\n" in COURSE
    assert validator.is_valid(loaded(COURSE.replace("  fee:\n", "  fee: 40\n")))
    assert not validator.is_valid(loaded(COURSE.replace("  fee:\n", "  fee: free\n")))


def test_keys_have_the_descriptions_of_the_dictionary() -> None:
    record = SCHEMAS["courses.schema.json"]["items"]
    assert record["properties"]["days"]["description"] == "Days"
    assert list(record["properties"]["title"]["properties"]) == ["en", "fr", "ar"]


def test_the_command_writes_them(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    assert seamline("schemas") == (0, "5 JSON Schemas written to editor.\n", "")
    names = {path.name.partition(".")[0] for path in (tmp_path / "editor").iterdir()}
    assert names == {"datapackage", "table", "mapping", "programme", "courses"}


def test_hooks_name_commands_that_are_there(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    here = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    elsewhere = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    commands = [each["entry"].removeprefix(".venv/bin/").split() for each in (*here, *elsewhere)]
    assert [command[0] for command in commands] == ["seamline"] * 4
    for _, *arguments in commands:
        assert seamline(*arguments)[0] == 0
    assert [each["id"] for each in here] == [each["id"] for each in elsewhere]
