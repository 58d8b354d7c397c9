"""Owns the rule that there is one programme, whose default language is one of its languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset
from generator.problems import Problem, Severity, Where


def check_programme_record(data: Dataset, _as_of: date) -> Iterator[Faults | Problem]:
    """Yield a problem when there is no programme, each further one, and a default language that is not listed."""
    programme = data.table("programme")
    if programme.rows.is_empty():
        file = programme.files[0] if programme.files else f"{programme.package}/datapackage.yaml"
        where = Where(file, package=programme.package, table="programme")
        text = "There is no programme."
        yield Problem(where, "programme-record", Severity.ERROR, text, "Describe it in one record.")
    message = "There is more than one programme; a portal has one."
    yield Faults(programme, programme.rows.slice(1), message, "Keep one record.", "programme")
    unlisted = ~pl.col("languages").list.contains(pl.col("default_language"))
    rows = failing(programme, unlisted, "languages", "default_language")
    message = "The default language {default_language} is not among the languages: {languages}."
    yield Faults(programme, rows, message, "Add it to languages.", "default_language")


CHECK = Check(
    "programme-record",
    "The programme is not one record with a default language among its languages",
    check_programme_record,
    needs=("programme",),
)
