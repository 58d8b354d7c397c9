"""Owns the writing of a feed in Atom (RFC 4287), as bytes that depend on nothing but its values.

Does not own what is in a feed. The writer that comes with Pelican (feedgenerator) is not used: its summaries are HTML,
where ours are plain text of anybody's hand, and a feed without entries reads the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape

from generator import __version__

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
"""Bytes that no XML 1.0 document may hold, and the carriage return, which it would not keep."""

_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""U+FFFE and U+FFFF in UTF-8, which no XML 1.0 document may hold either."""


class Entry(NamedTuple):
    """An entry: its kind and key (for ever the same), days, title, address of its page, and summary as plain text.

    `first_on` is the day from which it could be known, `on` that of its last change. `address` is relative to the root
    of the language; `language` is that of the summary, where it is not the feed's.
    """

    kind: str
    key: str
    first_on: date
    on: date
    title: str
    address: str
    summary: str
    language: str = ""


class Channel(NamedTuple):
    """A feed without its entries: names, addresses of it and its page (relative to the root of the language).

    `since` is its day while it has no entry.
    """

    title: str
    subtitle: str
    address: str
    page: str
    since: date


@dataclass(frozen=True)
class Imprint:
    """What all feeds in a language share. `programme` is its key, `root` the absolute address of the language."""

    programme: str
    language: str
    author: str
    rights: str
    root: str

    @cached_property
    def names(self) -> UUID:
        """The space of names of ids. It does not name the address: when a site moves, nobody is told all anew."""
        return uuid5(NAMESPACE_URL, f"urn:seamline:{self.programme}:{self.language}")


def atom_of(imprint: Imprint, channel: Channel, entries: Sequence[Entry]) -> bytes:
    """Return the feed; `entries` are written in the order given, which should be the newest first."""
    updated = max((entry.on for entry in entries), default=channel.since)
    root = _quoted(imprint.root)
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{imprint.language}">\n'
        f"<id>urn:uuid:{uuid5(imprint.names, channel.address)}</id>\n"
        f"<title>{escape(channel.title)}</title>\n"
        f"<subtitle>{escape(channel.subtitle)}</subtitle>\n"
        f"<updated>{updated.isoformat()}T00:00:00Z</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{root}{_quoted(channel.address)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{root}{_quoted(channel.page)}"/>\n'
        f"<author><name>{escape(imprint.author)}</name></author>\n"
        f"<rights>{escape(imprint.rights)}</rights>\n"
        f'<generator version="{__version__}">Seamline</generator>\n'
    )
    return _clean("".join((head, *(_written(imprint.names, root, entry) for entry in entries), "</feed>\n")))


def _written(names: UUID, root: str, entry: Entry) -> str:
    language = f' xml:lang="{_quoted(entry.language)}"' if entry.language else ""
    return (
        f"<entry>\n"
        f"<id>urn:uuid:{uuid5(names, f'{entry.kind} {entry.key}')}</id>\n"
        f"<title>{escape(entry.title)}</title>\n"
        f"<published>{entry.first_on.isoformat()}T00:00:00Z</published>\n"
        f"<updated>{entry.on.isoformat()}T00:00:00Z</updated>\n"
        f'<link rel="alternate" type="text/html" href="{root}{_quoted(entry.address)}"/>\n'
        f'<category term="{entry.kind}"/>\n'
        f"<summary{language}>{escape(entry.summary)}</summary>\n"
        f"</entry>\n"
    )


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _clean(document: str) -> bytes:
    """Return a document without the characters that XML refuses, of which our markup has none."""
    content = document.encode("utf-8", "replace").translate(None, _CONTROLS)
    for refused in _NONCHARACTERS:
        content = content.replace(refused, b"")
    return content
