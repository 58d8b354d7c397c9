"""Owns what changed of the texts in `content/`: paragraphs, and what stands at their top.

Does not own how they are rendered or refused (`generator.plugin`). A text that is not published is none here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from generator.differences.change import Change, Group, Kind, Subject
from generator.errors import SettingsError

TABLE = "content"
"""What stands in the place of a table where a text changed."""
_HEAD = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
_SHOWN = ("title", "summary")


@dataclass(frozen=True, slots=True)
class Writing:
    """A text as it was written: its slug, its language, what is shown of its head, and its paragraphs."""

    slug: str
    language: str
    head: Mapping[str, str]
    paragraphs: tuple[str, ...]

    @property
    def key(self) -> str:
        """Slug and language."""
        return f"{self.slug} {self.language}"


def writings_in(folder: Path | None) -> dict[str, Writing]:
    """Return the published texts in the folder `content`, by slug and language; none where there is no folder."""
    if folder is None:
        return {}
    found = (_read(path) for path in sorted(folder.rglob("*.md")))
    return {writing.key: writing for writing in found if writing is not None}


def changes_of_texts(before: Mapping[str, Writing], after: Mapping[str, Writing]) -> Iterator[Group]:
    """Yield each text that is new, gone or changed, paragraph by paragraph."""
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        known = new or old
        if old == new or known is None:
            continue
        kind = Kind.ADDED if old is None else Kind.WITHDRAWN if new is None else Kind.CHANGED
        changes = tuple(_changes(key, old, new)) if old and new else (_whole(kind, known),)
        yield Group(Subject.TEXT, key, known.head.get("title", key), kind, changes)


def _read(path: Path) -> Writing | None:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The text {path.name} cannot be read as UTF-8.") from error
    head: dict[str, str] = {}
    while lines and (found := _HEAD.fullmatch(lines[0])):
        head[found[1].lower()] = found[2].strip()
        lines.pop(0)
    if head.get("status", "published") != "published" or "slug" not in head:
        return None
    paragraphs = tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", "\n".join(lines)) if part.strip())
    shown = {name: head[name] for name in _SHOWN if name in head}
    return Writing(head["slug"], head.get("lang", ""), shown, paragraphs)


def _whole(kind: Kind, writing: Writing) -> Change:
    return Change(kind, TABLE, writing.key, row=(*writing.head.items(), ("paragraphs", str(len(writing.paragraphs)))))


def _changes(key: str, old: Writing, new: Writing) -> Iterator[Change]:
    for name in _SHOWN:
        if old.head.get(name) != new.head.get(name):
            yield Change(Kind.CHANGED, TABLE, key, name, old.head.get(name, ""), new.head.get(name, ""))
    matched = SequenceMatcher(None, old.paragraphs, new.paragraphs, autojunk=False)
    for _, begin, end, begin_new, end_new in (each for each in matched.get_opcodes() if each[0] != "equal"):
        was, now = old.paragraphs[begin:end], new.paragraphs[begin_new:end_new]
        for at in range(max(len(was), len(now))):
            before, after = (side[at] if at < len(side) else "" for side in (was, now))
            kind = Kind.ADDED if not before else Kind.WITHDRAWN if not after else Kind.CHANGED
            yield Change(kind, TABLE, key, f"paragraph {(begin_new if now else begin) + at + 1}", before, after)
