"""Owns the order in which keys stand in each kind of YAML file."""

from __future__ import annotations

from generator.canonical.yaml_form import Orders
from generator.packages.descriptor import CONTRIBUTOR_KEYS, KEYS, LICENCE_KEYS, RESOURCE_KEYS, SOURCE_KEYS
from generator.packages.table_schema import CONSTRAINTS, FIELD_KEYS
from generator.packages.table_schema import KEYS as SCHEMA_KEYS
from generator.schema import Schema

_REFERENCE = {
    (name, "*", *path): keys
    for name in ("foreignKeys", "references")
    for path, keys in (((), ("fields", "reference")), (("reference",), ("resource", "fields")))
}
OF_SCHEMA: Orders = {
    (): SCHEMA_KEYS,
    ("fields", "*"): FIELD_KEYS,
    ("fields", "*", "constraints"): CONSTRAINTS,
    **_REFERENCE,
}
"""The order of a table schema."""
OF_DESCRIPTOR: Orders = {
    (): KEYS,
    ("licenses", "*"): LICENCE_KEYS,
    ("sources", "*"): SOURCE_KEYS,
    ("contributors", "*"): CONTRIBUTOR_KEYS,
    ("resources", "*"): RESOURCE_KEYS,
    ("resources", "*", "licenses", "*"): LICENCE_KEYS,
    ("resources", "*", "sources", "*"): SOURCE_KEYS,
    **{("resources", "*", "schema", *path): keys for path, keys in OF_SCHEMA.items()},
}
"""The order of the descriptor of a package."""


def of_record(schema: Schema) -> Orders:
    """Return the order of a record of a table: that of its columns."""
    return {("*",): schema.names}
