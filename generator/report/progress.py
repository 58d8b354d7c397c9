"""Owns progress bars: shown on a terminal while something takes its time, and nothing at all elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")


def followed(items: Sequence[Item], what: str) -> Iterable[Item]:
    """Return `items` one by one, with a bar called `what` that advances as they are taken."""
    console = Console(stderr=True)
    return track(items, what, console=console, transient=True, disable=not console.is_terminal)
