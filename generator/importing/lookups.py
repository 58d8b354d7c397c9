"""Owns finding rows of our tables, or of another sheet, from what a sheet says of them, counting them, and new keys.

Does not own the rules that ask (`columns`). Case, accents and white space make no difference. Every key that is made
is remembered with all that was said of its row, so that sheets which speak of one thing get one key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from generator.importing.codes import MAPPING, SPREADSHEET_KEY
from generator.importing.columns import Work
from generator.importing.mapping import NEXT, Lookup, Rule
from generator.importing.nearest import did_you_mean
from generator.importing.state import State
from generator.packages.complaints import Complaints, quoted
from generator.text.folding import folded

_JOINED = "\x1f"
_DIGITS = 4


@dataclass(slots=True)
class Seeker:
    """Looks up and counts in the tables as they are so far, and in the sheets of the mapping."""

    state: State
    works: Mapping[str, Work]
    mapping: Complaints
    made: dict[tuple[str, tuple[str, ...], str], str] = field(default_factory=dict)
    counters: dict[tuple[str, str], int] = field(default_factory=dict)

    def __call__(self, work: Work, name: str, rule: Rule) -> pl.Series:
        """Return what a rule asks for, one text a row; null, noting why, where nothing or too much is found."""
        if rule.count is not None:
            return self._counted(work, rule)
        if rule.lookup is None:
            raise ValueError(f"the rule of {name} asks for nothing")
        return self._looked_up(work, name, rule, rule.lookup)

    def _counted(self, work: Work, rule: Rule) -> pl.Series:
        count = rule.count
        other = self.works.get(count.sheet) if count else None
        if count is None or other is None:
            self._refuse(
                rule, f"No sheet of this mapping is called {quoted(count.sheet if count else '')}.", self.works
            )
            return pl.repeat(None, work.height, dtype=pl.String, eager=True)
        there = other.frame([*count.by], rule.place).with_columns(
            pl.Series(f"+{at}", other.column(each, rule.place)) for at, each in enumerate(count.different)
        )
        names = [str(at) for at in range(len(count.by))]
        rows = there.filter(other.chosen(count.only, rule.place))
        counts = (rows.unique() if count.different else rows).group_by(names).len("count")
        here = work.frame([*count.by.values()], rule.place)
        found = here.join(counts, on=names, how="left", maintain_order="left")["count"]
        return found.fill_null(0).cast(pl.String)

    def _looked_up(self, work: Work, name: str, rule: Rule, lookup: Lookup) -> pl.Series:
        there = self._target(rule, lookup)
        nothing = pl.repeat(None, work.height, dtype=pl.String, eager=True)
        if there is None:
            return nothing
        days = work.column(lookup.day, rule.place) if lookup.day else None
        ways = [self._said(work, way, rule).alias(str(number)) for number, way in enumerate(lookup.by)]
        found, numbers = nothing, pl.repeat(None, work.height, dtype=pl.Int64, eager=True)
        for said, way in zip(ways, lookup.by, strict=True):
            values, number = _matches(said, _told(there, [*way]), days)
            found = pl.select(pl.when(numbers.is_null()).then(values).otherwise(found)).to_series()
            numbers = pl.select(pl.coalesce(numbers, number)).to_series()
        asked = pl.DataFrame(ways).select(pl.any_horizontal(pl.all().is_not_null())).to_series()
        missing, doubtful = asked & numbers.is_null(), (numbers > 1).fill_null(value=False)
        if lookup.new:
            found = self._with_new(work, rule, lookup, found, missing, ways)
            missing &= found.is_null()
        self._note(work, name, rule, there, missing | doubtful, doubtful, ways)
        return found

    def _said(self, work: Work, way: Mapping[str, str], rule: Rule) -> pl.Series:
        """Return what each row says for one way of finding it, as one text; null where it does not say all of it."""
        return alike(work.frame([*way.values()], rule.place))

    def _target(self, rule: Rule, lookup: Lookup) -> pl.DataFrame | None:
        """Return the rows in which is looked, as texts, with what is given in `give` and since when it held."""
        wanted = {each for way in lookup.by for each in way}
        if lookup.target in self.works:
            work = self.works[lookup.target]
            names = sorted({*wanted, lookup.give})
            if not lookup.give:
                self._refuse(rule, "Of a sheet it must be said which column is given.", ())
                return None
            frame = pl.DataFrame({name: work.column(name, rule.place) for name in names})
        elif lookup.target in self.state.data:
            schema = self.state.data.table(lookup.target).schema
            give = lookup.give or schema.primary_key[0]
            days = ["valid_from", "valid_until"] if lookup.day else []
            if unknown := [each for each in (*wanted, give, *days) if each not in schema.names]:
                self._refuse(rule, f"The table {lookup.target} has no column {quoted(unknown[0])}.", schema.names)
                return None
            frame = self.state.frames[lookup.target].select(*{*wanted, give, *days})
            return _texts(frame).with_columns(pl.col(give).alias("\0give"))
        else:
            known = [*self.works, *self.state.data.listed]
            self._refuse(rule, f"There is no table or sheet called {quoted(lookup.target)}.", known)
            return None
        return frame.with_columns(pl.col(lookup.give).alias("\0give"))

    def _refuse(self, rule: Rule, message: str, known: object) -> None:
        names = [str(each) for each in known] if isinstance(known, (tuple, list, Mapping)) else []
        hint = did_you_mean(message.partition("“")[2].partition("”")[0], names) or "Correct the mapping."
        self.mapping.add(MAPPING, message, hint, line=rule.place[0], column=rule.place[1])

    def _with_new(
        self, work: Work, rule: Rule, lookup: Lookup, found: pl.Series, wanted: pl.Series, ways: list[pl.Series]
    ) -> pl.Series:
        """Return `found` with keys for the rows that are `wanted` anew."""
        keys = found.to_list()
        before, _, after = lookup.new.partition(NEXT)
        prefixes, suffixes = work.filled(before, rule.place), work.filled(after, rule.place)
        for at in wanted.fill_null(value=False).arg_true():
            each_way = zip(lookup.by, ways, strict=True)
            said = [(lookup.target, tuple(way), texts[at]) for way, texts in each_way if texts[at] is not None]
            key = next((self.made[each] for each in said if each in self.made), None)
            if key is None and prefixes[at] is not None and suffixes[at] is not None:
                key = (
                    f"{prefixes[at]}{self._next(lookup, prefixes[at])}{suffixes[at]}"
                    if NEXT in lookup.new
                    else prefixes[at]
                )
            if key is not None:
                keys[at] = key
                self.made.update(dict.fromkeys(said, key))
        return pl.Series(keys, dtype=pl.String)

    def _next(self, lookup: Lookup, prefix: str) -> str:
        """Return the next free number among the keys of a table that begin with `prefix`."""
        spot = lookup.target, prefix
        if spot not in self.counters:
            schema = self.state.data.table(lookup.target).schema
            keys = self.state.frames[lookup.target][schema.primary_key[0]].cast(pl.String)
            numbers = keys.str.extract(f"^{re.escape(prefix)}([0-9]{{1,9}})$", 1).cast(pl.Int64)
            self.counters[spot] = int(numbers.max() or 0)  # type: ignore[arg-type]
        self.counters[spot] += 1
        return f"{self.counters[spot]:0{_DIGITS}}"

    def _note(
        self,
        work: Work,
        name: str,
        rule: Rule,
        there: pl.DataFrame,
        missing: pl.Series,
        doubtful: pl.Series,
        ways: list[pl.Series],
    ) -> None:
        lookup = rule.lookup
        if lookup is None or not work.in_scope(missing).any():
            return
        shown = [work.frame([*way.values()], rule.place) for way in lookup.by]
        known = [_spelt(there, [*way]) for way in lookup.by]
        for at in work.in_scope(missing).arg_true():
            tried = [number for number, texts in enumerate(ways) if texts[at] is not None]
            each_way = [", ".join(str(each) for each in shown[number].row(at)) for number in tried]
            said = " / ".join(dict.fromkeys(each_way))
            if doubtful[at]:
                message = f"{quoted(said)} is found more than once in {lookup.target}."
                hint = "Name it by its key, or by another column that tells them apart, in by: of the mapping."
            else:
                columns = " or ".join(" and ".join(each) for each in lookup.by)
                message = f"{quoted(said)} is not in {lookup.target} (by {columns})."
                near = (did_you_mean(text, known[number]) for number, text in zip(tried, each_way, strict=True))
                meant = next(filter(None, near), "")
                hint = f"{meant} Correct the cell, or add it to {lookup.target} first.".strip()
            work.note(at, name, rule, SPREADSHEET_KEY, message, hint)


def alike(frame: pl.DataFrame) -> pl.Series:
    """Return the texts of each row as one text in which case, accents and white space make no difference."""
    parts = [_folded(column) for column in frame]
    return pl.select(pl.concat_str(parts, separator=_JOINED)).to_series()


def _folded(texts: pl.Series) -> pl.Series:
    known = {text: " ".join(folded(text).split()) for text in texts.drop_nulls().unique()}
    return texts.replace_strict(known, default=None, return_dtype=pl.String) if known else texts.cast(pl.String)


def _texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a typed frame as texts, one row for each item of a list."""
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.List):
            frame = frame.explode(name)
    return frame.with_columns(pl.all().cast(pl.String))


