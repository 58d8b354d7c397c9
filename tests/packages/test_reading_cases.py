"""One code, two lists: reading stays silent on these files, and speaks on those, with exact words and place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import SurroundingsError
from generator.packages import CODES, read_dataset, read_package
from generator.packages.complaints import Complaints
from generator.packages.files import Listing, bytes_of
from generator.problems import Problem, Severity, Where
from tests.packages.samples import PLANT, case_files, read_plant, write_plant

_CASES = Path(__file__).parent / "cases"
_BY_CODE: Mapping[str, Any] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(_CASES.glob("*.yaml"))
}
_SILENT = [(code, case) for code, cases in _BY_CODE.items() for case in cases["silent"]]
_SPEAKS = [(code, case) for code, cases in _BY_CODE.items() for case in cases["speaks"]]
_ELSEWHERE = {"file-too-large", "line-too-long", "unreadable-file", "table-name-taken"}
_HEADER = "site,day,count,level,open,tags,remark\n"


def _read(root: Path, case: Mapping[str, Any]) -> list[Problem]:
    folder = write_plant(root, case_files(case))
    for path, target in case.get("links", {}).items():
        (folder / path).symlink_to(target)
    return read_package(root, folder)[1]


def _lines(problems: list[Problem]) -> list[str]:
    return [f"{each.where} [{each.code}] {each.message} | {each.hint}" for each in problems]


@pytest.mark.parametrize(("code", "case"), _SILENT, ids=[code for code, _ in _SILENT])
def test_silent(tmp_path: Path, code: str, case: Mapping[str, Any]) -> None:
    assert _lines(_read(tmp_path, case)) == [], code


@pytest.mark.parametrize(("code", "case"), _SPEAKS, ids=[code for code, _ in _SPEAKS])
def test_speaks(tmp_path: Path, code: str, case: Mapping[str, Any]) -> None:
    problems = _read(tmp_path, case)
    assert _lines(problems) == case["says"]
    assert code in {each.code for each in problems}
    assert all(each.severity is Severity.ERROR and each.code in CODES for each in problems)


def test_every_code_has_cases() -> None:
    assert set(_BY_CODE) == set(CODES) - _ELSEWHERE
    assert all(cases["silent"] and cases["speaks"] for cases in _BY_CODE.values())


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_page(code: str) -> None:
    lines = (PLANT.parents[2] / "docs" / "codes" / f"{code}.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {code}"
    assert lines[2] == f"{CODES[code]}."
    assert lines[4].startswith("*Error")
    assert {"Wrong:", "Right:", "## What to do"} <= set(lines)


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("readings.csv", f"{_HEADER}KH,,,,,,{'x' * 65_528}\n", ""),
        (
            "readings.csv",
            f"{_HEADER}KH,,,,,,{'x' * 65_529}\n",
            "plant/readings.csv:2 [line-too-long] The line is longer than 65,536 bytes.",
        ),
        ("notes/a.yaml", "- note: a\n" + "# x\n" * 19_999, ""),
        (
            "notes/a.yaml",
            "- note: a\n" + "# x\n" * 20_000,
            "plant/notes/a.yaml [file-too-large] The file has 20,001 lines, more than the 20,000 allowed.",
        ),
        (
            "notes/a.yaml",
            "- note: a\n" + f"# {'x' * 1_000}\n" * 1_046,
            "plant/notes/a.yaml [file-too-large] The file has more than 1 MB.",
        ),
    ],
    ids=["long", "too-long", "lines", "too-many-lines", "too-many-bytes"],
)
def test_limits(tmp_path: Path, path: str, content: str, said: str) -> None:
    _, problems = read_plant(tmp_path, {path: content})
    assert [line.partition(" | ")[0] for line in _lines(problems)] == ([said] if said else [])


def test_a_file_that_vanished_is_a_problem(tmp_path: Path) -> None:
    complaints = Complaints(Where("plant/gone.csv"))
    assert bytes_of(Listing(tmp_path, frozenset({"gone.csv"}), frozenset()), "gone.csv", complaints) is None
    assert _lines(complaints.problems) == [
        (
            "plant/gone.csv [unreadable-file] The file cannot be read: no such file or directory. | "
            "Check that it still exists and that you may read it."
        )
    ]


def test_a_link_that_came_after_the_listing_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "late.csv").symlink_to("/etc/hostname")
    complaints = Complaints(Where("plant/late.csv"))
    assert bytes_of(Listing(tmp_path, frozenset({"late.csv"}), frozenset()), "late.csv", complaints) is None
    assert [each.code for each in complaints.problems] == ["unreadable-file"]


def test_tables_of_two_packages_with_one_name(tmp_path: Path) -> None:
    folder = write_plant(tmp_path, {})
    text = (folder / "datapackage.yaml").read_text(encoding="utf-8")
    folder.rename(tmp_path / "works")
    (tmp_path / "works" / "datapackage.yaml").write_text(text.replace("name: plant", "name: works"), encoding="utf-8")
    write_plant(tmp_path, {})
    data, problems = read_dataset(tmp_path)
    assert _lines(problems) == [
        f"works/datapackage.yaml [table-name-taken] The package plant has a table “{name}” too. | "
        "Rename one of the two: a table is found by its name alone."
        for name in ("notes", "readings")
    ]
    assert problems[0].also == (Where("plant/datapackage.yaml", package="plant", table="notes"),)
    assert set(data.packages["plant"].tables) == {"readings", "notes"}
    assert not data.packages["works"].tables


def test_files_outside_the_packages(tmp_path: Path) -> None:
    write_plant(tmp_path, {})
    (tmp_path / "readme.md").write_text("Notes may lie here.", encoding="utf-8")
    (tmp_path / "loose.csv").write_text("a\n", encoding="utf-8")
    (tmp_path / "Other").mkdir()
    (tmp_path / "other").symlink_to(tmp_path / "plant")
    found = {(each.where.file, each.code) for each in read_dataset(tmp_path)[1]}
    assert found == {("loose.csv", "unlisted-file"), ("Other", "file-name"), ("other", "unsafe-path")}


def test_no_data_folder(tmp_path: Path) -> None:
    with pytest.raises(
        SurroundingsError, match=r"There is no data folder .*missing to be read: name the folder in which"
    ):
        read_dataset(tmp_path / "missing")
    with pytest.raises(
        SurroundingsError, match=r"has a datapackage\.yaml: name the folder in which the packages lie\."
    ):
        read_dataset(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(SurroundingsError, match="There is no data folder"):
        read_dataset(tmp_path / "file")
