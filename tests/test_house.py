"""Shows that files have one job and functions fit on a screen, as the house asks."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = ("generator", "tests", "theme", "requirements")
LONGEST_FILE, LONGEST_FUNCTION = 400, 40


def sources() -> dict[str, str]:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_no_file_and_no_function_is_longer_than_a_reader_can_hold() -> None:
    found = sources()
    assert len(found) > 500
    long_files = [name for name, text in found.items() if text.count("\n") > LONGEST_FILE]
    long_functions = [
        f"{name}: {node.name}"
        for name, text in found.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert (long_files, long_functions) == ([], [])
