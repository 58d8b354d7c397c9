"""Owns the promise that every internal link and fragment of a finished site resolves.

Does not own the links themselves (`theme/`, `content/`) or external addresses: nothing here uses the network.

Pages are many and large, so a regular expression over bytes picks everything that may be a link, and what is
known to be sound is dropped at once. Only a page on which something remains is read by the rules of HTML
(`generator.outputs.markup`), and only what those find is reported.
"""

from __future__ import annotations

import html
import multiprocessing
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.outputs.markup import Markup, set_addresses, style_addresses

_LINK = re.compile(
    rb"(?i)=(?<=[fcnra\s]=)"
    rb"(?:(?<=href=)|(?<=src=)|(?<=action=)|(?<=poster=)|(?<=data=)"
    rb"|(?<=href\s=)|(?<=src\s=)|(?<=action\s=)|(?<=poster\s=)|(?<=data\s=))"
    rb"\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)",
)
_SET = re.compile(rb"(?i)srcset\s*=\s*(\"[^\"]*\"|'[^']*')")
_PLACE = re.compile(rb"(?i)=(?<=\sid=)(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
_NAMED_ANCHOR = re.compile(rb"(?i)<a(?=\s)[^>]*?\sname=(\"[^\"]*\"|'[^']*')")
_FEED = re.compile(rb"<(?:loc|link|url)(?:\s[^>]*)?>\s*([^<\s]+)\s*</")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_REFRESH = re.compile(rb"(?i)http-equiv\s*=\s*[\"']?refresh")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_KINDS = frozenset({".html", ".css", ".svg", ".xml"})
_READ = (".html", ".svg", ".xml")
_WITH_PLACES = (".html", ".svg")
_PAGES_REMEMBERED = 256


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link that leads nowhere: the file it stands in, relative to the site, its target as written, and why."""

    page: str
    target: str
    why: str

    def __str__(self) -> str:
        """Return the sentence for people."""
        return f"{self.page}: the link to {self.target!r} is broken: {self.why}"


def broken_links(site: Path, *, address: str = "", jobs: int = 1) -> list[BrokenLink]:
    """Return the broken internal links of the site in the folder `site`, sorted.

    Looks at HTML, CSS, SVG and XML (sitemap, feeds). `address` is where the root of the site will be
    (`https://example.org/portal`), so that canonical and hreflang addresses count as internal. `jobs` > 1 shares the
    work among as many processes.
    """
    address = address.rstrip("/")
    base_path = urlsplit(address).path.rstrip("/")
    pages = sorted(name for name in _files(site) if os.path.splitext(name)[1] in _KINDS)  # noqa: PTH122 - 20,000 texts
    if jobs <= 1:
        return sorted(_broken_in(pages, site, base_path, address))
    shares = [pages[first::jobs] for first in range(jobs)]
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = pool.map(_broken_in, shares, repeat(site), repeat(base_path), repeat(address))
        return sorted(chain.from_iterable(parts))


def _broken_in(pages: Iterable[str], site: Path, base_path: str, address: str) -> list[BrokenLink]:
    tree = _Tree(site, base_path, address, frozenset(_files(site)))
    return [link for page in pages for link in tree.broken_in(page)]


def _files(site: Path) -> Iterator[str]:
    """Yield the files of the site, relative, with forward slashes."""
    root = os.fspath(site)
    for folder, _, names in os.walk(root):
        inside = folder[len(root) :].replace(os.sep, "/").strip("/")
        yield from (f"{inside}/{name}" if inside else name for name in names)


@dataclass(slots=True)
class _Tree:
    """The files of a site, and what is known about addresses so far."""

    site: Path
    base_path: str
    address: str
    files: frozenset[str]
    sound: dict[int, set[bytes]] = field(default_factory=dict)
    """Addresses as written, quotes included, that are sound on any page, by how many folders deep it lies."""
    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    """File to which (folder, path) leads; empty when there is none."""
    places: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Whether (file, fragment) exists."""
    remembered: dict[str, frozenset[str]] = field(default_factory=dict)
    other: tuple[str, bytes] = ("", b"")
    """The file that was read last because a link leads to a place in it, and its content without comments."""

    def broken_in(self, page: str) -> list[BrokenLink]:
        """Return the broken links of one file."""
        body = _COMMENT.sub(b"", (self.site / page).read_bytes())
        suspects = [text for text in self._candidates(page, body) if self._fault(page, text, body)]
        if suspects and page.endswith(_READ):
            suspects = Markup(body.decode(errors="replace"), self.address).addresses
            suspects += _feed_addresses(page, body)
        faults = ((text, self._fault(page, text, body)) for text in dict.fromkeys(suspects))
        return [BrokenLink(page, text, why) for text, why in faults if why]

    def _candidates(self, page: str, body: bytes) -> Iterator[str]:
        """Yield everything that may be a link and is not yet known to be sound everywhere."""
        if not page.endswith(".css"):
            depth = page.count("/")
            sound = self.sound.setdefault(depth, set())
            links = set(_LINK.findall(body)) - sound
            within = {raw for raw in links if raw.startswith(b'"#')}
            if within:
                places = set(_PLACE.findall(body))
                links -= {raw for raw in within if b'"' + raw[2:] in places}
            for raw in links:
                text = _text(raw)
                yield text
                if _everywhere(text, depth) and not self._fault(page, text, body):
                    sound.add(raw)
            if b"srcset" in body:
                yield from chain.from_iterable(set_addresses(_text(raw)) for raw in _SET.findall(body))
        if page.endswith(".css") or b"url(" in body or b"@import" in body:
            yield from style_addresses(html.unescape(body.decode(errors="replace")))
        yield from _feed_addresses(page, body)
        if page.endswith(".html"):
            yield from self._of_meta(body)

    def _of_meta(self, body: bytes) -> Iterator[str]:
        if b"refresh" in body.lower() and _REFRESH.search(body):
            yield from Markup(body.decode(errors="replace")).addresses
        if self.address:
            for raw in set(re.findall(rb'"(' + re.escape(self.address.encode()) + rb'[^"]*)"', body)):
                yield _text(raw)

    def _fault(self, page: str, text: str, body: bytes) -> str:
        """Return why the address `text` on `page` is broken, or nothing when it is sound or external."""
        target = text.strip()
        if self.address and target.startswith(self.address) and target[len(self.address) :][:1] in ("", "/", "#", "?"):
            target = self.base_path + (target[len(self.address) :] or "/")
        if _SCHEME.match(target):
            return ""
        target, _, fragment = target.partition("#")
        path = target.partition("?")[0]
        file = self._file(page, path) if path else page
        if not file:
            return f"there is no {path} in the site."
        fragment = fragment.partition(":~:")[0]
        if fragment in ("", "top") or not file.endswith(_WITH_PLACES) or self._has(file, fragment, page, body):
            return ""
        return f"{file} has no place called {unquote(fragment)}."

    def _file(self, page: str, path: str) -> str:
        """Return the file to which `path` on `page` leads, or nothing."""
        if path.startswith("/"):
            if not (path + "/").startswith(self.base_path + "/"):
                return ""
            folder, rest = "", path[len(self.base_path) :].lstrip("/")
        else:
            folder, rest = page.rpartition("/")[0], path
            while rest.startswith("../"):
                if not folder:
                    return ""
                folder, rest = folder.rpartition("/")[0], rest[3:]
        known = self.targets.get((folder, rest))
        if known is None:
            known = self.targets[folder, rest] = self._looked_up(folder, unquote(rest))
        return known

    def _looked_up(self, folder: str, rest: str) -> str:
        parts: list[str] = folder.split("/") if folder else []
        for part in rest.split("/"):
            if part == "..":
                if not parts:
                    return ""
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        name = "/".join(parts)
        if name in self.files and not rest.endswith("/"):
            return name
        index = f"{name}/index.html".lstrip("/")
        return index if index in self.files else ""

    def _has(self, file: str, fragment: str, page: str, body: bytes) -> bool:
        """Return whether `file` has the place; `body` is the content of `page`."""
        if file == page:
            return unquote(fragment) in self._places_of(file, body)
        known = self.places.get((file, fragment))
        if known is None:
            if self.other[0] != file:
                self.other = file, _COMMENT.sub(b"", (self.site / file).read_bytes())
            other = self.other[1]
            known = b' id="%s"' % fragment.encode() in other or unquote(fragment) in self._places_of(file, other)
            self.places[file, fragment] = known
        return known

    def _places_of(self, file: str, body: bytes) -> frozenset[str]:
        if file not in self.remembered:
            if len(self.remembered) >= _PAGES_REMEMBERED:
                self.remembered.clear()
            raw = chain(_PLACE.findall(body), _NAMED_ANCHOR.findall(body))
            self.remembered[file] = frozenset(map(_text, raw))
        return self.remembered[file]


def _feed_addresses(page: str, body: bytes) -> list[str]:
    """Return the addresses that stand as text between tags, in a sitemap or a feed."""
    return [_text(raw) for raw in _FEED.findall(body)] if page.endswith(".xml") else []


def _text(raw: bytes) -> str:
    """Return an attribute's value as HTML means it."""
    text = raw.decode(errors="replace")
    if text[:1] in ('"', "'"):
        text = text[1:-1]
    return html.unescape(text) if "&" in text else text


def _everywhere(text: str, depth: int) -> bool:
    """Whether the address means the same on every page that lies `depth` folders deep."""
    from_root = ("/", "../" * depth) if depth else "/"
    return text.startswith(from_root) or _SCHEME.match(text) is not None
