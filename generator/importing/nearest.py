"""Owns what a person may have meant: the nearest known name to one that is not known, in one sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from generator.packages.complaints import quoted
from generator.text.folding import folded

_MOST = 5_000


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean “Finding”?", or nothing where no known name is near; case and accents do not count."""
    plain: dict[str, str] = {}
    for each in known:
        plain.setdefault(folded(each), each)
    if len(plain) > _MOST:
        plain = {fold: each for fold, each in plain.items() if fold[:2] == folded(name)[:2]}
    near = difflib.get_close_matches(folded(name), list(plain)[:_MOST], n=1)
    return f"Did you mean {quoted(plain[near[0]])}?" if near else ""
