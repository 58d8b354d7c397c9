"""Owns differences as the comment on a pull request: the sum first, then folded parts, never longer than it may be.

Does not own their words (`words`). The comment carries a marker, by which a workflow finds it and puts a new one in its
place. What does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.differences.change import Differences, Finding, Group, Page
from generator.report.differences.words import (
    BLANK,
    PAGES,
    SHORT,
    SUBJECTS,
    TURNS,
    Told,
    are_short,
    counts_of,
    rows_of,
    summary_of,
    values_of,
    withheld_of,
)
from generator.report.markdown import COMMENT, Sheet, code, escaped

MARKER = "<!-- seamline diff -->"
"""The first line of the comment."""
_LONGEST = 400
_MOST_ROWS = 25
_FOLDS = 4_000
"""Characters kept for the lines that close folded parts and count what is missing."""


def differences_as_comment(differences: Differences) -> str:
    """Return what the public would see change as Markdown."""
    sheet = Sheet(COMMENT, spare=_FOLDS)
    before, after = differences.before, differences.after
    head = "The public would see no change" if differences.none else "What the public would see change"
    states = f"From {code(before.name)} (data of {before.as_of}) to {code(after.name)} (data of {after.as_of})."
    sheet.add(f"{MARKER}\n## {head}\n\n{states}\n")
    for line in summary_of(differences):
        sheet.add(f"- {escaped(line)}")
    if said := withheld_of(differences):
        sheet.add(f"\n{escaped(said)}")
    parts = [(title, list(blocks)) for title, blocks in _parts(differences)]
    for left, (title, blocks) in zip(range(len(parts), 0, -1), parts, strict=True):
        _fold(sheet, title, blocks, sheet.room if left == 1 else sheet.room // 2)
    return sheet.text()


def _parts(differences: Differences) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the title and the blocks of each folded part."""
    for subject, (one, many) in SUBJECTS.items():
        if groups := differences.of(subject):
            name = one if len(groups) == 1 else many
            yield f"{name.capitalize()}: {counts_of(groups)}", (block for group in groups for block in _group(group))
    for turn, found in groupby(differences.findings, key=lambda each: each.turn):
        findings = list(found)
        yield f"Findings {TURNS[turn]}: {len(findings):,}", map(_finding, findings)
    for kind, seen in groupby(differences.pages or (), key=lambda each: each.kind):
        pages = list(seen)
        yield f"Pages {PAGES[kind]}: {len(pages):,}", map(_page, pages)


def _fold(sheet: Sheet, title: str, blocks: Sequence[str], most: int) -> None:
    """Add a folded part with as many of its blocks as fit and are no longer than `most` together; count the rest."""
    if not sheet.add(f"\n<details><summary>{escaped(title)}</summary>\n"):
        sheet.close(f"- {escaped(title)} (no room for them here)")
        return
    shown, least = 0, sheet.room - most
    while shown < len(blocks) and sheet.room - sheet.length(blocks[shown]) > least and sheet.add(blocks[shown]):
        shown += 1
    rest = len(blocks) - shown
    sheet.close(f"\nand {rest:,} more, which do not fit here\n\n</details>" if rest else "\n</details>")


def _group(group: Group) -> Iterator[str]:
    name = code(group.key) if group.title == group.key else f"{code(group.key)} {escaped(group.title)}"
    rows = list(rows_of(group))
    lines = [
        f"- {name}: **{group.kind.value}**",
        *(f"  {line}" for row in rows[:_MOST_ROWS] for line in _row(row, group)),
    ]
    rest = sum(len(row.changes) for row in rows[_MOST_ROWS:]) + group.more
    yield "\n".join([*lines, *([f"  - and {rest:,} more changes"] if rest else [])])


def _row(row: Told, group: Group) -> Iterator[str]:
    place = f"- {code(row.table)} {escaped(row.key)}"
    if row.changes[0].row:
        values, more = values_of(row, group)
        said = ", ".join(f"{escaped(name)} {_short(value)}" for name, value in values)
        yield f"{place}: {row.kind.value} ({said}{', …' if more else ''})"
    elif are_short(row.changes):
        said = "; ".join(f"{escaped(each.field)} {_short(each.old)} → **{_short(each.new)}**" for each in row.changes)
        yield f"{place}: {said}"
    else:
        yield place
        for each in row.changes:
            yield f"  - {escaped(each.field)}"
            yield f"    - before: {escaped(each.old, _LONGEST) or f'*{BLANK}*'}"
            yield f"    - after: {escaped(each.new, _LONGEST) or f'*{BLANK}*'}"


def _short(value: str) -> str:
    return escaped(value, SHORT) if value else f"*{BLANK}*"


def _finding(finding: Finding) -> str:
    day = f" ({finding.on})" if finding.on else ""
    name = f"{code(finding.factory)} {escaped(finding.name)}"
    return f"- {name}: {escaped(finding.question)} {escaped(finding.text, _LONGEST)}{day}"


def _page(page: Page) -> str:
    return f"- {code('/' + page.address)} {escaped(page.title)}"
