"""Owns the way of a YAML file to its canonical form: strictly read, written anew, and read again to the same value.

Does not own the form (`yaml_form`).
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.canonical.csv_form import unified
from generator.canonical.yaml_form import Orders, yaml_form
from generator.canonical.yaml_tree import tree_of
from generator.packages import codes
from generator.packages.characters import clean_text
from generator.packages.complaints import Complaints
from generator.packages.yaml_text import read_yaml


def yaml_file_form(data: bytes, orders: Orders, complaints: Complaints) -> bytes | None:
    """Return `data` in the canonical form; None, noting why, when it is refused or is no list or record."""
    clean = clean_text(unified(data), ".yaml", complaints)
    node = None if clean is None else read_yaml(clean, complaints)
    if clean is None or node is None:
        return None
    document = tree_of(clean.decode("utf-8"))
    if document is None:
        complaints.add(codes.YAML_SHAPE, "The file is one text, no list or record.", "Use keys and values.", line=1)
        return None
    written = yaml_form(document, orders).encode()
    again = clean_text(written, ".yaml", complaints)
    if again is None or read_yaml(again, complaints) is None:
        return None
    if _value_of(again) != _value_of(clean):
        raise ValueError(f"{complaints.file} would not be read as it was: this is a defect of the program")
    return written


def _value_of(data: bytes) -> Any:
    """Return what readers of YAML see in `data`: texts, numbers and days told apart, the order of keys apart."""
    return _seen(yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader))


def _seen(node: yaml.Node | None) -> Any:
    match node:
        case yaml.MappingNode():
            return {key.value: _seen(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_seen(item) for item in node.value]
        case yaml.ScalarNode():
            return node.tag, node.value.rstrip("\n") if node.style in ("|", ">") else node.value
        case _:
            return None
