"""Owns the command `seamline urls`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from generator.cli.options import CONFIGURATION, ConfigurationOption, DataOption, OutputOption, portal_of
from generator.errors import SurroundingsError

_SHOWN = 20
WriteOption = Annotated[bool, typer.Option("--write", help="Add the new addresses to urls.lock.")]


def urls(
    write: WriteOption = False,
    data: DataOption = None,
    output: OutputOption = None,
    settings: ConfigurationOption = CONFIGURATION,
) -> None:
    """Say which addresses of the site that was built are new, or add them to those that are promised (urls.lock)."""
    from generator.canonical.replacing import replace_file  # noqa: PLC0415 - polars takes a while to import
    from generator.outputs.addresses import LOCK, promised_in, read_lock, text_of  # noqa: PLC0415
    from generator.outputs.staging import MARKER  # noqa: PLC0415

    portal, console = portal_of(settings, data=data, output=output), Console(highlight=False, markup=False)
    if not (portal.output / MARKER).is_file():
        raise SurroundingsError(f"There is no site at {portal.output}: make one with seamline build.")
    lock = portal.data.parent / LOCK
    known = set(read_lock(lock))
    new = [each for each in promised_in(portal.output) if each not in known]
    for each in new[:_SHOWN]:
        console.print(f"new: {each}", soft_wrap=True)
    if len(new) > _SHOWN:
        console.print(f"and {len(new) - _SHOWN:,} more")
    if write and new:
        replace_file(lock, text_of({*known, *new}).encode())
    done = f"{len(new):,} added to {lock}" if write else f"{len(new):,} new; --write adds them to {lock}"
    console.print(f"{len(known):,} addresses were promised; {done}.", soft_wrap=True)
