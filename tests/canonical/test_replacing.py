"""Files are replaced together: all of them, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.canonical.replacing import replace_files
from generator.errors import SurroundingsError


def test_of_several_files_all_are_replaced_or_none(tmp_path: Path) -> None:
    old, new, folder = tmp_path / "old.csv", tmp_path / "new.csv", tmp_path / "folder.csv"
    old.write_bytes(b"old")
    folder.mkdir()
    with pytest.raises(SurroundingsError, match=rf"^{tmp_path} cannot be written \(is a directory\): nothing ha"):
        replace_files({old: b"other", new: b"new", folder: b""})
    assert old.read_bytes() == b"old"
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["folder.csv", "old.csv"]
