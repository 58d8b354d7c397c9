"""Pages: one module a kind of page, each turning the portal into views in one language.

A module has `views(portal, words) -> Iterator[View]`. Rendering and writing are the business of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages import factory, home, prose
from generator.pages.portal import Portal
from generator.pages.view import Attachment, Crumb, View
from generator.text.words import Words

__all__ = ["Attachment", "Crumb", "View", "views_of"]

_KINDS = (home.views, factory.views, prose.views)


def views_of(portal: Portal, words: Words) -> Iterator[View]:
    """Return every page of the portal in the language of `words`; a view is made when it is asked for."""
    for views in _KINDS:
        yield from views(portal, words)
