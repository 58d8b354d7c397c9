"""A table that could not be read is named once, where it is broken; nothing says that it does not exist."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.pipeline import read_checked
from generator.settings import Settings

DATA = Path(__file__).resolve().parents[2] / "data"


def test_one_stray_quotation_mark_is_one_problem(tmp_path: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    file = data / "compliance" / "factories" / "kh.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace(",KH,", ',"KH,', 1)
    file.write_text("".join(lines), "utf-8")
    errors = read_checked(Settings(data=data)).errors
    assert [(error.code, error.where.file, error.where.line) for error in errors] == [
        ("csv-quote", "compliance/factories/kh.csv", 3)
    ]
