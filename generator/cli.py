"""Owns the command line: options in, exit code out; the one place where an error of ours is caught.

Does not own what a command does (`generator.pipeline`, `generator.plugin`, `generator.serve`).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from generator import __version__
from generator.errors import SeamlineError
from generator.settings import Settings

app = typer.Typer(
    name="seamline",
    help="Checks data packages on factories, compliance and training, and compiles them into a static portal.",
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How problems are shown."""

    TEXT = "text"
    JSON = "json"


Day = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Date of the build (default: newest in data).")
]
DataOption = Annotated[Path | None, typer.Option("--data", help="Folder of the data packages.")]
OutputOption = Annotated[Path | None, typer.Option("--output", help="Folder that the site is written to.")]
LanguagesOption = Annotated[
    str, typer.Option("--languages", help="Languages to build, separated by commas, the default one first.")
]
JobsOption = Annotated[int | None, typer.Option("--jobs", min=0, help="Processes that write pages; 0: one a core.")]
ConfigurationOption = Annotated[Path, typer.Option("--settings", help="The settings of the portal.")]
CONFIGURATION = Path("pelicanconf.py")


def _version(*, wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"seamline {__version__}\n")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Show the version."),
]


@app.command()
def check(
    data: Annotated[Path, typer.Argument(help="Folder of the data packages.")] = Path("data"),
    report: Annotated[Format, typer.Option("--format", help="How problems are shown.")] = Format.TEXT,
    as_of: Day = None,
) -> None:
    """Check everything, write nothing. Exit code 2 when the data have errors."""
    from generator.pipeline import read_checked  # noqa: PLC0415 - polars takes a while to import
    from generator.report.json import problems_as_json  # noqa: PLC0415
    from generator.report.text import print_problems  # noqa: PLC0415

    checked = read_checked(Settings(data=data, as_of=as_of.date() if as_of else None))
    if report is Format.JSON:
        sys.stdout.write(problems_as_json(checked.problems) + "\n")
    else:
        print_problems(checked.problems, Console(), folder=str(data))
    raise typer.Exit(2 if checked.errors else 0)


@app.command()
def build(
    data: DataOption = None,
    output: OutputOption = None,
    as_of: Day = None,
    jobs: JobsOption = None,
    languages: LanguagesOption = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Draw every chart anew.")] = False,
    settings: ConfigurationOption = CONFIGURATION,
) -> None:
    """Check, then build; the output folder changes all at once or not at all."""
    portal = _portal(settings, data=data, output=output, as_of=as_of and as_of.date(), jobs=jobs, languages=languages)
    _run(settings, replace(portal, cache=None) if fresh else portal)


@app.command()
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
    from generator.serve import serve as serve_site  # noqa: PLC0415

    portal = _portal(settings, data=data, output=output, languages=languages)

    def built() -> Path:
        _run(settings, portal)
        return portal.output

    serve_site(built, (portal.data, portal.content, portal.theme), port)


def main() -> None:
    """Run the command line; an error of ours becomes one sentence and its exit code, a bug keeps its traceback."""
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], prog_name="seamline", standalone_mode=False))
    except SeamlineError as error:
        _fail(str(error), error.exit_code)
    except typer.TyperException as error:
        _fail(_wrong_usage(error), SeamlineError.exit_code)


def _fail(sentence: str, exit_code: int) -> NoReturn:
    Console(stderr=True, highlight=False, markup=False).print(f"seamline: {sentence}", soft_wrap=True)
    sys.exit(exit_code)


def _wrong_usage(error: typer.TyperException) -> str:
    """Return what is wrong with the options in one sentence; typer's exit code for it means wrong data here."""
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{said}. All options are shown by: {context.command_path if context else 'seamline'} --help"


def _portal(configuration: Path, *, languages: str = "", **options: Any) -> Settings:
    from generator.plugin import portal_settings  # noqa: PLC0415

    given = {name: value for name, value in options.items() if value is not None}
    if languages:
        given["languages"] = tuple(code.strip() for code in languages.split(",") if code.strip())
    return replace(portal_settings(configuration), **given)


def _run(configuration: Path, portal: Settings) -> None:
    from generator.plugin import run  # noqa: PLC0415

    run(configuration, portal)


@app.callback()
def seamline(
    version: VersionOption = False,
) -> None:
    """Check data packages and compile them into a static transparency portal."""
