"""Owns the pages of the handbook that are made from code and schemas: commands, settings, codes, tables; and of nginx.

`python -m tests.reference` writes them; `tests/test_documentation.py` shows that they are up to date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
import yaml

from generator.checks.codes import CODES as CHECKING
from generator.checks.mass import MASS_CHECKS
from generator.cli import app
from generator.hosting.nginx import nginx_configuration
from generator.importing import CODES as IMPORTING
from generator.packages import CODES as READING
from generator.report.differences.json import SCHEMA as DIFFERENCES
from generator.report.json import SCHEMA
from generator.settings import sentences

DOCS = Path(__file__).resolve().parent.parent / "docs"
DATA = DOCS.parent / "data"
PACKAGES = ("programme", "tool", "compliance", "indicators", "training")
KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "date": "day",
    "list": "list, with semicolons",
    "array": "list",
    "object": "text by language",
}
"""What staff call the types of fields."""


def pages() -> Mapping[str, str]:
    """Return the generated pages by their path in the handbook."""
    return {
        "commands.md": _commands(),
        "settings.md": _settings(),
        "problems.md": _problems(),
        "differences-form.md": _differences(),
        "codes/index.md": _codes(),
        "tables.md": "\n".join(_tables()) + "\n",
        "nginx.conf": nginx_configuration(),
    }


def _commands() -> str:
    lines = ["# Commands", "", "`seamline --version` says which version this is; `seamline --help` lists the commands."]
    group: Any = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):
        lines += ["", f"## seamline {name}", "", command.help, "", "| option | meaning |", "|---|---|"]
        lines += [f"| `{_spelling(each)}` | {each.help} |" for each in command.params if getattr(each, "help", None)]
    return "\n".join(lines) + "\n"


def _spelling(parameter: Any) -> str:
    return ", ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name.upper()


def _settings() -> str:
    lines = [
        "# Settings",
        "",
        "They stand in `pelicanconf.py`: `PORTAL = Settings(address=...)`. All complaints about them come at once.",
        "",
        "| setting | type | default | meaning |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{name}` | `{kind.replace('|', 'or')}` | `{_default(default)}` | {sentence} |"
        for name, kind, default, sentence in sentences()
    ]
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    return str(value) if isinstance(value, Path) else repr(value)


def _problems() -> str:
    problem = SCHEMA["properties"]["problems"]["items"]
    parts = {"": SCHEMA, "A problem": problem, "A place in `also`": problem["properties"]["also"]["items"]}
    return _form("problems", "check", SCHEMA, parts)


def _differences() -> str:
    members = DIFFERENCES["properties"]
    group = members["groups"]["items"]
    parts = {
        "": DIFFERENCES,
        "A state": members["before"],
        "A group": group,
        "A change": group["properties"]["changes"]["items"],
        "A finding": members["findings"]["items"],
        "A page": members["pages"]["items"],
        "Withheld rows": members["withheld"]["items"],
    }
    return _form("differences", "diff", DIFFERENCES, parts)


def _form(what: str, command: str, schema: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]]) -> str:
    lines = [
        f"# Form of the {what}",
        "",
        f"`seamline {command} --format json` writes one JSON object. Names stay; new ones may be added.",
    ]
    for title, part in parts.items():
        lines += [*(["", f"## {title}"] if title else []), *_members(part)]
    lines += ["", "## JSON Schema", "", "```json", json.dumps(schema, indent=2), "```"]
    return "\n".join(lines) + "\n"


def _members(schema: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", "| name | type | meaning |", "|---|---|---|")
    for name, member in schema["properties"].items():
        kind = member.get("type") or " or ".join(f"`{each}`" for each in member.get("enum", ["object"]))
        kind = " or ".join(kind) if isinstance(kind, list) else kind
        always = "" if name in schema["required"] else " (not always there)"
        yield f"| `{name}` | {kind} | {member.get('description', '')}{always} |"


def _tables() -> Iterator[str]:
    yield from (
        "# Tables and fields",
        "",
        "What each column of each table means, from the schemas in `data/`. What is key or needed may not be empty.",
        "Days are written as `2026-03-01`, none before 1900; yes and no as `true` and `false`.",
    )
    for package in PACKAGES:
        yield from ("", f"## Package {package}")
        for listing in yaml.safe_load((DATA / package / "datapackage.yaml").read_text("utf-8"))["resources"]:
            schema = yaml.safe_load((DATA / package / listing["schema"]).read_text("utf-8"))
            yield from ("", f"### {listing['name']}", "", schema["description"], "")
            yield from ("| field | kind | meaning |", "|---|---|---|")
            yield from (_field(field, schema["primaryKey"]) for field in schema["fields"])


def _field(field: Mapping[str, Any], key: Iterable[str]) -> str:
    rules = field.get("constraints", {})
    may = f": {', '.join(f'`{value}`' for value in rules['enum'])}" if "enum" in rules else ""
    need = "key, " if field["name"] in key else "needed, " if rules.get("required") else ""
    return f"| `{field['name']}` | {need}{KINDS[field['type']]} | {field['description']}{may} |"


def _codes() -> str:
    return "\n".join(_code_lines()) + "\n"


def _code_lines() -> Iterator[str]:
    yield from ("# Problems and what to do", "", "Every problem has a code, and every code a page.")
    mass = {check.code: check.title for check in MASS_CHECKS}
    checking = {code: title for code, title in CHECKING.items() if code not in mass}
    titles = ("Reading the files", "Checking the data", "Comparing with the data before", "Importing a spreadsheet")
    for title, codes in zip(titles, (READING, checking, mass, IMPORTING), strict=True):
        yield from ("", f"## {title}", "", "| code | meaning |", "|---|---|")
        yield from (f"| [{code}]({code}.md) | {codes[code]} |" for code in sorted(codes))


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
