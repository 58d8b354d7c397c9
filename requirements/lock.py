"""Owns the locking of requirements: pyproject.toml to hashed sets, without any registry address in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETS = {"run": [], "test": ["test"]}
OPTIONS = [
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate",
    "--no-emit-index-url", "--no-emit-find-links", "--quiet", "--upgrade",
]  # fmt: skip


def main() -> None:
    """Write requirements/<set>.txt for each set; uv must be installed beside this Python."""
    for name, extras in SETS.items():
        chosen = [option for extra in extras for option in ("--extra", extra)]
        output = ["--output-file", str(HERE / f"{name}.txt")]
        command = [sys.executable, "-m", "uv", "pip", "compile", str(HERE.parent / "pyproject.toml")]
        subprocess.run([*command, *OPTIONS, *chosen, *output], check=True)


if __name__ == "__main__":
    main()
