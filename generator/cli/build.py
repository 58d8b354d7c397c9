"""Owns the command `seamline build`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from generator.cli.options import (
    CONFIGURATION,
    ConfigurationOption,
    DataOption,
    DayOption,
    LanguagesOption,
    OutputOption,
    portal_of,
)

JobsOption = Annotated[int | None, typer.Option("--jobs", min=0, help="Processes that write pages; 0: one a core.")]


def build(
    data: DataOption = None,
    output: OutputOption = None,
    as_of: DayOption = None,
    jobs: JobsOption = None,
    languages: LanguagesOption = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Draw every chart anew.")] = False,
    settings: ConfigurationOption = CONFIGURATION,
) -> None:
    """Check, then build; the output folder changes all at once or not at all."""
    from generator.plugin import run  # noqa: PLC0415 - Pelican takes a while to import

    portal = portal_of(settings, data=data, output=output, as_of=as_of and as_of.date(), jobs=jobs, languages=languages)
    run(settings, replace(portal, cache=None) if fresh else portal)
