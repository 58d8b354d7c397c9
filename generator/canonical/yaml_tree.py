"""Owns YAML as people wrote it: keys, values, and the comments beside them.

Does not own what is allowed (`generator.packages.yaml_text`, which every file has passed) or how it is written anew
(`yaml_form`). A comment on a line of its own belongs to the key or item below it, one at the end of a line to the key
or item there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

_HEADER = re.compile(r"[|>][0-9+-]*[ \t]+(#.*)")


@dataclass(slots=True)
class Leaf:
    """A text; `plain` when it had no quotation marks and was no block of lines."""

    text: str
    plain: bool = False


@dataclass(slots=True)
class Branch:
    """A list or a record: its entries in order. `open` when a comment stands inside it, so that it needs lines."""

    is_record: bool
    flow: bool
    end: int = 0
    entries: list[Entry] = field(default_factory=list)
    open: bool = False


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list (no key), with its comments.

    `start` is where it begins; `owner` the entry whose value it is in, and `branch` that value.
    """

    key: Leaf | None
    value: Node
    start: int
    branch: Branch
    owner: Entry | None = None
    above: list[str] = field(default_factory=list)
    beside: str = ""


Node: TypeAlias = Leaf | Branch
"""A value in a YAML file."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file: its value, and the comments after it."""

    root: Branch
    below: list[str]


def tree_of(text: str) -> Document | None:
    """Return the value in `text`, with its comments; None when it is a single text or nothing.

    Raises yaml.YAMLError where `text` is no YAML; anchors, tags and several documents are not expected.
    """
    composer = _Composer()
    root = composer.compose(text)
    if not isinstance(root, Branch):
        return None
    below = _attach(list(_comments(text)), composer.entries)
    return Document(root, below)


class _Composer:
    """Makes nodes of the events of the parser; `entries` are all of them in the order of the file."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._events: Iterator[yaml.Event] = iter(())

    def compose(self, text: str) -> Node | None:
        self._events = (
            event
            for event in yaml.parse(text, Loader=yaml.SafeLoader)
            if not isinstance(
                event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
            )
        )
        first = next(self._events, None)
        return None if first is None else self._node(first, None)

    def _node(self, event: yaml.Event, owner: Entry | None) -> Node:
        match event:
            case yaml.ScalarEvent():
                return _leaf(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                branch = Branch(isinstance(event, yaml.MappingStartEvent), bool(event.flow_style))
                self._fill(branch, owner)
                return branch
            case _:
                raise yaml.YAMLError("an alias cannot be written anew")

    def _fill(self, branch: Branch, owner: Entry | None) -> None:
        for event in self._events:
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                branch.end = _place(event.end_mark)
                return
            key = _leaf(event) if branch.is_record and isinstance(event, yaml.ScalarEvent) else None
            entry = Entry(key, Leaf(""), _place(event.start_mark), branch, owner)
            self.entries.append(entry)
            branch.entries.append(entry)
            entry.value = self._node(next(self._events) if branch.is_record else event, entry)


def _place(mark: Any) -> int:
    """Return how many characters stand before a mark of the parser."""
    return int(mark.index)


def _leaf(event: yaml.ScalarEvent) -> Leaf:
    block = event.style in ("|", ">")
    return Leaf(event.value.rstrip("\n") if block else event.value, plain=event.style in (None, ""))


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment: where it begins, its text, and whether nothing stands before it on its line."""

    at: int
    text: str
    alone: bool


def _comments(text: str) -> Iterator[_Comment]:
    """Yield the comments: what begins with # between two tokens."""
    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        yield from _between(text, end, token.start_mark.index)
        end = token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = _HEADER.match(text, token.start_mark.index)
            if header:
                yield _Comment(header.start(1), header[1].rstrip(), alone=False)
    yield from _between(text, end, len(text))


def _between(text: str, start: int, end: int) -> Iterator[_Comment]:
    for found in re.compile("#.*").finditer(text, start, max(start, end)):
        line = text.rfind("\n", 0, found.start()) + 1
        yield _Comment(found.start(), found[0].rstrip(), not text[line : found.start()].strip(" \t-"))


def _attach(comments: list[_Comment], entries: list[Entry]) -> list[str]:
    """Give each comment to its entry; return those after the last one."""
    starts = [entry.start for entry in entries]
    below: list[str] = []
    for comment in comments:
        after = bisect_right(starts, comment.at)
        if comment.alone or not after:
            if after == len(entries):
                below.append(comment.text)
            else:
                entries[after].branch.open = True
                entries[after].above.append(comment.text)
            continue
        entry = _closed_by(entries[after - 1], comment.at)
        entry.branch.open = True
        if entry.beside:
            entry.above.append(entry.beside)
        entry.beside = comment.text
    return below


def _closed_by(entry: Entry, at: int) -> Entry:
    """Return the entry on whose line a comment at `at` stands: not one in brackets that were closed before it."""
    while entry.branch.flow and entry.branch.end <= at and entry.owner is not None:
        entry = entry.owner
    return entry
