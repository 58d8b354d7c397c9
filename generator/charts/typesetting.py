"""Owns how much room texts take, how they are broken into lines, and how labels make room for each other.

Does not own fonts: widths come from the published metrics of Helvetica, which Liberation Sans and Arial share,
and from generous guesses for other scripts, so that a layout is the same on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

ELLIPSIS = "…"

_ADVANCES = {
    0.222: "ijl'",
    0.278: "!,./:;I[]\\tf| \u00a0\u202f",
    0.333: "()-r`",
    0.389: "*",
    0.5: "ckvxyzJs",
    0.584: "+<=>~",
    0.611: "FTZ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.889: "%",
    0.944: "W",
    1.015: "@",
}
_WIDTHS = {letter: advance for advance, letters in _ADVANCES.items() for letter in letters}
_COMMON, _OTHER_SCRIPT, _WIDE, _BOLD = 0.556, 0.62, 1.0, 1.08


def legible(text: str) -> str:
    """Return `text` on one line, with what no XML document can carry replaced by U+FFFD."""
    line = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(letter) in {"Cc", "Cs", "Cn"} else letter for letter in line)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` in pixels at a font size of `size` pixels."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1)


def _advance(letter: str) -> float:
    """Return the width of a letter in units of the font size."""
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    if letter.isascii():
        return _COMMON
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER_SCRIPT


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 6) -> list[str]:
    """Break `text` into at most `most` lines of `width` pixels; what is left out is marked by an ellipsis.

    Words longer than a line (and scripts that write no spaces) are broken between letters.
    """
    lines: list[str] = []
    for word in _pieces(text, width, size, bold=bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = _cut(f"{lines[-1]} {word}", width, size, bold=bold)
            return lines
        else:
            lines.append(word)
    return lines


def _cut(text: str, width: float, size: float, *, bold: bool) -> str:
    """Return the beginning of `text` that fits with an ellipsis."""
    while text and text_width(text + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _pieces(text: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield the words of `text`, those that are too long in pieces that fit."""
    for word in text.split():
        piece = ""
        for letter in word:
            joins = unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}
            if piece and not joins and text_width(piece + letter, size, bold=bold) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece


def spread(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return the centres moved as little as needed for blocks of `heights` not to overlap within `low`..`high`.

    The order is kept, and the squares of the movements have the least sum (isotonic regression by pooling adjacent
    violators: Barlow et al., Statistical Inference under Order Restrictions, 1972). Blocks that need more room than
    there is end beyond `high`.
    """
    order = sorted(range(len(centres)), key=lambda index: centres[index])
    before = list(accumulate((heights[index] for index in order), initial=0.0))
    middles = {index: before[place] + heights[index] / 2 for place, index in enumerate(order)}
    pools: list[tuple[float, int]] = []
    for index in order:
        mean, count = centres[index] - middles[index], 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    shifts = [mean for mean, count in pools for _ in range(count)]
    room = high - before[-1]
    placed = {index: max(min(shift, room), low) + middles[index] for index, shift in zip(order, shifts, strict=True)}
    return [placed[index] for index in range(len(centres))]


@dataclass(frozen=True, slots=True)
class Box:
    """The room of a label in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share room."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def within(self, left: float, right: float) -> bool:
        """Whether the room lies between two places across."""
        return left <= self.left and self.right <= right
