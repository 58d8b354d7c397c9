"""Owns the file `_redirects` at the root of a site, as Netlify and Cloudflare Pages read it (and do not serve it).

Elsewhere the pages at the old addresses send readers on (`generator.pages.moved`). The limit of Cloudflare holds,
2,000 rules without patterns; what is beyond it is left to those pages.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.pages.frame import path_of
from generator.pages.moved import rows_of
from generator.pages.portal import Portal

REDIRECTS = "_redirects"
_MOST = 2_000


def redirects_file(portal: Portal) -> str:
    """Return the text of the file: old address, new address and status, a line each; nothing when no address moved."""
    base = urlsplit(portal.settings.address).path
    lines: list[str] = []
    for row in rows_of(portal):
        old, new = row["address"].lstrip("/"), (row["moved_to"] or "").lstrip("/")
        for code in portal.languages if row["moved_to"] else ():
            if code == portal.languages[0] or old.endswith("/"):
                there = path_of(portal, code, new) if new.endswith("/") else new
                lines.append(f"{base}/{path_of(portal, code, old)} {base}/{there} 301\n")
    return "".join(lines[:_MOST])
