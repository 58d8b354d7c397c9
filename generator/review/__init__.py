"""Owns the review of data: check them, compare them with what was there before, report.

Does not own the checks, how a state of the past is had (`generator.history`) or the forms of a report.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from generator.checks.codes import CAUSES
from generator.checks.codes import CODES as CHECKING
from generator.checks.mass import check_mass_changes
from generator.history import opened
from generator.packages import CODES as READING
from generator.pipeline import read_checked
from generator.problems import new_since
from generator.report.comment import check_as_comment, check_as_summary
from generator.report.github import annotations_of
from generator.report.gitlab import check_as_gitlab
from generator.report.json import check_as_json
from generator.report.outcome import HelpPages, Outcome
from generator.report.runner import checkout_of, host_of
from generator.report.sarif import check_as_sarif
from generator.report.text import print_outcome
from generator.settings import Settings


def outcome_of(settings: Settings, *, against: str = "", handbook: str = "") -> Outcome:
    """Return what a check of `settings.data` finds, compared with the folder or git revision `against`, if any.

    `handbook` is the address at which the handbook is read; without it, help pages are those of the repository, as far
    as the host is known.
    """
    checked = read_checked(settings)
    problems, new = checked.problems, None
    if against:
        with opened(against, settings.data, settings.content) as version:
            before = read_checked(replace(settings, data=version.data, as_of=checked.as_of))
        problems = (*problems, *check_mass_changes(checked.data, before.data, checked.as_of))
        new = new_since(problems, before.problems)
    checkout, host = checkout_of(settings.data.resolve()), host_of(os.environ)
    return Outcome(
        problems,
        typed=str(settings.data),
        folder=settings.data.resolve().relative_to(checkout).as_posix() if checkout else str(settings.data),
        help=_help_pages(handbook, checkout, host.files),
        sources=host.sources,
        new=new,
        since=against,
        causes=frozenset({*READING, *CAUSES}),
    )


def _help_pages(handbook: str, checkout: Path | None, files: str) -> HelpPages:
    address = f"{handbook.rstrip('/')}/codes/{{code}}/" if handbook else ""
    if not address and checkout and (checkout / "docs" / "codes").is_dir():
        address = files.replace("{path}", "docs/codes/{code}.md")
    return HelpPages({**READING, **CHECKING}, address)


def _as_text(outcome: Outcome) -> None:
    print_outcome(outcome, Console())


def _as_github(outcome: Outcome) -> None:
    """Write annotations, then all problems for the log, and add the summary of the job where the host takes one."""
    sys.stdout.writelines(f"{line}\n" for line in annotations_of(outcome))
    print_outcome(outcome, Console())
    if summary := host_of(os.environ).summary:
        with summary.open("a", encoding="utf-8") as file:
            file.write(check_as_summary(outcome))


FORMS: Mapping[str, Callable[[Outcome], object]] = {
    "text": _as_text,
    "github": _as_github,
    "gitlab": lambda outcome: sys.stdout.write(check_as_gitlab(outcome)),
    "json": lambda outcome: sys.stdout.write(check_as_json(outcome)),
    "markdown": lambda outcome: sys.stdout.write(check_as_comment(outcome)),
    "sarif": lambda outcome: sys.stdout.write(check_as_sarif(outcome)),
}
"""What writes an outcome, by the name of its form."""
