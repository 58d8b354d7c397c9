"""Owns the command `seamline diff`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from generator.cli.options import CONFIGURATION, ConfigurationOption, portal_of


class Format(StrEnum):
    """How differences are shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


BaseArgument = Annotated[str, typer.Argument(help="Folder or git revision before the change.")]
HeadArgument = Annotated[str, typer.Argument(help="Folder or git revision after it (default: the files here).")]
FormatOption = Annotated[
    Format,
    typer.Option("--format", help="How it is shown: in the terminal, as the comment on a pull request, for programs."),
]
PagesOption = Annotated[bool, typer.Option("--pages/--no-pages", help="Whether to look at every page too.")]


def diff(
    base: BaseArgument,
    head: HeadArgument = "",
    report: FormatOption = Format.TEXT,
    pages: PagesOption = True,
    settings: ConfigurationOption = CONFIGURATION,
) -> None:
    """Say what the public would see change: values, findings, texts and pages, from what is published of both."""
    from generator.report.differences.json import differences_as_json  # noqa: PLC0415 - polars takes a while to import
    from generator.report.differences.markdown import differences_as_comment  # noqa: PLC0415
    from generator.report.differences.text import print_differences  # noqa: PLC0415
    from generator.review.difference import differences_of  # noqa: PLC0415

    differences = differences_of(base, head, portal_of(settings), pages=pages)
    match report:
        case Format.TEXT:
            print_differences(differences, Console())
        case Format.MARKDOWN:
            sys.stdout.write(differences_as_comment(differences))
        case Format.JSON:
            sys.stdout.write(differences_as_json(differences))
