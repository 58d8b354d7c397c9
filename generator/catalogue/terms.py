"""Owns the words of the catalogue: the names of its vocabularies, and how a value is written as a term.

Does not own which node has which property (`nodes`). Terms are JSON-LD: a text in a language, a typed value, or the
address of another node.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from generator.text.iso_codes import long_country, long_language

AUTHORITY = "http://publications.europa.eu/resource/authority/"
"""Where the authority tables of the EU Publications Office lie."""
NAMES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatap": "http://data.europa.eu/r5r/",
    "adms": "http://www.w3.org/ns/adms#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Vocabularies by prefix."""

Node = dict[str, Any]


def named(address: str) -> Node:
    """Return a reference to a node, here or elsewhere; what no address may hold (RFC 3986) is escaped."""
    return {"@id": quote(address, safe="%:/?#[]@!$&'()*+,;=~")}


def by_language(texts: Mapping[str, str]) -> list[Node]:
    """Return a text in each of its languages."""
    return [{"@value": text, "@language": code} for code, text in sorted(texts.items())]


def day_of(day: str) -> Node:
    """Return a day, written `2026-03-31`."""
    return {"@value": day, "@type": "xsd:date"}


def moment_of(moment: str) -> Node:
    """Return a day, or a year (`2026`)."""
    return {"@value": moment, "@type": "xsd:date" if "-" in moment else "xsd:gYear"}


def language_of(code: str) -> str:
    """Return a language in the authority table, which has the codes of ISO 639-3; else in that of ISO 639-1."""
    known = long_language(code)
    return f"{AUTHORITY}language/{known.upper()}" if known else f"http://id.loc.gov/vocabulary/iso639-1/{code}"


def country_of(code: str) -> str:
    """Return a country in the authority table, which has the codes of ISO 3166-1 alpha-3; nothing where it has none."""
    known = long_country(code)
    return f"{AUTHORITY}country/{known}" if known else ""
