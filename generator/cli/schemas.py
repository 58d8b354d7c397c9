"""Owns the command `seamline schemas`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import DataArgument
from generator.errors import SurroundingsError

FolderOption = Annotated[Path, typer.Option("--output", help="Folder that the JSON Schemas are written to.")]


def schemas(data: DataArgument = Path("data"), output: FolderOption = Path("editor")) -> None:
    """Write a JSON Schema for each kind of YAML file, by which an editor completes keys and checks values."""
    from generator.editing.json_schemas import json_schemas  # noqa: PLC0415 - polars takes a while to import
    from generator.packages import read_dataset  # noqa: PLC0415

    written = dict(json_schemas(read_dataset(data)[0]))
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (output / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SurroundingsError(f"{output} is no folder to write to: name another with --output.") from error
    sys.stdout.write(f"{len(written)} JSON Schemas written to {output}.\n")
