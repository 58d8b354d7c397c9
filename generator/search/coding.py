"""Owns how columns become text: numbers in one to three signs each, texts as rows of words, sets by their number.

Does not own which columns there are (`generator.search.index`). Static hosts compress text and nothing else, so every
column is text of 64 signs, of which the most frequent values take the fewest. `theme/static/js/finder/reading.js`
reads it; a test in a browser compares what it reads with the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BITS = 5
_MORE = 1 << _BITS
_END = 0


def number(value: int) -> str:
    """Return a whole number from 0 on: five bits a sign, the lowest first; the sixth bit says that more follow."""
    signs = []
    while value >= _MORE:
        signs.append(_SIGNS[value % _MORE + _MORE])
        value >>= _BITS
    return "".join([*signs, _SIGNS[value]])


def numbers(values: Iterable[int]) -> str:
    """Return numbers one after the other."""
    return "".join(map(number, values))


def optional_numbers(values: Iterable[int | None]) -> str:
    """Return numbers one after the other; 0 stands for none, and n + 1 for n."""
    return numbers(0 if value is None else value + 1 for value in values)


class Vocabulary:
    """The words of all texts, the most frequent first; words end at a blank and nowhere else."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the words of `texts`."""
        counts = Counter(word for text in texts for word in text.split(" "))
        self.words = sorted(counts, key=lambda word: (-counts[word], word))
        self._codes = {word: number(place) for place, word in enumerate(self.words, start=1)}

    def column(self, texts: Iterable[str]) -> str:
        """Return a text for each factory, as its words and an end; an empty text has no words."""
        return "".join(self._written(text) if text else _SIGNS[_END] for text in texts)

    def lists(self, texts: Iterable[Sequence[str]]) -> str:
        """Return any number of texts for each factory, with a second end after the last."""
        return "".join("".join(map(self._written, each)) + _SIGNS[_END] for each in texts)

    def _written(self, text: str) -> str:
        return "".join(self._codes[word] for word in text.split(" ")) + _SIGNS[_END]


def choices(values: Iterable[Sequence[str]], order: Sequence[str]) -> dict[str, object]:
    """Return which values of `order` each factory has: `values`, `sets` of them, and the `codes` of the sets.

    A set is numbered when it first occurs, and is then code 0; later it is its number (from 1). `sets` holds the
    places of values from 1 on, as the steps from one to the next, with an end after each set.
    """
    place = {value: at for at, value in enumerate(order, start=1)}
    known: dict[tuple[int, ...], int] = {}
    codes = []
    for each in values:
        chosen = tuple(sorted(place[value] for value in each))
        codes.append(known.get(chosen, 0))
        known.setdefault(chosen, len(known) + 1)
    sets = "".join(numbers(_steps(chosen)) + _SIGNS[_END] for chosen in known)
    return {"values": list(order), "sets": sets, "codes": numbers(codes)}


def _steps(places: Sequence[int]) -> Iterator[int]:
    return (place - before for before, place in zip((0, *places), places, strict=False))


def runs(keys: Sequence[str]) -> str:
    """Return keys that end in a number: the first of each run that counts up by one, and how many there are.

    `KH-0001 3 KH-0009 1` are KH-0001, KH-0002, KH-0003 and KH-0009.
    """
    found: list[tuple[str, int]] = []
    following = ""
    for key in keys:
        if key == following:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((key, 1))
        digits = len(key) - len(key.rstrip("0123456789"))
        stem, end = key[: len(key) - digits], key[len(key) - digits :]
        following = f"{stem}{int(end) + 1:0{digits}d}" if end else ""
    return " ".join(f"{first} {length}" for first, length in found)
