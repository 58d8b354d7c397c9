"""Owns problems as the code quality report of GitLab, which a merge request shows without any token.

Does not own the form: GitLab, "Code Quality report format". GitLab compares the report with that of the target branch
and shows what is new, so every problem is in it.
"""

from __future__ import annotations

import json

from generator.problems import Severity
from generator.report.fingerprints import fingerprints_of
from generator.report.outcome import Outcome
from generator.report.safety import harmless

_SEVERITY = {Severity.ERROR: "blocker", Severity.WARNING: "minor"}


def check_as_gitlab(outcome: Outcome) -> str:
    """Return the problems of a check, errors first, as a JSON array in ASCII that ends with a line break."""
    problems = sorted(outcome.problems, key=lambda problem: (problem.severity, problem))
    found = [
        {
            "description": " ".join(filter(None, (harmless(problem.message), harmless(problem.hint)))),
            "check_name": harmless(problem.code),
            "fingerprint": fingerprint,
            "severity": _SEVERITY[problem.severity],
            "location": {"path": harmless(outcome.path(problem.where)), "lines": {"begin": problem.where.line or 1}},
        }
        for problem, fingerprint in zip(problems, fingerprints_of(problems), strict=True)
    ]
    return json.dumps(found, indent=1) + "\n"
