"""Owns the page on the API: what it offers, how to ask for it, and what the publisher promises will stay.

Does not own what is offered (`offers`) or the files (`generator.api`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.offers import ROOT, offers_of
from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    factories = portal.facts.factories["factory"]
    countries = portal.facts.published("countries")["country"].sort()
    examples = {
        "factory": factories[0].lower() if factories.len() else "",
        "country": countries[0].lower() if countries.len() else "",
    }
    yield View(
        template="api",
        address="api/",
        title=words.say("Data for programs"),
        description=words.say(
            "A static API: every factory, country, point, indicator and course as JSON at a stable address, with "
            "schemas and an OpenAPI description, without key or limit."
        ),
        section="downloads",
        crumbs=(Crumb(words.say("Data"), "downloads/"),),
        values={
            "folder": f"{portal.settings.address}/{ROOT}",
            "api": ROOT,
            "example": examples,
            "offers": [
                {
                    "title": words.say(offer.title),
                    "content": words.say(offer.content),
                    "path": offer.path,
                    "link": _link(offer.path, examples),
                    "schema": f"schemas/{offer.name}.json",
                }
                for offer in offers_of(portal)
            ],
            "factories_count": factories.len(),
            "threshold": portal.facts.threshold,
            "publisher": words.pick(portal.programme["name"]),
        },
        invented=True,
    )


def _link(path: str, examples: dict[str, str]) -> str:
    """Return the path of an example of a kind of file; nothing where the portal has none."""
    return path.format(**examples) if all(examples[part] for part in examples if f"{{{part}}}" in path) else ""
