"""Owns what a page is before it is rendered: where it goes, what it is called, which template shows which values.

Does not own how it is rendered (`generator.outputs.templates`) or written (`generator.writing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the home page: its label, and its address from the root of the language."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the pages: its address from the root of the site, and its content."""

    address: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Later:
    """A file beside the pages that is still being made, while pages are written: its address, and its content to be."""

    address: str
    content: Future[bytes]


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that stands for a page where others speak of it: address from the root of the site, words, size."""

    address: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that goes with a page: its title, and its address from the root of the language (`feeds/changes.xml`)."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class View:
    """A page in one language.

    `address` is relative to the root of the language and ends with a slash (`factories/kh-0001/`; empty for the
    home page). `template` names the file in `theme/templates/` without its ending and is the kind of the page.
    `section` is the entry of the navigation that it belongs to. `sources` are keys of the table `sources`.
    `invented` says whether the page shows invented factories, buyers or findings, if the programme is a
    demonstration. `attachments` are files that the page links to. `feeds` are announced in its head. `structured` are
    schema.org objects in JSON-LD, without their `@context`. `later` are attachments that are still being made. `embeds`
    are pages for frames of other sites, with parts of this page: nothing leads to them, and no list has them. Without a
    `card` the page has that of the portal.
    """

    template: str
    address: str
    title: str
    description: str
    values: Mapping[str, object]
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    sources: tuple[str, ...] = ()
    invented: bool = False
    attachments: tuple[Attachment, ...] = field(default=())
    feeds: tuple[Feed, ...] = ()
    structured: tuple[Mapping[str, object], ...] = ()
    later: tuple[Later, ...] = ()
    embeds: tuple[View, ...] = ()
    card: Card | None = None
