"""Owns finding rows of our tables, or of another sheet, from what a sheet says of them, counting them, and new keys.

Does not own the rules that ask (`columns`), what says the same (`matching`), or what is said where nothing is found
(`misses`). Every key that is made is remembered with all that was said of its row, so that sheets which speak of one
thing get one key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from generator.importing.codes import MAPPING
from generator.importing.columns import Work
from generator.importing.mapping import NEXT, Lookup, Rule
from generator.importing.matching import FROM, GIVE, UNTIL, alike, matches, texts_of, told
from generator.importing.misses import Search, note_misses
from generator.importing.nearest import did_you_mean
from generator.importing.state import State
from generator.packages.complaints import Complaints, quoted

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
        ways = tuple(alike(work.frame([*way.values()], rule.place)).alias(str(at)) for at, way in enumerate(lookup.by))
        days = work.days(lookup.day, rule.place) if lookup.day else None
        search = Search(work, name, rule, lookup, there, ways, days)
        found, numbers = nothing, pl.repeat(None, work.height, dtype=pl.Int64, eager=True)
        for said, way in zip(ways, lookup.by, strict=True):
            values, number = matches(said, told(there, [*way]), days)
            found = pl.select(pl.when(numbers.is_null()).then(values).otherwise(found)).to_series()
            numbers = pl.select(pl.coalesce(numbers, number)).to_series()
        missing, doubtful = search.asked & numbers.is_null(), (numbers > 1).fill_null(value=False)
        if lookup.new:
            found = self._with_new(work, rule, lookup, found, missing, ways)
            missing &= found.is_null()
        note_misses(search, missing, doubtful)
        return found

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
            if not schema.primary_key and (lookup.new or not lookup.give):
                message = f"The table {lookup.target} has no primary key, which could be given or made."
                self._refuse(rule, message, ())
                return None
            give = lookup.give or schema.primary_key[0]
            days = [FROM, UNTIL] if lookup.day else []
            if unknown := [each for each in (*wanted, give, *days) if each not in schema.names]:
                self._refuse(rule, f"The table {lookup.target} has no column {quoted(unknown[0])}.", schema.names)
                return None
            frame = self.state.frames[lookup.target].select(*{*wanted, give, *days})
            return texts_of(frame).with_columns(pl.col(give).alias(GIVE))
        else:
            known = [*self.works, *self.state.data.listed]
            self._refuse(rule, f"There is no table or sheet called {quoted(lookup.target)}.", known)
            return None
        return frame.with_columns(pl.col(lookup.give).alias(GIVE))

    def _refuse(self, rule: Rule, message: str, known: object) -> None:
        names = [str(each) for each in known] if isinstance(known, (tuple, list, Mapping)) else []
        hint = did_you_mean(message.partition("“")[2].partition("”")[0], names) or "Correct the mapping."
        self.mapping.add(MAPPING, message, hint, line=rule.place[0], column=rule.place[1])

    def _with_new(
        self, work: Work, rule: Rule, lookup: Lookup, found: pl.Series, wanted: pl.Series, ways: Sequence[pl.Series]
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
