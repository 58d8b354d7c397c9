"""Every form that our schemas ask for is shown by an example, which a person can copy and change."""

from __future__ import annotations

import re
from pathlib import Path

from generator.packages import read_dataset

DATA = Path(__file__).parents[2] / "data"
NOT_WRITTEN_BY_PEOPLE = {("releases", "digest")}


def test_every_form_has_an_example_that_has_it() -> None:
    data, _problems = read_dataset(DATA)
    tables = [table for package in data.packages.values() for table in package.tables.values()]
    asked = [(table.name, field) for table in tables for field in table.schema.fields if "pattern" in field.constraints]
    assert len(asked) > 70
    wrong = {
        (name, field.name) for name, field in asked if not re.fullmatch(field.constraints["pattern"], field.example)
    }
    assert wrong == NOT_WRITTEN_BY_PEOPLE
