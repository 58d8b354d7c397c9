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
from generator.report.safety import harmless
from generator.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.editing.files import Edit
    from generator.editing.kinds import Given, Kind, Need
    from generator.model import Dataset
    from generator.pipeline import Checked
    from generator.problems import Problem

_SHOWN = 10
"""Faults of an entry that are told one by one."""


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


def new(
    context: typer.Context, kind: KindArgument, values: ValuesArgument = None, data: FolderOption = Path("data")
) -> None:
    """Enter something new: asks what has to be known, and writes only what leaves the data valid."""
    from generator.editing.kinds import KINDS, key_of  # noqa: PLC0415 - polars takes a while to import
    from generator.editing.proof import alone, sound, write  # noqa: PLC0415

    settings, console = Settings(data=data), Console(soft_wrap=True, markup=False, highlight=False, emoji=False)
    context.with_resource(alone(data))
    checked = sound(settings)
    chosen = KINDS[kind.value]
    if chosen.table not in checked.data:
        raise DataError(f"The data have no table {chosen.table}, so there is nothing to enter a new {kind.value} into.")
    entry, edits = _proved(chosen, _given(values or [], chosen, checked.data), checked, settings)
    write(edits, data)
    console.print(f"new: {kind.value} {key_of(chosen, checked.data, entry)}")
    for edit in edits:
        console.print(f"written: {data}/{edit.path}")
    console.print(chosen.after)


def _proved(kind: Kind, given: Given, checked: Checked, settings: Settings) -> tuple[Given, list[Edit]]:
    """Return an entry with which the data are valid, and its edits; answers that the checks refuse are asked again."""
    from generator.editing.kinds import needs_of, whole  # noqa: PLC0415
    from generator.editing.proof import errors_with  # noqa: PLC0415

    while True:
        given = _asked(kind, checked.data, given)
        entry = whole(kind, checked.data, given)
        edits = kind.edits(checked.data, entry)
        if not (errors := errors_with(edits, checked, settings)):
            return entry, edits
        faults = [_told(error, edits) for error in errors]
        wrong = {error.where.field.partition(".")[0] for error in errors}
        kept = {name: text for name, text in given.items() if name.partition(".")[0] not in wrong}
        asked = {need.name.partition(".")[0] for need in needs_of(kind, checked.data, kept)}
        if not (sys.stdin.isatty() and wrong <= asked):
            _refuse(faults)
        typer.echo("\n".join(faults))
        given = kept


def _told(error: Problem, edits: Sequence[Edit]) -> str:
    """Return what is wrong with the entry; its line is that of no file yet, so the field alone is named."""
    where = error.where
    new = where.field and where.file in {edit.path for edit in edits}
    return harmless(f"{where.field if new else where}: {error.message} {error.hint}")


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        more = [f"and {len(faults) - _SHOWN} more of the kind"] if len(faults) > _SHOWN else []
        listed = "".join(f"\n  {each}" for each in [*faults[:_SHOWN], *more])
        raise DataError(f"Nothing was written, for with this entry the data would not be right:{listed}")


def _given(values: list[str], kind: Kind, data: Dataset) -> Given:
    """Return the values that were given as FIELD=VALUE; SettingsError names every one that is wrong."""
    names = data.table(kind.table).schema.names
    given: dict[str, str] = {}
    wrong: list[str] = []
    for value in values:
        name, sign, text = value.partition("=")
        if not sign:
            wrong.append(f"{value!r} is not FIELD=VALUE.")
        elif name in given:
            wrong.append(f"{name!r} is given twice.")
        elif name.partition(".")[0] not in names:
            like = difflib.get_close_matches(name, names, n=1)
            wrong.append(f"There is no field {name!r}{f': did you mean {like[0]}?' if like else '.'}")
        else:
            given[name] = text.strip()
    if wrong:
        raise SettingsError(f"{' '.join(wrong)} The fields are: {', '.join(names)}.")
    return given


def _asked(kind: Kind, data: Dataset, given: Given) -> Given:
    """Ask for what is missing where somebody can answer, one after the other; else name all of it at once."""
    from generator.editing.answers import fault_of  # noqa: PLC0415
    from generator.editing.kinds import needs_of  # noqa: PLC0415

    _refuse([fault for name, text in given.items() if (fault := fault_of(data, kind.table, name, text))])
    known = dict(given)
    while needs := needs_of(kind, data, known):
        need = needs[0]
        if not sys.stdin.isatty():
            listed = "; ".join(f"{need.name} ({_said(need)})" for need in needs)
            raise SettingsError(f"Give these too, as FIELD=VALUE: {listed}.")
        answer = str(typer.prompt(f"{need.name} ({_said(need)})")).strip()
        if fault := fault_of(data, kind.table, need.name, answer):
            typer.echo(fault)
        else:
            known[need.name] = answer
    return known


def _said(need: Need) -> str:
    between = "; " if ":" in need.description else ": "
    return f"{need.description}{between}{need.form}" if need.form else need.description
