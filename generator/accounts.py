"""Owns which rows are public on a given day, and the count of rows by standing, in which every row appears once.

Does not own confidential data (no package that a portal reads holds any) or the downloads.

A row is public from its own day on (`RELEASES` names the column: `published_on`, `joined_on`), but never before the row
it belongs to. A blank day counts as not yet: in doubt nothing is published. A public row that a newer row about the
same thing replaces is superseded: it stays public, as history. Where a row has further dates, what happened on a date
after the given day is blanked, so that a portal built for an earlier day shows what was known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from generator.model import FILE, LINE, Dataset
from generator.problems import Problem

PUBLISHED, SUPERSEDED, NOT_YET, FUTURE = "published", "superseded", "not-yet-published", "future"
STANDINGS = pl.Enum([PUBLISHED, SUPERSEDED, NOT_YET, FUTURE])


@dataclass(frozen=True, slots=True)
class Release:
    """When the rows of a table become public.

    - `on`: column with the day from which a row is public.
    - `of`: pairs of a column and a table; the row of that table with this key must be public too.
    - `replaced`, `order`: rows that are alike in the columns `replaced` are about one thing, and the one with the
      highest `order` replaces the others.
    - `known`: pairs of a column with a day, and the columns that are blanked before that day.
    - `named`: a column, the table of which it names a row, and the columns that are blanked while that row is not
      public.
    """

    on: str = ""
    of: tuple[tuple[str, str], ...] = ()
    replaced: tuple[str, ...] = ()
    order: str = ""
    known: tuple[tuple[str, tuple[str, ...]], ...] = ()
    named: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


_FACTORY = ("factory", "factories")
_ASSESSMENT = ("assessment", "assessments")

RELEASES = {
    "acknowledgements": Release(on="acknowledged_on"),
    "addresses": Release(on="since"),
    "buyers": Release(on="joined_on"),
    "countries": Release(on="joined_on"),
    "advisory_committees": Release(on="founded_on"),
    "advisory_members": Release(on="from", of=(("committee", "advisory_committees"),)),
    "releases": Release(on="released_on"),
    "questions": Release(on="valid_from", replaced=("question",), order="version"),
    "disclosure_rules": Release(on="valid_from", replaced=("issue", "country"), order="valid_from"),
    "factories": Release(on="joined_on", named=(("moved_to", "factories", ("moved_to",)),)),
    "workforce": Release(on="as_of", of=(_FACTORY,), replaced=("factory",), order="as_of"),
    "sourcing": Release(on="from", of=(_FACTORY, ("buyer", "buyers"))),
    "assessments": Release(on="published_on", of=(_FACTORY,)),
    "findings": Release(of=(_ASSESSMENT,)),
    "improvements": Release(
        of=(_FACTORY, ("raised_in", "assessments")),
        known=(
            ("self_reported_on", ("self_reported_status",)),
            ("verified_on", ("verified_status", "verified_in")),
        ),
        named=(("verified_in", "assessments", ("verified_status", "verified_on", "verified_in")),),
    ),
    "responses": Release(on="published_on", of=(_FACTORY, _ASSESSMENT)),
    "appeals": Release(on="filed_on", of=(_ASSESSMENT,), known=(("decided_on", ("outcome",)),)),
    "corrections": Release(on="corrected_on"),
    "committees": Release(on="formed_on", of=(_FACTORY,), replaced=("factory",), order="formed_on"),
    "attendance": Release(on="completed_on", of=(_FACTORY,)),
    "strikes": Release(on="started_on", of=(_FACTORY,)),
}
"""Tables that are not named here have no day of publication (statements, courses): all their rows are public."""


def standing_of(data: Dataset, table: str, as_of: date) -> pl.Series:
    """Return the standing (one of `STANDINGS`) of each row of `table` on the day `as_of`, in the order of the rows."""
    rows, release = data[table], RELEASES.get(table, Release())
    standing = pl.select(pl.repeat(PUBLISHED, rows.height, dtype=STANDINGS)).to_series()
    for column, parent in release.of:
        standing = _after_parent(rows[column], standing, data, parent, as_of)
    if table == "corrections":
        standing = standing.set(_of_withheld_rows(data, as_of) | _of_hidden_cells(data), NOT_YET)
    if release.on:
        day = rows[release.on]
        standing = standing.set(day > as_of, FUTURE).set(day.is_null(), NOT_YET)
    if release.replaced:
        standing = standing.set(_replaced(rows, standing, release), SUPERSEDED)
    return standing


def undecidable(data: Dataset, table: str) -> list[str]:
    """Return the columns and tables that are not there, without which nobody can tell what of `table` is public."""
    release = RELEASES.get(table, Release())
    parents = {*(parent for _, parent in release.of), *(parent for _, parent, _ in release.named)} - {table}
    named = {column for column, _ in release.of} | {column for column, _, _ in release.named}
    known = {name for day, names in release.known for name in (day, *names)}
    columns = {release.on, release.order, *release.replaced, *named, *known} - {""}
    return [
        *(f"{table}.{name}" for name in sorted(columns - {*data[table].columns})),
        *(lost for name in sorted(parents) for lost in (undecidable(data, name) if name in data else [name])),
    ]


def published_of(data: Dataset, table: str, as_of: date) -> pl.DataFrame:
    """Return the public rows of `table` in their order, with cells blanked that were not known or public on the day."""
    if table not in data:
        return pl.DataFrame()
    rows, release = data[table], RELEASES.get(table)
    if release is None:
        return rows
    public = standing_of(data, table, as_of).is_in([PUBLISHED, SUPERSEDED])
    shown = rows if public.all() else rows.filter(public)
    named = [
        pl.when(_is_public(data, parent, column, as_of)).then(pl.col(name)).alias(name)
        for column, parent, names in release.named
        for name in names
    ]
    later = [
        pl.when(pl.col(day) <= as_of).then(pl.col(name)).alias(name)
        for day, names in release.known
        for name in (*names, day)
    ]
    return shown.with_columns(named).with_columns(later)


def public_warnings(data: Dataset, warnings: Iterable[Problem], as_of: date) -> tuple[Problem, ...]:
    """Return the warnings about public rows only: the quality page publishes them."""
    warnings = tuple(warnings)
    tables = {where.table for each in warnings for where in (each.where, *each.also)}
    known = [table for table in tables if table in RELEASES and table in data]
    withheld = {place for table in known for place in _withheld(data, table, as_of)}
    return tuple(
        each for each in warnings if withheld.isdisjoint((where.file, where.line) for where in (each.where, *each.also))
    )


def _withheld(data: Dataset, table: str, as_of: date) -> Iterator[tuple[str, int]]:
    """Yield file and line of the rows of `table` that are not public."""
    public = standing_of(data, table, as_of).is_in([PUBLISHED, SUPERSEDED])
    files = data.table(table).files
    for file, line in data[table].filter(~public).select(FILE, LINE).iter_rows():
        yield files[file], line


def accounts_of(data: Dataset, as_of: date) -> pl.DataFrame:
    """Return one row a table, in the order of the packages (columns: `Facts.accounts`; counts are Int64)."""
    lines = []
    for package in data.packages.values():
        for name in package.tables:
            standing = standing_of(data, name, as_of)
            counts = {each: standing.eq(each).sum() for each in STANDINGS.categories}
            lines.append({"package": package.name, "table": name, "rows": standing.len(), **counts})
    schema = {"package": pl.String, "table": pl.String, **dict.fromkeys(("rows", *STANDINGS.categories), pl.Int64)}
    frame = pl.DataFrame(lines, schema=schema).with_columns(withheld=pl.col(NOT_YET) + pl.col(FUTURE))
    return frame.rename({NOT_YET: "not_yet_published"})


def _after_parent(keys: pl.Series, standing: pl.Series, data: Dataset, parent: str, as_of: date) -> pl.Series:
    """Return `standing`, replaced by that of the row of `parent` which `keys` name where that row is not public."""
    theirs, above = data[parent][data.table(parent).schema.primary_key[0]], standing_of(data, parent, as_of)
    public = theirs.filter(above.is_in([PUBLISHED, SUPERSEDED]))
    hidden = ~keys.is_in(public.implode())
    if not hidden.any():
        return standing
    standing = standing.set(hidden, NOT_YET)
    return standing.set(keys.is_in(theirs.filter(above == FUTURE).implode()), FUTURE)


def _is_public(data: Dataset, parent: str, column: str, as_of: date) -> pl.Expr:
    """Return whether the row of `parent` that `column` names is public, or none is named."""
    public = standing_of(data, parent, as_of).is_in([PUBLISHED, SUPERSEDED])
    keys = data[parent][data.table(parent).schema.primary_key[0]].filter(public)
    return pl.col(column).is_null() | pl.col(column).is_in(keys.implode())


def _of_withheld_rows(data: Dataset, as_of: date) -> pl.Series:
    """Return whether each correction is of a row that is not public: its old and new value would tell."""
    corrections, hidden = data["corrections"], pl.col("table").is_null()
    for table in corrections["table"].unique().to_list():
        if table == "corrections" or table not in data:
            continue
        public = standing_of(data, table, as_of).is_in([PUBLISHED, SUPERSEDED])
        hidden = hidden | _names_row(data, table, ~public)
    return corrections.select(hidden).to_series()


_HIDDEN = {"findings": ("result", "result", "not-disclosed"), "observations": ("value", "status", "suppressed")}
"""By table: a field whose value is not public where another field of its row has the value after it."""


def _of_hidden_cells(data: Dataset) -> pl.Series:
    """Return whether each correction tells a value that is not disclosed, or is suppressed, by now."""
    corrections, hidden = data["corrections"], pl.lit(value=False)
    for table, (field, by, value) in _HIDDEN.items():
        if table not in data:
            continue
        tells = pl.any_horizontal(
            pl.col(name).is_not_null() & (pl.col(name).cast(pl.String) != value) for name in ("old", "new")
        )
        hidden = hidden | (_names_row(data, table, pl.col(by) == value) & (pl.col("field") == field) & tells)
    return corrections.select(hidden.fill_null(value=False).alias("hidden")).to_series()


def _names_row(data: Dataset, table: str, which: pl.Expr | pl.Series) -> pl.Expr:
    """Return whether a correction is of one of the rows of `table` that `which` chooses."""
    parts = data.table(table).schema.primary_key
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in parts], separator=" ")
    keys = data[table].filter(which).select(key).to_series()
    return (pl.col("table") == table) & pl.col("key").is_in(keys.implode())


def _replaced(rows: pl.DataFrame, standing: pl.Series, release: Release) -> pl.Series:
    """Return whether a later public row says the same thing anew."""
    public = rows.with_columns((standing == PUBLISHED).alias("public"))
    order = pl.when("public").then(pl.col(release.order))
    return public.select((order < order.max().over(list(release.replaced))).fill_null(value=False)).to_series()
