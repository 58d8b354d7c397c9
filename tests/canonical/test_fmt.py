"""`seamline fmt`: the demonstration is in its canonical form, any program's work comes back to it, nothing is lost."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from generator.canonical import Source, form_of, sources_of, write_form
from generator.errors import SurroundingsError
from generator.packages import read_dataset
from tests.checks.datasets import write_dataset
from tests.test_cli import Seamline, files
from tests.test_cli import seamline as _seamline

seamline = _seamline
"""The command, as in the tests of the command line."""
DATA = Path(__file__).parents[2] / "data"


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_demonstration_is_in_its_canonical_form() -> None:
    assert [source.name for source in sources_of(DATA) if form_of(source).differs] == [], "run: seamline fmt"


class Editor(yaml.SafeDumper):
    """Writes YAML in another way than we do: nothing as nothing, long texts folded."""


Editor.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def spoilt(source: Source, dice: random.Random) -> bytes:
    """Return a file as a spreadsheet, or an editor in the browser, would have saved it."""
    text = (source.listing.folder / source.path).read_text("utf-8")
    if not source.path.endswith(".csv") or source.schema is None:
        written = yaml.dump(
            yaml.safe_load(text),
            Dumper=Editor,
            allow_unicode=True,
            sort_keys=False,
            width=60,
            indent=dice.choice([2, 4]),
        )
        return written.replace("\n", "\r\n").encode()
    header, *rows = csv.reader(io.StringIO(text))
    if source.schema.sorted:
        dice.shuffle(rows)
    order = dice.sample(range(len(header)), len(header))
    rows = [["TRUE" if cell == "true" else "FALSE" if cell == "false" else cell for cell in row] for row in rows]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=dice.choice(",;"), lineterminator="\r\n", quoting=dice.choice([0, 1]))
    writer.writerows([[row[at] for at in order] for row in [header, *rows]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def test_what_other_programs_have_saved_comes_back_byte_for_byte(tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311 - an order, not a secret
    shutil.copytree(DATA, tmp_path / "data")
    for source in sources_of(tmp_path / "data"):
        changed = spoilt(source, dice)
        (source.listing.folder / source.path).write_bytes(changed)
    before = contents(DATA)
    assert sum(before[name] != now for name, now in contents(tmp_path / "data").items()) > 100
    for source in sources_of(tmp_path / "data"):
        formed = form_of(source)
        assert formed.problems == ()
        write_form(formed)
    after = contents(tmp_path / "data")
    assert [name for name in before if after[name] != before[name]] == []
    assert set(after) == set(before)


BROKEN = "factory,started_on,days,lawful,reason\r\nKH-0001,2013-12-24,5,FALSE\r\n"
TIDY = "factory,started_on,days,lawful,reason\nKH-0001,2013-12-24,5,false,Wages\n"
EXCEL = "\ufefffactory;started_on;days;lawful;reason\r\nKH-0001;2013-12-24;5;FALSE;Wages\r\n"


def portal(root: Path, strikes: str = EXCEL) -> Path:
    write_dataset(root / "data", {})
    for source in sources_of(root / "data"):
        write_form(form_of(source))
    path = root / "data" / "compliance" / "strikes.csv"
    path.write_bytes(strikes.encode())
    return path


def test_the_command_writes_what_differs_and_says_so(seamline: Seamline, tmp_path: Path) -> None:
    path = portal(tmp_path)
    before = files(tmp_path / "data")
    code, out, err = seamline("fmt")
    total = len(before)
    assert (code, err) == (0, "")
    assert out == (
        f"written anew: data/compliance/strikes.csv\n1 file of {total} written anew; no value has changed.\n"
    )
    assert path.read_text("utf-8") == TIDY
    after = files(tmp_path / "data")
    assert [name for name in before if before[name] != after[name]] == ["compliance/strikes.csv"]
    assert seamline("fmt") == (0, f"{total} files, all as they should be.\n", "")
    assert seamline("check")[0] == 0


def test_check_writes_nothing_and_fails(seamline: Seamline, tmp_path: Path) -> None:
    portal(tmp_path)
    before = files(tmp_path)
    code, out, _ = seamline("fmt", "--check")
    assert code == 2
    assert out.startswith("would change: data/compliance/strikes.csv\n1 file of ")
    assert out.endswith(" would change: run seamline fmt.\n")
    assert files(tmp_path) == before


def test_a_file_that_cannot_be_read_is_left_alone_and_the_others_are_written(
    seamline: Seamline, tmp_path: Path
) -> None:
    path = portal(tmp_path, BROKEN)
    other = tmp_path / "data" / "compliance" / "appeals.csv"
    tidy = other.read_bytes()
    other.write_bytes(tidy.replace(b"\n", b"\r\n"))
    code, out, _ = seamline("fmt")
    assert code == 2
    assert "data/compliance/strikes.csv:2:1: error [row-length]" in out
    assert "1 file left alone until that is put right.\nwritten anew: data/compliance/appeals.csv\n" in out
    assert path.read_bytes() == BROKEN.encode()
    assert other.read_bytes() == tidy


def test_a_folder_without_packages_is_said_in_a_sentence(seamline: Seamline, tmp_path: Path) -> None:
    code, out, err = seamline("fmt", "content")
    assert (code, out) == (4, "")
    assert err == "seamline: No folder in content has a datapackage.yaml: name the folder in which the packages lie.\n"
    assert seamline("fmt", "elsewhere")[2].startswith("seamline: There is no data folder elsewhere")
    with pytest.raises(SurroundingsError):
        sources_of(tmp_path / "content")


def test_the_mode_of_a_file_stays_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = portal(tmp_path)
    path.chmod(0o640)
    (source,) = [each for each in sources_of(tmp_path / "data") if each.name == "compliance/strikes.csv"]
    names = sorted(path.parent.iterdir())
    write_form(form_of(source))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(path.parent.iterdir()) == names


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = portal(tmp_path)
    (source,) = [each for each in sources_of(tmp_path / "data") if each.name == "compliance/strikes.csv"]
    names = sorted(path.parent.iterdir())

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SurroundingsError, match=r"strikes\.csv cannot be written \(no space left on device\): nothing"):
        write_form(form_of(source))
    assert path.read_bytes() == EXCEL.encode()
    assert sorted(path.parent.iterdir()) == names


def test_links_are_not_followed(tmp_path: Path) -> None:
    path = portal(tmp_path)
    outside = tmp_path / "outside.csv"
    path.rename(outside)
    path.symlink_to(outside)
    assert "compliance/strikes.csv" not in [source.name for source in sources_of(tmp_path / "data")]


def test_the_values_that_are_read_are_the_same_before_and_after(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    dice = random.Random(8)  # noqa: S311 - an order, not a secret
    for source in sources_of(tmp_path / "data"):
        if source.schema and source.schema.sorted and source.path.endswith(".csv"):
            path = source.listing.folder / source.path
            header, *lines = path.read_text("utf-8").splitlines(keepends=True)
            dice.shuffle(lines)
            path.write_text(header + "".join(lines), "utf-8")
    shuffled, problems = read_dataset(tmp_path / "data")
    assert problems == []
    data, _ = read_dataset(DATA)
    for package in data.packages.values():
        for name, table in package.tables.items():
            names = list(table.schema.names)
            key = list(table.schema.primary_key)
            there = shuffled[name].select(names).sort(key)
            assert there.equals(table.rows.select(names).sort(key)), name
