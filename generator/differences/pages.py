"""Owns which pages appear, change or disappear, from what each shows.

Does not own how a page is rendered. What stands around the content of a page (date, version, navigation) is not
compared: it changes with every build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.differences.change import Kind, Page


@dataclass(frozen=True, slots=True)
class Seen:
    """A page: its title, a digest of its content, and whether it is the profile of a factory."""

    title: str
    digest: str
    profile: bool = False


def pages_between(before: Mapping[str, Seen], after: Mapping[str, Seen]) -> Iterator[Page]:
    """Yield the pages that differ: new ones, then those that are gone, then changed ones; of each the profiles last."""
    changed = {address for address in before.keys() & after.keys() if before[address].digest != after[address].digest}
    for kind, addresses in (
        (Kind.ADDED, after.keys() - before.keys()),
        (Kind.WITHDRAWN, before.keys() - after.keys()),
        (Kind.CHANGED, changed),
    ):
        known = before if kind is Kind.WITHDRAWN else after
        for address in sorted(addresses, key=lambda each: (known[each].profile, each)):
            yield Page(kind, address, known[address].title, known[address].profile)
