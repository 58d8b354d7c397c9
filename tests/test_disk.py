"""A disk that is full, or has no place for temporary files, is said in a sentence; other errors of it are ours."""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path

import pytest

from generator.disk import reason_of, temporary_folder
from generator.errors import SurroundingsError


def test_a_temporary_folder_is_gone_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as folder:
        (folder / "file").touch()
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_no_place_for_temporary_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    with (
        pytest.raises(SurroundingsError, match=r"\(no such file or directory\): name one .* TMPDIR"),
        temporary_folder(),
    ):
        pass


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), OSError("No space left on device (os error 28)")])
def test_a_full_disk_is_said(error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert reason_of(error) == "no space left on device"
    with pytest.raises(SurroundingsError, match=rf"^The disk is full \({tmp_path}\)"), temporary_folder():
        raise error
    assert list(tmp_path.iterdir()) == []


def test_any_other_error_keeps_its_name() -> None:
    with pytest.raises(PermissionError), temporary_folder():
        raise PermissionError(errno.EACCES, "denied")


def test_a_folder_that_cannot_be_copied_for_want_of_space_is_a_full_disk(tmp_path: Path) -> None:
    """Copying a folder gathers the errors of all its files, as words."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").touch()

    def full(source: str, _target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", source)

    with pytest.raises(SurroundingsError, match="The disk is full"), temporary_folder() as folder:
        shutil.copytree(tmp_path / "data", folder / "data", copy_function=full)
