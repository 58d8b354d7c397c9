"""Owns the command `seamline fmt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from generator.cli.options import DataArgument

if TYPE_CHECKING:
    from generator.problems import Problem

CheckOption = Annotated[bool, typer.Option("--check", help="Write nothing; exit code 2 when a file would change.")]


def fmt(data: DataArgument = Path("data"), check: CheckOption = False) -> None:
    """Write every CSV and YAML file of the packages in its canonical form; values stay as they are."""
    from generator.canonical import form_of, sources_of, write_form  # noqa: PLC0415 - polars takes a while to import
    from generator.report.progress import followed  # noqa: PLC0415
    from generator.report.text import print_forms  # noqa: PLC0415

    changed: list[str] = []
    left: list[Problem] = []
    sources = sources_of(data)
    for source in followed(sources, "Formatting"):
        formed = form_of(source)
        left += formed.problems
        if formed.differs:
            changed.append(source.name)
            if not check:
                write_form(formed)
    print_forms(changed, len(sources), left, Console(), folder=str(data), written=not check)
    raise typer.Exit(2 if left or (check and changed) else 0)
