"""Each example of a command that can run on a small portal is run, as it stands on the page, once."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli.new import Entry
from tests.checks.datasets import write_dataset
from tests.handbook.pages import ROOT, part, sheets
from tests.test_cli import Seamline
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
ELSEWHERE = {"releases.md", "import.md", "publishing.md", "first-day.md"}
"""Pages on commands that need tags, spreadsheets or a host are tested with those commands; the first day, below."""
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


def test_there_are_examples() -> None:
    assert {"seamline check", "seamline fmt", "seamline diff main", "seamline new factory"} <= set(EXAMPLES)
    assert len(EXAMPLES) >= 12


def test_the_first_day(seamline: Seamline, tmp_path: Path) -> None:
    """From the demonstration to data of one's own, by the commands and rows of the page and nothing else."""
    page = sheets()["first-day.md"]
    shutil.copytree(ROOT / "data", tmp_path / "data")
    emptied = next(block for block in page.blocks("sh") if block.startswith("find data"))
    subprocess.run(["bash", "-ec", emptied], check=True)
    code, out, _ = seamline("check")
    assert (code, "[unknown-reference]" in out, "[release-version]" in out) == (2, True, True)

    releases = next(block for block in page.blocks("text") if block.startswith("package,version"))
    (tmp_path / "data" / "programme" / "releases.csv").write_text(releases, encoding="utf-8")
    with (tmp_path / "data" / "programme" / "countries.csv").open("a", encoding="utf-8") as countries:
        countries.write("KH,Our programme,2026-01-01,,15,KHR,km,\n")
    _kept(tmp_path / "data" / "tool" / "disclosure_rules.csv", without=",")
    _kept(tmp_path / "data" / "tool" / "public_issues.csv", without=",")
    for code_of_country in ("BD", "HT", "ID", "JO", "VN"):
        _kept(tmp_path / "data" / "tool" / "questions.csv", without=f",{code_of_country},")

    entered = next(
        line for block in page.blocks("sh") for line in block.splitlines() if line.startswith("seamline new")
    )
    code, out, err = seamline(*shlex.split(entered)[1:])
    assert code == 0, out + err
    code, out, _ = seamline("check")
    assert (code, out.strip()) == (0, "No problems.")


def _kept(table: Path, *, without: str) -> None:
    """Keep the header of a table, and the rows in which something does not stand."""
    header, *rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([header, *(row for row in rows if without not in row)]), encoding="utf-8")
