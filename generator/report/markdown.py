"""Owns Markdown as GitHub and GitLab show it: text that stays text, links, and a sheet no longer than the host takes.

Does not own what is said (`comment`, `differences`). Text comes from pull requests of strangers: it must not become a
link, a picture, a mention of a person, a reference to an issue or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.report.safety import harmless

COMMENT = 65_536
"""Characters that a comment on GitHub may have (GitLab takes more)."""
SUMMARY = 1024 * 1024
"""Bytes that the summary of a step may have; GitHub shows nothing of a longer one."""

_SIGNS = re.compile(r"([\\`*_\[\]<>#!|~$&^{}]|:(?=//|\w+:))")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_BEGINNING = re.compile(r"^([0-9]*)([-+=.)])|^ ")
"""What would make the beginning of an item of a list another list, a line below a heading, or code."""
_NO_SPACE = "&#8203;"
"""A blank without width: it parts a sign from what the host would take it for."""


def escaped(text: str, longest: int = 500) -> str:
    """Return `text` so that it is shown as it stands, cut to `longest` characters."""
    signs = _SIGNS.sub(r"\\\1", harmless(text, longest))
    signs = _BEGINNING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else "&#32;", signs)
    signs = _WWW.sub(r"\1\\.", signs)
    return re.sub(r"(@|\\#|\bGH-)(?=\w)", rf"\1{_NO_SPACE}", signs)


def code(text: str) -> str:
    """Return `text` as code, in which nothing is a sign."""
    shown = harmless(text)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link(label: str, address: str) -> str:
    """Return a link with a label that is Markdown already; the label alone where there is no address."""
    return f"[{label}]({quote(address, safe=':/?#=&%.,~+-_')})" if address else label


def characters(text: str) -> int:
    """Return the length of a comment as GitHub counts it at most: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def octets(text: str) -> int:
    """Return the length of a summary as GitHub counts it: in bytes."""
    return len(text.encode())


@dataclass(slots=True)
class Sheet:
    """Blocks of Markdown, one below the other, as many as fit.

    `length` counts as the host does. `spare` is kept for the lines that close folded parts and say what is missing.
    """

    limit: int
    length: Callable[[str], int] = characters
    spare: int = 1_000
    _blocks: list[str] = field(default_factory=list)
    _used: int = 0

    def add(self, block: str) -> bool:
        """Add a block, unless it does not fit any more; return whether it did."""
        length = self.length(block) + 1
        if length > self.room:
            return False
        self._blocks.append(block)
        self._used += length
        return True

    @property
    def room(self) -> int:
        """How much more fits."""
        return self.limit - self.spare - self._used

    def close(self, block: str) -> None:
        """Add a closing block from what is kept for such."""
        self.spare -= self.length(block) + 1
        if self.spare < 0:
            raise ValueError("closing blocks are longer than what was kept for them")
        self._blocks.append(block)
        self._used += self.length(block) + 1

    def text(self) -> str:
        """Return the whole, ending with a line break."""
        return "\n".join(self._blocks) + "\n"
