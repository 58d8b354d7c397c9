"""Owns the command `seamline import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from generator.errors import DataError, SettingsError
from generator.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.problems import Problem

_SPREADSHEETS = {".xlsx", ".xls", ".ods", ".csv"}
MappingArgument = Annotated[Path, typer.Argument(help="The mapping: a YAML file, for instance one of mappings/.")]
FilesArgument = Annotated[list[Path], typer.Argument(help="The spreadsheets: XLSX or CSV.")]
FolderOption = Annotated[Path, typer.Option("--data", help="Folder of the data packages.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be added and changed.")]
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help="Replace values of rows that are there by those of the spreadsheet.")
]


def import_(
    context: typer.Context,
    mapping: MappingArgument,
    files: FilesArgument,
    data: FolderOption = Path("data"),
    dry_run: DryOption = False,
    replace: ReplaceOption = False,
) -> None:
    """Bring spreadsheets into the tables by a mapping: all or nothing, and only what leaves the data valid."""
    from generator.editing.proof import alone, sound, write  # noqa: PLC0415 - polars takes a while to import
    from generator.importing import imported  # noqa: PLC0415
    from generator.importing.proof import problems_after  # noqa: PLC0415
    from generator.importing.summary import summary_of  # noqa: PLC0415
    from generator.report.text import print_problems  # noqa: PLC0415

    if mapping.suffix.lower() in _SPREADSHEETS:
        raise SettingsError(
            f"{mapping} is a spreadsheet: name the mapping first, a YAML file such as those of mappings/."
        )
    settings, console = Settings(data=data), Console()
    context.with_resource(alone(data))
    checked = sound(settings)
    done = imported(mapping, files, checked, replace=replace)
    _refuse(done.problems, "The spreadsheet was not imported: nothing was written.", console)
    found = problems_after(done, checked, settings) if done.edits else []
    _refuse(_errors(found), "With these rows the data would have the errors above, so nothing was written.", console)
    if not dry_run:
        write(done.edits, data)
    if found:
        print_problems(found, console)
    for line in summary_of(done, before=checked.as_of, folder=str(data), written=not dry_run):
        console.print(line, soft_wrap=True, markup=False, highlight=False, emoji=False)


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    from generator.problems import Severity  # noqa: PLC0415

    return [each for each in problems if each.severity is Severity.ERROR]


def _refuse(problems: Sequence[Problem], sentence: str, console: Console) -> None:
    from generator.report.text import print_problems  # noqa: PLC0415

    if problems:
        print_problems(problems, console)
        raise DataError(sentence)
