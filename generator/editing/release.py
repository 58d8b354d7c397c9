"""Owns what a release of a package is made of: what changed since the last one, the version, corrections, the record.

Does not own asking (`generator.cli.release`), the differences (`generator.differences`) or the proof that the data are
valid with it (`proof`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from generator.checks.future_date import newest_fact
from generator.corrections import takes_back
from generator.differences.bump import Bump, Step, stepped, steps_between
from generator.differences.change import Change
from generator.differences.losses import losses_between
from generator.differences.package import RECORDS, TableChanges, changes_of_package
from generator.editing.files import Edit, rows_set, version_set
from generator.editions.gate import KEPT
from generator.editions.tagged import refuse_doubtful, released_on
from generator.errors import DataError, SettingsError, SurroundingsError
from generator.facts import facts_of
from generator.history import History, Tag, data_of, numbers_of
from generator.model import Dataset, Package
from generator.packages import read_dataset
from generator.packages.digest import digest_of


@dataclass(frozen=True, slots=True)
class Plan:
    """A release to be: the last one, if any, what changed, the smallest version, and what needs a reason.

    `written` is the version in the descriptor. `unexplained` are published values that changed and have no correction
    yet. `taken_back` counts rows and values that the public saw and no longer sees. `earlier` are versions whose files
    are served and may hold those. `waiting` are packages whose release is written and has no tag yet.
    """

    package: str
    last: Tag | None
    changes: Sequence[TableChanges]
    steps: Sequence[Step]
    smallest: str
    written: str
    unexplained: Sequence[Change]
    taken_back: int
    earlier: Sequence[str]
    waiting: Sequence[str] = ()

    @property
    def version(self) -> str:
        """The version that the descriptor says where somebody has raised it already, else the smallest."""
        return max(self.smallest, self.written, key=numbers_of)


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decide about a release: version, day, summary, a reason for each change, and why others go or stay.

    `keeping` says why what is taken back may stay in earlier versions, `withdrawing` why these go.
    """

    version: str
    on: date
    summary: str
    reasons: Mapping[Change, str]
    withdrawing: str = ""
    keeping: str = ""


def plan_of(package: str, data: Dataset, history: History, on: date) -> Plan:
    """Return what a release of `package` on the day `on` would be; SurroundingsError where the last one is in doubt."""
    here, newest = data.packages[package], newest_fact(data)
    if newest and on < newest:
        raise SettingsError(
            f"The data speak of {newest}: a release that holds them does not lie before that day. Give --on {newest}, "
            "or a later day."
        )
    last = next(iter(history.of(package)), None)
    after = facts_of(data, on)
    if last is None:
        changes = changes_of_package(package, None, after)
        return Plan(package, None, changes, (), here.version, here.version, (), 0, ())
    _refuse_strange(last, here.version, history)
    with data_of(history, last) as folder:
        before, _ = read_dataset(folder)
        refuse_doubtful(last, before, data)
        released = released_on(data, last) or released_on(before, last) or newest_fact(before)
        if released and on < released:
            raise SettingsError(f"Version {last.version} was released on {released}: no release after it lies before.")
        public = facts_of(before, released or on)
        changes = changes_of_package(package, public, after)
        lost = losses_between(public, after, dict.fromkeys([*before.packages[package].tables, *here.tables]))
        steps = [*steps_between(before.packages[package], here, changes, data), *_of_records(lost)]
        known = _explained(data, before)
    values = [each for change in changes for each in change.values]
    return Plan(
        package,
        last,
        changes,
        steps,
        stepped(last.version, max((step.bump for step in steps), default=Bump.NONE)),
        here.version,
        [each for each in values if (each.table, each.key, each.field, _kept(each.new)) not in known],
        lost.height,
        _served(data, package, history),
        [each for each in data.packages if is_written(data, each, history)],
    )


def _of_records(lost: pl.DataFrame) -> list[Step]:
    """Return a step where a record of changes is lost, which is no change of the data by itself."""
    number = lost.filter(pl.col("table").is_in(RECORDS)).height
    return [Step(Bump.PATCH, f"records of changes that the public does not see any more: {number:,}")] if number else []


