"""Owns what all files of the API share: where they lie, what each says of itself, and how JSON is written.

Does not own what is in them (the resources) or the words of schemas (`vocabulary`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.api.vocabulary import Schema, flag, nullable, record, text
from generator.pages.portal import Portal
from generator.pages.view import Attachment

VERSION = "v1"
ROOT = f"api/{VERSION}/"
"""Folder of the API, from the root of the site. A new version is a new folder beside it."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of file: its name (that of its schema), its path below `ROOT` with `{parts}`, and what it holds.

    `schema` describes what a file holds beside `meta`. `invented`: it shows what a demonstration has invented.
    """

    name: str
    path: str
    title: str
    description: str
    schema: Mapping[str, Schema]
    invented: bool = True

    def address(self, **parts: str) -> str:
        """Return the address of a file from the root of the site."""
        return ROOT + self.path.format(**parts)


def absolute(portal: Portal, address: str) -> str:
    """Return the absolute address of a file or page from its address below the root of the site."""
    return f"{portal.settings.address}/{address}"


def meta_of(portal: Portal, resource: Resource, address: str) -> dict[str, Any]:
    """Return what a file says of itself."""
    words = portal.words(portal.languages[0])
    title, licence = portal.licence
    demonstration = bool(portal.programme["demonstration"])
    return {
        "url": absolute(portal, address),
        "schema": absolute(portal, f"{ROOT}schemas/{resource.name}.json"),
        "publisher": words.pick(portal.programme["name"]),
        "language": portal.languages[0],
        "as_of": portal.as_of,
        "versions": portal.versions,
        "licence": {"title": title, "url": licence},
        "invented": demonstration and resource.invented,
        "notice": (words.pick(portal.programme.get("notice")) or None) if demonstration else None,
    }


META = record(
    "What this file is, of which day, and how it may be used.",
    url=text("Address of this file.", format="uri"),
    schema=text("Address of the JSON Schema of this file.", format="uri"),
    publisher=text("Who publishes the data, as a citation names it."),
    language=text("Language of texts that do not say another (BCP 47)."),
    as_of=text("Day for which the site was built; nothing in the file is younger.", format="date"),
    versions={
        "type": "object",
        "description": "Version of each data package (SemVer).",
        "additionalProperties": {"type": "string"},
    },
    licence=record("Licence of the data.", title=text("Title."), url=text("Address.", format="uri")),
    invented=flag("Whether factories, buyers, sessions or findings in this file are invented for a demonstration."),
    notice=nullable(text("What a demonstration says of itself; null where the site is none.")),
)
"""Schema of what every file says of itself."""


def file_of(portal: Portal, resource: Resource, values: Mapping[str, object], **parts: str) -> Attachment:
    """Return the file of `resource` with `values` after its meta."""
    address = resource.address(**parts)
    return Attachment(address, json_of({"meta": meta_of(portal, resource, address), **values}).encode() + b"\n")


def json_of(value: object) -> str:
    """Return `value` as JSON without spaces; days as `YYYY-MM-DD`, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON.")
