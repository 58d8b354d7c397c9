"""Owns folding: the form of a text in which case, accents, width and ways of writing a letter make no difference.

Does not own matching. `theme/static/js/finder/folding.js` folds in the same way, letter by letter, and a test in a
browser holds the two together: what readers type is folded there, and names are sorted by their folded form here.

Marks that only colour a letter go (accents, Arabic vowel points); signs that are letters of their own script stay:
the vowels of Khmer, Bangla, Burmese and Thai, and their conjoining signs.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(
    "["
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # accents of Latin, Greek and Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Arabic vowel points, lengthening
    "\u200b-\u200f\u2060\ufeff\u00ad\u034f"  # invisible: joiners, direction marks, soft hyphen
    "]"
)
_ALIKE = "đd ðd øo łl ħh ŧt æae œoe þth ßss \u0131i \u03c2\u03c3 \u0649\u064a \u06cc\u064a \u0629\u0647 \u06a9\u0643"
"""Letters and what they are compared as; the last are final and Persian forms of Arabic letters."""

_ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\u0ed0\u1040\u17e0"
"""The digit nought of scripts that have digits of their own."""

_LETTERS = str.maketrans(
    {pair[0]: pair[1:] for pair in _ALIKE.split()}
    | {chr(ord(zero) + digit): str(digit) for zero in _ZEROS for digit in range(10)}
)


def folded(text: str) -> str:
    """Return `text` in the form in which it is compared: "Sếu Bạc" and "SEU BAC" are both `seu bac`."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(_LETTERS)
