"""Owns the command `seamline check`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from generator.cli.options import DataArgument, DayOption
from generator.settings import Settings


class Format(StrEnum):
    """How problems are shown."""

    TEXT = "text"
    JSON = "json"


def check(
    data: DataArgument = Path("data"),
    report: Annotated[Format, typer.Option("--format", help="How problems are shown.")] = Format.TEXT,
    as_of: DayOption = None,
) -> None:
    """Check everything, write nothing. Exit code 2 when the data have errors."""
    from generator.pipeline import read_checked  # noqa: PLC0415 - polars takes a while to import
    from generator.report.json import problems_as_json  # noqa: PLC0415
    from generator.report.text import print_problems  # noqa: PLC0415

    checked = read_checked(Settings(data=data, as_of=as_of.date() if as_of else None))
    if report is Format.JSON:
        sys.stdout.write(problems_as_json(checked.problems) + "\n")
    else:
        print_problems(checked.problems, Console(), folder=str(data))
    raise typer.Exit(2 if checked.errors else 0)
