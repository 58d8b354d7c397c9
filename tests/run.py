"""Owns the order in which everything is proved: style, types, floors, handbook, then the tests.

`python tests/run.py` runs all, `python tests/run.py lint` only what needs no test. Every step runs even when one
before it failed, so that all complaints come at once; the exit code is 1 when any did.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-W", "error::SyntaxWarning", "-m"]


def main() -> int:
    """Run the steps; return the exit code."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as handbook:
        steps = {
            "style": [*PYTHON, "ruff", "check", "."],
            "form": [*PYTHON, "ruff", "format", "--check", "."],
            "types": [*PYTHON, "mypy"],
            "floors": [str(Path(sys.executable).with_name("lint-imports"))],
            "handbook": [*PYTHON, "mkdocs", "build", "--strict", "--quiet", "--site-dir", handbook],
        }
        if "lint" not in sys.argv[1:]:
            jobs = str(os.cpu_count() or 2)
            steps["tests"] = [*PYTHON, "pytest", "--numprocesses", jobs, "--dist", "worksteal", "--quiet"]
        failed = [name for name, command in steps.items() if not _passes(name, command)]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all passed\n")
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
