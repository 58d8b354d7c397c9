"""Owns the options that several commands take, and the settings that come of them.

Does not own what a command does with them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.settings import Settings

DayOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Date of the build (default: newest in data).")
]
DataArgument = Annotated[Path, typer.Argument(help="Folder of the data packages.")]
DataOption = Annotated[Path | None, typer.Option("--data", help="Folder of the data packages.")]
OutputOption = Annotated[Path | None, typer.Option("--output", help="Folder that the site is written to.")]
LanguagesOption = Annotated[
    str, typer.Option("--languages", help="Languages to build, separated by commas, the default one first.")
]
ConfigurationOption = Annotated[Path, typer.Option("--settings", help="The settings of the portal.")]
CONFIGURATION = Path("pelicanconf.py")


def portal_of(configuration: Path, *, languages: str = "", **options: Any) -> Settings:
    """Return the settings of the portal in the file `configuration`, with the options that were given."""
    from generator.plugin import portal_settings  # noqa: PLC0415 - Pelican takes a while to import

    given = {name: value for name, value in options.items() if value is not None}
    if languages:
        given["languages"] = tuple(code.strip() for code in languages.split(",") if code.strip())
    return replace(portal_settings(configuration), **given)
