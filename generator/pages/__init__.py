"""Pages: one module a kind of page, each turning the portal into views in one language.

A module has `views(portal, words) -> Iterator[View]`. Rendering and writing are the business of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pages import (
    advisory,
    api,
    buyers,
    changes,
    claims,
    cluster,
    compare,
    country,
    course,
    courses,
    dictionary,
    downloads,
    edition,
    error,
    factories,
    factory,
    follow,
    home,
    indicator,
    indicators,
    issue,
    method,
    moved,
    point,
    prose,
    quality,
    session,
    sessions,
    statements,
)
from generator.pages.portal import Portal
from generator.pages.view import Attachment, Crumb, Feed, Later, View
from generator.text.words import Words

__all__ = ["Attachment", "Crumb", "Feed", "Later", "View", "profiles_of", "views_of"]

_KINDS = (
    home.views,
    error.views,
    factories.views,
    compare.views,
    buyers.views,
    country.views,
    point.views,
    cluster.views,
    issue.views,
    advisory.views,
    method.views,
    indicators.views,
    indicator.views,
    courses.views,
    course.views,
    sessions.views,
    session.views,
    statements.views,
    claims.views,
    quality.views,
    downloads.views,
    edition.views,
    dictionary.views,
    api.views,
    changes.views,
    follow.views,
    prose.views,
    moved.views,
)


def views_of(portal: Portal, words: Words) -> Iterator[View]:
    """Return every page but the profiles, in the language of `words`; a view is made when it is asked for."""
    for views in _KINDS:
        yield from views(portal, words)


def profiles_of(portal: Portal, words: Words, factories: Sequence[str]) -> Iterator[View]:
    """Return the profiles of the factories with these keys, in the language of `words`."""
    return factory.views(portal, words, keys=factories)
