"""Owns how a text of a spreadsheet becomes one of ours: days and numbers written in a stated way, names of countries.

Does not own what is said of a cell that fails (`columns`). Works on whole columns; a failing cell becomes null.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from generator.numbers import DAY, INTEGER
from generator.text.folding import folded
from generator.text.iso_codes import country_called

_TOKENS = {"YYYY": "%Y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%m", "DD": "%d", "D": "%d"}
_TOKEN = re.compile("YYYY|MMMM|MMM|MM|M|DD|D")
_FIRST_SERIAL, _LAST_SERIAL = 61, 109_573
"""Numbers of the days 1 March 1900 (before it spreadsheets count a day that never was) and 31 December 2199."""
_FIRST_YEAR = 100
"""A year of two digits would be read as one of the first century, which nobody means."""
OUR_DAY = "YYYY-MM-DD"
"""How our tables write days."""
SERIAL_ORIGIN = pl.date(1899, 12, 30)


def days_of(texts: pl.Series, forms: Sequence[str]) -> pl.Series:
    """Return days as our tables write them, from any of `forms`; null where none fits, or two days come of it.

    `YYYY-MM-DD` fits always: no country writes it to mean another day. Which days are plausible, the schemas say.
    """
    ours = texts.str.to_date("%Y-%m-%d", strict=False)
    found = [pl.select(pl.when(texts.str.contains(DAY)).then(ours)).to_series()]
    found += [_serial(texts) if form == "serial" else _read(texts, form) for form in forms]
    first = pl.select(pl.coalesce(found)).to_series()
    doubt = pl.select(pl.any_horizontal((each != first).fill_null(value=False) for each in found)).to_series()
    days = pl.select(pl.when(~doubt).then(first)).to_series()
    return days.dt.to_string("%Y-%m-%d").alias(texts.name)


def _read(texts: pl.Series, form: str) -> pl.Series:
    days = texts.str.to_date(_chrono(form), strict=False)
    return pl.select(pl.when(days.dt.year() >= _FIRST_YEAR).then(days)).to_series()


def _chrono(form: str) -> str:
    return _TOKEN.sub(lambda token: _TOKENS[token[0]], form)


def _serial(texts: pl.Series) -> pl.Series:
    number = texts.cast(pl.Int64, strict=False)
    good = texts.str.contains(INTEGER) & number.is_between(_FIRST_SERIAL, _LAST_SERIAL)
    return pl.select(pl.when(good).then(SERIAL_ORIGIN + pl.duration(days=pl.lit(number)))).to_series()


def numbers_of(texts: pl.Series, example: str, as_such: pl.Series | None) -> pl.Series:
    """Return numbers as our tables write them; `as_such` says which cells held a number, and need no reading."""
    group, sign = _signs(example)
    form = rf"^[+-]?(?:[0-9]+|[0-9]{{1,3}}(?:{group}[0-9]{{3}})+)(?:{re.escape(sign)}[0-9]+)?$"
    plain = texts.str.replace_all("\u2212", "-", literal=True)
    bare = plain.str.replace_all(group, "") if group else plain
    bare = bare.str.replace(sign, ".", literal=True).str.strip_prefix("+").str.replace("^(-?)0+([0-9])", "${1}${2}")
    fits = plain.str.contains(form)
    read = pl.select(pl.when(fits).then(bare)).to_series().alias(texts.name)
    return read if as_such is None else pl.select(pl.when(as_such).then(texts).otherwise(read)).to_series()


def _signs(example: str) -> tuple[str, str]:
    """Return the pattern of the sign between groups of digits, and the sign before decimals, of such an example."""
    between = example[1]
    group = (
        "" if between == "2" else "[ \u00a0\u202f]" if between == " " else "['\u2019]" if between == "'" else between
    )
    return re.escape(group) if len(group) == 1 else group, example[-2]


def countries_of(texts: pl.Series) -> pl.Series:
    """Return the codes of countries (ISO 3166-1 alpha-2) from names in English, or codes of two or three letters."""
    known = {text: _country(text) for text in texts.drop_nulls().unique()}
    return pl.Series(texts.name, [known.get(text) for text in texts], dtype=pl.String)


@lru_cache(maxsize=1024)
def _country(text: str) -> str | None:
    return country_called(folded(text))
