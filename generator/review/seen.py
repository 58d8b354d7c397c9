"""Owns what readers see of a portal: every page in the default language, rendered, as a digest of its content.

Does not own the comparison (`generator.differences.pages`). Rendering is the only way to know: whether a page changes
with a value is decided by the page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from generator.differences.pages import Seen
from generator.outputs.templates import Templates
from generator.pages import View, profiles_of, views_of
from generator.pages.citation import version_of
from generator.pages.frame import frame_of
from generator.pages.portal import Portal
from generator.report.progress import followed
from generator.text.words import Words

_LEFT_OUT = frozenset({"downloads", "embed", "error"})
"""Pages that say nothing of their own: sizes and checksums of files, copies of figures, the page for lost readers."""
_CONTENT = re.compile("<main.*</main>", re.DOTALL)
_WITH_THE_BUILD = re.compile('<svg[^>]* class="chart.*?</svg>|<pre.*?</pre>', re.DOTALL)
"""Pictures and citations name day and version of the data. What a picture shows stands in the table under it, too."""


def pages_seen(portal: Portal) -> dict[str, Seen]:
    """Return the pages of a portal by their address."""
    words = portal.words(portal.languages[0])
    templates = Templates(portal.settings.theme)
    seen: dict[str, Seen] = {}
    factories = portal.data["factories"]["factory"].sort().to_list()
    for share in followed([None, *factories], "Looking at pages"):
        views = profiles_of(portal, words, [share]) if share else views_of(portal, words)
        for view in _shown(views):
            html = templates.render(view.template, words, {**frame_of(portal, words, view), **view.values})
            digest = hashlib.sha256(_said(html, portal, words).encode()).hexdigest()
            seen[view.address] = Seen(str.__str__(view.title), digest, profile=share is not None)
    return seen


def _said(html: str, portal: Portal, words: Words) -> str:
    """Return the content of a page without the day and version of the data, which move on all pages at once."""
    content = _CONTENT.search(html)
    said = _WITH_THE_BUILD.sub("", content[0] if content else html)
    for moving in (words.date(portal.as_of), f"{portal.as_of:%Y-%m-%d}", version_of(portal, words)):
        said = said.replace(moving, "")
    return said


def _shown(views: Iterator[View]) -> Iterator[View]:
    return (view for view in views if view.template not in _LEFT_OUT)
