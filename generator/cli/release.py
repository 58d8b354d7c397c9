"""Owns the command `seamline release`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from generator.errors import SettingsError
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.differences.change import Change
    from generator.editing.release import Plan

PackageArgument = Annotated[str, typer.Argument(help="Package to release.")]
FolderOption = Annotated[Path, typer.Option("--data", help="Folder of the data packages.")]
ToOption = Annotated[str, typer.Option("--to", help="Version (default: the smallest that the changes allow).")]
OnOption = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the release, and of its corrections.")
]
SummaryOption = Annotated[str, typer.Option("--summary", help="What changed, in one or two sentences.")]
ReasonOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reason",
        help="Why published values changed, as 'TABLE KEY FIELD=REASON'; * is any key or field. Can be repeated.",
    ),
]
KeepOption = Annotated[
    str, typer.Option("--keep-earlier", help="What the public no longer sees may stay in earlier versions: why.")
]
WithdrawOption = Annotated[
    str, typer.Option("--withdraw-earlier", help="Serve earlier versions no longer, for this reason.")
]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be released; write nothing.")]


def release(
    context: typer.Context,
    package: PackageArgument,
    to: ToOption = "",
    on: OnOption = None,
    summary: SummaryOption = "",
    reason: ReasonOption = None,
    keep_earlier: KeepOption = "",
    withdraw_earlier: WithdrawOption = "",
    dry_run: DryOption = False,
    data: FolderOption = Path("data"),
) -> None:
    """Release a package: the smallest version that its changes allow, a reason for each, the record, git commands."""
    from generator.editing.proof import alone  # noqa: PLC0415 - polars takes a while to import
    from generator.editing.release import Decision, announced, is_written, plan_of  # noqa: PLC0415
    from generator.editing.releasing import ready, refuse_smaller, refuse_undecided, written  # noqa: PLC0415
    from generator.editing.releasing_words import commands, lines_of  # noqa: PLC0415

    settings, console = Settings(data=data), Console(highlight=False, markup=False, soft_wrap=True)
    context.with_resource(alone(data))
    checked, history = ready(package, settings)
    if is_written(checked.data, package, history):
        console.print("The data already say this release; it has yet to be committed, tagged and pushed.")
        console.print(commands(package, checked.data.packages[package].version, str(data)))
        return
    known_day, known_summary = announced(checked.data, package, history)
    day = known_day if on is None and known_day else _day(on, ask=not dry_run)
    plan = plan_of(package, checked.data, history, day or checked.as_of)
    version = to or plan.version
    console.print("\n".join(lines_of(plan, version)))
    refuse_smaller(plan, version)
    if dry_run:
        return
    refuse_undecided(plan, keeping=keep_earlier, withdrawing=withdraw_earlier)
    told, reasons = _asked(plan, day, summary or known_summary, reason or [])
    decision = Decision(version, day or checked.as_of, told, reasons, withdraw_earlier, keep_earlier)
    for path in written(plan, decision, checked, settings):
        console.print(f"written: {data}/{path}")
    console.print(commands(package, version, str(data)))


def _day(given: datetime | None, *, ask: bool) -> date | None:
    """Return the day of the release; where it is not given, somebody is asked who can answer."""
    from generator.numbers import day_of  # noqa: PLC0415

    if given or not (ask and sys.stdin.isatty()):
        return given.date() if given else None
    while (day := day_of(str(typer.prompt("Day of the release, YYYY-MM-DD")).strip())) is None:
        typer.echo("That is no day, such as 2026-11-26.")
    return day


def _asked(plan: Plan, day: date | None, summary: str, given: Sequence[str]) -> tuple[str, Mapping[Change, str]]:
    """Return summary and reasons: given, else asked where somebody can answer, else named all at once."""
    from generator.editing.releasing import reasons_for  # noqa: PLC0415
    from generator.editing.releasing_words import cell, reasons_wanted  # noqa: PLC0415

    reasons, without = reasons_for(plan.unexplained, given)
    if sys.stdin.isatty():
        summary = summary or str(typer.prompt("What changed, in one or two sentences")).strip()
        last = None
        for change in without:
            last = reasons[change] = str(typer.prompt(f"Why? {cell(change)}", default=last)).strip()
        return summary, reasons
    missing = [name for name, known in (("--on YYYY-MM-DD", day), ("--summary TEXT", summary)) if not known]
    if missing := [*missing, *reasons_wanted(without)]:
        raise SettingsError(f"Give these too: {'; '.join(missing)}.")
    return summary, reasons
