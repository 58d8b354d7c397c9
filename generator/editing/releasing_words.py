"""Owns what `seamline release` says: what changed, which version follows and why, which commands are left.

Does not own any of these (`release`, `releasing`).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from generator.differences.change import Change
from generator.editing.release import Plan

_LONG = 60


def lines_of(plan: Plan, version: str) -> Iterator[str]:
    """Yield what a release would be, line by line."""
    last = plan.last
    yield f"{plan.package}: {f'the last release is {last.version}' if last else 'the first release'}"
    for each in plan.changes:
        yield f"  {each.table}: {each.added:,} rows new, {each.changed:,} changed, {each.withdrawn:,} gone"
    for step in plan.steps:
        yield f"  {step.bump.name.lower()}: {step.why}"
    if plan.unexplained:
        yield f"  published values that changed and need a reason: {len(plan.unexplained):,}"
    if plan.taken_back:
        yield f"  rows and values that the public saw and does not see any more: {plan.taken_back:,}"
    if last and not plan.steps:
        return
    yield f"version: {version}{f' (the smallest allowed: {plan.smallest})' if version != plan.smallest else ''}"


def cell(change: Change) -> str:
    """Return a change as a person knows it: which cell, from what, to what."""
    return f"{change.table} {change.key}, {change.field}: {_short(change.old)} -> {_short(change.new)}"


def reasons_wanted(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the option that gives the reason for each of `changes`; one for all values of a field."""
    fields: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        fields.setdefault((change.table, change.field), []).append(change)
    for (table, field), members in fields.items():
        first, *others = members
        key, said = ("*", f"{len(members):,} values, the first {cell(first)}") if others else (first.key, cell(first))
        yield f"--reason '{table} {key} {field}=...' ({said})"


def commands(package: str, version: str, data: str) -> str:
    """Return the commands of git that make the release known."""
    tag = f"data/{package}/v{version}"
    title = shlex.quote(f"Release {package} {version}")
    return "\n".join(
        [
            "Now run, on the branch that is published:",
            "  seamline build",
            "  seamline urls --write",
            f"  git add {shlex.quote(data)} urls.lock",
            f"  git commit -m {title}",
            f"  git tag -a {tag} -m {title}",
            f"  git push --atomic origin HEAD {tag}",
        ]
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= _LONG else f"{text[: _LONG - 1]}…") if text else "empty"
