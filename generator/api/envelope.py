"""Owns what all files of the API share: where they lie, what each says of itself, and how JSON is written.

Does not own what they are called (`generator.pages.offers`), what is in them (the modules of resources) or the words
of schemas (`vocabulary`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.api.vocabulary import Schema, flag, nullable, record, text
from generator.pages.frame import path_of
from generator.pages.offers import ROOT, Offer, offers_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment


def offer_of(portal: Portal, name: str) -> Offer:
    """Return the offer called `name`; StopIteration where the portal has none."""
    return next(offer for offer in offers_of(portal) if offer.name == name)


def address_of(offer: Offer, **parts: str) -> str:
    """Return the address of a file from the root of the site; `parts` are those of its path."""
    return ROOT + offer.path.format(**parts)


def absolute(portal: Portal, address: str) -> str:
    """Return the absolute address of a file or page from its address below the root of the site."""
    return f"{portal.settings.address}/{address}"


def pages_of(portal: Portal, address: str) -> dict[str, str]:
    """Return the absolute address of a page by language, from its address below the root of a language."""
    return {code: absolute(portal, path_of(portal, code, address)) for code in portal.languages}


PAGES: Schema = {
    "type": "object",
    "description": "Address of its page for people, by language (BCP 47).",
    "additionalProperties": text(format="uri"),
}
"""Schema of `pages_of`."""


def meta_of(portal: Portal, offer: Offer, address: str) -> dict[str, Any]:
    """Return what a file says of itself."""
    words = portal.words(portal.languages[0])
    title, licence = portal.licence
    demonstration = bool(portal.programme["demonstration"])
    return {
        "url": absolute(portal, address),
        "schema": absolute(portal, f"{ROOT}schemas/{offer.name}.json"),
        "publisher": words.pick(portal.programme["name"]),
        "language": portal.languages[0],
        "as_of": portal.as_of,
        "versions": portal.versions,
        "licence": {"title": title, "url": licence},
        "invented": demonstration and offer.invented,
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


def file_of(portal: Portal, name: str, values: Mapping[str, object], **parts: str) -> Attachment:
    """Return the file of the offer called `name` with `values` after its meta; `parts` are those of its path."""
    offer = offer_of(portal, name)
    address = address_of(offer, **parts)
    return Attachment(address, json_of({"meta": meta_of(portal, offer, address), **values}).encode() + b"\n")


def json_of(value: object) -> str:
    """Return `value` as JSON without spaces; days as `YYYY-MM-DD`, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON.")
