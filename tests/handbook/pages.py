"""Owns what tests know of the handbook from its files: pages, navigation, code in sentences and code in blocks.

Does not own how the pages look (`theme/handbook`). The pages on codes of problems have tests of their own
(`tests/checks/test_codes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_BLOCK = re.compile(r"^( *)```([a-z]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the handbook, or another text that is held to the same: its name and what stands in it."""

    name: str
    text: str

    def blocks(self, kind: str) -> list[str]:
        """Return the blocks of a kind (`sh`, `text`)."""
        return [dedent(body) for _, language, body in _BLOCK.findall(self.text) if language == kind]

    @property
    def spans(self) -> list[str]:
        """Return the code in sentences and tables."""
        return _SPAN.findall(self.prose)

    @property
    def prose(self) -> str:
        """Return the text without blocks."""
        return _BLOCK.sub("", self.text)

    def commands(self) -> Iterator[str]:
        """Yield every call of the program, in blocks and sentences, without what a comment says of it."""
        lines = [line for kind in ("sh", "text") for block in self.blocks(kind) for line in _lines(block)]
        for line in [*lines, *self.spans]:
            if line.startswith("seamline "):
                yield line.partition(" #")[0].strip()


def _lines(block: str) -> list[str]:
    return block.replace("\\\n", " ").splitlines()


def navigation() -> dict[str, list[str]]:
    """Return the files of the pages by part of the handbook; those outside of a part under an empty name."""
    parts: dict[str, list[str]] = {"": []}
    for entry in yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]:
        for title, inside in entry.items():
            if isinstance(inside, str):
                parts[""].append(inside)
            else:
                parts[title] = [file for page in inside for file in page.values()]
    return parts


@cache
def sheets() -> dict[str, Sheet]:
    """Return the pages of the handbook but those on codes, and the README, by name."""
    files = [*sorted(DOCS.glob("*.md")), DOCS / "codes" / "index.md", ROOT / "README.md"]
    named = {path.relative_to(DOCS if path.is_relative_to(DOCS) else ROOT).as_posix(): path for path in files}
    return {name: Sheet(name, path.read_text(encoding="utf-8")) for name, path in named.items()}


def part(title: str) -> list[Sheet]:
    """Return the pages of a part of the handbook."""
    return [sheets()[name] for name in navigation()[title]]
