"""Owns how complete the languages of a portal are: its interface, and the texts in its data.

Does not own the translations: the catalogues of `generator.text.catalogues`, and the data themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from generator.model import Table
from generator.pages.portal import Portal
from generator.text.catalogues import SOURCE_LANGUAGE, messages_count, untranslated

PROSE: Mapping[str, tuple[str, ...]] = {
    "clusters": ("name", "description"),
    "compliance_points": ("name", "description"),
    "public_issues": ("title", "description"),
    "questions": ("text",),
    "instruments": ("title",),
    "countries": ("programme_name", "caveat"),
    "advisory_committees": ("name",),
    "claims": ("title", "text", "evidence", "data_needed"),
    "statements": ("office", "organisation"),
    "releases": ("summary", "earlier_kept", "withdrawal_reason"),
    "acknowledgements": ("reason",),
    "addresses": ("reason",),
    "factories": ("status_reason",),
    "assessments": ("gap_reason",),
    "strikes": ("reason",),
    "corrections": ("reason",),
    "observations": ("note",),
    "evaluations": ("question", "result", "method"),
}
"""Fields that pages show translated, where the table `translations` has them: texts that the programme writes.

Objects by language count besides. Names, addresses, replies and quotations are shown as they were written."""


@dataclass(frozen=True, slots=True)
class Untranslated:
    """Texts of one field in one language: how many there are, and the keys of the rows that are not translated."""

    table: str
    field: str
    total: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a language is there: the interface's messages, and the texts in the data by field."""

    language: str
    messages: int
    missing_messages: tuple[str, ...]
    fields: tuple[Untranslated, ...]

    @property
    def messages_translated(self) -> int:
        """Messages that are shown in the language."""
        return self.messages - len(self.missing_messages)

    @property
    def texts(self) -> int:
        """Texts in the data."""
        return sum(each.total for each in self.fields)

    @property
    def texts_translated(self) -> int:
        """Texts in the data that are shown in the language; the others are shown in the default one."""
        return self.texts - sum(len(each.missing) for each in self.fields)


def completeness_of(portal: Portal, language: str) -> Completeness:
    """Return how complete `language` is in this portal."""
    missing = () if language == SOURCE_LANGUAGE else untranslated(language)
    return Completeness(language, messages_count(), missing, tuple(_fields_of(portal, language)))


def _fields_of(portal: Portal, language: str) -> Iterator[Untranslated]:
    translated = _translated(portal, language)
    for package in portal.data.packages.values():
        for table in package.tables.values():
            for field in table.schema.fields:
                if field.type == "object":
                    yield _of_objects(portal, table, field.name, language)
                elif field.name in PROSE.get(table.name, ()):
                    found = translated.get((table.name, field.name), set())
                    yield _of_texts(portal, table, field.name, None if language == portal.languages[0] else found)


def _translated(portal: Portal, language: str) -> Mapping[tuple[str, str], set[str]]:
    """Return the keys of the rows translated into `language`, by table and field."""
    by_field: dict[tuple[str, str], set[str]] = {}
    if "translations" in portal.data:
        rows = portal.facts.published("translations").filter(pl.col("language") == language)
        for table, field, key in rows.select("table", "field", "key").iter_rows():
            by_field.setdefault((table, field), set()).add(key)
    return by_field


def _of_objects(portal: Portal, table: Table, field: str, language: str) -> Untranslated:
    texts = [(key, text) for key, text in _cells(portal, table, field) if text]
    missing = tuple(key for key, text in texts if language not in json.loads(text))
    return Untranslated(table.name, field, len(texts), missing)


def _of_texts(portal: Portal, table: Table, field: str, translated: set[str] | None) -> Untranslated:
    """Return the texts of a field; None for `translated` means that the language is the one they are written in."""
    keys = [key for key, _ in _cells(portal, table, field)]
    missing = () if translated is None else tuple(key for key in keys if key not in translated)
    return Untranslated(table.name, field, len(keys), missing)


def _cells(portal: Portal, table: Table, field: str) -> Iterator[tuple[str, str]]:
    """Yield the key of each published row, as the table of translations writes it, with the text in `field`."""
    key = pl.concat_str([pl.col(name).cast(pl.String) for name in table.schema.primary_key], separator=" ")
    rows = portal.facts.published(table.name).filter(pl.col(field).is_not_null())
    yield from rows.select(key.alias("key"), pl.col(field).alias("text")).iter_rows()
