"""`seamline release` finds the smallest version that the changes allow, asks why, and writes all of it or nothing."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.editing.proof import alone
from generator.editions import write_editions
from generator.errors import PolicyError
from generator.facts import facts_of
from generator.outputs.table_files import Publisher
from generator.packages import read_dataset
from generator.pages.portal import Editions, Portal, Served
from generator.settings import Settings
from tests.checks.datasets import write_dataset
from tests.test_cli import Seamline, files
from tests.test_cli import seamline as _seamline
from tests.test_history import Repository

seamline = _seamline
"""The command, as in the tests of the command line."""
TAG = "data/compliance/v1.0.0"
ON = ("--on", "2026-01-15")
TOLD = (*ON, "--summary", "A summary.")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository in which compliance 1.0.0 was released, to be copied."""
    folder = tmp_path_factory.mktemp("released") / "portal"
    made = Repository(folder)
    write_dataset(folder / "data", {})
    made.commit({})
    made.git("tag", "--annotate", TAG, "--message", "Release compliance 1.0.0")
    return folder


@pytest.fixture
def portal(released: Path, tmp_path: Path, seamline: Seamline, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a copy of it, in which the command runs."""
    assert seamline
    shutil.copytree(released, tmp_path / "portal")
    monkeypatch.chdir(tmp_path / "portal")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    repository = Repository.__new__(Repository)
    repository.folder = tmp_path / "portal"
    return repository


def change(portal: Repository, table: str, old: str, new: str, package: str = "compliance") -> None:
    """Change a text in a file of the data, and commit it."""
    path = portal.folder / "data" / package / table
    text = path.read_text("utf-8")
    assert old in text
    portal.commit({f"data/{package}/{table}": text.replace(old, new, 1).encode()})


def take_out(portal: Repository, table: str) -> None:
    """Take the first row out of a file of the data, and commit it."""
    rows = (portal.folder / "data/compliance" / table).read_text("utf-8").splitlines()
    change(portal, table, f"{rows[1]}\n", "")


def table(portal: Repository, name: str) -> list[dict[str, object]]:
    data, problems = read_dataset(portal.folder / "data")
    assert problems == []
    return data[name].to_dicts()


def releases(portal: Repository, version: str) -> dict[str, object]:
    rows = [row for row in table(portal, "releases") if (row["package"], row["version"]) == ("compliance", version)]
    return rows[0]


def test_a_correction_is_a_patch_and_its_reason_is_published(portal: Repository, seamline: Seamline) -> None:
    change(portal, "workforce.csv", "KH-0001,2025-03-01,1000,800,200", "KH-0001,2025-03-01,1001,801,200")
    code, out, err = seamline("release", "compliance", *TOLD, "--reason", "workforce * *=Counted anew")
    assert (code, err) == (0, "")
    assert "patch: corrected values of workforce: 2" in out
    assert "git tag -a data/compliance/v1.0.1 -m 'Release compliance 1.0.1'" in out
    made = [row for row in table(portal, "corrections") if row["reason"] == "Counted anew"]
    assert [(row["key"], row["field"], row["old"], row["new"], str(row["corrected_on"])) for row in made] == [
        ("KH-0001 2025-03-01", "women", "800", "801", "2026-01-15"),
        ("KH-0001 2025-03-01", "workers", "1000", "1001", "2026-01-15"),
    ]
    record = releases(portal, "1.0.1")
    assert (record["summary"], record["changes"]) == ("A summary.", ["workforce +0 ~1 -0"])
    descriptor = (portal.folder / "data/compliance/datapackage.yaml").read_text("utf-8")
    assert "version: 1.0.1\n" in descriptor
    assert "created: '2026-01-15T00:00:00Z'\n" in descriptor
    assert seamline("check")[0] == 0
    assert seamline("fmt", "--check", "data")[1].count("corrections.csv") == 0


def test_what_was_released_but_not_tagged_yet_needs_only_the_tag(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    assert seamline("release", "compliance", *TOLD, "--reason", "strikes * *=A slip")[0] == 0
    assert "Commit these first, or undo them: data/compliance/" in seamline("release", "compliance")[2]
    portal.commit({})
    before = files(portal.folder / "data")
    code, out, _ = seamline("release", "compliance")
    assert (code, "git tag -a data/compliance/v1.0.1" in out) == (0, True)
    assert files(portal.folder / "data") == before
    portal.git("tag", "data/compliance/v1.0.1")
    assert "Nothing that is public changed in compliance since 1.0.1" in seamline("release", "compliance", *TOLD)[2]


def test_a_correction_that_was_entered_by_hand_is_not_asked_again(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    row = "2026-01-10,strikes,KH-0001 2013-12-24,reason,Minimum wage,Overtime,A slip\n"
    change(portal, "corrections.csv", "Typing mistake\n", f"Typing mistake\n{row}")
    assert seamline("release", "compliance", *TOLD)[0] == 0
    assert len(table(portal, "corrections")) == 2


def test_new_rows_and_known_blanks_are_a_minor_step_without_a_reason(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage\n", "Minimum wage\nKH-0001,2014-01-02,1,,Overtime\n")
    change(portal, "strikes.csv", "24,5,,", "24,5,true,")
    code, out, err = seamline("release", "compliance", *TOLD)
    assert (code, err) == (0, "")
    assert "minor: new rows in strikes: 1" in out
    assert "minor: blank values of strikes that are known now: 1" in out
    assert releases(portal, "1.1.0")["changes"] == ["strikes +1 ~1 -0"]


def test_what_is_missing_is_named_at_once_and_nothing_is_written(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    before = files(portal.folder / "data")
    code, _, err = seamline("release", "compliance")
    assert code == 4
    assert err.startswith(
        "seamline: Give these too: --on YYYY-MM-DD; --summary TEXT; --reason 'strikes KH-0001 2013-12-24 reason=...' "
    )
    code, _, err = seamline("release", "compliance", "--on", "2025-12-30")
    assert (
        code,
        "The data speak of 2025-12-31: a release that holds them does not lie before that day. Give --on 2025-12-31"
        in err,
    ) == (4, True)
    assert files(portal.folder / "data") == before


def test_a_dry_run_says_all_of_it_and_writes_nothing(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    before = files(portal.folder / "data")
    code, out, _ = seamline("release", "compliance", "--dry-run", "--to", "1.2.0")
    assert code == 0
    assert "published values that changed and need a reason: 1\n" in out
    assert "version: 1.2.0 (the smallest allowed: 1.0.1)\n" in out
    assert files(portal.folder / "data") == before


def test_what_is_taken_back_asks_what_becomes_of_earlier_versions(portal: Repository, seamline: Seamline) -> None:
    change(portal, "findings.csv", "HT-0001-1,7.8.4,1,compliant", "HT-0001-1,7.8.4,1,not-disclosed")
    take_out(portal, "strikes.csv")
    given = ("release", "compliance", *TOLD, "--reason", "findings * result=The rule ended")
    code, _, err = seamline(*given)
    assert code == 3
    assert err.startswith("seamline: Rows or values that the public saw are taken back (2), and earlier versions still")
    assert seamline(*given, "--withdraw-earlier", "It named a worker.")[0] == 0
    assert releases(portal, "1.0.1")["withdrawn_on"] is None
    gone = releases(portal, "1.0.0")
    assert (str(gone["withdrawn_on"]), gone["withdrawal_reason"]) == ("2026-01-15", "It named a worker.")
    corrected = table(portal, "corrections")[-1]
    assert (corrected["field"], corrected["old"], corrected["new"]) == ("result", None, "not-disclosed")


def test_a_reason_to_keep_earlier_versions_is_what_a_build_asks_for(portal: Repository, seamline: Seamline) -> None:
    take_out(portal, "strikes.csv")
    take_out(portal, "corrections.csv")
    with pytest.raises(PolicyError, match=r"compliance 1\.0\.0 \(corrections: 1, strikes: 1\)"):
        editions(portal)
    code, out, err = seamline("release", "compliance", *TOLD, "--keep-earlier", "Entered twice.")
    assert (code, err) == (0, "")
    assert "rows and values that the public saw and does not see any more: 2\n" in out
    assert releases(portal, "1.0.1")["earlier_kept"] == "Entered twice."
    served = editions(portal)
    assert [(each.version, each.served) for each in served.each if each.package == "compliance"] == [
        ("1.0.0", Served.TAGGED),
        ("1.0.1", Served.NEWEST),
    ]


def test_two_packages_are_released_on_one_branch(portal: Repository, seamline: Seamline) -> None:
    portal.git("tag", "data/training/v1.0.0")
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    change(portal, "sessions.csv", "Phnom Penh", "Siem Reap", "training")
    assert seamline("release", "compliance", *TOLD, "--reason", "strikes * *=A slip")[0] == 0
    assert "Commit these first" in seamline("release", "training", *TOLD)[2]
    portal.commit({})
    # Its correction lies in a file of the first package, which has no tag yet.
    assert seamline("release", "training", *TOLD, "--reason", "sessions * *=It moved")[0] == 0
    portal.commit({})
    for package in ("compliance", "training"):
        assert f"git tag -a data/{package}/v1.0.1" in seamline("release", package)[1]
        portal.git("tag", f"data/{package}/v1.0.1")
    served = [(each.package, each.version) for each in editions(portal).each if each.served is Served.TAGGED]
    assert sorted(served) == [
        ("compliance", "1.0.0"),
        ("compliance", "1.0.1"),
        ("training", "1.0.0"),
        ("training", "1.0.1"),
    ]


def test_two_commands_do_not_change_the_data_at_once(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    given = ("release", "compliance", *TOLD, "--reason", "strikes * *=A slip")
    with alone(Path("data")):
        for command in (given, ("new", "release-note"), ("import", "mapping.yaml", "file.csv")):
            said = "seamline: Another command changes data just now: wait until it is done, and try again.\n"
            assert seamline(*command) == (4, "", said)
    assert seamline(*given)[0] == 0


def test_a_record_that_is_gone_is_a_release_by_itself(portal: Repository, seamline: Seamline) -> None:
    take_out(portal, "corrections.csv")
    code, out, _ = seamline("release", "compliance", *TOLD, "--withdraw-earlier", "It named a worker.")
    assert (code, "patch: records of changes that the public does not see any more: 1" in out) == (0, True)


def test_a_blank_that_a_correction_tells_of_is_not_taken_back(portal: Repository, seamline: Seamline) -> None:
    change(portal, "workforce.csv", "800,200,10,", "800,200,,")
    row = "2026-01-01,workforce,KH-0001 2025-03-01,migrants,10,,Not known\n"
    change(portal, "corrections.csv", "Typing mistake\n", f"Typing mistake\n{row}")
    editions(portal)
    assert seamline("release", "compliance", *TOLD)[0] == 0


def editions(portal: Repository) -> Editions:
    """Write the released versions as a build of 15 January does."""
    data, _ = read_dataset(portal.folder / "data")
    state = Portal(facts_of(data, date(2026, 1, 15)), Settings(data=portal.folder / "data"))
    return write_editions(state, portal.folder.with_name("site"), (), Publisher("Portal"))


def test_data_that_are_a_repository_of_their_own_are_released(
    tmp_path: Path, seamline: Seamline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seamline
    made = Repository(tmp_path / "portal")
    write_dataset(made.folder, {})
    made.commit({})
    made.git("tag", TAG)
    text = (made.folder / "compliance/strikes.csv").read_bytes()
    made.commit({"compliance/strikes.csv": text.replace(b"Minimum wage", b"Overtime")})
    monkeypatch.chdir(made.folder)
    code, out, err = seamline("release", "compliance", "--data", ".", *TOLD, "--reason", "strikes * *=A slip")
    assert (code, err) == (0, ""), err
    assert "version: 1.0.1" in out
    assert made.git("status", "--porcelain").split() == [
        *("M", "compliance/corrections.csv", "M", "compliance/datapackage.yaml", "M", "programme/releases.csv")
    ]


def no_git(_portal: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)


def no_repository(portal: Repository, _monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(portal.folder / ".git")


def shallow(portal: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.commit({"more.txt": b"more"})
    portal.git("clone", "--quiet", "--depth=1", f"file://{portal.folder}", str(portal.folder.with_name("shallow")))
    monkeypatch.chdir(portal.folder.with_name("shallow"))


def moved(portal: Repository, _monkeypatch: pytest.MonkeyPatch) -> None:
    change(portal, "datapackage.yaml", "version: 1.0.0", "version: 1.0.1")
    change(portal, "releases.csv", "compliance,1.0.0,2025-12-31,First.", "compliance,1.0.1,2026-01-01,x", "programme")
    portal.git("tag", "--force", TAG)


def elsewhere(portal: Repository, _monkeypatch: pytest.MonkeyPatch) -> None:
    portal.git("commit", "--quiet", "--allow-empty", "--message", "elsewhere")
    portal.git("tag", "--force", TAG)
    portal.git("reset", "--quiet", "--hard", "HEAD~1")


def newer(portal: Repository, _monkeypatch: pytest.MonkeyPatch) -> None:
    portal.git("tag", "data/compliance/v1.1.0")


def unsaved(portal: Repository, _monkeypatch: pytest.MonkeyPatch) -> None:
    (portal.folder / "data" / "compliance" / "notes.md").write_text("Notes", encoding="utf-8")


def wrong(portal: Repository, _monkeypatch: pytest.MonkeyPatch) -> None:
    change(portal, "strikes.csv", "KH-0001", "KH-9999")


@pytest.mark.parametrize(
    ("happens", "code", "said"),
    [
        (no_git, 4, "A release is a tag of git, and data is in no commit of a repository, or git cannot run here."),
        (no_repository, 4, "A release is a tag of git, and data is in no commit of a repository"),
        (shallow, 4, "This copy of the repository is shallow and knows no earlier releases: git fetch --unshallow"),
        (moved, 4, f"{TAG} does not hold what was released as 1.0.0 of compliance: the tag was moved."),
        (elsewhere, 4, f"{TAG} is not in the history of what is checked out: it was moved, or belongs to another"),
        (newer, 4, "The data say version 1.0.0, but data/compliance/v1.1.0 was released: bring this branch up to date"),
        (unsaved, 4, "Commit these first, or undo them: data/compliance/notes.md."),
        (wrong, 2, "The data have errors (1): put them right first."),
    ],
)
def test_surroundings_that_make_no_release_are_said_in_a_sentence(
    portal: Repository,
    seamline: Seamline,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[Repository, pytest.MonkeyPatch], None],
    code: int,
    said: str,
) -> None:
    happens(portal, monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(portal.folder.parent))
    ended, out, err = seamline("release", "compliance", *TOLD)
    assert (ended, out, err.startswith(f"seamline: {said}")) == (code, "", True), err


def test_a_tag_that_holds_other_rows_than_were_released_was_moved(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    assert seamline("release", "compliance", *TOLD, "--reason", "strikes * *=A slip")[0] == 0
    portal.commit({})
    change(portal, "strikes.csv", "Overtime", "Wages")
    portal.git("tag", "data/compliance/v1.0.1")
    code, _, err = seamline("release", "compliance", *TOLD)
    assert (code, "data/compliance/v1.0.1 does not hold what was released as 1.0.1" in err) == (4, True)


def test_a_package_that_is_not_there_is_said_in_a_sentence(portal: Repository, seamline: Seamline) -> None:
    assert portal
    code, _, err = seamline("release", "complaince")
    assert code == 4
    assert err.startswith("seamline: There is no package 'complaince': did you mean compliance? The packages are:")


def test_where_somebody_can_answer_they_are_asked(portal: Repository) -> None:
    change(portal, "strikes.csv", "5,,Minimum wage", "6,,Overtime")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "dumb"}
    command = [sys.executable, "-m", "generator", "release", "compliance"]
    with subprocess.Popen(
        command, cwd=portal.folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as ran:
        os.close(theirs)
        os.write(ours, b"soon\n2026-01-15\nA summary.\nCounted anew\n\n")
        assert ran.wait(timeout=120) == 0
        shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "That is no day, such as" in shown
    assert "Why? strikes KH-0001 2013-12-24, days: '5' -> '6'" in shown
    assert [row["reason"] for row in table(portal, "corrections")][-2:] == ["Counted anew", "Counted anew"]


def test_nothing_is_half_written(portal: Repository, seamline: Seamline) -> None:
    change(portal, "strikes.csv", "Minimum wage", "Overtime")
    before = files(portal.folder / "data")
    code, out, err = seamline("release", "compliance", *TOLD, "--reason", "strikes * *=a\tb")
    assert (code, files(portal.folder / "data") == before) == (2, True), (out, err)


def test_a_release_is_seen_on_the_site_in_its_feed_and_in_the_log(portal: Repository, seamline: Seamline) -> None:
    change(portal, "workforce.csv", "KH-0001,2025-03-01,1000,800,200", "KH-0001,2025-03-01,1001,801,200")
    assert seamline("release", "compliance", *TOLD, "--reason", "workforce * *=Counted anew")[0] == 0
    portal.commit({})
    portal.git("tag", "data/compliance/v1.0.1")
    for name in ("pelicanconf.py", "theme", "content"):
        (portal.folder / name).symlink_to(portal.folder.parent / name)
    assert seamline("build", "--jobs", "1", "--languages", "en")[0] == 0
    site = portal.folder / "output"
    for page in ("changes/index.html", "feeds/corrections.xml", "factories/kh-0001/index.html"):
        assert "Counted anew" in (site / page).read_text("utf-8"), page
    folders = ("data/compliance/1.0.0", "data/compliance/1.0.1", "data/compliance")
    found = ["1001,801" in (site / folder / "workforce.csv").read_text("utf-8") for folder in folders]
    assert found == [False, True, True]
    assert "kept as they were released" in (site / "data/compliance/1.0.1/index.html").read_text("utf-8")
