"""The output is the old site or the new one, whole, whatever happens to the build."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from generator.errors import SurroundingsError
from generator.outputs.exchange import restored, two_renames
from generator.outputs.staging import MARKER, MARKER_TEXT, staged

PAGES = 40
BUILD = """
import sys, time
from pathlib import Path
from generator.outputs.staging import staged

output, mark, pause = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
while True:
    with staged(output) as site:
        for number in range(40):
            folder = site / f"page-{number}"
            folder.mkdir()
            (folder / "index.html").write_text(mark)
            time.sleep(pause)
    if mark != "forever":
        break
"""


def build(output: Path, mark: str) -> None:
    with staged(output) as site:
        for number in range(PAGES):
            (site / f"page-{number}").mkdir()
            (site / f"page-{number}" / "index.html").write_text(mark)


def failing_build(output: Path) -> None:
    with staged(output) as site:
        (site / "index.html").write_text("half")
        raise ValueError("broken template")


def marks(output: Path) -> set[str]:
    pages = [path.read_text() for path in output.rglob("index.html")]
    assert len(pages) == PAGES
    return set(pages)


def child(output: Path, mark: str, pause: float = 0.0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(output), mark, str(pause)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_the_site_appears_whole_and_nothing_is_left(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "output"
    for mark in ("old", "new"):
        build(output, mark)
        assert marks(output) == {mark}
        assert hidden(output.parent) == []
    assert (output / MARKER).read_text() == MARKER_TEXT


def test_nothing_is_there_before_the_end(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with staged(output) as site:
        assert not output.exists()
        assert site.is_dir()
        assert site.stat().st_dev == tmp_path.stat().st_dev


def test_a_failed_build_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(output, "old")
    with pytest.raises(ValueError, match="broken template"):
        failing_build(output)
    assert marks(output) == {"old"}
    assert hidden(tmp_path) == []


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        build(tmp_path / "output", "x")
    finally:
        os.umask(before)
    paths = [tmp_path / "output", *(tmp_path / "output").rglob("*")]
    assert {oct(path.stat().st_mode & 0o7777) for path in paths if path.is_dir()} == {"0o755"}
    assert {oct(path.stat().st_mode & 0o7777) for path in paths if path.is_file()} == {"0o644"}


def test_a_link_to_the_output_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "output").symlink_to(tmp_path / "real")
    build(tmp_path / "output", "x")
    assert (tmp_path / "output").is_symlink()
    assert marks(tmp_path / "real") == {"x"}


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Sixty builds that never end are killed; the output is always one whole site, and the next build succeeds."""
    output = tmp_path / "output"
    build(output, "old")
    choice = random.Random(20_261_102)  # noqa: S311 - moments, not secrets
    began = time.monotonic()
    replaced = 0
    for _ in range(15):
        processes = [child(output, "forever", choice.choice((0.0, 0.001))) for _ in range(4)]
        for process in processes:
            start(process)
        for process in processes:
            time.sleep(choice.uniform(0.0, 0.04))
            process.send_signal(signal.SIGKILL)
        for process in processes:
            process.communicate()
        found = marks(output)
        assert found in ({"old"}, {"forever"})
        replaced += found == {"forever"}
        build(output, "old")
        assert marks(output) == {"old"}
        assert hidden(tmp_path) == []
    assert replaced, "no build was killed after its swap"
    assert time.monotonic() - began < 60


def test_twenty_builds_at_once(tmp_path: Path) -> None:
    output = tmp_path / "output"
    processes = [child(output, f"build {number}") for number in range(20)]
    for process in processes:
        start(process)
    assert [process.communicate(timeout=60) and process.returncode for process in processes] == [0] * 20
    assert len(marks(output)) == 1
    assert hidden(tmp_path) == []


