"""Owns the command line: options in, exit code out; the one place where an error of ours is caught.

Does not own what a command does: each has a file here, which calls the floors below and imports them only when it
runs, so that `seamline --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from generator import __version__
from generator.cli.build import build
from generator.cli.check import check
from generator.cli.diff import diff
from generator.cli.fmt import fmt
from generator.cli.importing import import_
from generator.cli.new import new
from generator.cli.publish import publish
from generator.cli.release import release
from generator.cli.schemas import schemas
from generator.cli.serve import serve
from generator.cli.urls import urls
from generator.errors import SeamlineError, StoppedError

app = typer.Typer(
    name="seamline",
    help="Checks data packages on factories, compliance and training, and compiles them into a static portal.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (check, diff, fmt, new, release, schemas, urls, build, serve, publish):
    app.command()(command)
app.command("import")(import_)


def _version(*, wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"seamline {__version__}\n")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", callback=lambda value: _version(wanted=value), is_eager=True, help="Show the version."),
]


def main() -> None:
    """Run the command line; an error of ours becomes one sentence and its exit code, a bug keeps its traceback."""
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="seamline", standalone_mode=False)
        if code == StoppedError.exit_code:
            raise StoppedError("Stopped by hand. No file was left half written.")
        sys.exit(code)
    except SeamlineError as error:
        _fail(str(error), error.exit_code)
    except typer.Abort:
        _fail("Stopped before anything was written.", SeamlineError.exit_code)
    except typer.TyperException as error:
        _fail(_wrong_usage(error), SeamlineError.exit_code)


def _fail(sentence: str, exit_code: int) -> NoReturn:
    Console(stderr=True, highlight=False, markup=False).print(f"seamline: {sentence}", soft_wrap=True)
    sys.exit(exit_code)


def _wrong_usage(error: typer.TyperException) -> str:
    """Return what is wrong with the options in one sentence; typer's exit code for it means wrong data here."""
    said = error.format_message().replace("Value error, ", "").replace("the formats '%Y-%m-%d'", "the form YYYY-MM-DD")
    said = said if said.endswith((".", "?")) else f"{said}."
    context = getattr(error, "ctx", None)
    return f"{said} All options are shown by: {context.command_path if context else 'seamline'} --help"


@app.callback()
def seamline(
    version: VersionOption = False,
) -> None:
    """Check data packages and compile them into a static transparency portal."""
