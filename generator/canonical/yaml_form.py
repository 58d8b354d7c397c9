"""Owns the one way in which a value is written in YAML, whatever editor wrote it before.

Does not own how comments are found (`yaml_tree`) or the order of keys (`key_orders`). The form follows from the value
alone. A text has no quotation marks where every reader of YAML takes it for the same text without them, else single
ones; what stands there as a number or a day keeps its kind. One text is one line, so that a changed word changes one
line; a text of several lines is a block of them. Lists of words stand in brackets while they fit, records never. There
are no blank lines between keys.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from generator.canonical.yaml_tree import Branch, Document, Entry, Leaf, Node
from generator.packages.characters import FORBIDDEN

WIDTH = 100
"""Columns that a list in brackets may reach."""

Orders: TypeAlias = Mapping[tuple[str, ...], Sequence[str]]
"""Keys in their order, by the path of the record: `()` the outermost, `("fields", "*")` one in a list."""

_STEP = "  "
_TEXT = "tag:yaml.org,2002:str"
_NEWER_NUMBER = re.compile(r"0o[0-7]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
"""Numbers of YAML 1.2, of which 1.1 takes some for text."""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_resolver = Resolver()
_emitter = Emitter(io.StringIO(), allow_unicode=True)


def yaml_form(document: Document, orders: Orders) -> str:
    """Return `document` written anew, its comments with it, ending with a line break."""
    lines = [*_block(document.root, "", (), orders), *document.below]
    return "\n".join(lines) + "\n"


def _block(branch: Branch, indent: str, path: tuple[str, ...], orders: Orders) -> Iterator[str]:
    """Yield the lines of a list or record that needs lines."""
    if not branch.entries:
        yield f"{indent}{'{}' if branch.is_record else '[]'}"
    for entry in _ordered(branch, orders.get(path, ())):
        yield from (f"{indent}{comment}" for comment in entry.above)
        yield from _entry(entry, indent, path, orders)


def _ordered(branch: Branch, order: Sequence[str]) -> list[Entry]:
    if not branch.is_record or not order:
        return branch.entries
    places = {name: at for at, name in enumerate(order)}
    return sorted(branch.entries, key=lambda entry: places.get(entry.key.text if entry.key else "", len(order)))


def _entry(entry: Entry, indent: str, path: tuple[str, ...], orders: Orders) -> Iterator[str]:
    head = "-" if entry.key is None else f"{_scalar(entry.key)}:"
    inner = (*path, "*" if entry.key is None else entry.key.text)
    beside = f"  {entry.beside}" if entry.beside else ""
    value = _in_one_line(entry.value, len(indent) + len(head) + 1)
    if value is not None:
        yield f"{indent}{head}{' ' if value else ''}{value}{beside}"
    elif isinstance(entry.value, Leaf):
        yield f"{indent}{head} |-{beside}"
        yield from (f"{indent}{_STEP}{line}".rstrip(" ") for line in entry.value.text.split("\n"))
    elif entry.key is None and entry.value.is_record:
        yield from _item(entry, indent, inner, orders, beside)
    else:
        yield f"{indent}{head}{beside}"
        yield from _block(entry.value, indent + _STEP, inner, orders)


def _item(entry: Entry, indent: str, path: tuple[str, ...], orders: Orders, beside: str) -> Iterator[str]:
    """Yield the lines of a record in a list: its first key stands beside the hyphen."""
    if not isinstance(entry.value, Branch):
        raise TypeError("an item without a record has no keys")
    first, *rest = _ordered(entry.value, orders.get(path, ()))
    yield from (f"{indent}{comment}" for comment in ([beside.strip()] if beside else []))
    yield from (f"{indent}{comment}" for comment in first.above)
    lines = _entry(first, indent + _STEP, path, orders)
    yield f"{indent}- {next(lines)[len(indent) + len(_STEP) :]}"
    yield from lines
    for each in rest:
        yield from (f"{indent}{_STEP}{comment}" for comment in each.above)
        yield from _entry(each, indent + _STEP, path, orders)


def _in_one_line(value: Node, column: int) -> str | None:
    """Return a value that fits behind its key, which ends at `column`; None when it needs lines."""
    if isinstance(value, Leaf):
        return None if _is_block(value.text) else _scalar(value)
    if not value.entries:
        return "{}" if value.is_record else "[]"
    words = [each.value for each in value.entries if isinstance(each.value, Leaf)]
    if value.is_record or value.open or len(words) < len(value.entries):
        return None
    if any(re.search(r"\s", word.text) for word in words):
        return None
    written = f"[{', '.join(_scalar(word, flow=True) for word in words)}]"
    return written if column + len(written) <= WIDTH else None


def _is_block(text: str) -> bool:
    """Whether `text` has several lines that a block holds as they are: no blank before the first or after any."""
    lines = text.split("\n")
    whole = lines[0][:1].strip() and lines[-1] and all(line == line.rstrip() for line in lines)
    return len(lines) > 1 and bool(whole) and not FORBIDDEN.search(text)


def _scalar(leaf: Leaf, *, flow: bool = False) -> str:
    """Return a text as it stands after its key, in a list in brackets with `flow`."""
    text = leaf.text
    if leaf.plain and not text:
        return "''" if flow else ""
    is_text = _is_text(text)
    if leaf.plain and not is_text:
        return text
    if is_text and _may_be_plain(text, flow=flow):
        return text
    if "\n" in text or "\r" in text or FORBIDDEN.search(text):
        quoted = re.sub(r'["\\\n\r]', lambda found: _ESCAPES[found[0]], text)
        return f'"{FORBIDDEN.sub(_escape, quoted)}"'
    return "'" + text.replace("'", "''") + "'"


def _may_be_plain(text: str, *, flow: bool) -> bool:
    """Whether `text` needs no quotation marks to be read as one text; one that begins with a sign has them always."""
    if not text[:1].isalnum() and not text.startswith("$"):
        return False
    analysis = _emitter.analyze_scalar(text)
    return bool(analysis.allow_flow_plain if flow else analysis.allow_block_plain) and "\n" not in text


def _is_text(text: str) -> bool:
    """Whether every reader of YAML takes `text` without quotation marks for text."""
    kind = _resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return kind == _TEXT and not _NEWER_NUMBER.fullmatch(text)


def _escape(found: re.Match[str]) -> str:
    point = ord(found[0])
    return _ESCAPES.get(found[0]) or (f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}")  # noqa: PLR2004
