"""Owns YAML as text: every scalar is the text that was written, with its line and column.

Does not own what the values mean: the schema of a table or the descriptor gives them types later, so that the country
`NO`, the code `010` and the time `12:30` survive. What parsers read differently, or what lets a small file grow large,
is refused: duplicate keys, anchors, aliases, merge keys, tags, directives, several documents, deep nesting. The values
are built from the parser's events and not by its constructors, so that no file can choose what is made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from generator.packages import codes
from generator.packages.complaints import Complaints, quoted
from generator.problems import Where

DEEPEST = 20
"""Lists and records that may lie inside one another."""
NULLS = frozenset({"~", "null", "Null", "NULL"})
"""Plain words that YAML takes for nothing."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `plain` when it has no quotation marks and is no block of lines."""

    text: str
    line: int
    column: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping: each key as written (with its place), and its value."""

    keys: dict[str, Text]
    values: dict[str, Node]
    line: int
    column: int


Node: TypeAlias = Text | Items | Record
"""A value in a YAML file, with its place (from 1)."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    is_record: bool
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Text] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    key: Text | None = None
    awaits_value: bool = False

    def node(self) -> Node:
        if self.is_record:
            return Record(self.keys, self.values, self.line, self.column)
        return Items(tuple(self.items), self.line, self.column)


def read_yaml(data: bytes, complaints: Complaints) -> Node | None:
    """Return the value that `data` (clean text) holds; None, noting every reason, when it is refused."""
    before = len(complaints.problems)
    outermost = _Open(is_record=False, line=1, column=1)
    try:
        whole = _fill(outermost, yaml.parse(data.decode("utf-8"), Loader=_LOADER), complaints)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        complaints.add(
            codes.YAML_SYNTAX,
            f"The file cannot be understood as YAML: {error.problem or error.context}.",
            "Look at this line and the one above: indent with blanks, put `: ` after a key, and put text that has "
            "`: `, ` #` or begins with a sign into quotation marks.",
            line=line,
            column=column,
        )
        return None
    except yaml.YAMLError:
        complaints.add(codes.YAML_SYNTAX, "The file cannot be understood as YAML.", "Write it again by hand.")
        return None
    if not whole or len(complaints.problems) > before:
        return None
    if not outermost.items:
        complaints.add(codes.YAML_SHAPE, "The file is empty.", "Fill it, or delete it and its line in the descriptor.")
        return None
    return outermost.items[0]


def _fill(outermost: _Open, events: Iterator[yaml.Event], complaints: Complaints) -> bool:
    """Put what `events` tell into `outermost`; False when the file was not read to its end."""
    stack = [outermost]
    documents = 0
    anchors: dict[str, Where] = {}
    for event in events:
        line, column = _place(event)
        _refuse_shorthand(event, anchors, complaints)
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    hint = "Keep one document in a file: delete the line `---` and what follows, or make two files."
                    complaints.add(codes.YAML_SHAPE, "A second document begins here.", hint, line=line, column=column)
                    return False
            case yaml.ScalarEvent():
                plain = event.style in (None, "")
                text = event.value.rstrip("\n") if event.style in ("|", ">") else event.value
                _put(stack[-1], Text(text, line, column, plain), complaints)
            case yaml.AliasEvent():
                _put(stack[-1], Text("", line, column), complaints)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(stack) > DEEPEST:
                    message = f"Lists and records lie more than {DEEPEST} deep."
                    complaints.add(codes.YAML_SHAPE, message, "Make it flatter.", line=line, column=column)
                    return False
                stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, column))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                done = stack.pop()
                _put(stack[-1], done.node(), complaints)
    return True


def _put(parent: _Open, node: Node, complaints: Complaints) -> None:
    if not parent.is_record:
        _refuse_null(node, complaints)
        parent.items.append(node)
    elif parent.awaits_value:
        _refuse_null(node, complaints)
        parent.awaits_value = False
        if parent.key is not None:
            parent.values[parent.key.text] = node
    else:
        parent.awaits_value = True
        parent.key = _key_of(parent, node, complaints)


def _key_of(parent: _Open, node: Node, complaints: Complaints) -> Text | None:
    if not isinstance(node, Text):
        message = "A list or record stands where the name of a key belongs."
        complaints.add(codes.YAML_SHAPE, message, "Use plain words as keys.", line=node.line, column=node.column)
        return None
    if node.plain and node.text == "<<":
        message = "A merge key (`<<`) copies from another place."
        complaints.add(codes.YAML_ALIAS, message, "Write the keys out.", line=node.line, column=node.column)
        return None
    if node.text in parent.keys:
        first = parent.keys[node.text]
        also = Where(complaints.file, first.line, first.column, complaints.where.package, complaints.where.table)
        complaints.add(
            codes.DUPLICATE_KEY,
            f"The key {quoted(node.text)} stands here again; it was first used on line {first.line}, "
            f"column {first.column}.",
            "Delete one of the two, or join them.",
            line=node.line,
            column=node.column,
            name=node.text,
            also=(also,),
        )
        return None
    parent.keys[node.text] = node
    return node


def _refuse_null(node: Node, complaints: Complaints) -> None:
    if isinstance(node, Text) and node.plain and node.text in NULLS:
        complaints.add(
            codes.YAML_NULL,
            f"The word {quoted(node.text)} means nothing in YAML, but might be meant as text.",
            f"Write nothing after the colon where there is no value, or '{node.text}' in quotation marks for the text.",
            line=node.line,
            column=node.column,
        )


def _refuse_shorthand(event: yaml.Event, anchors: dict[str, Where], complaints: Complaints) -> None:
    line, column = _place(event)
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        also = tuple(place for name, place in anchors.items() if name == anchor)
        there = f" that repeats what stands on line {also[0].line}, column {also[0].column}" if also else ""
        message = f"Here stands an alias ({quoted(f'*{anchor}')}){there}."
        complaints.add(codes.YAML_ALIAS, message, "Write the value out.", line=line, column=column, also=also)
    elif anchor is not None:
        base = complaints.where
        anchors[anchor] = Where(base.file, line, column, base.package, base.table)
        message = f"Here stands an anchor ({quoted(f'&{anchor}')})."
        hint = "Delete it; put text that begins with `&` into quotation marks."
        complaints.add(codes.YAML_ALIAS, message, hint, line=line, column=column)
    if tag is not None:
        message = f"Here stands a YAML tag ({quoted(str(tag))})."
        hint = "Delete it: the schema says of what type a value is. Put text that begins with `!` into quotation marks."
        complaints.add(codes.YAML_TAG, message, hint, line=line, column=column)
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        complaints.add(codes.YAML_TAG, "Here stands a YAML directive (`%`).", "Delete it.", line=line, column=column)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Return line and column of `event`, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
