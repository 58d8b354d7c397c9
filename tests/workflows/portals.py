"""Owns a small portal as a repository of git in a scratch folder, with the program beside its data as in ours.

Does not own the sample that it is made of (`tests/samples/nothing-optional`).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.canonical import form_of, sources_of, write_form
from tests.golden import samples

ROOT = Path(__file__).parents[2]
_SETTINGS = """\
from generator.plugin import pelican_settings
from generator.settings import Settings

PORTAL = Settings(address="https://portal.example")
globals().update(pelican_settings(PORTAL))
"""
FACTORIES = "data/compliance/factories.csv"


def portal(root: Path) -> Path:
    """Write the portal below `root` and commit it; return its folder."""
    (sample,) = (each for each in samples() if each.name == "nothing-optional")
    sample.write(root)
    for source in sources_of(root / "data"):
        write_form(form_of(source))
    for name in ("theme", "generator", ".venv"):
        (root / name).symlink_to(ROOT / name)
    (root / "pelicanconf.py").write_text(_SETTINGS, "utf-8")
    (root / ".gitignore").write_text("/.venv\n/theme\n/generator\n/output/\n/public/\n/review/\n/.cache/\n", "utf-8")
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "start")
    return root


def commit(root: Path, message: str) -> str:
    """Commit all; return the name of the commit."""
    git(root, "add", "--all")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", message)
    return git(root, "rev-parse", "HEAD").strip()


def replaced(root: Path, path: str, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), "utf-8")


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout
