"""Owns the gate of old versions: none is served with what the public does not see any more, unless somebody said why.

Does not own what is lost (`generator.differences.losses`) or the asking: `seamline release` records the answer in the
field `earlier_kept` of the release that took something back. What was lost after that release is not answered by it: in
doubt a version is not served.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from generator.differences.losses import LOST, losses_of
from generator.editions.tagged import Issued, refuse_doubtful
from generator.errors import PolicyError
from generator.facts import Facts, facts_of
from generator.history import History, data_of, numbers_of
from generator.outputs.descriptors import File
from generator.packages import read_dataset
from generator.packages.digest import digest_of
from generator.pages.portal import Download, Portal
from generator.schema import DTYPES, Schema, schema_of

KEPT = "earlier_kept"
"""Field of `releases`: why what a version no longer has may stay in those before it."""


class Gate:
    """Lets versions through of which nothing was taken back, or not without a word."""

    def __init__(self, portal: Portal, history: History, newest: Iterable[Download]) -> None:
        """Compare versions with `portal`, whose own files are `newest`."""
        self._portal = portal
        self._history = history
        self._newest = {(each.package, each.table, each.sha256) for each in newest}

    def refuse_lost(self, versions: Iterable[Issued]) -> None:
        """Raise PolicyError when versions hold what is not public any more: nothing is said of it but how much."""
        told = [f"{each.tag.package} {each.tag.version} ({lost})" for each in versions if (lost := self._lost(each))]
        if told:
            raise PolicyError(
                f"Released versions hold what is not public any more: {'; '.join(told)}. Withdraw them in the table "
                "releases (withdrawn_on, withdrawal_reason), or make it public again. Where it may stay in them, say "
                f"why: seamline release PACKAGE --keep-earlier REASON, which enters it as {KEPT} in releases."
            )

    def _lost(self, version: Issued) -> str:
        """Return what a version holds that is public no longer and undecided, counted; nothing where there is none."""
        found = pl.concat([pl.DataFrame(schema=LOST), *self._losses(version, self._portal.facts)])
        for decision in self._decisions if found.height else ():
            if decision.later_than(version):
                tables = [each for each in found["table"].unique() if decision.is_about(each, version)]
                then = self._losses(version, decision.facts, tables)
                found = found.join(pl.concat([pl.DataFrame(schema=LOST), *then]), on=list(LOST), how="anti")
        counts = found.group_by("table", "field").len("n").sort("table", "field")
        return ", ".join(f"{table}{field and '.'}{field}: {n:,}" for table, field, n in counts.iter_rows())

    def _losses(self, version: Issued, state: Facts, tables: Iterable[str] | None = None) -> Iterator[pl.DataFrame]:
        """Yield what a version tells and a state does not, by table."""
        schemas = _schemas(version.folder)
        for table in schemas if tables is None else tables:
            files = [each for each in version.files[table] if each.format == "csv"]
            same = {(version.tag.package, table, each.sha256) for each in files} <= self._newest
            if files and not (same and state is self._portal.facts):
                yield losses_of(table, _rows(version.folder, files, schemas[table]), schemas[table], state)

    @cached_property
    def _decisions(self) -> list[_Decision]:
        """The newest release of each package that says why what was lost may stay."""
        data = self._portal.data
        rows = data["releases"]
        if KEPT not in rows.columns:
            return []
        said = rows.filter(pl.col(KEPT).is_not_null()).select("package", "version", "released_on").iter_rows()
        newest = {package: (version, on) for package, version, on in sorted(said, key=lambda row: numbers_of(row[1]))}
        return [
            _Decision(package, version, on, facts)
            for package, (version, on) in newest.items()
            if (facts := self._facts_at(package, version, on))
        ]

    def _facts_at(self, package: str, version: str, on: date) -> Facts | None:
        """Return what was public with a release: by its tag, or at hand, where that is what was released."""
        data, tag = self._portal.data, self._history.tags.get((package, version))
        if tag:
            with data_of(self._history, tag) as root:
                there, _ = read_dataset(root)
                refuse_doubtful(tag, there, data)
                return facts_of(there, on)
        here = data.packages.get(package)
        row = data["releases"].filter(pl.col("package") == package, pl.col("version") == version)
        known = here and here.version == version and row["digest"].to_list() == [digest_of(here, data.root)]
        return self._portal.facts if known else None


@dataclass(frozen=True, slots=True)
class _Decision:
    """A release with which somebody said that what was lost until then may stay in earlier versions."""

    package: str
    version: str
    on: date
    facts: Facts

    def later_than(self, version: Issued) -> bool:
        """Whether it was made after a version."""
        if version.tag.package == self.package:
            return numbers_of(self.version) > numbers_of(version.tag.version)
        return self.on > version.on

    def is_about(self, table: str, version: Issued) -> bool:
        """Whether it was about a table of a version: one of its own package, or one that none had any more."""
        owners = [each.name for each in self.facts.data.packages.values() if table in each.tables]
        return (owners or [version.tag.package]) == [self.package]


def _schemas(folder: Path) -> Mapping[str, Schema]:
    """Return the schema of each table of a version, as it was."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return {each["name"]: schema_of(each["name"], each["schema"]) for each in descriptor["resources"]}


def _rows(folder: Path, files: Sequence[File], schema: Schema) -> pl.DataFrame:
    """Return the rows in CSV files as texts, numbers as numbers."""
    missing = list({"", *schema.missing_values})
    rows = pl.concat([pl.read_csv(folder / each.path, infer_schema=False, null_values=missing) for each in files])
    numbers = [each.name for each in schema.fields if each.type == "number"]
    return rows.with_columns(pl.col(numbers).cast(DTYPES["number"], strict=False))
