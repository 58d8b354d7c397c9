"""Owns which files stand beside the pages without belonging to one: feeds, calendars, the API, the handbook and others.

Does not own what is in them: each kind has a module of its own, with `files(portal)`, and where every factory has one
`files_of(portal, factories)`, or `files_of(portal, words, factories)` if it says anything in a language. A file that
belongs to a page is an attachment of its view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator import api, calendars, catalogue, feeds, hosting, search
from generator.outputs import handbook
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.text.words import Words

_KINDS: tuple[Callable[[Portal], Iterator[Attachment]], ...] = (
    api.files,
    calendars.files,
    catalogue.files,
    feeds.files,
    handbook.files,
    hosting.files,
    search.files,
)

_OF_FACTORIES: tuple[Callable[[Portal, Sequence[str]], Iterator[Attachment]], ...] = (api.files_of,)


_TOLD_OF_FACTORIES: tuple[Callable[[Portal, Words, Sequence[str]], Iterator[Attachment]], ...] = (feeds.files_of,)


def files_of(portal: Portal) -> Iterator[Attachment]:
    """Return every file beside the pages that is not about one factory."""
    for files in _KINDS:
        yield from files(portal)


def files_of_factories(portal: Portal, factories: Sequence[str]) -> Iterator[Attachment]:
    """Return every file about one of the factories with these keys; many, so made where their profiles are."""
    for files in _OF_FACTORIES:
        yield from files(portal, factories)


def told_files_of_factories(portal: Portal, words: Words, factories: Sequence[str]) -> Iterator[Attachment]:
    """Return every file about one of the factories that is written in a language, in that of `words`."""
    for files in _TOLD_OF_FACTORIES:
        yield from files(portal, words, factories)
