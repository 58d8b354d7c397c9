"""Owns how text that came from the data is made harmless in a log or on a terminal.

Does not own the wording or the order of what is shown.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 500
"""Characters of a message that are shown; data may hold a megabyte in one cell."""

_JOINERS = "\u200c\u200d"
"""Persian, Urdu, Khmer and Bangla spelling needs them; they hide nothing."""
_COMMAND = re.compile(r":(?=:)|#(?=#\[)")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def harmless(text: str, longest: int = LONGEST) -> str:
    r"""Return `text` on one line, cut to `longest` characters, with nothing in it that a log would obey.

    Control, invisible and direction-changing characters are written as escapes (`\n`, `\x1b`, `\u202e`), and so
    are the first characters of `::` and `##[`, with which a line gives a command to the runner of GitHub Actions.
    """
    shown = "".join(_shown(character) for character in text[: longest + 1])
    shown = _COMMAND.sub(lambda match: f"\\x{ord(match[0]):02x}", shown)
    return shown if len(text) <= longest else f"{shown} …"


def _shown(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
