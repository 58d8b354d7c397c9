"""The command `check` on a host: what each form shows, what is new, and how files and help pages are named."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator.report.runner import Host, checkout_of, host_of
from tests.test_cli import STRIKE, Seamline, small
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
REVISION = "0a1b2c3d4e" * 4
ACTIONS = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "org/portal",
    "GITHUB_SHA": REVISION,
}
FILES = "https://github.com/org/portal/blob/HEAD/{path}"


@pytest.fixture(autouse=True)
def _no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)


def test_a_machine_of_ones_own_is_no_host() -> None:
    assert host_of({}) == Host()


def test_github_is_known_by_its_variables() -> None:
    host = host_of({**ACTIONS, "GITHUB_STEP_SUMMARY": "/tmp/summary"})  # noqa: S108 - nothing is written
    assert host.files == FILES
    assert host.sources == f"https://github.com/org/portal/blob/{REVISION}/{{path}}?plain=1"
    assert host.summary == Path("/tmp/summary")  # noqa: S108


def test_gitlab_is_known_by_its_variables() -> None:
    known = {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.example/a/b", "CI_COMMIT_SHA": REVISION}
    assert host_of(known).files == "https://gitlab.example/a/b/-/blob/HEAD/{path}"
    assert host_of(known).sources.startswith(f"https://gitlab.example/a/b/-/blob/{REVISION}/")


@pytest.mark.parametrize(
    "wrong",
    [{"GITHUB_SERVER_URL": "javascript:alert(1)"}, {"GITHUB_REPOSITORY": "a b"}, {"GITHUB_REPOSITORY": "x)\n"}],
)
def test_strange_variables_give_no_address(wrong: dict[str, str]) -> None:
    assert host_of({**ACTIONS, **wrong}) == Host()


def test_a_checkout_is_the_next_folder_with_git_in_it(tmp_path: Path) -> None:
    (tmp_path / "portal" / "data" / "tool").mkdir(parents=True)
    assert checkout_of(tmp_path / "portal" / "data") is None
    (tmp_path / "portal" / ".git").mkdir()
    assert checkout_of(tmp_path / "portal" / "data" / "tool") == tmp_path / "portal"


def test_github_gets_annotations_a_log_and_a_summary(
    seamline: Seamline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path, strikes=STRIKE)
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs" / "codes").mkdir(parents=True)
    summary = tmp_path / "summary.md"
    summary.write_text("of another step\n", "utf-8")
    for name, value in {**ACTIONS, "GITHUB_STEP_SUMMARY": str(summary)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path / "docs")
    code, out, _ = seamline("check", "../data", "--format", "github")
    assert code == 2
    assert out.startswith(
        "::error file=data/compliance/strikes.csv,line=2,col=20,title=A number or date lies outside its bounds"
    )
    page = "https://github.com/org/portal/blob/HEAD/docs/codes/out-of-range.md"
    assert f"What to do: {page}\n" in out
    assert "../data/compliance/strikes.csv:2:20: error [out-of-range]" in out
    written = summary.read_text("utf-8")
    assert written.startswith("of another step\n<!-- seamline check -->\n## Data check: 1 error\n")
    line = f"https://github.com/org/portal/blob/{REVISION}/data/compliance/strikes.csv?plain=1#L2"
    assert f"[`data/compliance/strikes.csv:2:20`]({line})" in written


def test_the_other_forms(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path, strikes=STRIKE)
    code, out, _ = seamline("check", "--format", "markdown", "--handbook", "https://portal.example/handbook/")
    assert code == 2
    assert "[`out-of-range`](https://portal.example/handbook/codes/out-of-range/)" in out
    code, out, _ = seamline("check", "--format", "sarif")
    assert (code, json.loads(out)["version"]) == (2, "2.1.0")
    small(tmp_path)
    assert seamline("check", "--format", "github") == (0, "No problems.\n", "")


def test_a_change_is_compared_with_a_revision(seamline: Seamline, tmp_path: Path) -> None:
    half = "factory,formed_on,seats_management,seats_workers,women,meetings_last_year\nKH-0001,2020-01-01,3,{},1,4\n"
    small(tmp_path, committees=half.format(2))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "--quiet", "-b", "main"], ["add", "data"], ["commit", "--quiet", "-m", "start"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    code, out, _ = seamline("check", "--against", "main")
    assert (code, out) == (0, "No new problems since main.\n1 older warning; without --against it is listed.\n")
    small(tmp_path, committees=half.format(2), strikes=STRIKE)
    code, out, _ = seamline("check", "--against", "main")
    assert code == 2
    assert "[committee-parity]" not in out
    assert out.endswith("1 error new since main.\n1 older warning; without --against it is listed.\n")


def test_a_mass_change_stops_until_it_is_acknowledged(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path / "before")
    small(tmp_path, sourcing="factory,buyer,from\n")
    code, out, _ = seamline("check", "--against", "before/data")
    assert code == 2
    assert "data/compliance/sourcing.csv: error [rows-lost] 1 row of sourcing is gone" in out
    assert seamline("check")[0] == 0
    row = "acknowledged_on,code,table,field,rows,reason\n2025-12-31,rows-lost,sourcing,all,1,Withdrawn.\n"
    small(tmp_path, sourcing="factory,buyer,from\n", acknowledgements=row)
    assert seamline("check", "--against", "before")[0] == 0


def test_what_is_not_there_to_compare_with_is_said_in_a_sentence(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    code, out, err = seamline("check", "--against", "no-such-branch")
    assert (code, out) == (4, "")
    assert err.startswith("seamline: There is no folder no-such-branch, and no repository here")
