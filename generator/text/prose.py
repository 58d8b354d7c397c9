"""Owns prose from people: Markdown and HTML made safe to stand in a page.

Does not own plain text: that is escaped by the templates and shown exactly as entered.
"""

from __future__ import annotations

import nh3

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "hr", "i",
    "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "td": {"align"},
    "th": {"align", "scope"},
    "*": {"lang", "dir", "id"},
}
_SCHEMES = {"https", "http", "mailto"}


def sanitised(html: str) -> str:
    """Return `html` with only the tags, attributes and URL schemes that a page of words needs.

    Scripts, styles, event handlers, frames and images go, content of scripts included.
    """
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
