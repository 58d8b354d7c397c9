"""Owns the files that a new entry changes: rows into a table, a record in a file of its own, a line in a descriptor.

Does not own what is entered (`kinds`). Nothing is written here: an edit is the new content of a file, in its one form.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.canonical.csv_form import csv_form
from generator.canonical.key_orders import OF_DESCRIPTOR, of_record
from generator.canonical.yaml_file import yaml_file_form
from generator.canonical.yaml_form import yaml_form
from generator.canonical.yaml_tree import Branch, Document, Entry, Leaf, Node, tree_of
from generator.errors import DataError
from generator.model import Dataset, Table
from generator.packages.complaints import Complaints
from generator.packages.descriptor import FILE_NAME
from generator.problems import Where

Value = str | list[str] | Mapping[str, str | list[str]]
"""A value of a record: a text, a list, or either by language."""
_CODE = 2
"""Letters of the code of a country, after which files are called."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The new content of a file, by its path from the data folder."""

    path: str
    content: bytes


def rows_added(data: Dataset, country: str, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> list[Edit]:
    """Return the edits that add rows to tables of one package, by table, where those of the country belong."""
    edits: list[Edit] = []
    new: dict[str, list[str]] = {}
    for table, added in rows.items():
        of = data.table(table)
        path = file_of(of.files, country)
        if path not in of.files:
            new[table] = [path]
        edits.append(_with_rows(data, of, path, added))
    return [*edits, *([files_listed(data, data.table(next(iter(new))).package, new)] if new else [])]


def file_of(files: Sequence[str], country: str) -> str:
    """Return the file among those of a table into which a row of a country belongs.

    Where files are called after countries, that is the one of the country, which may have to be made; else the last.
    """
    last = PurePosixPath(files[-1])
    own = last.with_name(f"{country.lower()}.csv").as_posix()
    if own in files or (len(country) == _CODE and all(len(PurePosixPath(each).stem) == _CODE for each in files)):
        return own
    return files[-1]


def _with_rows(data: Dataset, table: Table, path: str, rows: Sequence[Mapping[str, str]]) -> Edit:
    out = io.StringIO(newline="")
    names = table.schema.names
    writer = csv.writer(out, lineterminator="\n")
    if path not in table.files:
        writer.writerow(names)
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    before = (data.root / path).read_bytes() if path in table.files else b""
    content = (before if not before or before.endswith(b"\n") else before + b"\n") + out.getvalue().encode()
    return Edit(path, _formed(csv_form(content, table.schema, complaints := Complaints(Where(path))), complaints))


def rows_set(data: Dataset, table: str, rows: Sequence[Mapping[str, str]]) -> list[Edit]:
    """Return the edits that put `rows` in the place of those with the same key, and add to the last file those of none.

    Fields that a row does not give stay as they are.
    """
    of = data.table(table)
    key, names = of.schema.primary_key, of.schema.names
    waiting = {tuple(map(row.get, key)): row for row in rows}
    edits: list[Edit] = []
    for path in of.files:
        text = (data.root / path).read_text("utf-8")
        known = csv.DictReader(io.StringIO(text, newline=""))
        found: list[Mapping[str, str]] = [{**row, **waiting.pop(tuple(map(row.get, key)), {})} for row in known]
        if path == of.files[-1]:
            found += waiting.values()
        out = io.StringIO(newline="")
        cells = ([row.get(name, "") for name in names] for row in found)
        csv.writer(out, lineterminator="\n").writerows([names, *cells])
        content = _formed(csv_form(out.getvalue().encode(), of.schema, told := Complaints(Where(path))), told)
        if content != text.encode():
            edits.append(Edit(path, content))
    return edits


def record_added(data: Dataset, table: str, key: str, values: Mapping[str, Value]) -> list[Edit]:
    """Return the edits that put a record into a file of its own and name that in the descriptor."""
    of = data.table(table)
    path = PurePosixPath(of.files[0]).with_name(f"{key}.yaml")
    record = Branch(is_record=True, flow=False)
    item = Entry(None, record, 0, Branch(is_record=False, flow=False))
    record.entries = [
        _entry(name, values.get(name, ""), of.schema.field(name).type, record) for name in of.schema.names
    ]
    item.branch.entries = [item]
    written = yaml_form(Document(item.branch, []), of_record(of.schema)).encode()
    name = str(path)
    content = _formed(yaml_file_form(written, of_record(of.schema), complaints := Complaints(Where(name))), complaints)
    return [Edit(name, content), files_listed(data, of.package, {table: [name]})]


def version_set(data: Dataset, package: str, version: str, created: str = "") -> Edit:
    """Return the edit that gives a package another version, and the day on which that was made where it has one."""
    path, document = _descriptor(data, package)
    values = {"version": version, "created": f"{created}T00:00:00Z" if created else ""}
    for entry in document.root.entries:
        if entry.key and values.get(entry.key.text):
            entry.value = Leaf(values[entry.key.text])
    return Edit(path, yaml_form(document, OF_DESCRIPTOR).encode())


def files_listed(data: Dataset, package: str, paths: Mapping[str, Sequence[str]]) -> Edit:
    """Return the edit that names more files of tables, by their paths from the data folder, in a descriptor."""
    descriptor, document = _descriptor(data, package)
    resources = _value_of(document.root, "resources")
    for resource in resources.entries if isinstance(resources, Branch) else []:
        if not isinstance(resource.value, Branch):
            continue
        for path in paths.get(_text(_value_of(resource.value, "name")), ()):
            _list(resource.value, PurePosixPath(*PurePosixPath(path).parts[1:]).as_posix())
    return Edit(descriptor, yaml_form(document, OF_DESCRIPTOR).encode())


def _list(resource: Branch, path: str) -> None:
    """Add a file to those of a resource."""
    entry = next(each for each in resource.entries if each.key and each.key.text == "path")
    if isinstance(entry.value, Leaf):
        alone = entry.value
        entry.value = Branch(is_record=False, flow=False)
        entry.value.entries = [Entry(None, alone, 0, entry.value)]
    entry.value.entries.append(Entry(None, Leaf(path, plain=True), 0, entry.value))


def _descriptor(data: Dataset, package: str) -> tuple[str, Document]:
    path = f"{data.packages[package].folder.name}/{FILE_NAME}"
    document = tree_of((data.root / path).read_text(encoding="utf-8"))
    if document is None:
        raise DataError(f"{path} is no list of keys: seamline check says what is wrong.")
    return path, document


def _value_of(branch: Branch, key: str) -> Node | None:
    return next((each.value for each in branch.entries if each.key and each.key.text == key), None)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Leaf) else ""


def _entry(name: str, value: Value, kind: str, branch: Branch) -> Entry:
    """Return a key with its value; words and numbers as the type of the column has them."""
    return Entry(Leaf(name, plain=True), _node(value, plain=kind not in ("string", "object")), 0, branch)


def _node(value: Value, *, plain: bool) -> Node:
    if isinstance(value, str):
        return Leaf(value, plain=plain or not value)
    branch = Branch(is_record=isinstance(value, Mapping), flow=False)
    if isinstance(value, Mapping):
        items: Iterable[tuple[Leaf | None, Value]] = ((Leaf(name, plain=True), each) for name, each in value.items())
    else:
        items = ((None, each) for each in value)
    branch.entries = [Entry(key, _node(each, plain=plain), 0, branch) for key, each in items]
    return branch


def _formed(content: bytes | None, complaints: Complaints) -> bytes:
    if content is None:
        first = complaints.problems[0]
        raise DataError(f"{first.where}: {first.message} {first.hint}")
    return content
