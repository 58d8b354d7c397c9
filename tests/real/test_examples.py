"""What others wrote, and what nobody should write: the command answers in sentences, with its exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
EXAMPLES = SHARED / "frictionless-example-packages"
DDF = SHARED / "un-sdg-goal8-ddf"

SCHEMA = "fields:\n  - {name: word, type: string}\n"
DESCRIPTOR = """$schema: https://datapackage.org/profiles/2.0/datapackage.json
name: plant
title: Plant
version: 1.0.0
licenses: [{name: CC0-1.0}]
resources:
  - {name: words, type: table, path: words.csv, format: csv, encoding: utf-8, schema: words.yaml}
"""

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared input is not here")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def seamline(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process; an exception that it lets through fails the test."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["seamline", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = "".join(capfd.readouterr())
        assert "Traceback" not in said
        assert isinstance(ended.value.code, int)
        return ended.value.code, said

    return run


def _as_ours(folder: Path, data: Path) -> Path:
    """Copy a package of others into `data`, its descriptor where ours are: JSON is YAML as well."""
    copy = data / folder.name
    shutil.copytree(folder, copy)
    values = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    (copy / "datapackage.json").unlink()
    text = json.dumps(values).replace("}, {", "},\n{") + "\n"
    (copy / "datapackage.yaml").write_text(text, encoding="utf-8")
    return copy


@pytest.mark.parametrize("folder", [EXAMPLES, SHARED / "csv-spectrum", DDF, SHARED], ids=lambda path: path.name)
def test_a_folder_without_a_package_of_ours_is_told_so(seamline: Run, folder: Path) -> None:
    code, said = seamline("check", folder)
    assert code == 4
    assert "datapackage.yaml" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("folder", sorted(EXAMPLES.glob("*/datapackage.json")), ids=lambda path: path.parent.name)
def test_a_package_of_others_is_judged_in_sentences(seamline: Run, tmp_path: Path, folder: Path) -> None:
    _as_ours(folder.parent, tmp_path)
    code, said = seamline("check", tmp_path, "--format", "json")
    problems = json.loads(said)["problems"]
    assert code == 2
    assert any(each["file"].startswith(folder.parent.name) for each in problems)
    assert all(each["code"] and each["message"].endswith((".", ":")) for each in problems)


def test_all_packages_of_others_together_are_judged_in_words(seamline: Run, tmp_path: Path) -> None:
    folders = [path.parent for path in sorted(EXAMPLES.glob("*/datapackage.json"))]
    for folder in folders:
        _as_ours(folder, tmp_path)
    code, said = seamline("check", tmp_path)
    assert code == 2
    assert all(f"/{folder.name}/" in said for folder in folders)


@pytest.mark.parametrize("file", sorted((SHARED / "csv-spectrum" / "csvs").glob("*.csv")), ids=lambda path: path.stem)
def test_edge_cases_of_csv_are_read_without_a_problem(seamline: Run, tmp_path: Path, file: Path) -> None:
    _plant(tmp_path)
    (tmp_path / "plant" / "words.csv").write_bytes(file.read_bytes())
    header = file.read_text(encoding="utf-8").splitlines()[0].split(",")
    fields = "".join(f"  - {{name: {name.strip(chr(34))}, type: string}}\n" for name in header)
    (tmp_path / "plant" / "words.yaml").write_text("fields:\n" + fields, encoding="utf-8")
    code, said = seamline("check", tmp_path, "--format", "json")
    assert code == 2
    wrong = {each["file"] for each in json.loads(said)["problems"] if each["package"] == "plant"}
    names_with_spaces = {"plant/words.yaml"} if file.stem == "location_coordinates" else set()
    assert wrong == names_with_spaces


def test_every_resource_that_is_missing_is_named(seamline: Run, tmp_path: Path) -> None:
    copy = _as_ours(DDF, tmp_path)
    resources = json.loads((DDF / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    missing = {each["path"] for each in resources if not (copy / each["path"]).exists()}
    assert len(missing) > 400
    code, said = seamline("check", tmp_path, "--format", "json")
    assert code == 2
    named = " ".join(each["message"] for each in json.loads(said)["problems"] if each["code"] == "missing-file")
    assert [path for path in sorted(missing) if path not in named] == []
    assert "missing-file" in seamline("check", tmp_path)[1]


def _plant(root: Path) -> Path:
    plant = root / "plant"
    plant.mkdir(parents=True)
    (plant / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
    (plant / "words.yaml").write_text(SCHEMA, encoding="utf-8")
    (plant / "words.csv").write_text("word\na\n", encoding="utf-8")
    return plant


def _loop(plant: Path) -> None:
    (plant / "words.csv").unlink()
    (plant / "words.csv").symlink_to("words.csv")
    (plant / "again").symlink_to(plant.parent)


def _pipe(plant: Path) -> None:
    (plant / "words.csv").unlink()
    os.mkfifo(plant / "words.csv")


def _pipe_as_descriptor(plant: Path) -> None:
    (plant / "datapackage.yaml").unlink()
    os.mkfifo(plant / "datapackage.yaml")


def _folder_as_file(plant: Path) -> None:
    (plant / "words.csv").unlink()
    (plant / "words.csv").mkdir()


def _long_line(plant: Path) -> None:
    (plant / "words.csv").write_bytes(b"word\n" + b"x" * 10_000_000 + b"\n")


def _deep(plant: Path) -> None:
    (plant / "words.yaml").write_text("[" * 100_000, encoding="utf-8")


def _deep_by_indent(plant: Path) -> None:
    lines = (f"{' ' * depth}a:\n" for depth in range(1_500))
    (plant / "words.yaml").write_text("".join(lines), encoding="utf-8")


def _bytes(plant: Path) -> None:
    (plant / "words.csv").write_bytes(bytes(range(256)) * 40)


@pytest.mark.parametrize(
    "spoil", [_loop, _pipe, _pipe_as_descriptor, _folder_as_file, _long_line, _deep, _deep_by_indent, _bytes]
)
def test_a_hostile_tree_is_refused_by_name(seamline: Run, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(_plant(tmp_path))
    code, said = seamline("check", tmp_path, "--format", "json")
    if code == 4:
        assert len(said.splitlines()) == 1
        return
    assert code == 2
    assert any(each["file"].startswith("plant/") for each in json.loads(said)["problems"])
    assert len(said) < 50_000


def test_folders_that_are_none(seamline: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "empty").mkdir()
    for name in ("file", "loop", "empty", "absent", "file/below", "x" * 300):
        code, said = seamline("check", tmp_path / name)
        assert code == 4, name
        assert said.startswith("seamline: "), name
        assert len(said.splitlines()) == 1, name


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    plant = _plant(tmp_path)
    (plant / "words.csv").chmod(0)
    # Root reads everything; without its right to do so (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH) it does not.
    lessen = "import ctypes, os, sys; libc = ctypes.CDLL(None); [libc.prctl(24, cap, 0, 0, 0) for cap in (1, 2)]; "
    command = f"os.execv(sys.executable, [sys.executable, '-m', 'generator', 'check', {str(tmp_path)!r}])"
    done = subprocess.run(
        [sys.executable, "-c", lessen + command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode in (2, 4), done.stderr
    assert "words.csv" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