def _refuse_strange(last: Tag, version: str, history: History) -> None:
    if numbers_of(version) < numbers_of(last.version):
        raise SurroundingsError(
            f"The data say version {version}, but {last.name} was released: bring this branch up to date first."
        )
    if not history.follows(last):
        raise SurroundingsError(
            f"{last.name} is not in the history of what is checked out: it was moved, or belongs to another branch."
        )


def is_written(data: Dataset, package: str, history: History) -> bool:
    """Whether the data say that the version of a package, as it is, was released, and only its tag is missing."""
    here = data.packages[package]
    row = data["releases"].filter(pl.col("package") == package, pl.col("version") == here.version)
    untagged = (package, here.version) not in history.tags
    return untagged and row["digest"].to_list() == [digest_of(here, data.root)]


def announced(data: Dataset, package: str, history: History) -> tuple[date | None, str]:
    """Return day and summary of the version in the descriptor, where `releases` has it and no tag yet."""
    here = data.packages[package]
    row = data["releases"].filter(pl.col("package") == package, pl.col("version") == here.version)
    if row.is_empty() or (package, here.version) in history.tags:
        return None, ""
    return row["released_on"].item(0), row["summary"].item(0)


def edits_of(plan: Plan, decision: Decision, data: Dataset) -> list[Edit]:
    """Return the files that change with a release: corrections, versions, the record in `releases`."""
    day = decision.on.isoformat()
    edits = [version_set(data, plan.package, decision.version, day)]
    rows = [{**_cell(each), "corrected_on": day, "reason": reason} for each, reason in decision.reasons.items()]
    if rows and "corrections" not in data:
        raise DataError("Published values changed, but the data have no table corrections to say why.")
    edits += rows_set(data, "corrections", rows) if rows else []
    replaced = {edit.path: edit.content for edit in edits}
    record = {
        "package": plan.package,
        "version": decision.version,
        "released_on": day,
        "summary": decision.summary,
        "changes": ";".join(map(str, plan.changes)),
        "digest": digest_of(data.packages[plan.package], data.root, replaced),
    }
    if plan.taken_back and decision.keeping:
        if KEPT not in data["releases"].columns:
            raise DataError(f"The table releases has no field {KEPT} to say so: add it to its schema, as a string.")
        record |= {KEPT: decision.keeping}
    gone = {"withdrawn_on": day, "withdrawal_reason": decision.withdrawing}
    withdrawn = [{"package": plan.package, "version": each, **gone} for each in plan.earlier if decision.withdrawing]
    others = [_record_of(data.packages[each], data, replaced) for each in plan.waiting if each != plan.package]
    return [*edits, *rows_set(data, "releases", [record, *withdrawn, *others])]


def _record_of(package: Package, data: Dataset, replaced: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the record of a release that waits for its tag: corrections of another package may lie in its files."""
    return {"package": package.name, "version": package.version, "digest": digest_of(package, data.root, replaced)}


def _cell(change: Change) -> Mapping[str, str]:
    """Return a change as a row of `corrections` has it."""
    hidden = takes_back(change.table, change.field, change.new)
    named = {"table": change.table, "key": change.key, "field": change.field}
    return {**named, "old": "" if hidden else change.old, "new": change.new}


def _explained(data: Dataset, before: Dataset) -> frozenset[tuple[str, ...]]:
    """Return the corrections that came since the last release: table, key, field and new value."""
    if "corrections" not in data:
        return frozenset()
    key = list(data.table("corrections").schema.primary_key)
    rows = data["corrections"]
    if "corrections" in before:
        rows = rows.join(before["corrections"], on=key, how="anti")
    return frozenset((*row[:3], _kept(row[3])) for row in rows.select("table", "key", "field", "new").iter_rows())


def _kept(value: str | None) -> str:
    return value or ""


def _served(data: Dataset, package: str, history: History) -> list[str]:
    """Return the versions of a package, newest first, that are tagged and not withdrawn."""
    rows = data["releases"].filter(pl.col("package") == package)
    gone = rows.filter(pl.col("withdrawn_on").is_not_null() | pl.col("withdrawal_reason").is_not_null())
    return [tag.version for tag in history.of(package) if tag.version not in gone["version"].to_list()]
