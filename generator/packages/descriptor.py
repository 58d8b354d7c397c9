"""Owns reading and judging the descriptor of a package, `datapackage.yaml` (Data Package v2).

Does not own the rows (`tables`) or schemas (`table_schema`). Only what every program reads alike, without the network,
is allowed: local files of this package, in UTF-8 and the default dialect.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from generator.packages import codes
from generator.packages.complaints import Complaints, quoted
from generator.packages.files import Listing, local_path
from generator.packages.keys import Keys, as_written
from generator.packages.table_schema import FIELD_NAME, read_schema
from generator.packages.yaml_text import Node, Record, Text
from generator.schema import Schema

FILE_NAME = "datapackage.yaml"
"""Name of the descriptor in the folder of a package."""
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
"""The profile that a descriptor declares; without it version 1 would be assumed."""
VERSION = re.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
    r"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?",
    re.ASCII,
)
"""Form of a version (semver.org, 2.0.0)."""
LONGEST_PATH = 255
"""Characters of a path that a message shows: half a name would not say which file is missing."""
_CREATED = re.compile(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_TEXTS = ("title", "description", "id", "image")
KEYS = (
    "$schema", "name", *_TEXTS, "homepage", "version", "created", "keywords", "licenses", "sources", "contributors",
    "resources",
)  # fmt: skip
RESOURCE_KEYS = (
    "name", "type", "path", "title", "description", "format", "mediatype", "encoding", "dialect", "schema", "sources",
    "licenses",
)  # fmt: skip
LICENCE_KEYS = ("name", "path", "title")
SOURCE_KEYS = ("title", "path", "email", "version")
CONTRIBUTOR_KEYS = ("title", "givenName", "familyName", "path", "email", "roles", "organization")
_DIALECT = {
    "$schema": None, "delimiter": ",", "quoteChar": '"', "doubleQuote": "true", "header": "true",
    "skipInitialSpace": "false", "lineTerminator": "\n", "headerRows": None, "caseSensitiveHeader": "true",
}  # fmt: skip
_FORMATS = {"csv": (".csv",), "yaml": (".yaml", ".yml")}
_MEDIA_TYPES = {"csv": "text/csv", "yaml": "application/yaml"}

ReadNode = Callable[[str, Complaints], Node | None]
"""From the path of a YAML file in the package to its value."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A table that a descriptor lists: its files in order, and its schema."""

    name: str
    format: str
    paths: tuple[str, ...]
    schema: Schema


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor: as JSON values with schemas in place of their paths, its usable resources, all paths it names.

    `places` are line and column of each resource's name.
    """

    name: str
    values: dict[str, Any]
    resources: tuple[Resource, ...]
    paths: frozenset[str]
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


def read_descriptor(node: Node, listing: Listing, read: ReadNode, complaints: Complaints) -> Descriptor | None:
    """Return what `node` describes, noting what is wrong; None when it is not a record at all.

    A resource that is wrong is left out of `resources`, so that the others are still read.
    """
    if not isinstance(node, Record):
        hint = "Begin with the lines `$schema:`, `name:`, `title:`, `version:`, `licenses:` and `resources:`."
        message = "The descriptor is not a record of keys and values."
        complaints.add(codes.DESCRIPTOR, message, hint, line=node.line, column=node.column)
        return None
    keys = Keys(node, codes.DESCRIPTOR, complaints)
    keys.refuse_others(KEYS)
    name = _check_about(keys, listing.folder.name)
    reader = _Resources(listing, read, complaints)
    values = as_written(node)
    values["name"] = name
    if not VERSION.fullmatch(str(values.get("version"))):
        values["version"] = "0.0.0"
    values["resources"] = [reader.read(each) for each in keys.records("resources", required=True)]
    return Descriptor(name, values, tuple(reader.resources), frozenset(reader.paths), reader.places)


def _check_about(keys: Keys, folder: str) -> str:
    """Judge what the descriptor says about the package as a whole; return the name of the package."""
    if keys.text("$schema", required=True) not in (None, PROFILE):
        keys.fault("$schema", "The profile is not that of Data Package version 2.", f"Write $schema: {PROFILE}")
    name = keys.text("name", required=True)
    if name is not None and name != folder:
        hint = f"Write name: {folder}, or rename the folder."
        keys.fault("name", f"The package is called {quoted(name)}, but its folder {quoted(folder)}.", hint)
    keys.text("title", required=True)
    for key in ("description", "id", "image"):
        keys.text(key)
    _check_form(keys, "version", VERSION, "Write a version as 1.0.0: three numbers with points.", required=True)
    _check_form(keys, "created", _CREATED, "Write day and time as '2026-11-02T00:00:00Z'.")
    _check_form(keys, "homepage", _ADDRESS, "Write an address that begins with https://.")
    keys.texts("keywords")
    _check_about_lists(keys, required=True)
    for each in keys.records("contributors"):
        each.refuse_others(CONTRIBUTOR_KEYS)
        each.texts("roles")
        _check_form(each, "path", _ADDRESS, "Write an address that begins with https://.")
    return folder


def _check_about_lists(keys: Keys, *, required: bool = False) -> None:
    for each in keys.records("licenses", required=required):
        each.refuse_others(LICENCE_KEYS)
        if each.text("name") is None and each.text("path") is None:
            each.fault("name", "A licence has a name or a path.", "Write for instance name: CC-BY-4.0.")
        _check_form(each, "path", _ADDRESS, "Write an address that begins with https://.")
    for each in keys.records("sources"):
        each.refuse_others(SOURCE_KEYS)
        each.text("title", required=True)
        _check_form(each, "path", _ADDRESS, "Write an address that begins with https://.")


def _check_form(keys: Keys, key: str, form: re.Pattern[str], hint: str, *, required: bool = False) -> None:
    text = keys.text(key, required=required)
    if text is not None and not form.fullmatch(text):
        keys.fault(key, f"{quoted(text)} cannot be used as {key}.", hint)


@dataclass(slots=True)
class _Resources:
    """Reads resources one by one, and remembers names and paths, each of which may stand once."""

    listing: Listing
    read_node: ReadNode
    complaints: Complaints
    resources: list[Resource] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(self, keys: Keys) -> dict[str, Any]:
        """Judge a resource, add it when it is usable, and return it as JSON values with its schema written out.

        A file that may not be opened was complained about when the folder was listed.
        """
        before = len(self.complaints.problems)
        keys.refuse_others(RESOURCE_KEYS)
        name = self._name(keys)
        form = self._format(keys)
        _check_dialect(keys)
        _check_about_lists(keys)
        paths = self._data_paths(keys, form)
        schema = self._schema(keys, name)
        values: dict[str, Any] = as_written(keys.record)
        if schema is None:
            return values
        if len(self.complaints.problems) == before and len(paths) == len(keys.texts("path")):
            self.resources.append(Resource(name, form, tuple(paths), schema[0]))
        return values | {"schema": schema[1]}

    def _name(self, keys: Keys) -> str:
        name = keys.text("name", required=True) or ""
        if name and not FIELD_NAME.fullmatch(name):
            hint = "Use small letters, digits and underscores, beginning with a letter."
            keys.fault("name", f"A table may not be called {quoted(name)}.", hint)
        if name in self.places:
            line = self.places[name][0]
            keys.fault("name", f"The table {quoted(name)} is already described on line {line}.", "Rename one of them.")
        node = keys.record.values.get("name", keys.record)
        self.places.setdefault(name, (node.line, node.column))
        return name

    def _format(self, keys: Keys) -> str:
        if keys.text("type") not in (None, "table"):
            keys.fault("type", "Only tables can be read.", "Write type: table.")
        form = keys.text("format", required=True)
        if form is not None and form not in _FORMATS:
            keys.fault("format", f"The format {quoted(form)} cannot be read.", "Write format: csv or format: yaml.")
        if keys.text("mediatype") not in (None, _MEDIA_TYPES.get(form or "")):
            keys.fault("mediatype", "The media type is not that of the format.", "Delete the line.")
        if keys.text("encoding") not in (None, "utf-8"):
            keys.fault("encoding", "Only utf-8 can be read.", "Save the files as UTF-8 and write encoding: utf-8.")
        return form if form in _FORMATS else ""

    def _data_paths(self, keys: Keys, form: str) -> list[str]:
        paths = []
        for text in keys.texts("path", required=True):
            if not self._is_there(text, keys):
                continue
            if form and PurePosixPath(text.text).suffix not in _FORMATS[form]:
                hint = f"List only files that end in {_FORMATS[form][0]}, or correct the format."
                self._fault(codes.DESCRIPTOR, text, f"{quoted(text.text)} is not of the format {form}.", hint, keys)
            elif text.text in self.paths:
                hint = "List every file once."
                self._fault(codes.DESCRIPTOR, text, f"{quoted(text.text)} is already listed.", hint, keys)
            self.paths.add(text.text)
            paths.append(text.text)
        return paths

    def _schema(self, keys: Keys, name: str) -> tuple[Schema, dict[str, Any]] | None:
        node = keys.node("schema", required=True)
        if not isinstance(node, Text):
            return None if node is None else read_schema(node, name, self.complaints)
        if not self._is_there(node, keys):
            return None
        self.paths.add(node.text)
        place = self.complaints.at((PurePosixPath(self.complaints.file).parent / node.text).as_posix(), table=name)
        if PurePosixPath(node.text).suffix not in _FORMATS["yaml"]:
            hint = "Write the schema in a .yaml file."
            self._fault(codes.DESCRIPTOR, node, f"{quoted(node.text)} is not a YAML file.", hint, keys)
            return None
        content = self.read_node(node.text, place)
        return None if content is None else read_schema(content, name, place)

    def _is_there(self, text: Text, keys: Keys) -> bool:
        """Whether `text` is the path of a file of this package that may be opened."""
        path = text.text
        if local_path(path) is None:
            hint = "Name a file in the folder of this package, as it lies there: factories/kh.csv."
            message = f"The path {quoted(path)} is not that of a file in this package."
            self._fault(codes.UNSAFE_PATH, text, message, hint, keys)
        elif path in self.listing.allowed:
            return True
        elif path not in self.listing.refused:
            hint = "Add the file, or correct the path: capital letters count."
            message = f"There is no file {quoted(path, LONGEST_PATH)} in this package."
            self._fault(codes.MISSING_FILE, text, message, hint, keys)
        return False

    def _fault(self, code: str, text: Text, message: str, hint: str, keys: Keys) -> None:
        name = f"{keys.path}path"
        self.complaints.add(code, message, hint, line=text.line, column=text.column, name=name)


def _check_dialect(keys: Keys) -> None:
    node = keys.node("dialect")
    if node is None:
        return
    if not isinstance(node, Record):
        keys.fault("dialect", "The dialect is not written out here.", "Delete the line: the default dialect is used.")
        return
    for key, value in node.values.items():
        if key not in _DIALECT or (isinstance(value, Text) and value.text != _DIALECT[key] is not None):
            keys.fault("dialect", f"The dialect differs from the default ({quoted(key)}).", "Delete it.")
