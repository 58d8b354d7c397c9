"""Owns problems in SARIF 2.1.0, the form in which code scanning takes them.

Does not own the standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. Columns count characters,
as everywhere here. A problem keeps its fingerprint when lines are added above it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.problems import Problem, Where
from generator.report.fingerprints import fingerprints_of
from generator.report.groups import counted
from generator.report.outcome import Outcome
from generator.report.safety import harmless

MOST = 20_000
"""Results in a file: GitHub refuses one with more than 25,000."""


def check_as_sarif(outcome: Outcome) -> str:
    """Return the problems of a check, errors first, in ASCII, ending with a line break.

    More than `MOST` are cut; a notification says how many are missing.
    """
    problems = sorted(outcome.problems, key=lambda problem: (problem.severity, problem))
    codes = sorted({problem.code for problem in problems})
    run = {
        "tool": {
            "driver": {
                "name": "Seamline",
                "semanticVersion": __version__,
                "rules": [_rule(code, outcome) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(problems)}],
        "results": _results(problems[:MOST], codes, outcome),
    }
    content = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(content, indent=2) + "\n"


def _rule(code: str, outcome: Outcome) -> Mapping[str, Any]:
    title, page = harmless(outcome.help.title(code)), outcome.help.address_of(code)
    text = f"{title}. What to do stands in the handbook, on the page {harmless(code)}."
    return {
        "id": harmless(code),
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title}."},
        "help": {"text": text, "markdown": f"{title}. [What to do]({page})"} if page else {"text": text},
        **({"helpUri": page} if page else {}),
    }


def _results(problems: Sequence[Problem], codes: Sequence[str], outcome: Outcome) -> list[Mapping[str, Any]]:
    numbers = {code: at for at, code in enumerate(codes)}
    results: list[Mapping[str, Any]] = []
    for problem, fingerprint in zip(problems, fingerprints_of(problems), strict=True):
        results.append(
            {
                "ruleId": harmless(problem.code),
                "ruleIndex": numbers[problem.code],
                "level": problem.severity.value,
                "message": {"text": " ".join(filter(None, (harmless(problem.message), harmless(problem.hint))))},
                "locations": [_location(problem.where, outcome)],
                **({"relatedLocations": [_location(each, outcome) for each in problem.also]} if problem.also else {}),
                "partialFingerprints": {"seamline/v1": fingerprint},
                **({} if outcome.new is None else {"baselineState": "new" if outcome.is_new(problem) else "unchanged"}),
            }
        )
    return results


def _location(where: Where, outcome: Outcome) -> Mapping[str, Any]:
    """Return a place; where a problem concerns the whole file, its first line, which GitHub asks for."""
    region = {"startLine": where.line or 1, **({"startColumn": where.column} if where.column else {})}
    uri = quote(harmless(outcome.path(where)))
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region},
        **({"logicalLocations": [{"fullyQualifiedName": _name(where)}]} if where.table else {}),
    }


def _name(where: Where) -> str:
    return " / ".join(harmless(each) for each in (where.package, where.table, where.key, where.field) if each)


def _notifications(problems: Sequence[Problem]) -> list[Mapping[str, Any]]:
    rest = problems[MOST:]
    if not rest:
        return []
    codes = [f"{code} ({sum(1 for _ in group):,})" for code, group in groupby(sorted(each.code for each in rest))]
    text = f"{counted(len(rest), 'more problem')} are not in this file: {', '.join(codes)}."
    return [{"level": "warning", "message": {"text": harmless(text)}}]
