"""Owns what the tests know of a built site from its files: every page, what its markup says, the kinds of pages.

Does not own what a browser makes of it. One pass of the standard parser reads a page, so that all pages of the
site can be read in a few seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
MOVED = "moved"
"""The kind of pages that send a browser on at once: nobody stays to look at them."""
GONE = "gone"
"""The kind of pages that say why nothing is here any more: only old links lead there."""
_TEMPLATES = {path.stem for path in (ROOT / "theme" / "templates").glob("*.html")}
KINDS = tuple(sorted(_TEMPLATES - {"base", MOVED}))
"""A kind of page is a template of the theme."""
FRAMED = "embed"
"""The kind of pages that stand in frames of other sites: parts of a page, that no page of ours leads through."""
HANDBOOK = "handbook"
"""The kind of pages that MkDocs makes: in one language, and not about the data."""
LANGUAGES = ("en", "fr", "ar")
BASE = "https://portal.example/"
LOST = "404.html"

_REMOTE = {("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("form", "action")}


@dataclass(slots=True)
class Page:
    """What the markup of one page says; `address` is from the root of the site, without a slash before it."""

    address: str
    size: int
    kind: str = ""
    language: str = ""
    direction: str = ""
    canonical: str = ""
    description: str = ""
    policy: str = ""
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    crumbs: list[str] = field(default_factory=list)
    notice: str = ""
    foot: str = ""
    days: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Return the file of the page, from the root of the site."""
        return self.address if self.address.endswith(".html") else self.address + "index.html"

    def target(self, link: str) -> str:
        """Return the address that a relative link of this page leads to."""
        path = unquote(urlsplit(link).path)
        target = normpath(join("/" + dirname(self.address), path)).strip("/") if path else self.address
        return target + "/" if path.endswith(("/", "/.", "/..")) and target else target


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self._within: dict[str, int] = {}
        self._depth = 0
        self._is_data = False
        """Whether the script at hand holds data, which no browser runs."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        page, kind = self.page, given.get("class", "")
        if "id" in given:
            page.ids.append(given["id"])
        page.inline += [name for name in given if name == "style" or name.startswith("on")]
        page.loaded += [given[name] for name in given if (tag, name) in _REMOTE]
        self._is_data = tag == "script" and given.get("type") in {"application/ld+json", "application/json"}
        self._head(tag, given)
        if tag == "a" and "href" in given:
            page.links.append(given["href"])
            if self._inside("crumbs"):
                page.crumbs.append(given["href"])
        elif tag == "time" and self._inside("foot"):
            page.days.append(given.get("datetime", ""))
        drawn = self._inside("svg")
        for name in (tag, *kind.split()):
            if name in _WATCHED and tag not in _VOID and not drawn:
                self._within[name] = self._depth
        if tag in {"h1", "title"} and not drawn:
            (page.headings if tag == "h1" else page.titles).append("")
        if tag not in _VOID:
            self._depth += 1

    def _head(self, tag: str, given: Mapping[str, str]) -> None:
        page = self.page
        if tag == "html":
            page.language, page.direction = given.get("lang", ""), given.get("dir", "")
        elif tag == "body":
            page.kind = given.get("class", "").removeprefix("kind-").split()[0]
        elif tag == "meta" and given.get("name") == "description":
            page.description = given.get("content", "")
        elif tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            page.policy = given.get("content", "")
        elif tag == "link" and given.get("rel") == "canonical":
            page.canonical = given["href"]
        elif tag == "link" and given.get("rel") == "alternate" and "hreflang" in given:
            page.alternates[given["hreflang"]] = given["href"]
        elif tag == "link":
            page.loaded.append(given.get("href", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._depth -= 1
            for name in [name for name, depth in self._within.items() if depth >= self._depth]:
                del self._within[name]

    def handle_data(self, data: str) -> None:
        page = self.page
        if self._inside("h1"):
            page.headings[-1] += data
        if self._inside("title"):
            page.titles[-1] += data
        if self._inside("demonstration"):
            page.notice += data
        if self._inside("foot"):
            page.foot += data
        if (self._inside("script") or self._inside("style")) and data.strip() and not self._is_data:
            page.inline.append(data.strip()[:40])

    def _inside(self, name: str) -> bool:
        return name in self._within


_WATCHED = {"h1", "title", "crumbs", "demonstration", "foot", "script", "style", "svg"}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Elements without an end tag (HTML standard, void elements)."""


@cache
def pages_of(site: Path) -> dict[str, Page]:
    """Return every page of the site by its address (`factories/kh-0001/`)."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        page = Page(path.relative_to(site).as_posix().removesuffix("index.html"), len(text))
        reader = _Reader(page)
        reader.feed(text)
        reader.close()
        pages[page.address] = page
    return pages


def fullest(site: Path, kind: str, language: str) -> str:
    """Return the address of the largest page of a kind: it shows most of what the kind can show."""
    return _by_size(site, kind, language)[-1]


def middling(site: Path, kind: str, language: str) -> str:
    """Return the address of a page of a kind with half of the others smaller, and half larger."""
    addresses = _by_size(site, kind, language)
    return addresses[len(addresses) // 2]


def sparsest(site: Path, kind: str, language: str) -> str:
    """Return the address of the smallest page of a kind: most of what it could show is missing."""
    return _by_size(site, kind, language)[0]


def _by_size(site: Path, kind: str, language: str) -> list[str]:
    pages = [page for page in pages_of(site).values() if (page.kind, page.language) == (kind, language)]
    assert pages, f"The demonstration has no page of theme/templates/{kind}.html in {language}: nothing tests it."
    return [page.address for page in sorted(pages, key=lambda page: (page.size, page.address))]
