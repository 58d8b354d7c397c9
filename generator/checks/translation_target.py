"""Owns the rule that a translation names a row, a field and a language that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.expected import usable_tables
from generator.checks.rule import Check, Faults, failing, literal
from generator.checks.targets import unknown_targets
from generator.model import Dataset


def check_translation_target(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the translations whose table, field or row is not in the data, or whose language is not the portal's."""
    translations = data.table("translations")
    yield from unknown_targets(data, translations)
    if "programme" in usable_tables(data):
        languages = data["programme"]["languages"].explode().drop_nulls().unique()
        rows = failing(translations, ~pl.col("language").is_in(languages.implode()), "language")
        message = "{language} is not a language of the portal."
        hint = f"The portal is in {literal(', '.join(sorted(languages)))}: correct it, or add it to the programme."
        yield Faults(translations, rows, message, hint, "language")


CHECK = Check(
    "translation-target",
    "A translation is of a text that does not exist",
    check_translation_target,
    needs=("translations",),
)
