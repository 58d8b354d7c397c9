"""Owns turning views into HTML files, and writing the files beside them, in one process.

Does not own views (`generator.pages`), templates (`generator.outputs.templates`) or how several processes share the
work (`generator.workers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator import sitemap
from generator.attachments import files_of, files_of_factories, told_files_of_factories
from generator.errors import SettingsError
from generator.outputs.templates import Templates
from generator.pages import Attachment, Later, View, profiles_of, views_of
from generator.pages.frame import frame_of, path_of
from generator.pages.portal import Portal
from generator.text.words import Words


class Writer:
    """Writes the pages of one portal into a folder; words and templates are made once for all pages."""

    def __init__(self, portal: Portal, site: Path) -> None:
        """Prepare to write the pages of `portal` into the folder `site`."""
        self._portal = portal
        self._site = site
        self._templates = Templates(portal.settings.theme)
        self._words: dict[str, Words] = {}

    def pages(self, language: str) -> set[str]:
        """Write all pages in `language` but the profiles; return their addresses below the root of the language.

        SettingsError where two pages have one address, or a page lies in the folder of another language.
        """
        words = self._in(language)
        addresses: set[str] = set()
        later: list[Later] = []
        for view in views_of(self._portal, words):
            if view.address in addresses or view.address.partition("/")[0] in self._portal.languages[1:]:
                path = path_of(self._portal, language, view.address)
                way_out = "give the text of that Slug another, or take it out of the table addresses."
                raise SettingsError(f"Two pages have the address {path}: {way_out}")
            addresses.add(view.address)
            later += self._write_view(words, view)
        self._write_later(later)
        return addresses

    def files(self) -> None:
        """Write the files beside the pages that are not about one factory."""
        for attachment in files_of(self._portal):
            _write(self._site, attachment)

    def sitemap(self, addresses: set[str]) -> None:
        """Write the sitemap and `robots.txt`; `addresses` are those of all pages but the profiles."""
        for attachment in sitemap.files(self._portal, addresses):
            _write(self._site, attachment)

    def profiles(self, language: str, factories: Sequence[str]) -> None:
        """Write the profiles of `factories` in `language` and the files about them."""
        words = self._in(language)
        for view in profiles_of(self._portal, words, factories):
            self._write_later(self._write_view(words, view))
        for attachment in told_files_of_factories(self._portal, words, factories):
            _write(self._site, attachment)
        if language == self._portal.languages[0]:
            for attachment in files_of_factories(self._portal, factories):
                _write(self._site, attachment)

    def _in(self, language: str) -> Words:
        if language not in self._words:
            self._words[language] = self._portal.words(language)
        return self._words[language]

    def _write_view(self, words: Words, view: View) -> Sequence[Later]:
        """Write a page, its attachments and its pages for frames; return the attachments that are still being made."""
        frame = frame_of(self._portal, words, view)
        html = self._templates.render(view.template, words, {**frame, **view.values})
        path = path_of(self._portal, words.language, view.address)
        _write(self._site, Attachment(path if path.endswith(".html") else path + "index.html", html.encode()))
        for attachment in view.attachments:
            _write(self._site, attachment)
        for embed in view.embeds:
            self._write_view(words, embed)
        return view.later

    def _write_later(self, later: Iterable[Later]) -> None:
        for each in later:
            _write(self._site, Attachment(each.address, each.content.result()))


def _write(site: Path, attachment: Attachment) -> None:
    path = site / attachment.address
    try:
        path.write_bytes(attachment.content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(attachment.content)
