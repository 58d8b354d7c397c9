"""Owns what a page may load, run and send: the Content-Security-Policy of every page (W3C CSP, level 3).

It stands in every page, for hosts that send no headers of ours, and in the headers (`generator.hosting`), which add
who may show a page in a frame: a page cannot say that of itself.
"""

from __future__ import annotations

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}

POLICY = "; ".join(f"{directive} {source}" for directive, source in _SOURCES.items())
"""Nothing inline, nothing evaluated, nothing from elsewhere."""
