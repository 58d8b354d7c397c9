"""Owns the demonstration for tests of pages: as a portal, and as the rows of its files, read without our reader."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import cache
from pathlib import Path

from generator.facts import facts_of
from generator.packages import read_dataset
from generator.pages.portal import Portal
from generator.settings import Settings
from tests.pages.portals import THEME

DATA = Path(__file__).parents[2] / "data"


@cache
def demonstration() -> Portal:
    data, problems = read_dataset(DATA)
    assert problems == []
    return Portal(facts_of(data, date(2026, 11, 2)), Settings(cache=None, theme=THEME))


@cache
def rows_of(pattern: str) -> list[dict[str, str]]:
    """Return the rows of the files that match `pattern` below the data, as text."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(DATA.glob(pattern)))
    return [row for text in texts for row in csv.DictReader(io.StringIO(text))]
