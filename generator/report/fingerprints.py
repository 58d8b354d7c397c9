"""Owns by what a host knows a problem again after other lines were added or removed.

Does not own the forms in which hosts take problems (`sarif`, `gitlab`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from generator.problems import Problem


def fingerprints_of(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield one for each problem, made of code and place without the line; two alike are told apart by their order."""
    alike: dict[str, int] = {}
    for problem in problems:
        fingerprint = _fingerprint(problem)
        alike[fingerprint] = alike.get(fingerprint, 0) + 1
        yield f"{fingerprint}:{alike[fingerprint]}"


def _fingerprint(problem: Problem) -> str:
    where = problem.where
    parts = (problem.code, where.package, where.table, where.key, where.field, "" if where.key else where.file)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