def _told(there: pl.DataFrame, way: list[str]) -> pl.DataFrame:
    """Return what is said of each row there for one way of finding it, what it gives, and when it held."""
    days = [name for name in ("valid_from", "valid_until") if name in there.columns and name not in way]
    return there.select("\0give", *days).with_columns(alike(there.select(way)).alias("\0said")).drop_nulls("\0said")


def _matches(said: pl.Series, told: pl.DataFrame, days: pl.Series | None) -> tuple[pl.Series, pl.Series]:
    """Return for each row the one thing that is found, and how many are: null where no row says so.

    A row that is found, and has nothing to give, is one with null.
    """
    here = pl.DataFrame({"\0said": said, "\0day": days if days is not None else said}).with_row_index("\0at")
    pairs = here.join(told, on="\0said")
    if days is not None:
        pairs = pairs.filter(
            pl.col("\0day") >= pl.col("valid_from"),
            (pl.col("\0day") <= pl.col("valid_until")) | pl.col("valid_until").is_null(),
        )
    given = pl.col("\0give").drop_nulls()
    counts = pairs.group_by("\0at").agg(
        given.n_unique().cast(pl.Int64).alias("\0number"), given.first().alias("\0give")
    )
    joined = here.select("\0at").join(counts, on="\0at", how="left", maintain_order="left")
    one = joined.select(pl.when(pl.col("\0number") == 1).then(pl.col("\0give"))).to_series()
    return one, joined["\0number"]


def _spelt(there: pl.DataFrame, way: list[str]) -> list[str]:
    return (
        there.select(pl.concat_str(*way, separator=", ")).to_series().drop_nulls().unique(maintain_order=True).to_list()
    )
