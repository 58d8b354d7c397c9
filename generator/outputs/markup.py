"""Owns which addresses and which names of places (`id`) a page of HTML contains, as the HTML standard has it.

Does not own whether the addresses lead anywhere (`generator.outputs.links`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_ADDRESSES = frozenset({"href", "xlink:href", "src", "action", "formaction", "poster"})
_SETS = frozenset({"srcset", "imagesrcset"})
_STYLED = frozenset(
    {"style", "clip-path", "mask", "filter", "fill", "stroke", "marker-start", "marker-mid", "marker-end"},
)
_STYLE_ADDRESS = re.compile(r"""url\(\s*("[^"]*"|'[^']*'|[^)"']*)|@import\s+("[^"]*"|'[^']*')""", re.IGNORECASE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"""^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+[^,]*)?\s*(?:,|$)")


class Markup(HTMLParser):
    """The `addresses` and `places` of a page, in the order in which they stand."""

    def __init__(self, page: str, site_address: str = "") -> None:
        """Read `page`; what a `meta` element says about `site_address` and below counts as an address, too."""
        super().__init__(convert_charrefs=True)
        self.addresses: list[str] = []
        self.places: list[str] = []
        self._site_address = site_address
        self._element = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect from one element."""
        self._element = tag
        values = {name: value or "" for name, value in reversed(attrs)}
        if "id" in values:
            self.places.append(values["id"])
        if tag == "a" and "name" in values:
            self.places.append(values["name"])
        for name, value in values.items():
            self.addresses.extend(self._addresses_in(tag, name, value, values))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        del tag
        self._element = ""

    def handle_data(self, data: str) -> None:
        """Collect from a style sheet within the page."""
        if self._element == "style":
            self.addresses.extend(style_addresses(data))

    def _addresses_in(self, tag: str, name: str, value: str, values: dict[str, str]) -> Iterator[str]:
        if name in _ADDRESSES or (name == "data" and tag == "object"):
            yield value
        elif name in _SETS:
            yield from set_addresses(value)
        elif name in _STYLED:
            yield from style_addresses(value)
        elif tag == "meta" and name == "content":
            refresh = _REFRESH.match(value) if values.get("http-equiv", "").lower() == "refresh" else None
            if refresh:
                yield refresh[1].strip()
            elif self._site_address and value.startswith(self._site_address):
                yield value


def style_addresses(sheet: str) -> list[str]:
    """Return the addresses in a style sheet or a style attribute."""
    found = _STYLE_ADDRESS.findall(_STYLE_COMMENT.sub("", sheet))
    return [(address or imported).strip().strip("\"'") for address, imported in found]


def set_addresses(value: str) -> list[str]:
    """Return the addresses in a `srcset`: `a.png 1x, b.png 2x`."""
    return [match[1] for match in _CANDIDATE.finditer(value)]
