"""Owns the home page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the home page."""
    yield View(
        template="home",
        address="",
        title=words.pick(portal.programme["short_name"]),
        description=words.pick(portal.programme["summary"]),
        values={},
        invented=True,
    )
