"""Owns the entrance to the API: which resources there are, which data packages, and what words and limits mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.api.envelope import PAGES, absolute, file_of, pages_of
from generator.api.figures import bands
from generator.api.vocabulary import Schema, count, defined, listed, nullable, record, text
from generator.pages.labels import LABELS
from generator.pages.offers import ROOT, Offer, offers_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.text.words import Words

_SCHEMA: Mapping[str, Schema] = {
    "openapi": text("Address of the description in OpenAPI.", format="uri"),
    "pages": {
        **PAGES,
        "description": "Address of the page that explains the API and promises what stays, by language.",
    },
    "resources": listed(
        record(
            name=text("Name."),
            title=text("Title."),
            description=text("What it holds."),
            address=text("Address; `{factory}` and `{country}` stand for a key in small letters."),
            schema=text("Address of its schema.", format="uri"),
        ),
        "Kinds of file.",
    ),
    "packages": listed(
        record(
            package=text("Name of the package."),
            title=text("Title."),
            version=text("Version (SemVer)."),
            descriptor=text("Address of its datapackage.json.", format="uri"),
        ),
        "Data packages, for whoever wants whole tables.",
    ),
    "languages": listed(text(), "Languages of the pages (BCP 47), the default one first."),
    "threshold": count("Smallest group over which a rate is shown."),
    "stale_after_months": count("Months after which the last assessment of an active factory counts as old."),
    "worker_bands": listed(
        record(
            band=defined("worker_band"),
            **{"from": count("Fewest workers."), "to": nullable(count("Most workers; null for the largest."))},
        ),
        "Bands of workers.",
    ),
    "labels": {
        "type": "object",
        "description": "Words for values of fixed lists, in the language of the file, by list and value.",
        "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def schemas(_portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file."""
    return {"index": _SCHEMA}


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file."""
    words = portal.words(portal.languages[0])
    yield file_of(
        portal,
        "index",
        {
            "openapi": absolute(portal, f"{ROOT}openapi.json"),
            "pages": pages_of(portal, "api/"),
            "resources": [_resource(portal, words, offer) for offer in offers_of(portal)],
            "packages": [
                {
                    "package": name,
                    "title": str(package.descriptor.get("title", name)),
                    "version": package.version,
                    "descriptor": absolute(portal, f"data/{name}/datapackage.json"),
                }
                for name, package in portal.data.packages.items()
            ],
            "languages": portal.languages,
            "threshold": portal.facts.threshold,
            "stale_after_months": portal.facts.stale_after_months,
            "worker_bands": bands(),
            "labels": {
                group: {value: words.say(message) for value, message in labels.items()}
                for group, labels in LABELS.items()
            },
        },
    )


def _resource(portal: Portal, words: Words, offer: Offer) -> dict[str, Any]:
    return {
        "name": offer.name,
        "title": words.say(offer.title),
        "description": words.say(offer.content),
        "address": absolute(portal, ROOT + offer.path),
        "schema": absolute(portal, f"{ROOT}schemas/{offer.name}.json"),
    }
