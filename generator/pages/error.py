"""Owns the page that a web server shows for an address that does not exist, one a language.

Static hosts take `404.html` from the root, many also from the folder above the address; so each language has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.finder.form import is_searched
from generator.pages.frame import LOST
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page; its links are absolute, since it is shown at any depth."""
    yield View(
        template="error",
        address=LOST,
        title=words.say("This page does not exist"),
        description=words.say("The address leads to no page of this site."),
        values={"searched": is_searched(portal)},
    )
