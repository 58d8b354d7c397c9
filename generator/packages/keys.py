"""Owns taking values out of YAML records whose keys are known: descriptors and schemas.

Does not own which keys there are (`descriptor`, `table_schema`) or YAML itself (`yaml_text`).
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from generator.packages.complaints import Complaints, quoted
from generator.packages.yaml_text import Items, Node, Record, Text


@dataclass(frozen=True, slots=True)
class Keys:
    """A record, and how to take its values by key; a value of another kind becomes a problem with the code `code`.

    `path` leads to the record, for messages (`resources.0.`).
    """

    record: Record
    code: str
    complaints: Complaints
    path: str = ""

    def text(self, key: str, *, required: bool = False, what: str = "a text") -> str | None:
        """Return the text under `key`, None when there is none."""
        node = self.node(key, required=required)
        if node is None:
            return None
        if isinstance(node, Text):
            return node.text
        self.fault(key, f"{quoted(key)} must be {what}.", "Write one value after the colon.")
        return None

    def texts(self, key: str, *, required: bool = False) -> list[Text]:
        """Return the text under `key`, or those of the list there."""
        node = self.node(key, required=required)
        if node is None:
            return []
        items = node.items if isinstance(node, Items) else (node,)
        texts = [item for item in items if isinstance(item, Text) and item.text]
        if len(texts) < len(items):
            self.fault(key, f"{quoted(key)} must be a text or a list of texts.", "Write it as [a, b].")
        return texts

    def records(self, key: str, *, required: bool = False) -> Iterator[Keys]:
        """Yield the records in the list under `key`."""
        node = self.node(key, required=required)
        if node is None:
            return
        if not isinstance(node, Items) or not node.items:
            self.fault(key, f"{quoted(key)} must be a list of records.", f"Begin each with `- ` below {quoted(key)}.")
            return
        for number, item in enumerate(node.items):
            path = f"{self.path}{key}.{number}"
            if isinstance(item, Record):
                yield Keys(item, self.code, self.complaints, f"{path}.")
            else:
                message = f"An item of {quoted(key)} must be a record."
                self.complaints.add(
                    self.code, message, "Write keys and values.", line=item.line, column=item.column, name=path
                )

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Return the value under `key`; None when it is missing or empty."""
        node = self.record.values.get(key)
        if node is None or (isinstance(node, Text) and node.plain and not node.text):
            if required:
                self.fault(key, f"{quoted(key)} is missing.", f"Add a line `{key}: ...`.")
            return None
        return node

    def fault(self, key: str, message: str, hint: str) -> None:
        """Note a problem with the value under `key`."""
        node: Node = self.record.values.get(key) or self.record.keys.get(key) or self.record
        self.complaints.add(self.code, message, hint, line=node.line, column=node.column, name=f"{self.path}{key}")

    def refuse_others(self, known: Collection[str]) -> None:
        """Note every key that is not among `known`."""
        for name, at in self.record.keys.items():
            if name not in known:
                like = difflib.get_close_matches(name, known, n=1)
                hint = f"Did you mean {like[0]}?" if like else f"Use only: {', '.join(sorted(known))}."
                message = f"{quoted(name)} means nothing here."
                self.complaints.add(self.code, message, hint, line=at.line, column=at.column, name=f"{self.path}{name}")


def as_written(node: Node) -> Any:
    """Return the value of `node` as texts, lists and dictionaries."""
    match node:
        case Text():
            return node.text
        case Items():
            return [as_written(item) for item in node.items]
        case Record():
            return {key: as_written(value) for key, value in node.values.items()}
