"""Each example of a command that can run on a small portal is run, as it stands on the page."""

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
ELSEWHERE = {"releases.md", "import.md", "publishing.md"}
"""Pages on commands that need tags, spreadsheets or a host: the tests of those commands have them."""
PAGES = [
    sheet.name
    for title in ("For staff", "For administrators")
    for sheet in part(title)
    if sheet.name not in ELSEWHERE | {"first-day.md"}
    and any(each.startswith("seamline") for each in sheet.blocks("sh") for each in each.splitlines())
]
_ASKING = [f"seamline new {kind.value}" for kind in Entry]


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@portal.example", *arguments], check=True)


@pytest.fixture
def project(tmp_path: Path, seamline: Seamline) -> Path:
    """A small portal under git, with what the examples compare it with: branches, tags and folders."""
    write_dataset(tmp_path / "data", {})
    assert seamline("fmt")[0] == 0
    git("init", "--quiet", "--initial-branch=main", ".")
    git("add", "--all")
    git("commit", "--quiet", "--message=Begin")
    for name in ("refs/remotes/origin/main", "refs/tags/v1.0.0", "refs/tags/v1.1.0"):
        git("update-ref", name, "HEAD")
    for name in ("old", "new"):
        shutil.copytree(tmp_path / "data", tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", PAGES)
def test_examples_run(name: str, seamline: Seamline, project: Path) -> None:
    for block in sheets()[name].blocks("sh"):
        for line in block.splitlines():
            if line.startswith("seamline "):
                code, out, err = seamline(*shlex.split(line, comments=True)[1:])
                if line in _ASKING:
                    assert (code, "Give these too" in err) == (4, True), "it asks, and nobody is there to answer"
                else:
                    assert code == 0, f"{line}\n{out}{err}"
    assert (project / "data").is_dir()


def test_every_page_with_examples_is_tried() -> None:
    assert {"staff.md", "edit.md", "add-factory.md", "publish-assessment.md", "courses.md", "pull-request.md"} <= set(
        PAGES
    )


def test_the_first_day(seamline: Seamline, tmp_path: Path) -> None:
    """From the demonstration to data of one's own, by the commands and rows of the page and nothing else."""
    page = sheets()["first-day.md"]
    shutil.copytree(ROOT / "data", tmp_path / "data")
    emptied = next(block for block in page.blocks("sh") if block.startswith("find data"))
    subprocess.run(["bash", "-ec", emptied], check=True)
    code, out, _ = seamline("check")
    assert code == 2
    assert {"unknown-reference", "release-version"} <= {each.partition("]")[0] for each in out.split("[")[1:]}

    releases = next(block for block in page.blocks("text") if block.startswith("package,version"))
    (tmp_path / "data" / "programme" / "releases.csv").write_text(releases, encoding="utf-8")
    with (tmp_path / "data" / "programme" / "countries.csv").open("a", encoding="utf-8") as countries:
        countries.write("KH,Our programme,2026-01-01,,15,KHR,km,\n")
    for table in ("disclosure_rules", "public_issues"):
        file = tmp_path / "data" / "tool" / f"{table}.csv"
        file.write_text(file.read_text("utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    questions = tmp_path / "data" / "tool" / "questions.csv"
    kept = [
        line
        for line in questions.read_text("utf-8").splitlines(keepends=True)
        if not any(f",{code}," in line for code in ("BD", "HT", "ID", "JO", "VN"))
    ]
    questions.write_text("".join(kept), encoding="utf-8")

    entered = next(
        line for block in page.blocks("sh") for line in block.splitlines() if line.startswith("seamline new")
    )
    code, out, err = seamline(*shlex.split(entered)[1:])
    assert code == 0, out + err
    code, out, _ = seamline("check")
    assert (code, out.strip()) == (0, "No problems.")
