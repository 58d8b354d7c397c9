"""Owns what every page shows around its own content: address, languages, navigation, sources, version and date."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from generator.pages.breadcrumbs import breadcrumbs_of
from generator.pages.card import CARD, card_of
from generator.pages.citation import cited, version_of
from generator.pages.letter import letter_of
from generator.pages.navigation import footer_of, has_page, header_of
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.policy import POLICY
from generator.text.words import Text, Words, direction_of

LOST = "404.html"
"""Address of the page for addresses that do not exist: it is shown at any depth, so its links are absolute."""


def path_of(portal: Portal, language: str, address: str = "") -> str:
    """Return the address of a page from the root of the site: the default language has no folder of its own."""
    return address if language == portal.languages[0] else f"{language}/{address}"


def frame_of(portal: Portal, words: Words, view: View) -> Mapping[str, object]:
    """Return the values that `theme/templates/base.html` needs, under the names that it uses.

    `root` and `site` lead from the page to the root of its language and of the site, so that the site works at
    any address; `canonical` and the addresses of `alternates` are absolute.
    """
    path = path_of(portal, words.language, view.address)
    base = portal.settings.address + "/"
    titled = view.title if view.address else ""
    root, site = "../" * view.address.count("/") or "./", "../" * path.count("/") or "./"
    if view.address == LOST:
        site = urlsplit(base).path
        root = site + path_of(portal, words.language)
    return {
        **_of_language(portal, words),
        "view": view,
        "root": root,
        "site": site,
        "canonical": base + path,
        "cited": cited(portal, words, titled, path),
        "contact": letter_of(portal, words, titled, "" if view.address == LOST else base + path),
        "lost": view.address == LOST,
        "structured": (*view.structured, *breadcrumbs_of(words, view, base + path_of(portal, words.language))),
        "alternates": [
            {
                "language": code,
                "direction": direction_of(code),
                "href": base + path_of(portal, code, view.address),
                "relative": site + path_of(portal, code, "" if view.address == LOST else view.address),
                "name": name,
            }
            for code, name in _endonyms(portal)
        ],
        "sources": [portal.sources[key] for key in view.sources if key in portal.sources],
    }


def _of_language(portal: Portal, words: Words) -> Mapping[str, object]:
    """Return what all pages in a language share; pages are many, so it is made once."""
    if words.language not in portal.shared:
        demonstration = portal.programme["demonstration"]
        portal.shared[words.language] = {
            "content_security_policy": POLICY,
            "language": words.language,
            "direction": words.direction,
            "programme": portal.programme,
            "site_name": words.pick(portal.programme["short_name"]),
            "notice": words.pick(portal.programme.get("notice")) if demonstration else Text(""),
            "versions": portal.versions,
            "version": version_of(portal, words),
            "as_of": portal.as_of,
            "licence": portal.licence,
            "header": header_of(portal, words),
            "footer": footer_of(portal, words),
            "explained": has_page(portal, "about/"),
            "origin": portal.settings.address,
            "card": card_of(portal, words, path_of(portal, words.language, CARD)),
            "locale": words.language_and_territory,
        }
    return portal.shared[words.language]


def _endonyms(portal: Portal) -> list[tuple[str, str]]:
    """Return the languages of the portal with their names in themselves, capitals as in a list."""
    if "" not in portal.shared:
        names = {code: portal.words(code).language_name(code) for code in portal.languages}
        portal.shared[""] = {code: name[:1].upper() + name[1:] for code, name in names.items()}
    return [(code, str(name)) for code, name in portal.shared[""].items()]
