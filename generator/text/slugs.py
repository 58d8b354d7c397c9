"""Owns slugs: the one form of a key that serves as folder name and in addresses."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(text: str) -> str:
    """Return `text` in lower case ASCII letters and digits, words joined by hyphens.

    Accents are dropped; what has no ASCII letter or digit at all gives an empty slug. `slug_of(slug_of(x))`
    equals `slug_of(x)`.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    return _OTHER.sub("-", plain).strip("-")
