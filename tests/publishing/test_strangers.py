"""Shows that publication leaves alone what is not ours, in a folder and in a bucket alike, and follows no link."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.errors import StoppedError, SurroundingsError
from generator.outputs.staging import MARKER
from generator.publishing import publish
from generator.publishing.bucket import Bucket
from generator.publishing.folder import Folder
from generator.publishing.ledger import LEDGER
from generator.publishing.target import Target
from tests.publishing.s3_host import ENVIRONMENT, BrokenOff, Host
from tests.publishing.sites import broken_for_readers, factory, page, site, watched_by_readers, write
from tests.test_cli import Seamline
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""

FILES = site({"kh-1": "one", "kh-2": "two", "kh-3": "three"})
FEWER = site({"kh-1": "one", "kh-2": "two"})
THEIRS = {".well-known/security.txt": "Contact: ...", "CNAME": "portal.example", "data/mine/note.txt": "mine"}
Place = tuple[Path, Callable[[], Target]]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return write(tmp_path / "site", FILES)


@pytest.fixture
def fewer(tmp_path: Path) -> Path:
    return write(tmp_path / "fewer", FEWER)


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A folder, or the folder of a bucket, and how to publish there."""
    if request.param == "folder":
        (tmp_path / "srv").mkdir()
        return tmp_path / "srv", lambda: Folder(tmp_path / "srv", tmp_path / "site")
    host, portal = request.getfixturevalue("host"), request.getfixturevalue("portal")
    return portal, lambda: Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT)


def lying_in(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LEDGER)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def test_what_we_did_not_put_there_stays_and_is_counted(built: Path, fewer: Path, place: Place) -> None:
    folder, target = place
    assert publish(built, target()).strange == ()
    write(folder, THEIRS)
    done = publish(fewer, target(), delete_many=True)
    assert (done.deleted, [*done.strange]) == (4, sorted(THEIRS))
    assert lying_in(folder) == FEWER | THEIRS
    again = publish(fewer, target())
    assert again.did_nothing
    assert [*again.strange] == sorted(THEIRS)


def test_what_lies_in_the_place_of_a_page_is_put_right(built: Path, place: Place) -> None:
    folder, target = place
    publish(built, target())
    (folder / "index.html").write_text("defaced", "utf-8")
    done = publish(built, target())
    assert (done.changed, [*done.strange]) == (1, [])
    assert lying_in(folder) == FILES


def test_a_first_publication_goes_beside_hidden_files_only(built: Path, place: Place) -> None:
    folder, target = place
    write(folder, {".well-known/security.txt": "Contact: ...", "CNAME": "portal.example"})
    with pytest.raises(SurroundingsError, match=r"did not publish, “CNAME” for instance: .* or move them away until"):
        publish(built, target())
    assert {*lying_in(folder)} == {".well-known/security.txt", "CNAME"}
    (folder / "CNAME").unlink()
    assert [*publish(built, target()).strange] == [".well-known/security.txt"]


def test_a_site_that_was_copied_by_hand_is_taken_over(fewer: Path, place: Place) -> None:
    """Nothing is known of its other files, so they are left, and named."""
    folder, target = place
    write(folder, FILES)
    done = publish(fewer, target())
    assert done.deleted == 0
    assert [*done.strange] == sorted(factory("kh-3"))
    assert {*lying_in(folder)} == {*FILES}


@pytest.mark.usefixtures("impatient")
def test_what_a_broken_publication_put_is_ours_and_can_be_withdrawn(
    built: Path, fewer: Path, host: Host, portal: Path
) -> None:
    def before(method: str, path: str) -> None:
        if method == "PUT" and path.endswith("/factories/index.html"):
            raise BrokenOff

    host.before = before
    with pytest.raises(SurroundingsError, match="broke off"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    assert (portal / "factories/kh-3/index.html").is_file()
    host.before = lambda _method, _path: None
    done = publish(fewer, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT), delete_many=True)
    assert (done.deleted, [*done.strange]) == (4, [])
    assert lying_in(portal) == FEWER


