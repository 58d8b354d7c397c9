"""Owns the command `seamline check`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import DataArgument, DayOption
from generator.settings import Settings


class Format(StrEnum):
    """How problems are shown."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    MARKDOWN = "markdown"
    SARIF = "sarif"


FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        help="How problems are shown: in the terminal, for programs, as annotations and job summary of GitHub, as the "
        "code quality report of GitLab, as the comment on a pull request, or for code scanning.",
    ),
]
AgainstOption = Annotated[
    str,
    typer.Option("--against", help="Folder or git revision before the change: says what is new, finds mass changes."),
]
HandbookOption = Annotated[
    str, typer.Option("--handbook", help="Address of the handbook, for links (in CI: that of the repository).")
]


def check(
    data: DataArgument = Path("data"),
    report: FormatOption = Format.TEXT,
    as_of: DayOption = None,
    against: AgainstOption = "",
    handbook: HandbookOption = "",
) -> None:
    """Check everything, write nothing. Exit code 2 when the data have errors."""
    from generator import review  # noqa: PLC0415 - polars takes a while to import

    settings = Settings(data=data, as_of=as_of.date() if as_of else None)
    outcome = review.outcome_of(settings, against=against, handbook=handbook)
    review.FORMS[report.value](outcome)
    raise typer.Exit(2 if outcome.errors else 0)
