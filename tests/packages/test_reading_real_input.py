"""Real packages: those of the demonstration are read without a problem, those of others without an exception."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from generator.packages import CODES, read_dataset, read_package

_ROOT = Path(__file__).parents[2]
_EXAMPLES = _ROOT.parent / "shared" / "data" / "frictionless-example-packages"
_FOLDERS = sorted(path.parent for path in _EXAMPLES.glob("*/datapackage.json"))


def test_the_demonstration_is_read_whole() -> None:
    data, problems = read_dataset(_ROOT / "data")
    assert problems == []
    for package in data.packages.values():
        for table in package.tables.values():
            paths = [data.root / file for file in table.files]
            assert table.rows.height == sum(_records(path) for path in paths), table.name


def _records(path: Path) -> int:
    """Count the records of a file in another way than the reader does."""
    text = path.read_text(encoding="utf-8")
    return (
        text.startswith("- ") if path.suffix == ".yaml" else len(list(csv.reader(text.splitlines(keepends=True)))) - 1
    )


@pytest.mark.skipif(not _FOLDERS, reason="the shared input is not here")
def test_packages_of_others_are_judged(tmp_path: Path) -> None:
    for folder in _FOLDERS:
        assert {each.code for each in read_package(_EXAMPLES, folder)[1]} >= {"missing-file", "file-kind"}
        copy = tmp_path / folder.name
        shutil.copytree(folder, copy)
        (copy / "datapackage.json").rename(copy / "datapackage.yaml")
        package, problems = read_package(tmp_path, copy)
        assert any(each.code == "descriptor" and "$schema" in each.where.field for each in problems) or package is None
        assert all(each.code in CODES and each.where.file.startswith(folder.name) for each in problems)
