"""Owns the portal as every page gets it: facts, settings, texts, the programme's record, and the files to take away.

Does not own figures (`generator.facts`) or pages (the other modules here).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.facts import Facts
from generator.model import Dataset
from generator.problems import Problem
from generator.settings import Settings
from generator.text.words import Text, Words

_LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


@dataclass(frozen=True, slots=True)
class Prose:
    """A text from `content/`: its slug, language, title, summary, and its sanitised HTML."""

    slug: str
    language: str
    title: str
    summary: str
    html: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers can download.

    `table` is empty where the file is about the whole package (descriptor, archive); `address` is relative to the
    site; `rows` counts records without headers; `sha256` is in hexadecimal; `format` is the end of its name (csv).
    """

    package: str
    table: str
    address: str
    rows: int
    size_bytes: int
    sha256: str
    format: str


MOST_CELLS = 400_000
"""Most cells of a spreadsheet. The format ends at 1,048,576 rows; people and their machines end sooner."""
MOST_RECORDS = 500_000
"""Most rows of a JSON file: programs that read one hold all of it in memory."""
TOO_LONG, LONG_TEXT = "too-long", "long-text"
"""Why a table is not in a format: it has more rows or cells than the limit above; a text is too long for a cell."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A format that a table is not offered in, and why (`TOO_LONG`, `LONG_TEXT`)."""

    package: str
    table: str
    format: str
    why: str


class Served(StrEnum):
    """Which files the page of a released version offers, or why it offers none."""

    TAGGED = "tagged"
    NEWEST = "newest"
    WITHDRAWN = "withdrawn"
    NOT_HERE = "not-here"


@dataclass(frozen=True, slots=True)
class Edition:
    """A released version of a package, and its files: those of its tag, or the newest ones while it has no tag."""

    package: str
    version: str
    served: Served
    files: tuple[Download, ...] = ()

    @property
    def address(self) -> str:
        """Address of its folder, from the root of the site or of a language."""
        return f"data/{self.package}/{self.version}/"


@dataclass(frozen=True, slots=True)
class Editions:
    """The released versions of all packages; `whole`: git had the history of the data to take their files from."""

    each: tuple[Edition, ...] = ()
    whole: bool = True

    def of(self, package: str, version: str) -> Edition | None:
        """Return a version; None where it is not released."""
        found = (edition for edition in self.each if (edition.package, edition.version) == (package, version))
        return next(found, None)


@dataclass(frozen=True, eq=False)
class Portal:
    """Everything that pages are made from, the same for all languages."""

    facts: Facts
    settings: Settings
    warnings: tuple[Problem, ...] = ()
    prose: tuple[Prose, ...] = ()
    downloads: tuple[Download, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    handbook: Path | None = None
    """Configuration of the handbook that is published with the portal, if any."""
    editions: Editions = Editions()

    @property
    def data(self) -> Dataset:
        """The checked packages."""
        return self.facts.data

    @property
    def as_of(self) -> date:
        """The date of the build."""
        return self.facts.as_of

    @property
    def charts_folder(self) -> Path | None:
        """Folder that keeps drawn charts, if any."""
        return self.settings.cache and self.settings.cache / "charts"

    @cached_property
    def programme(self) -> Mapping[str, Any]:
        """The one row of the table `programme`, with texts by language as mappings."""
        row = self.data["programme"].row(0, named=True)
        objects = {field.name for field in self.data.table("programme").schema.fields if field.type == "object"}
        return {name: json.loads(value) if name in objects and value else value for name, value in row.items()}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of this build, the default one first."""
        if self.settings.languages:
            return self.settings.languages
        default = str(self.programme["default_language"])
        return (default, *(code for code in self.programme["languages"] if code != default))

    @cached_property
    def licence(self) -> tuple[str, str]:
        """Title and address of the licence of the data."""
        key = str(self.programme["licence"])
        return _LICENCES.get(key, (key, f"https://spdx.org/licenses/{quote(key, safe='')}.html"))

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Version of each package."""
        return {name: package.version for name, package in self.data.packages.items()}

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Rows of the table of sources by key; empty where there is none."""
        if "sources" not in self.data:
            return {}
        return {row["source"]: row for row in self.data["sources"].to_dicts()}

    @cached_property
    def tool(self) -> Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]:
        """The assessment tool: the clusters in their order, each with its compliance points in theirs."""
        clusters = sorted(self.rows("clusters").values(), key=lambda row: (row["order"], row["cluster"]))
        points = sorted(self.rows("compliance_points").values(), key=lambda row: (row["order"], row["point"]))
        return [(row, [point for point in points if point["cluster"] == row["cluster"]]) for row in clusters]

    @cached_property
    def shared(self) -> dict[str, Mapping[str, object]]:
        """What the frames of all pages in a language share, by language: a cache for `generator.pages.frame`."""
        return {}

    def words(self, language: str) -> Words:
        """Return the words of a language; they know the table `translations`."""
        return Words(language, str(self.programme["default_language"]), self._translations.get(language))

    @cached_property
    def _translations(self) -> Mapping[str, Mapping[tuple[str, str, str], str]]:
        by_language: dict[str, dict[tuple[str, str, str], str]] = {}
        if "translations" in self.data:
            for row in self.data["translations"].to_dicts():
                cells = by_language.setdefault(row["language"], {})
                cells[row["table"], row["key"], row["field"]] = row["text"]
        return by_language

    def name_of(self, words: Words, table: str, key: str, field: str = "name") -> Text:
        """Return a cell of a small table in the language of `words`: `name_of(words, "clusters", key)`."""
        return words.data(table, key, field, self.rows(table)[key][field])

    def text_of(self, words: Words, table: str, row: Mapping[str, Any], field: str) -> Text:
        """Return a text of a row of `table` in the language of `words`; empty where it has none."""
        key = " ".join(str(row[part]) for part in self.data.table(table).schema.primary_key)
        return words.data(table, key, field, row.get(field) or "")

    def rows(self, table: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the rows of a small table by the first field of its primary key; empty where it is absent."""
        if table not in self._rows:
            self._rows[table] = _by_key(self.data, table)
        return self._rows[table]

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, Mapping[str, Any]]]:
        return {}


def _by_key(data: Dataset, table: str) -> Mapping[str, Mapping[str, Any]]:
    if table not in data:
        return {}
    key = data.table(table).schema.primary_key[0]
    return {row[key]: row for row in data[table].to_dicts()}