def test_the_same_in_a_folder(built: Path, fewer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, place = Path.replace, tmp_path / "srv"

    def full(self: Path, target: Path) -> Path:
        if target == place / "factories" / "index.html":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(
            SurroundingsError, match=r"cannot be used: No space left on device\. .* of 26 files were done"
        ):
            publish(built, Folder(place, built))
    assert (place / "factories/kh-3/index.html").is_file()
    assert list((place / ".seamline-incoming").iterdir()) == []
    done = publish(fewer, Folder(place, fewer), delete_many=True)
    assert (done.deleted, [*done.strange]) == (4, [])
    assert lying_in(place) == FEWER


def test_our_own_notes_are_no_file_of_the_site(built: Path, tmp_path: Path) -> None:
    publish(built, Folder(tmp_path / "first", built))
    publish(tmp_path / "first", Folder(tmp_path / "second", tmp_path / "first"))
    assert publish(built, Folder(tmp_path / "second", built)).did_nothing
    assert lying_in(tmp_path / "second") == FILES


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_folder_that_becomes_a_file_and_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    """Only the page that leads to it lacks it, until it has changed itself; also where a disk knows no exchange."""
    if not exchanges:
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    files = site({"kh-1": "one", "kh-2": "two"})
    home = files["index.html"]
    folders = {**files, "data/all/a.csv": "a", "data/all/b/c.csv": "c", "data/one": "1"}
    folders["index.html"] = home + page("/data/all/a.csv", "/data/all/b/c.csv", "/data/one")
    flat = {**files, "data/all": "all", "data/one/a.csv": "1", "data/one/two/b.csv": "2"}
    flat["index.html"] = home + page("/data/all", "/data/one/a.csv", "/data/one/two/b.csv")
    sites = [write(tmp_path / "folders", folders), write(tmp_path / "flat", flat)]
    place = tmp_path / "srv"
    found = watched_by_readers(place, monkeypatch)
    monkeypatch.setattr("generator.publishing.AT_ONCE", 1)
    for built in (*sites, *sites):
        publish(built, Folder(place, built), delete_many=True)
        assert lying_in(place) == lying_in(built)
        assert publish(built, Folder(place, built)).did_nothing
    assert found
    assert {each.partition(": ")[0] for each in found} == {"index.html"}
    assert not any("kh-" in each for each in found)


@pytest.mark.parametrize("theirs", ["data/all/theirs.txt", "data/all"])
def test_what_lies_where_a_file_must_go_is_not_overwritten(tmp_path: Path, theirs: str) -> None:
    built = write(tmp_path / "site", FILES)
    place = tmp_path / "srv"
    publish(built, Folder(place, built))
    write(place, {theirs: "theirs"})
    write(built, {"data/all" if theirs != "data/all" else "data/all/a.csv": "all"})
    before = lying_in(place)
    with pytest.raises(SurroundingsError, match=f"“{theirs}” at .* move it away. Nothing was changed"):
        publish(built, Folder(place, built))
    assert lying_in(place) == before


def test_links_are_not_followed_but_replaced(built: Path, fewer: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"kh-1.csv": "theirs", "index.html": "theirs", "x/y.txt": "theirs"})
    place = tmp_path / "srv"
    publish(built, Folder(place, built))
    before = lying_in(outside)
    for name in ("data", "factories"):
        (place / name).rename(tmp_path / f"old-{name}")
        (place / name).symlink_to(outside)
    (place / "index.html").unlink()
    (place / "index.html").symlink_to(outside / "index.html")
    (place / ".seamline-incoming").symlink_to(outside)
    (place / "mine").symlink_to(outside)
    (place / "nowhere").symlink_to(tmp_path / "nothing")
    done = publish(fewer, Folder(place, fewer), delete_many=True)
    assert [*done.strange] == ["mine", "nowhere"]
    assert lying_in(outside) == before
    assert not any((place / name).is_symlink() for name in ("data", "factories", "index.html"))
    assert {path: text for path, text in lying_in(place).items() if path[:5] != "mine/"} == FEWER
    (place / LEDGER).unlink()
    (place / LEDGER).symlink_to(outside / "x" / "y.txt")
    publish(fewer, Folder(place, fewer))
    assert lying_in(outside) == before


def test_the_folder_that_is_named_may_be_a_link(built: Path, tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "portal").symlink_to(tmp_path / "releases")
    publish(built, Folder(tmp_path / "portal", built))
    assert (tmp_path / "portal").is_symlink()
    assert lying_in(tmp_path / "releases") == FILES


def test_a_pipe_in_the_place_of_a_file_is_replaced(built: Path, tmp_path: Path) -> None:
    (built / "empty.txt").touch()
    place = tmp_path / "srv"
    publish(built, Folder(place, built))
    (place / "empty.txt").unlink()
    os.mkfifo(place / "empty.txt")
    assert publish(built, Folder(place, built)).changed == 1


@pytest.fixture
def _interrupts() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, also where the tests run in the background of a shell, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts")
def test_stopped_by_hand_it_says_how_far_it_came(built: Path, host: Host, portal: Path) -> None:
    pending = [signal.SIGINT]

    def after() -> None:
        if pending and (portal / "factories" / "kh-1" / "index.html").exists():
            os.kill(os.getpid(), pending.pop())

    host.after = after
    with pytest.raises(StoppedError, match=r"^Stopped by hand\. \d+ of 26 files were done, and readers find no page"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    host.after = lambda: None
    assert (portal / MARKER).is_file()
    assert broken_for_readers(portal) == []
    publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))
    assert lying_in(portal) == FILES


def test_a_file_that_vanishes_meanwhile_is_named(built: Path, host: Host, portal: Path) -> None:
    host.after = lambda: (built / "index.html").unlink(missing_ok=True)
    with pytest.raises(SurroundingsError, match=r"index.html changed while it was being published"):
        publish(built, Bucket(f"s3://{portal.name}", host.endpoint, ENVIRONMENT))


def test_the_command_says_what_it_left_alone(built: Path, seamline: Seamline, tmp_path: Path) -> None:
    publish(built, Folder(tmp_path / "srv", built))
    (tmp_path / "srv" / "CNAME").touch()
    code, out, _ = seamline("publish", "srv", "--output", "site")
    said = "1 file there that Seamline did not publish was left alone, “CNAME” for instance."
    assert (code, out) == (0, f"Nothing to do: all 26 files are at srv as they are in site. {said}\n")
    (tmp_path / "srv" / os.fsdecode(b"A\xff\x1b[31m")).touch()
    code, _, err = seamline("publish", "s3:/srv", "--output", "site")
    assert (code, "must look like s3://bucket" in err, (tmp_path / "s3:").exists()) == (4, True, False)
    code, out, _ = seamline("publish", "srv", "--output", "site")
    assert out.endswith(
        "2 files there that Seamline did not publish were left alone, “A\\udcff\\u001b[31m” for instance.\n"
    )
