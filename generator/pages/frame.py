"""Owns what every page shows around its own content: address, languages, navigation, sources, version and date."""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words, direction_of


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
    return {
        "view": view,
        "language": words.language,
        "direction": words.direction,
        "root": "../" * view.address.count("/") or "./",
        "site": "../" * path.count("/") or "./",
        "canonical": base + path,
        "alternates": [
            {
                "language": code,
                "direction": direction_of(code),
                "href": base + path_of(portal, code, view.address),
                "relative": ("../" * path.count("/") or "./") + path_of(portal, code, view.address),
            }
            for code in portal.languages
        ],
        "programme": portal.programme,
        "site_name": words.pick(portal.programme["short_name"]),
        "notice": words.pick(portal.programme.get("notice")) if portal.programme["demonstration"] else "",
        "versions": portal.versions,
        "as_of": portal.as_of,
        "sources": [portal.sources[key] for key in view.sources if key in portal.sources],
    }
