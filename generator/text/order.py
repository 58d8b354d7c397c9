"""Owns the order of keys as people expect it: numbers in them count as numbers, so that 2.1.9 comes before 2.1.10."""

from __future__ import annotations

import re
from typing import TypeAlias

_DIGITS = re.compile(r"([0-9]+)")

Place: TypeAlias = tuple[tuple[tuple[bool, int, str], ...], str]
"""What keys are compared by."""


def natural(key: str) -> Place:
    """Return the place of `key` in the order; digits before letters, and two keys never have the same."""
    parts = _DIGITS.split(key)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part), key
