"""The static API: JSON files at stable addresses below `api/v1/`, each with a JSON Schema, and an OpenAPI description.

Every resource is a module, in which what its files hold and the schema of them stand together. `envelope` is what
all files share, `vocabulary` the words of which schemas are made, `openapi` the description of the whole. Only what
`Facts` publish is in it, in the keys and the texts of the data, in no language of a page. What may change within
version 1, and what not, is promised on the page `api/` (`generator.pages.api`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.api import changes, charts, countries, courses, factories, factory, index, indicators, openapi, points
from generator.pages.portal import Portal
from generator.pages.view import Attachment

__all__ = ["files", "files_of"]

_LISTS = (index, factories, countries, points, indicators, courses, changes)


def files(portal: Portal) -> Iterator[Attachment]:
    """Return every file of the API but those about one factory."""
    for module in _LISTS:
        yield from module.files(portal)
    schemas = {name: schema for module in (*_LISTS, factory) for name, schema in module.schemas(portal).items()}
    yield from openapi.files(portal, schemas)
    yield from charts.files(portal)


def files_of(portal: Portal, factories: Sequence[str]) -> Iterator[Attachment]:
    """Return the files about the factories with these keys."""
    yield from factory.files_of(portal, factories)
