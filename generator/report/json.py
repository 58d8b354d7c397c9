"""Owns problems as other programs read them.

Does not own problems for people (`generator.report.text`). The form is described by `SCHEMA`; names in it are
stable, and new ones may be added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.problems import Problem, Severity, Where, number_of
from generator.report.outcome import Outcome
from generator.report.safety import harmless

_PLACE: Mapping[str, Any] = {
    "file": {"type": "string", "description": "File, relative to the data folder, with forward slashes"},
    "line": {"type": "integer", "minimum": 0, "description": "Line from 1; 0 means the whole file"},
    "column": {"type": "integer", "minimum": 0, "description": "Column from 1; 0 means the whole line"},
    "package": {"type": "string", "description": "Data package, or empty"},
    "table": {"type": "string", "description": "Table, or empty"},
    "key": {"type": "string", "description": "Primary key of the row as a reader writes it, or empty"},
    "field": {"type": "string", "description": "Column or path in a record, or empty"},
}
_PROBLEM: Mapping[str, Any] = {
    "code": {"type": "string", "description": "Kind of problem, stable for ever; its help page has this name"},
    "severity": {
        "enum": [each.value for each in Severity],
        "description": "An error stops the build, a warning is published",
    },
    "message": {"type": "string", "description": "What is wrong"},
    "hint": {"type": "string", "description": "The way out, or empty"},
    "also": {
        "type": "array",
        "description": "Other places that have to do with it",
        "items": {"type": "object", "properties": _PLACE, "required": list(_PLACE)},
    },
    "rows": {
        "type": "integer",
        "minimum": 1,
        "description": "How many it stands for: of very many of a kind, the last counts those that are not named",
    },
}
_COMPARED: Mapping[str, Any] = {
    "new": {
        "type": "boolean",
        "description": "Whether the data compared with do not have it; absent where there are none",
    },
}
SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Problems found by seamline check",
    "type": "object",
    "required": ["errors", "warnings", "problems"],
    "properties": {
        "errors": {"type": "integer", "minimum": 0, "description": "Problems that stop a build"},
        "warnings": {"type": "integer", "minimum": 0, "description": "Problems that are published"},
        "new": {"type": "integer", "minimum": 0, "description": "Problems that the data compared with do not have"},
        "problems": {
            "type": "array",
            "description": "All problems, by place, then code",
            "items": {
                "type": "object",
                "properties": {**_PLACE, **_PROBLEM, **_COMPARED},
                "required": [*_PLACE, *_PROBLEM],
            },
        },
    },
}
"""JSON Schema of what `check_as_json` returns."""


def check_as_json(outcome: Outcome) -> str:
    """Return all problems of a check, ordered by place, as a JSON text in ASCII that ends with a line break.

    Texts are cut and escaped as in the terminal. No line of it can be a command to a runner of GitHub Actions.
    """
    problems = sorted(outcome.problems)
    counts = [number_of(each for each in problems if each.severity is severity) for severity in Severity]
    content: dict[str, Any] = {"errors": counts[0], "warnings": counts[1]}
    listed = [_problem(problem) for problem in problems]
    if outcome.new is not None:
        listed = [each | {"new": outcome.is_new(problem)} for each, problem in zip(listed, problems, strict=True)]
        content["new"] = number_of(outcome.new)
    return json.dumps({**content, "problems": listed}, indent=2) + "\n"


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        **_place(problem.where),
        "code": harmless(problem.code),
        "severity": problem.severity.value,
        "message": harmless(problem.message),
        "hint": harmless(problem.hint),
        "also": [_place(where) for where in problem.also],
        "rows": problem.rows,
    }


def _place(where: Where) -> dict[str, Any]:
    texts = {name: harmless(getattr(where, name)) for name in ("package", "table", "key", "field")}
    return {"file": harmless(where.file), "line": where.line, "column": where.column, **texts}
