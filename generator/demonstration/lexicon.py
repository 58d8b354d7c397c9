"""Owns the reading of the word lists beside it (`words/*.csv`). Does not own how words are put together."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"


@cache
def word_list(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `words/<name>.csv`, each by column."""
    with (_WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words_of(name: str, key: str, value: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a word list whose column `key` is `value`."""
    return tuple(row for row in word_list(name) if row[key] == value)


@cache
def reasons(kind: str) -> tuple[str, ...]:
    """Return the sentences that give a reason of this kind."""
    return tuple(row["text"] for row in words_of("reasons", "kind", kind))
