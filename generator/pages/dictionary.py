"""Owns the data dictionary: every table, what each field means, its type, its rules, and what it refers to.

Does not own the schemas (the packages say them, `generator.schema` holds them) or the files (`downloads`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from generator.model import Package, Table
from generator.pages.labels import LABELS, label
from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.schema import Field, Reference
from generator.text.words import Text, Words

_CODE = Markup('<code dir="ltr">{}</code>')
_LINK = Markup('<a href="#{0}"><code dir="ltr">{0}</code></a>')


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    tables = [table for package in portal.data.packages.values() for table in package.tables.values()]
    yield View(
        template="dictionary",
        address="dictionary/",
        title=words.say("Data dictionary"),
        description=words.say(
            "Every table and field of the data: what it means, its type, the values that it may have, and what it "
            "refers to."
        ),
        section="downloads",
        crumbs=(Crumb(words.say("Data"), "downloads/"),),
        values={
            "packages": [_package(portal, words, package) for package in portal.data.packages.values()],
            "tables_count": len(tables),
            "fields_count": sum(len(table.schema.fields) for table in tables),
        },
    )


def _package(portal: Portal, words: Words, package: Package) -> Mapping[str, object]:
    return {
        "name": package.name,
        "title": words.foreign(str(package.descriptor.get("title", package.name)), words.fallback),
        "version": package.version,
        "tables": [_table(portal, words, table) for table in package.tables.values()],
    }


def _table(portal: Portal, words: Words, table: Table) -> Mapping[str, object]:
    return {
        "name": table.name,
        "title": words.foreign(table.schema.title, words.fallback),
        "description": words.foreign(table.schema.description, words.fallback),
        "fields": [_field(portal, words, table, field) for field in table.schema.fields],
    }


def _field(portal: Portal, words: Words, table: Table, field: Field) -> Mapping[str, object]:
    return {
        "name": field.name,
        "type": label(words, "field_type", field.type),
        "meaning": words.foreign(field.description, words.fallback),
        "rules": [*_rules(words, field), *_keys(portal, words, table, field.name)],
        "values": [(value, _label(words, field.name, value)) for value in map(str, field.constraints.get("enum", ()))],
    }


def _label(words: Words, field: str, value: str) -> Text | None:
    """Return what the site calls a value of a fixed list; None where it has no word for it."""
    return label(words, field, value) if value in LABELS.get(field, ()) else None


def _rules(words: Words, field: Field) -> Iterator[Text | Markup]:
    """Yield the constraints of a field in words, but for the list of its values."""
    limits = field.constraints
    if field.required:
        yield words.say("always there")
    yield from _days(words, limits) if field.type == "date" else _bounds(words, limits)
    if "pattern" in limits:
        yield words.markup("written like {pattern}", pattern=_CODE.format(limits["pattern"]))
    if limits.get("unique"):
        yield words.say("different in every row")
    if field.type == "list":
        yield words.markup("parted by {sign}", sign=_CODE.format(field.delimiter))


def _bounds(words: Words, limits: Mapping[str, Any]) -> Iterator[Text]:
    if "minimum" in limits and "maximum" in limits:
        yield words.say("from {least} to {most}", least=limits["minimum"], most=limits["maximum"])
    elif "minimum" in limits:
        yield words.say("at least {least}", least=limits["minimum"])
    elif "maximum" in limits:
        yield words.say("at most {most}", most=limits["maximum"])
    if "minLength" in limits:
        yield words.count("at least {n} character", "at least {n} characters", int(limits["minLength"]))
    if "maxLength" in limits:
        yield words.count("at most {n} character", "at most {n} characters", int(limits["maxLength"]))


def _days(words: Words, limits: Mapping[str, Any]) -> Iterator[Text]:
    if "minimum" in limits:
        yield words.say("{day} or later", day=words.date(date.fromisoformat(limits["minimum"])))
    if "maximum" in limits:
        yield words.say("{day} or earlier", day=words.date(date.fromisoformat(limits["maximum"])))


def _keys(portal: Portal, words: Words, table: Table, name: str) -> Iterator[Text | Markup]:
    """Yield the part of a field in the primary key, and what it refers to."""
    if name in table.schema.primary_key:
        alone = len(table.schema.primary_key) == 1
        yield words.say("key of the row") if alone else words.say("part of the key of the row")
    for reference in (*table.schema.foreign_keys, *table.schema.references):
        if name in reference.fields:
            yield words.markup("refers to {target}", target=_target(portal, reference, name))


def _target(portal: Portal, reference: Reference, name: str) -> Markup:
    target = f"{reference.resource}.{reference.target[reference.fields.index(name)]}"
    return (_LINK if reference.resource in portal.data else _CODE).format(target)