def test_a_living_build_is_not_swept(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with staged(output) as site:
        build(output, "quick")
        assert site.is_dir()
        (site / "slow.html").write_text("slow")
    assert (output / "slow.html").exists()


def test_two_renames_where_folders_cannot_be_exchanged(tmp_path: Path) -> None:
    new, output, old = tmp_path / "new", tmp_path / "output", tmp_path / "old"
    for folder in (new, output):
        folder.mkdir()
        (folder / folder.name).touch()
    two_renames(new, output, old)
    assert [path.name for path in output.iterdir()] == ["new"]
    assert [path.name for path in old.iterdir()] == ["output"]
    assert not restored(old, output)


def test_a_second_rename_that_fails_puts_the_output_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(output, "old")
    with pytest.raises(FileNotFoundError):
        two_renames(tmp_path / "missing", output, tmp_path / "away")
    assert marks(output) == {"old"}


def test_stopped_between_two_renames_the_next_build_recovers(tmp_path: Path) -> None:
    """What a killed build leaves between its two renames: no output, and the old one in its workshop."""
    output = tmp_path / "output"
    build(output, "old")
    workshop = tmp_path / ".output.staging-killed"
    (workshop / "site").mkdir(parents=True)
    output.rename(workshop / "old-0")
    with pytest.raises(ValueError, match="broken template"):
        failing_build(output)
    assert marks(output) == {"old"}
    assert hidden(tmp_path) == []


def test_foreign_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    with pytest.raises(SurroundingsError, match=r"holds files that Seamline did not write.*; name an empty or a new"):
        build(tmp_path / "home", "x")
    assert (tmp_path / "home" / "thesis.txt").read_text() == "years of work"
    assert hidden(tmp_path) == []


def test_a_folder_that_became_foreign_during_the_build_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "thesis.txt").touch()
    with pytest.raises(SurroundingsError, match="did not write"), staged(output):
        thesis.rename(output)
    assert (output / "thesis.txt").exists()


def test_a_repository_is_never_replaced(tmp_path: Path) -> None:
    build(tmp_path / "output", "x")
    (tmp_path / "output" / ".git").mkdir()
    with pytest.raises(SurroundingsError, match="did not write"):
        build(tmp_path / "output", "y")


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    build(tmp_path / "output", "x")
    assert marks(tmp_path / "output") == {"x"}


@pytest.mark.parametrize(("output", "data"), [("data/output", "data"), ("site", "site/data"), ("same", "same")])
def test_output_and_inputs_lie_apart(tmp_path: Path, output: str, data: str) -> None:
    (tmp_path / data).mkdir(parents=True)
    with (
        pytest.raises(SurroundingsError, match="lie one in the other"),
        staged(
            tmp_path / output,
            inputs=[tmp_path / data],
        ),
    ):
        pytest.fail("the build began")


def test_a_sibling_with_the_same_beginning_is_apart(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with staged(tmp_path / "data-site", inputs=[tmp_path / "data"]):
        pass
    assert (tmp_path / "data-site").is_dir()


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file")
    with pytest.raises(SurroundingsError, match="is a file; name a folder"):
        build(tmp_path / "output", "x")
    with pytest.raises(SurroundingsError, match=r"part of its path is a file"):
        build(tmp_path / "output" / "below", "x")


def test_the_root_is_refused() -> None:
    with pytest.raises(SurroundingsError, match="root of the file system"):
        build(Path("/"), "x")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_unwritable_place_for_somebody_else(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    script = ATTEMPT.replace("try:", "import os; os.setuid(65534)\ntry:")
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "output")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "writing there is not allowed; name another folder" in said.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_place(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(SurroundingsError, match="writing there is not allowed; name another folder"):
        build(tmp_path / "output", "x")


ATTEMPT = """
import sys
from pathlib import Path
from generator.errors import SurroundingsError
from generator.outputs.staging import staged
try:
    with staged(Path(sys.argv[1])) as site:
        (site / "large").write_bytes(bytes(4_000_000))
except SurroundingsError as error:
    print(error)
"""
LIMITED = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
{ATTEMPT}"""


def test_no_space_for_a_file(tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(output, "old")
    said = subprocess.run([sys.executable, "-c", LIMITED, str(output)], capture_output=True, text=True, check=True)
    assert "the disk is full; free some space" in said.stdout
    assert marks(output) == {"old"}
    assert hidden(tmp_path) == []


def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "seamline", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk of a megabyte can only be made by root")
    try:
        build(disk / "output", "old")
        with pytest.raises(SurroundingsError, match="the disk is full"), staged(disk / "output") as site:
            (site / "large").write_bytes(bytes(4_000_000))
        with pytest.raises(SurroundingsError, match="the disk is full"), staged(disk / "output") as site:
            pl.DataFrame({"a": range(1_000_000)}).write_csv(site / "large.csv")
        assert marks(disk / "output") == {"old"}
        build(disk / "output", "new")
        assert marks(disk / "output") == {"new"}
    finally:
        subprocess.run(["umount", disk], check=True)


def test_other_errors_keep_their_traceback(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught, staged(tmp_path / "output"):
        (tmp_path / "no-such-template").read_text()
    assert caught.value.errno == errno.ENOENT
