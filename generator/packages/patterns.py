"""Owns which patterns a schema may have: anchored at both ends, read alike by every program, quick on every text.

Does not own matching them (`generator.checks`). A pattern becomes an automaton of its characters (Glushkov). Where one
text can pass through a loop in two ways, a backtracking program would take for ever on a long text that does not match
(A. Weber and H. Seidl, On the degree of ambiguity of finite automata, 1991). Such patterns are refused, and so is what
programs read differently: look-around, back references, lazy repetition, shorthand classes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

LONGEST = 200
"""Characters that a pattern may have."""
MOST_POSITIONS = 120
"""Characters that a pattern may have once its counted repetitions are written out."""
_LAST = 0x10FFFF
_SPECIAL = set("\\^$.|?*+()[]{}")
_STEPS = 400_000
_MOST_ATOMS = 2_000


class UnsafePatternError(ValueError):
    """A pattern may not be used; the message is a clause that says why."""


@dataclass(slots=True)
class _Part:
    """A part of a pattern: whether it can be empty, and the positions at which it can begin and end."""

    empty: bool
    first: set[int]
    last: set[int]


@dataclass(slots=True)
class _Automaton:
    """Positions of characters (ranges of code points) and which can follow which."""

    characters: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    follow: list[set[int]] = field(default_factory=list)

    def position(self, ranges: tuple[tuple[int, int], ...]) -> _Part:
        if len(self.characters) >= MOST_POSITIONS:
            raise UnsafePatternError("it is too long once its repetitions are written out")
        self.characters.append(ranges)
        self.follow.append(set())
        at = len(self.characters) - 1
        return _Part(empty=False, first={at}, last={at})

    def join(self, before: _Part, after: _Part) -> _Part:
        self.connect(before.last, after.first)
        return _Part(
            before.empty and after.empty,
            before.first | (after.first if before.empty else set()),
            after.last | (before.last if after.empty else set()),
        )

    def connect(self, before: set[int], after: set[int]) -> None:
        for at in before:
            if self.follow[at] & after:
                raise UnsafePatternError("a repetition stands directly within a repetition")
            self.follow[at] |= after


@dataclass(slots=True)
class _Parser:
    """Reads a pattern between its anchors into an automaton."""

    text: str
    at: int = 0
    steps: int = 0
    automaton: _Automaton = field(default_factory=_Automaton)

    def alternatives(self) -> _Part:
        part = self.sequence()
        while self.peek() == "|":
            self.at += 1
            other = self.sequence()
            part = _Part(part.empty or other.empty, part.first | other.first, part.last | other.last)
        return part

    def sequence(self) -> _Part:
        part = _Part(empty=True, first=set(), last=set())
        while self.peek() not in ("", "|", ")"):
            part = self.automaton.join(part, self.repeated())
        return part

    def repeated(self) -> _Part:
        begin = self.at
        part = self.atom()
        end = self.at
        fewest, most = self.bounds()
        if (fewest, most) == (1, 1):
            return part
        if self.peek() and self.peek() in "?*+{":
            raise UnsafePatternError("a repetition is followed by another sign of repetition")
        return self.copies(part, (begin, end), fewest, most)

    def copies(self, part: _Part, span: tuple[int, int], fewest: int, most: int | None) -> _Part:
        """Return `part`, read from `span`, as often as said: each further time it is a copy of its own."""
        count = max(fewest, 1) if most is None else most
        parts = [part, *(self.again(span) for _ in range(count - 1))]
        if most is None:
            if parts[-1].empty:
                raise UnsafePatternError("what is repeated without end can be empty")
            self.automaton.connect(parts[-1].last, parts[-1].first)
        whole = _Part(empty=True, first=set(), last=set())
        for number, each in reversed(list(enumerate(parts))):
            whole = self.automaton.join(each, whole)
            if number >= fewest:
                whole = _Part(empty=True, first=whole.first, last=whole.last)
        return whole

    def again(self, span: tuple[int, int]) -> _Part:
        return_to, self.at = self.at, span[0]
        part = self.atom()
        self.at = return_to
        return part

    def atom(self) -> _Part:
        self.steps += 1
        if self.steps > _MOST_ATOMS:
            raise UnsafePatternError("it is too long once its repetitions are written out")
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.automaton.position(self.character_class())
        if sign == ".":
            return self.automaton.position(((0, 9), (11, _LAST)))
        if sign == "\\":
            sign = self.escaped()
        elif sign in _SPECIAL:
            raise UnsafePatternError(f"the sign {sign} stands where it means nothing")
        return self.automaton.position(((ord(sign), ord(sign)),))

    def group(self) -> _Part:
        if self.peek() == "?":
            if not self.text.startswith("?:", self.at):
                raise UnsafePatternError("it looks around or names groups")
            self.at += 2
        part = self.alternatives()
        if self.take() != ")":
            raise UnsafePatternError("a bracket is not closed")
        return part

    def bounds(self) -> tuple[int, int | None]:
        simple: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        sign = self.peek()
        if sign in simple:
            self.at += 1
            return simple[sign]
        if sign != "{":
            return 1, 1
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at + 1 : end].partition(",")
        if end < 0 or not (low.isascii() and low.isdigit()) or (high and not (high.isascii() and high.isdigit())):
            raise UnsafePatternError("a count in braces is not written as {2} or {2,4}")
        self.at = end + 1
        fewest = int(low[:4])
        most = (int(high[:4]) if high else None) if comma else fewest
        if (most is not None and not max(fewest, 1) <= most <= MOST_POSITIONS) or fewest > MOST_POSITIONS:
            raise UnsafePatternError("a count in braces is too large or turned round")
        return fewest, most

    def character_class(self) -> tuple[tuple[int, int], ...]:
        negated = self.peek() == "^"
        self.at += negated
        ranges: list[tuple[int, int]] = []
        while self.peek() != "]" or not ranges:
            low = self.member()
            high = low
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self.member()
            if high < low:
                raise UnsafePatternError("a range of characters is turned round")
            ranges.append((low, high))
        self.at += 1
        return _complement(ranges) if negated else tuple(ranges)

    def member(self) -> int:
        sign = self.take()
        if sign == "\\":
            return ord(self.escaped())
        if sign in ("[", "]") or (sign in "&~-" and self.peek() == sign):
            raise UnsafePatternError(f"in square brackets, {sign} needs a backslash before it")
        return ord(sign)

    def escaped(self) -> str:
        sign = self.take()
        if sign.isascii() and not sign.isalnum():
            return sign
        raise UnsafePatternError(f"\\{sign} is read differently by different programs; write the characters, as [0-9]")

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        sign = self.peek()
        if not sign:
            raise UnsafePatternError("it ends in the middle")
        self.at += 1
        return sign


@cache
def pattern_flaw(pattern: str) -> str:
    """Return why `pattern` may not be used, as a clause; empty when it may."""
    if len(pattern) > LONGEST:
        return f"it has more than {LONGEST} characters"
    if not (pattern.startswith("^") and pattern.endswith("$")) or pattern.endswith("\\$"):
        return "it is not anchored: it must begin with ^ and end with $"
    parser = _Parser(pattern[1:-1])
    try:
        parser.sequence()
    except UnsafePatternError as error:
        return str(error)
    except RecursionError:
        return "its brackets lie too deep"
    if parser.peek() == "|":
        return "its alternatives at the top need brackets around them: ^(a|b)$"
    return "a bracket is closed that was not opened" if parser.peek() else _ambiguity(parser.automaton)


def _ambiguity(automaton: _Automaton) -> str:
    """Return in which way a text can be matched in very many ways; empty when it cannot."""
    reach = _reach(automaton)
    loops = [at for at in range(len(reach)) if at in reach[at]]
    steps = _STEPS
    for start in loops:
        for other in loops:
            if other != start and other not in reach[start]:
                continue
            found, steps = _two_ways(automaton, start, other, steps)
            if found:
                return "a repetition can split the same text in many ways"
            if steps <= 0:
                return "it is too involved to be sure that it is quick"
    return ""


def _two_ways(automaton: _Automaton, start: int, other: int, steps: int) -> tuple[bool, int]:
    """Return whether one text leads from `start` to `start`, from `start` to `other` and from `other` to `other`.

    For `other` = `start` the ways from `start` to itself must differ. The rest of the allowed `steps` comes second.
    """
    goal = (start, other, other, True)
    seen: set[tuple[int, int, int, bool]] = set()
    waiting = [(start, start, other, start != other)]
    while waiting and steps > 0:
        one, two, three, apart = waiting.pop()
        for a in automaton.follow[one]:
            for b in automaton.follow[two]:
                for c in automaton.follow[three] if start != other else {b}:
                    steps -= 1
                    state = (a, b, c, apart or a != b)
                    if state not in seen and _share_character(automaton, a, b, c):
                        seen.add(state)
                        waiting.append(state)
        if goal in seen:
            return True, steps
    return False, steps


def _share_character(automaton: _Automaton, *positions: int) -> bool:
    shared: tuple[tuple[int, int], ...] = ((0, _LAST),)
    for at in set(positions):
        shared = tuple(
            (max(low, other_low), min(high, other_high))
            for low, high in shared
            for other_low, other_high in automaton.characters[at]
            if max(low, other_low) <= min(high, other_high)
        )
    return bool(shared)


def _reach(automaton: _Automaton) -> list[set[int]]:
    """Return for each position those that can come after it, at any distance."""
    reach: list[set[int]] = []
    for start in range(len(automaton.follow)):
        seen: set[int] = set()
        waiting = list(automaton.follow[start])
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting.extend(automaton.follow[at] - seen)
        reach.append(seen)
    return reach


def _complement(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    edges = [(-1, -1), *sorted(ranges), (_LAST + 1, _LAST + 1)]
    highest = -1
    gaps: list[tuple[int, int]] = []
    for (_, high), (low, _) in pairwise(edges):
        highest = max(highest, high)
        if low > highest + 1:
            gaps.append((highest + 1, low - 1))
    return tuple(gaps)
