"""Owns the pages of words: about, how to read, privacy, and whatever else lies in `content/`."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.pages.portal import Portal, Prose
from generator.pages.structured import organisation_of
from generator.pages.view import View
from generator.text.words import Words, direction_of

_ABOUT = "about"
"""The text that says who publishes the site."""


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each text; where it is not translated, in the default language, marked as such."""
    for slug in sorted({text.slug for text in portal.prose}):
        text = _in_language(portal, slug, words)
        yield View(
            template="page",
            address=f"{slug}/",
            title=words.foreign(text.title, text.language),
            description=words.foreign(text.summary, text.language),
            section=slug,
            values={
                "html": Markup(text.html),  # noqa: S704 - sanitised when it was read
                "text_language": text.language,
                "text_direction": direction_of(text.language),
            },
            structured=(organisation_of(portal, words),) if slug == _ABOUT else (),
        )


def _in_language(portal: Portal, slug: str, words: Words) -> Prose:
    by_language = {text.language: text for text in portal.prose if text.slug == slug}
    return by_language.get(words.language) or by_language.get(words.fallback) or next(iter(by_language.values()))
