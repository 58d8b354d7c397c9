"""Owns the command `seamline serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import (
    CONFIGURATION,
    ConfigurationOption,
    DataOption,
    LanguagesOption,
    OutputOption,
    portal_of,
)


def serve(
    data: DataOption = None,
    output: OutputOption = None,
    languages: LanguagesOption = "",
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1 (default: a free one).")
    ] = None,
    settings: ConfigurationOption = CONFIGURATION,
) -> None:
    """Build, serve on this machine, and rebuild on a change of data, content or theme."""
    from generator.plugin import run  # noqa: PLC0415 - Pelican takes a while to import
    from generator.serve import serve as serve_site  # noqa: PLC0415

    portal = portal_of(settings, data=data, output=output, languages=languages)

    def built() -> Path:
        run(settings, portal)
        return portal.output

    serve_site(built, (portal.data, portal.content, portal.theme), port)
