"""Owns how numbers and days are written in the data, and what to say when one is written otherwise.

Does not own the reading of columns (`generator.packages.cells`) or how figures are shown to readers
(`generator.text`). One spelling of each value: no spreadsheet, language or library reads it differently.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

INTEGER = r"^-?(?:0|[1-9][0-9]*)$"
"""Form of a whole number: digits 0-9, perhaps a minus, no leading zero."""
NUMBER = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"
"""Form of a number: as a whole number, then perhaps a point with digits and a power of ten (`1.5`, `2e6`)."""
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""Form of a day (ISO 8601); whether the calendar has that day is decided apart."""
SMALLEST, LARGEST = -(2**63), 2**63 - 1
"""Bounds of a whole number: 64 bits."""

_NO_NUMBER = "Write a number in digits, with a point before decimals, such as 1250 or 3.5."
_WORDS = {"nan", "inf", "infinity", "n/a", "na", "null", "none", "-", "?"}
_GAP = r"[,'_ \u2019\u00a0\u202f]"
_GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+(?:\.[0-9]+)?")
_SIGNS = {"\uff0e": ".", "\u066b": ".", "\uff0c": ",", "\uff0d": "-", "\u2212": "-", "\u2011": "-", "\uff0f": "/"}
_OTHER_DAY = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
"""A day as many countries write it, the year last."""
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def number_hint(text: str) -> str:
    """Return how to write the number that `text` seems to mean, as a sentence."""
    if text.lower().lstrip("+-") in _WORDS:
        return "Leave the cell empty where there is no number."
    if text.endswith(("%", "\u066a", "\uff05")):
        return f"Write the number without a per cent sign ({text[:-1].strip()}), or as a share, as the table asks."
    if re.fullmatch(NUMBER, text):
        return "The number is too large to be stored: check its power of ten."
    better = _better_number(text)
    if better is not None:
        return f"Write {better}."
    return _NO_NUMBER


def _better_number(text: str) -> str | None:
    """Return the number that `text` seems to mean, as it should be written; None when that is not clear."""
    plain = ascii_digits(text).removeprefix("+")
    if _GROUPED.fullmatch(plain):
        plain = re.sub(_GAP, "", plain)
    elif _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)
    return plain if plain != text and re.fullmatch(NUMBER, plain) else None


def integer_hint(text: str) -> str:
    """Return how to write the whole number that `text` seems to mean, as a sentence."""
    if re.fullmatch(INTEGER, text):
        return f"Use a whole number between {SMALLEST} and {LARGEST}."
    if re.fullmatch(NUMBER, text):
        return "Write a whole number in digits, without decimals or a power of ten."
    better = _better_number(text)
    if better is not None and not re.fullmatch(INTEGER, better):
        return "Write a whole number in digits, without a comma or decimals."
    hint = number_hint(text)
    return "Write a whole number in digits, such as 1250." if hint == _NO_NUMBER else hint


def day_hint(text: str) -> str:
    """Return how to write the day that `text` seems to mean, as a sentence."""
    if re.fullmatch(DAY, text):
        return "The calendar has no such day: check month and day (year-month-day)."
    if not text.isascii() and re.fullmatch(DAY, ascii_digits(text)):
        return f"Write it with the digits 0-9: {ascii_digits(text)}."
    if re.fullmatch(DAY, text[:10]) and len(text) > len("2026-11-02"):
        return f"Write the day alone, without a time: {text[:10]}."
    if found := _OTHER_DAY.fullmatch(text):
        return _reordered(*found.groups())
    return "Write year, month and day as 2026-11-02; leave the cell empty where there is no day."


def _reordered(first: str, second: str, year: str) -> str:
    """Return how to write a day of which day and month come first: both ways, where both are in the calendar."""
    ways = [f"{year}-{month:0>2}-{day:0>2}" for day, month in ((first, second), (second, first))]
    real = [way for way in dict.fromkeys(ways) if day_of(way)]
    if len(real) > 1:
        return f"Write {real[0]} if the day comes first in it, {real[1]} if the month does."
    return f"Write {real[0]}." if real else "Write year, month and day as 2026-11-02."


def day_of(text: str) -> date | None:
    """Return the day that `text` is, None where it has another form or the calendar lacks that day."""
    if not re.fullmatch(DAY, text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def ascii_digits(text: str) -> str:
    """Return `text` with the decimal digits, points and signs of any script in their ASCII form."""
    return "".join(_ascii_digit(each) for each in text)


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return _SIGNS.get(character, character)
