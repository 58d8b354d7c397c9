"""Every check has its page in the handbook: name, title, weight, a wrong and a right example, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import CHECKS
from generator.checks.codes import CODES
from generator.checks.mass import MASS_CHECKS, MassCheck
from generator.checks.rule import Check
from generator.packages import CODES as READING
from generator.problems import Severity

_PAGES = Path(__file__).parents[2] / "docs" / "codes"


@pytest.mark.parametrize("check", [*CHECKS, *MASS_CHECKS], ids=lambda check: check.code)
def test_a_code_has_its_page(check: Check | MassCheck) -> None:
    lines = (_PAGES / f"{check.code}.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {check.code}"
    assert lines[2] == f"{check.title}."
    error = isinstance(check, MassCheck) or check.severity is Severity.ERROR
    assert lines[4].startswith("*Error" if error else "*Warning")
    assert {"Wrong:", "Right:", "## What to do"} <= set(lines)


def test_codes_of_checks_and_of_reading_do_not_meet() -> None:
    assert CODES.keys().isdisjoint(READING)
