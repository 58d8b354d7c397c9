"""Owns the schema of the records of charts, which stand beside the charts and not in the API.

Does not own the schema itself (`generator.pages.chart_record`): it gives it its address among the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.envelope import absolute, json_of
from generator.pages.chart_record import SCHEMA, SCHEMA_ADDRESS
from generator.pages.portal import Portal
from generator.pages.view import Attachment


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the schema."""
    schema = {"$schema": SCHEMA["$schema"], "$id": absolute(portal, SCHEMA_ADDRESS), **SCHEMA}
    yield Attachment(SCHEMA_ADDRESS, json_of(schema).encode() + b"\n")
