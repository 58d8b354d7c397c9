"""Owns the files at the root of a site that tell hosts which addresses moved.

Netlify and Cloudflare Pages read `_redirects` (and do not serve it), nginx `_redirects.conf` when it starts or is
reloaded. Elsewhere the pages at the old addresses send readers on (`generator.pages.moved`). The limit of Cloudflare
holds, 2,000 rules without patterns; what is beyond it is left to those pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.pages.frame import path_of
from generator.pages.moved import rows_of
from generator.pages.portal import Portal

REDIRECTS = "_redirects"
NGINX_REDIRECTS = "_redirects.conf"
_MOST = 2_000


def redirects_file(portal: Portal) -> str:
    """Return the text of the file: old address, new address and status, a line each; nothing when no address moved."""
    return "".join([f"{old} {new} 301\n" for old, new in _moves(portal)][:_MOST])


def nginx_redirects(portal: Portal) -> str:
    """Return the lines of a `map` from old addresses to new ones; nothing when no address moved."""
    return "".join(f'"{old}" "{new}";\n' for old, new in _moves(portal))


def _moves(portal: Portal) -> Iterator[tuple[str, str]]:
    """Yield each old address with its new one, in all languages; a file has one address."""
    base = urlsplit(portal.settings.address).path
    for row in rows_of(portal):
        old, new = row["address"].lstrip("/"), (row["moved_to"] or "").lstrip("/")
        for code in portal.languages if row["moved_to"] else ():
            if code == portal.languages[0] or old.endswith("/"):
                there = path_of(portal, code, new) if new.endswith("/") else new
                yield f"{base}/{path_of(portal, code, old)}", f"{base}/{there}"
