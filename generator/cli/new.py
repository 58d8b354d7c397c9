"""Owns the command `seamline new`."""

from __future__ import annotations

import difflib
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from generator.errors import DataError, SettingsError
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.editing.kinds import Kind, Need
    from generator.model import Dataset


class Entry(StrEnum):
    """What is new."""

    FACTORY = "factory"
    ASSESSMENT = "assessment"
    INDICATOR = "indicator"
    COURSE = "course"
    SESSION = "session"
    RELEASE_NOTE = "release-note"


KindArgument = Annotated[Entry, typer.Argument(help="What is new.")]
ValuesArgument = Annotated[
    list[str] | None, typer.Argument(help="FIELD=VALUE, for instance country=KH; what is missing is asked.")
]
FolderOption = Annotated[Path, typer.Option("--data", help="Folder of the data packages.")]


def new(kind: KindArgument, values: ValuesArgument = None, data: FolderOption = Path("data")) -> None:
    """Enter something new: asks what has to be known, and writes only what leaves the data valid."""
    from generator.editing.kinds import KINDS, whole  # noqa: PLC0415 - polars takes a while to import
    from generator.editing.proof import errors_with, sound, write  # noqa: PLC0415
    from generator.report.text import print_problems  # noqa: PLC0415

    settings, console = Settings(data=data), Console()
    checked = sound(settings)
    chosen = KINDS[kind.value]
    if chosen.table not in checked.data:
        raise DataError(f"The data have no table {chosen.table}, so there is nothing to enter a new {kind.value} into.")
    given = _asked(chosen, checked.data, _given(values or [], chosen, checked.data))
    edits = chosen.edits(checked.data, whole(chosen, checked.data, given))
    if errors := errors_with(edits, checked, settings):
        print_problems(errors, console, folder=str(data))
        raise DataError("With this entry the data would have the errors above, so nothing was written.")
    write(edits, data)
    for edit in edits:
        console.print(f"written: {data}/{edit.path}", soft_wrap=True, markup=False, highlight=False)
    console.print(chosen.after, soft_wrap=True, markup=False, highlight=False)


def _given(values: list[str], kind: Kind, data: Dataset) -> dict[str, str]:
    """Return the values that were given as FIELD=VALUE; SettingsError names every one that is wrong."""
    names = data.table(kind.table).schema.names
    given: dict[str, str] = {}
    wrong: list[str] = []
    for value in values:
        name, sign, text = value.partition("=")
        if not sign:
            wrong.append(f"{value!r} is not FIELD=VALUE.")
        elif name.partition(".")[0] not in names:
            like = difflib.get_close_matches(name, names, n=1)
            wrong.append(f"There is no field {name!r}{f': did you mean {like[0]}?' if like else '.'}")
        else:
            given[name] = text.strip()
    if wrong:
        raise SettingsError(f"{' '.join(wrong)} The fields are: {', '.join(names)}.")
    return given


def _asked(kind: Kind, data: Dataset, given: dict[str, str]) -> dict[str, str]:
    """Ask for what is missing where somebody can answer, one after the other; else name all of it at once."""
    from generator.editing.kinds import needs_of  # noqa: PLC0415

    while needs := needs_of(kind, data, given):
        if not sys.stdin.isatty():
            listed = "; ".join(f"{need.name} ({_said(need)})" for need in needs)
            raise SettingsError(f"Give these too, as FIELD=VALUE: {listed}.")
        given[needs[0].name] = str(typer.prompt(f"{needs[0].name} ({_said(needs[0])})")).strip()
    return given


def _said(need: Need) -> str:
    return f"{need.description}: {', '.join(need.choices)}" if need.choices else need.description
