"""Owns what a host must know of the site: headers by address, media types, and the files that tell it.

Does not own the policy of pages (`generator.policy`), nor a server (`generator.serve` is the preview).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.hosting.headers_file import NAME, headers_file
from generator.hosting.redirects_file import NGINX_REDIRECTS, REDIRECTS, nginx_redirects, redirects_file
from generator.pages.portal import Portal
from generator.pages.view import Attachment


def files(portal: Portal) -> Iterator[Attachment]:
    """Return what hosts read at the root of a site; the empty file keeps GitHub Pages from leaving out `_` files."""
    yield Attachment(NAME, headers_file().encode())
    yield Attachment(".nojekyll", b"")
    if redirects := redirects_file(portal):
        yield Attachment(REDIRECTS, redirects.encode())
        yield Attachment(NGINX_REDIRECTS, nginx_redirects(portal).encode())
