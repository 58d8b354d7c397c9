"""Each example of a command that can run on a small portal is run, as it stands on the page, once."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli.new import Entry
from tests.checks.datasets import write_dataset
from tests.handbook.pages import ROOT, part
from tests.test_cli import Seamline
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
ELSEWHERE = {"releases.md", "import.md", "publishing.md", "first-day.md"}
"""Pages that go from a beginning to an end are walked in `test_walks.py`; importing, in `tests/importing`."""
PAGES = [sheet for title in ("For staff", "For administrators") for sheet in part(title) if sheet.name not in ELSEWHERE]
EXAMPLES = list(
    dict.fromkeys(
        line.partition(" #")[0].strip()
        for page in PAGES
        for block in page.blocks("sh")
        for line in block.splitlines()
        if line.startswith("seamline ")
    )
)
ASKING = {f"seamline new {kind.value}" for kind in Entry}
"""Nobody is there to answer what they ask."""
ENTERING = [example for example in EXAMPLES if example.startswith("seamline new ") and example not in ASKING]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small portal under git, with what the examples compare it with: branches, tags and folders."""
    folder = tmp_path_factory.mktemp("project")
    write_dataset(folder / "data", {})
    (folder / "content").mkdir()
    shutil.copy(ROOT / "pelicanconf.py", folder)
    (folder / "theme").symlink_to(ROOT / "theme")
    for name in ("old", "new"):
        shutil.copytree(folder / "data", folder / name)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@portal.example"]
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "-m", "Begin"],
    ):
        subprocess.run([*git, *command], cwd=folder, check=True)
    for name in ("refs/remotes/origin/main", "refs/tags/v1.0.0", "refs/tags/v1.1.0"):
        subprocess.run([*git, "update-ref", name, "HEAD"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(example: str, project: Path, seamline: Seamline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    if example.endswith("--check"):
        assert seamline("fmt")[0] == 0
    code, out, err = seamline(*shlex.split(example)[1:])
    if example in ASKING:
        assert (code, "Give these too" in err) == (4, True)
    else:
        assert code == 0, out + err


@pytest.mark.parametrize("example", ENTERING)
def test_what_is_entered_fits_the_demonstration(example: str, seamline: Seamline, tmp_path: Path) -> None:
    """Whoever reads the handbook tries its examples there; the key that the page promises comes of it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    code, out, err = seamline(*shlex.split(example)[1:])
    assert (code, err) == (0, "")
    key = out.partition("\n")[0].rpartition(" ")[2]
    page = next(page for page in PAGES if example in page.text)
    assert f"{key}`" in page.text or f"{key}\n" in page.text or "new session" in example


def test_there_are_examples() -> None:
    assert {"seamline check", "seamline fmt", "seamline diff main", "seamline new factory"} <= set(EXAMPLES)
    assert len(EXAMPLES) >= 12
    assert len(ENTERING) >= 3
