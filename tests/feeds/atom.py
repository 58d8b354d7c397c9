"""Owns the rules of Atom (RFC 4287) that a feed of ours must keep, strictly, as a list of what is wrong with one.

Reads with the XML parser of the standard library, which stops at any character that XML refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_ONCE = {
    "feed": ("id", "title", "updated", "author", "subtitle", "rights", "generator"),
    "entry": ("id", "title", "updated", "published", "category", "summary"),
}
_MAY_MISS = {"summary"}


class Told(NamedTuple):
    """An entry as a program reads it; `language` is that in which its summary stands."""

    id: str
    kind: str
    title: str
    published: str
    updated: str
    link: str
    summary: str
    language: str


def told(content: bytes) -> list[Told]:
    feed = ET.fromstring(content)  # noqa: S314 - we wrote it a moment ago
    language = feed.get(f"{XML}lang", "")
    return [_told(entry, language) for entry in feed.findall(f"{ATOM}entry")]


def _told(entry: ET.Element, language: str) -> Told:
    def text(name: str) -> str:
        return entry.findtext(f"{ATOM}{name}") or ""

    (link,) = entry.findall(f"{ATOM}link")
    (category,) = entry.findall(f"{ATOM}category")
    summary = entry.find(f"{ATOM}summary")
    own = language if summary is None else summary.get(f"{XML}lang", language)
    days = (text("published")[:10], text("updated")[:10])
    return Told(text("id"), category.get("term", ""), text("title"), *days, link.get("href", ""), text("summary"), own)


def faults(content: bytes, address: str) -> list[str]:
    """Return what is wrong with a feed that will lie below `address`."""
    feed = ET.fromstring(content)  # noqa: S314 - as above
    if feed.tag != f"{ATOM}feed":
        return [f"the document is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    found = [*_of_element(feed, "feed", address), *_of_feed(feed, entries)]
    for entry in entries:
        found += _of_element(entry, "entry", address)
    return found


def _of_feed(feed: ET.Element, entries: list[ET.Element]) -> Iterator[str]:
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) != len(ids):
        yield "two entries have one id"
    stamps = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if stamps and max(stamps) != feed.findtext(f"{ATOM}updated"):
        yield "the feed is not as new as its newest entry"
    if stamps != sorted(stamps, reverse=True):
        yield "entries are not the newest first"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "nobody is named as author"
    if not _LANGUAGE.fullmatch(feed.get(f"{XML}lang", "")):
        yield "the language is not said"
    rels = sorted(link.get("rel", "") for link in feed.findall(f"{ATOM}link"))
    if rels != ["alternate", "self"]:
        yield f"links of the feed: {rels}"


def _of_element(element: ET.Element, kind: str, address: str) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    allowed = {*_ONCE[kind], "link", *(["entry"] if kind == "feed" else [])}
    yield from (f"a {kind} has {name}" for name in names if name not in allowed)
    for name in _ONCE[kind]:
        if names.count(name) != 1 and not (name in _MAY_MISS and name not in names):
            yield f"a {kind} has {names.count(name)} {name}"
    yield from _of_values(element, kind, address)


def _of_values(element: ET.Element, kind: str, address: str) -> Iterator[str]:
    if not _URN.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield f"the id of a {kind} is no urn"
    if not (element.findtext(f"{ATOM}title") or "").strip():
        yield f"a {kind} has no title"
    for name in ("published", "updated"):
        stamp = element.findtext(f"{ATOM}{name}")
        if stamp is not None and not (_STAMP.fullmatch(stamp) and datetime.fromisoformat(stamp)):
            yield f"{stamp} is no time of RFC 3339"
    if (element.findtext(f"{ATOM}published") or "") > (element.findtext(f"{ATOM}updated") or ""):
        yield f"a {kind} was changed before it was published"
    for link in element.findall(f"{ATOM}link"):
        if not link.get("href", "").startswith(f"{address}/") or not link.get("type"):
            yield f"a {kind} links to {link.attrib}"
    for child in element:
        if child.tag in {f"{ATOM}{name}" for name in ("title", "subtitle", "summary", "rights")} and child.get("type"):
            yield f"the {child.tag} of a {kind} is not plain text"
