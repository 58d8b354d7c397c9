"""Owns the account of an import as people read it in a terminal: what is added, changed, left alone, and withheld.

Does not own problems, which are shown as those of a check (`generator.report`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath

from generator.importing import Import
from generator.importing.state import Account
from generator.packages.complaints import quoted
from generator.problems import Where
from generator.report.groups import counted
from generator.report.safety import harmless

_LONG = timedelta(days=366)
"""Time by which the newest day in the data may move before it looks like a slip in a year."""
_SHOWN = 20
"""Rows, and values, of a table that are shown one by one; the others are counted."""


def summary_of(done: Import, *, before: date, folder: str, written: bool) -> Iterator[str]:
    """Yield the lines that say what an import does, or would do, table by table.

    `folder` is that of the data, `before` their newest day without the import.
    """
    for name, account in done.accounts.items():
        yield harmless(f"{name}: {', '.join(_numbers(account))}")
        yield from _listed([f"  + {line}" for line in _new(account)], len(account.added))
        yield from _listed([f"  ~ {line}" for line in _changes(account)], len(account.changed))
    if not done.edits:
        yield "Nothing changes."
    for edit in done.edits:
        yield f"{'written' if written else 'would be written'}: {folder}/{edit.path}"

    if done.edits and not written:
        yield "This was a trial: nothing is written. The same command without --dry-run does it."
    if done.newest and done.newest - before > _LONG:
        yield (
            f"Look at the years: the newest day in the data is {done.newest} with these rows, and was {before}. "
            "A site is built as of the newest day."
        )


def _numbers(account: Account) -> Iterator[str]:
    yield f"{counted(len(account.added), 'row')} added"
    rows = len({each.key for each in account.changed})
    yield f"{counted(len(account.changed), 'value')} changed in {counted(rows, 'row')}" if rows else "no value changed"
    yield f"{counted(account.same, 'row')} as before"
    if account.kept:
        yield f"{counted(account.kept, 'row')} kept although the spreadsheet differs"
    if account.withheld:
        yield f"{counted(account.withheld, 'result')} withheld, which no disclosure rule allows"


def _new(account: Account) -> Iterator[str]:
    for key, where in list(account.added.items())[:_SHOWN]:
        name = account.values[key].get("name")
        yield f"{key}{f' {quoted(name)}' if name else ''}  from {_short(where(''))}"


def _changes(account: Account) -> Iterator[str]:
    for each in account.changed[:_SHOWN]:
        old = quoted(each.old) if each.old else "blank"
        yield f"{each.key}  {each.field}: {old} -> {quoted(each.new)}  from {_short(each.where)}"


def _short(where: Where) -> Where:
    """Return a place without the folder of its file, which whoever imports has just named."""
    return replace(where, file=PurePath(where.file).name)


def _listed(lines: list[str], total: int) -> Iterator[str]:
    yield from (harmless(line) for line in lines)
    if total > len(lines):
        yield f"  and {total - len(lines):,} more"
