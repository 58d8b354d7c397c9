"""Owns what follows from the columns of a sheet: each rule of a mapping applied to all its rows at once.

Does not own looking up and counting in other tables (`lookups`), or how days and numbers are written (`writing`). A
column that follows is worked out when it is first needed. What fails is noted at its cell, and null from there on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from generator.importing.codes import MAPPING, SPREADSHEET_COLUMN, SPREADSHEET_VALUE
from generator.importing.mapping import Conditions, Rule, Sheet
from generator.importing.nearest import did_you_mean
from generator.importing.sheets import ROW, Columns
from generator.importing.writing import OUR_DAY, countries_of, days_of, numbers_of
from generator.numbers import day_hint, number_hint
from generator.packages.complaints import Complaints, quoted
from generator.problems import Where

Seek = Callable[["Work", str, Rule], pl.Series]
"""Looks up or counts what a rule asks for, for the column of a sheet that is called so."""
_FIRST_ROWS = 50
"""Rows in which names of columns may stand, below titles and notes."""
_REFERENCE = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Work:
    """A sheet at work: its columns, and those that follow from them by `sheet.columns`, as far as they were needed.

    `scope` are the rows that the table which is being filled takes: what is wrong elsewhere does not matter to it.
    """

    sheet: Sheet
    columns: Columns
    mapping: Complaints
    seek: Seek
    known: dict[str, pl.Series] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)
    scope: pl.Series | None = None

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.columns.frame.height

    def column(self, name: str, place: tuple[int, int]) -> pl.Series:
        """Return a column by its name; one of nulls, noting why at `place` in the mapping, where there is none."""
        if name not in self.known:
            self.known[name] = self._worked_out(name, place)
        return self.known[name]

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.sheet.columns or (name in self.columns.frame.columns and name != ROW)

    def _worked_out(self, name: str, place: tuple[int, int]) -> pl.Series:
        if name in self.under_way:
            message = f"The column {quoted(name)} follows from itself."
            self._refuse(MAPPING, message, "Take another column, or give this one another name.", place)
        elif name in self.sheet.columns and name in self.columns.frame.columns:
            message = f"The sheet has a column {quoted(name)} already."
            hint = "Give the column that follows another name."
            self._refuse(MAPPING, message, hint, self.sheet.columns[name].place)
        elif name in self.sheet.columns:
            self.under_way.append(name)
            scope, self.scope = self.scope, None
            found = self.follow(self.sheet.columns[name], name)
            self.scope = scope
            self.under_way.pop()
            return found
        elif name in self.columns.twice:
            message = f"Several columns are called {quoted(name)}."
            self._refuse(SPREADSHEET_COLUMN, message, "Give each column of the spreadsheet a name of its own.", place)
        elif self.has(name):
            return self.columns.frame[name]
        else:
            known = [each for each in (*self.columns.frame.columns, *self.sheet.columns) if each != ROW]
            hint = self._row_with(name) or did_you_mean(name, known)
            hint = hint or f"Its columns are: {', '.join(map(quoted, known[:40]))}."
            self._refuse(SPREADSHEET_COLUMN, f"The sheet has no column {quoted(name)}.", hint, place)
        return self._nothing()

    def _row_with(self, name: str) -> str:
        """Return in which other row near the beginning the name stands, in a sentence; nothing where in none."""
        grid = self.columns.grid
        for row, number in zip(grid.rows[:_FIRST_ROWS], grid.row_numbers, strict=False):
            if number != self.sheet.header and any(" ".join((cell or "").split()) == name for cell in row):
                return f"It stands in row {number}: say header: {number} in the mapping."
        return ""

    def days(self, name: str, place: tuple[int, int]) -> pl.Series:
        """Return a column as days in our form, read as the sheet states; null, noting why, where it holds none."""
        return self.follow(Rule(place, source=(name,), dates=self.sheet.dates or (OUR_DAY,)), name)

    def _nothing(self) -> pl.Series:
        return pl.repeat(None, self.height, dtype=pl.String, eager=True)

    def _refuse(self, code: str, message: str, hint: str, place: tuple[int, int]) -> None:
        self.mapping.add(code, message, hint, line=place[0], column=place[1])

    def follow(self, rule: Rule, name: str) -> pl.Series:
        """Return the column that follows by a rule; `name` is what it is called, for messages."""
        texts = self._source(rule, name)
        if rule.take:
            texts = self._taken(rule, texts)
        for old, new in rule.replace.items():
            texts = texts.str.replace_all(old, new, literal=True)
        if rule.pattern:
            texts = self._cut(rule, texts)
        if rule.lower:
            texts = texts.str.to_lowercase()
        texts = texts.str.strip_chars().replace("", None)
        if rule.values is not None or rule.other:
            texts = self._mapped(rule, texts, name).replace("", None)
        if rule.dates or rule.numbers or rule.countries:
            texts = self._written(rule, texts, name)
        return texts.fill_null(rule.blank) if rule.blank else texts

    def _source(self, rule: Rule, name: str) -> pl.Series:
        if rule.source:
            there = [each for each in rule.source if self.has(each) or not rule.optional]
            return self._coalesced([self.column(each, rule.place) for each in there])
        if rule.text is not None:
            return self.filled(rule.text, rule.place)
        if rule.rank:
            return self._ranked(rule)
        return self.seek(self, name, rule)

    def _coalesced(self, columns: Sequence[pl.Series]) -> pl.Series:
        return pl.select(pl.coalesce(columns)).to_series() if columns else self._nothing()

    def filled(self, template: str, place: tuple[int, int]) -> pl.Series:
        """Return a text for each row, in which `{column}` is what stands there; null where that is blank."""
        parts: list[pl.Expr | pl.Series] = []
        end = 0
        for found in _REFERENCE.finditer(template):
            parts += [pl.lit(template[end : found.start()]), self.column(found[1], place)]
            end = found.end()
        if not parts:
            return pl.repeat(template, self.height, dtype=pl.String, eager=True)
        return pl.select(pl.concat_str(*parts, pl.lit(template[end:]))).to_series()

    def frame(self, names: Sequence[str], place: tuple[int, int]) -> pl.DataFrame:
        """Return several columns side by side, called 0, 1, 2."""
        return pl.DataFrame([self.column(name, place).alias(str(at)) for at, name in enumerate(names)])

    def _groups(self, rule: Rule) -> pl.Series:
        """Return which rows are alike in `within`, as a number; without it, all are."""
        if not rule.within:
            return pl.repeat(0, self.height, dtype=pl.UInt32, eager=True)
        return self.frame(rule.within, rule.place).select(pl.struct(pl.all()).rank("dense")).to_series()

    def _ranked(self, rule: Rule) -> pl.Series:
        frame = self.frame(rule.rank, rule.place)
        known = ~frame.select(pl.any_horizontal(pl.all().is_null())).to_series()
        ranked = frame.with_columns(self._groups(rule).alias("group"), known.alias("known")).with_columns(
            pl.struct(frame.columns).rank("dense").over("group", "known").alias("rank")
        )
        return ranked.select(pl.when("known").then(pl.col("rank").cast(pl.String))).to_series()

    def _taken(self, rule: Rule, texts: pl.Series) -> pl.Series:
        order = self.frame(rule.order, rule.place) if rule.order else pl.DataFrame({"0": self.columns.frame[ROW]})
        frame = order.with_columns(self._groups(rule).alias("group"), texts.alias("text"))
        sorted_ = pl.col("text").sort_by(*order.columns, maintain_order=True)
        return frame.select((sorted_.first() if rule.take == "first" else sorted_.last()).over("group")).to_series()

    def _cut(self, rule: Rule, texts: pl.Series) -> pl.Series:
        try:
            groups = pl.Series([""]).str.extract_groups(rule.pattern).struct.fields
        except pl.exceptions.PolarsError:
            groups = []
        if groups:
            return texts.str.extract(rule.pattern, 1)
        message = f"{quoted(rule.pattern)} is no regular expression with a group in round brackets."
        hint = "Put what is to be taken into round brackets: ^KH-([0-9]+)$"
        self._refuse(MAPPING, message, hint, rule.place)
        return self._nothing()

    def _mapped(self, rule: Rule, texts: pl.Series, name: str) -> pl.Series:
        values = rule.values or {}
        other = self.filled(rule.other, rule.place) if rule.other else None
        mapped = texts.replace_strict(values, default=None, return_dtype=pl.String) if values else self._nothing()
        unknown = texts.is_not_null() & ~texts.is_in(list(values))
        if "" in values:
            mapped = mapped.set(texts.is_null(), values[""])
        if other is not None:
            return pl.select(pl.when(unknown).then(other).otherwise(mapped)).to_series()
        line, column = rule.place

        def hint(text: str) -> str:
            add = f"Add it to values in {self.mapping.file}:{line}:{column}, or correct the cell."
            return f"{did_you_mean(text, values)} {add}".strip()

        self.fault(unknown, texts, name, rule, lambda text: f"{quoted(text)} is none of the values known here.", hint)
        return mapped

    def _written(self, rule: Rule, texts: pl.Series, name: str) -> pl.Series:
        hint: Callable[[str], str]
        if rule.dates:
            written = days_of(texts, rule.dates)
            what, hint = "a day written as " + " or ".join(rule.dates), _day_hint
        elif rule.numbers:
            written = numbers_of(texts, rule.numbers, self._numbers(rule))
            what, hint = f"a number written as {rule.numbers}", number_hint
        else:
            written = countries_of(texts)
            what, hint = "the name or code of a country in ISO 3166", _country_hint
        wrong = texts.is_not_null() & written.is_null()
        self.fault(wrong, texts, name, rule, lambda text: f"{quoted(text)} is not {what}.", hint)
        return written

    def _numbers(self, rule: Rule) -> pl.Series | None:
        """Return which cells hold a number as such, where a rule takes one column as it is."""
        plain = len(rule.source) == 1 and not (rule.replace or rule.pattern or rule.take or rule.values)
        return self.columns.numbers.get(rule.source[0]) if plain else None

    def fault(
        self,
        wrong: pl.Series,
        texts: pl.Series,
        name: str,
        rule: Rule,
        message: Callable[[str], str],
        hint: Callable[[str], str],
        code: str = SPREADSHEET_VALUE,
    ) -> None:
        """Note each wrong cell of the column that a rule takes; what is said of a text is worked out once."""
        said: dict[str, tuple[str, str]] = {}
        for at in self.in_scope(wrong).arg_true():
            text = str(texts[at])
            if text not in said:
                said[text] = message(text), hint(text)
            self.note(at, name, rule, code, *said[text])

    def in_scope(self, rows: pl.Series) -> pl.Series:
        """Return those of `rows` that matter to the table which is being filled."""
        rows = rows.fill_null(value=False)
        return rows if self.scope is None else rows & self.scope

    def note(self, at: int, name: str, rule: Rule, code: str, message: str, hint: str) -> None:
        """Note what is wrong in row `at`, at the cell that a rule takes first."""
        where = self.place(rule, at)
        place = self.mapping.at(where.file, sheet=where.sheet).named(self.origin(rule, at) or name)
        place.add(code, message, hint, line=where.line, column=where.column)

    def place(self, rule: Rule, at: int) -> Where:
        """Return the place, in row `at`, of the cell that a rule takes first."""
        return self.columns.where(at, self.origin(rule, at))

    def origin(self, rule: Rule, at: int = 0, seen: frozenset[str] = frozenset()) -> str:
        """Return the column of the spreadsheet that a rule begins with; nothing where it begins with none."""
        names = [*rule.source, *_REFERENCE.findall(rule.text or ""), *rule.rank]
        if rule.lookup:
            names += [ours for way in rule.lookup.by for ours in way.values()]
        for name in names:
            if name in self.columns.frame.columns:
                if len(rule.source) <= 1 or self.columns.frame[name][at] is not None:
                    return str(name)
            elif name in self.sheet.columns and name not in seen:
                found = self.origin(self.sheet.columns[name], at, seen | {name})
                if found:
                    return found
        return ""

    def chosen(self, only: Conditions, place: tuple[int, int], filled: Sequence[str] = ()) -> pl.Series:
        """Return which rows fulfil all conditions, and have something in all of the columns `filled`."""
        mask = pl.repeat(value=True, n=self.height, dtype=pl.Boolean, eager=True)
        for name, allowed in only.items():
            mask &= self.column(name, place).fill_null("").is_in(list(allowed))
        for name in filled:
            mask &= self.column(name, place).is_not_null()
        return mask


def _day_hint(text: str) -> str:
    if text.isascii() and text.replace(".0", "").isdecimal() and len(text) == len("45000"):
        return "It may be the number of a day in a spreadsheet: then add serial to dates in the mapping."
    return f"{day_hint(text)} Or say in the mapping how days are written, with dates:."


def _country_hint(_text: str) -> str:
    return "Write its name in English, or its code of two letters; or map it with values: in the mapping."
