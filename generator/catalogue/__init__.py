"""The catalogue of the data in DCAT-AP 3, by which national and European data portals take it in, in two forms.

`nodes` makes it, from words in `terms`; `turtle` writes the same graph in Turtle. Vocabularies: DCAT 3, DCAT-AP 3.0,
the authority tables of the EU Publications Office, SPDX for checksums. What of DCAT-AP is held is written in the
shapes of its test (`tests/catalogue/shapes.ttl`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.catalogue.nodes import ADDRESS, nodes_of
from generator.catalogue.terms import NAMES
from generator.catalogue.turtle import turtle_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment

__all__ = ["files"]


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the catalogue in both forms."""
    nodes = list(nodes_of(portal))
    document = {"@context": NAMES, "@graph": nodes}
    yield Attachment(ADDRESS, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
    yield Attachment("catalogue.ttl", turtle_of(nodes).encode())
