"""Owns the page on data and downloads: what there is to take away, what it means, how it may be used and cited.

Does not own the files (`generator.outputs.downloads` writes them and says what it wrote).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model import Package, Table
from generator.pages.labels import label
from generator.pages.portal import Download, Portal
from generator.pages.view import View
from generator.schema import Field, Reference
from generator.text.words import Text, Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    yield View(
        template="downloads",
        address="downloads/",
        title=words.say("Data and downloads"),
        description=words.say(
            "All data behind this site to take away as CSV, JSON and zip, without login: rows, sizes, checksums, the "
            "meaning of every field, the licence, and how to cite."
        ),
        section="downloads",
        values={
            "packages": [_package(portal, words, package) for package in portal.data.packages.values()],
            "released": {(row["package"], row["version"]) for row in portal.facts.published("releases").to_dicts()},
            "licences": _licences(portal, words),
            "files_count": len(portal.downloads),
            "rows_count": sum(each.rows for each in portal.downloads if not each.table and each.format == "zip"),
            "base": portal.settings.address,
            "publisher": words.pick(portal.programme["name"]),
        },
        invented=True,
    )


def _package(portal: Portal, words: Words, package: Package) -> Mapping[str, object]:
    descriptor = package.descriptor
    files = [each for each in portal.downloads if each.package == package.name]
    return {
        "name": package.name,
        "title": words.foreign(str(descriptor.get("title", package.name)), words.fallback),
        "description": words.foreign(" ".join(str(descriptor.get("description", "")).split()), words.fallback),
        "version": package.version,
        "year": str(descriptor.get("created", portal.as_of.isoformat()))[:4],
        "authors": "; ".join(str(each["title"]) for each in descriptor.get("contributors", ()) if each.get("title")),
        "whole": [each for each in files if not each.table],
        "tables": [_table(words, table, files) for table in package.tables.values()],
    }


def _licences(portal: Portal, words: Words) -> list[Mapping[str, object]]:
    """Return each licence once, with the packages under it; `attribution`: naming the source is its one condition."""
    packages: dict[tuple[str, str, str], list[str]] = {}
    for package in portal.data.packages.values():
        for each in package.descriptor.get("licenses", ()):
            name, title, path = (str(each.get(part, "")) for part in ("name", "title", "path"))
            of_package = words.foreign(str(package.descriptor.get("title", package.name)), words.fallback)
            packages.setdefault((name, title or name or path, path), []).append(of_package)
    return [
        {"title": title, "path": path, "attribution": name == "CC-BY-4.0", "packages": words.join(of)}
        for (name, title, path), of in packages.items()
    ]


def _table(words: Words, table: Table, files: Sequence[Download]) -> Mapping[str, object]:
    own = [each for each in files if each.table == table.name]
    folder = f"data/{table.package}/"
    return {
        "name": table.name,
        "title": words.foreign(table.schema.title, words.fallback),
        "description": words.foreign(table.schema.description, words.fallback),
        "rows": sum(each.rows for each in own if each.format == "csv"),
        "size": sum(each.size_bytes for each in own),
        "files": [{"path": each.address.removeprefix(folder), "file": each} for each in own],
        "fields": [_field(words, table, field) for field in table.schema.fields],
    }


def _field(words: Words, table: Table, field: Field) -> Mapping[str, object]:
    return {
        "name": field.name,
        "type": label(words, "field_type", field.type),
        "meaning": words.foreign(field.description, words.fallback),
        "rules": [*_rules(words, field), *_keys(words, table, field.name)],
    }


def _rules(words: Words, field: Field) -> Iterator[Text]:
    """Yield the constraints of a field in words."""
    limits = field.constraints
    if field.required:
        yield words.say("always there")
    if "enum" in limits:
        yield words.say("one of: {values}", values=", ".join(map(str, limits["enum"])))
    yield from _bounds(words, limits)
    if "pattern" in limits:
        yield words.say("written like {pattern}", pattern=limits["pattern"])
    if limits.get("unique"):
        yield words.say("different in every row")
    if field.type == "list":
        yield words.say("parted by {sign}", sign=field.delimiter)


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


def _keys(words: Words, table: Table, name: str) -> Iterator[Text]:
    """Yield the part of a field in the primary key, and what it refers to."""
    if name in table.schema.primary_key:
        alone = len(table.schema.primary_key) == 1
        yield words.say("key of the row") if alone else words.say("part of the key of the row")
    for reference in (*table.schema.foreign_keys, *table.schema.references):
        if name in reference.fields:
            yield words.say("refers to {target}", target=_target(reference, name))


def _target(reference: Reference, name: str) -> str:
    return f"{reference.resource}.{reference.target[reference.fields.index(name)]}"
