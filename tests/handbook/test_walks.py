"""Pages that lead from a beginning to an end are walked: what they say to enter and to run, and nothing else."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.checks.datasets import portal as tables
from tests.checks.datasets import write_dataset
from tests.handbook.pages import ROOT, sheets
from tests.importing.books import workbook
from tests.test_cli import Seamline, small
from tests.test_cli import seamline as _seamline
from tests.test_history import Repository

seamline = _seamline
"""The command, as in the tests of the command line."""


def _block(page: str, begins: str, kind: str = "text") -> str:
    return next(block for block in sheets()[page].blocks(kind) if block.startswith(begins))


def _run(seamline: Seamline, command: str) -> str:
    """Run a line of a page, which must succeed; return what is said."""
    code, out, err = seamline(*shlex.split(command.partition(" #")[0])[1:])
    assert code == 0, out + err
    return out + err


def _commands(page: str, kind: str = "sh") -> list[str]:
    """Return the calls of the program in the blocks of a page, each on one line."""
    lines = "".join(sheets()[page].blocks(kind)).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("seamline ")]


@pytest.fixture
def portal(seamline: Seamline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A small portal with the row that the page on editing shows, whose first release is tagged."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    made = Repository(tmp_path / "portal")
    monkeypatch.chdir(made.folder)
    before, _ = _edited()
    less: dict[str, str | None] = dict.fromkeys(("indicators", "observations", "claims"))
    later = tables()["releases"].replace("compliance,1.0.0,2025-12-31", "compliance,1.0.0,2026-10-01")
    write_dataset(made.folder / "data", {**less, "workforce": before, "releases": later})
    _run(seamline, "seamline fmt")
    for name in ("theme", "mappings", "pelicanconf.py"):
        (made.folder / name).symlink_to(ROOT / name)
    (made.folder / "content").mkdir()
    made.commit({".gitignore": b"output/\n.cache/\n"})
    made.git("tag", "--annotate", "data/compliance/v1.0.0", "--message", "Release compliance 1.0.0")
    return made


def _edited() -> tuple[str, str]:
    """Return the table of the page on editing, before and after."""
    before, after = (block for block in sheets()["edit.md"].blocks("text") if block.startswith("factory,as_of"))
    return before, after


def test_the_example_is_of_the_demonstration() -> None:
    header, row = _edited()[0].splitlines()
    assert {header, row} <= set((ROOT / "data/compliance/workforce/kh.csv").read_text("utf-8").splitlines())


def test_the_problem_that_is_explained_is_said(seamline: Seamline, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    example = _block("problems-read.md", "data/")
    path = tmp_path / example.partition(":")[0]
    lines = path.read_text("utf-8").splitlines()
    lines[2] = lines[2].replace("KH-0002", "KH-9002")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert seamline("check")[1].startswith(example)


def test_the_mapping_that_is_explained_imports(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "strikes.yaml").write_text(_block("import.md", "title: Strikes", "yaml"), "utf-8")
    names = "Factory;OS ID;First day;Days;Lawful;Reason"
    rows = f"List of the secretariat\n\n{names}\nLotus Garment;n/a;24/12/2025;5;Yes;Überstunden\n"
    (tmp_path / "strikes 2025.csv").write_text(rows, "cp1252")
    _run(seamline, "seamline import strikes.yaml 'strikes 2025.csv'")
    imported = (tmp_path / "data" / "compliance" / "strikes.csv").read_text("utf-8").splitlines()
    assert "KH-0001,2025-12-24,5,true,Überstunden" in imported


def _tables(page: str) -> list[list[list[str]]]:
    """Return the tables of a page, row by row, with the names of their columns first."""
    found = re.findall(r"(?:^\|.*\|\n)+", sheets()[page].text, re.MULTILINE)
    tables = [[[cell.strip() for cell in line.strip("|").split("|")] for line in each.splitlines()] for each in found]
    return [[names, *rows] for names, _, *rows in tables]


def test_from_a_wrong_number_to_the_log_of_corrections(portal: Repository, seamline: Seamline, tmp_path: Path) -> None:
    """Correct a number, import a factory, release, publish; and see it on the pages, in the feed and in the log."""
    _enter(portal.folder / "data" / "compliance")
    workbook(Path("export.xlsx"), dict(zip(("Export", "Visits", "Factories"), _tables("import.md")[:3], strict=True)))
    for command in _commands("import.md"):
        _run(seamline, command)
    portal.commit({})

    dry, asking, given = (line for line in _commands("releases.md") if line.startswith("seamline release "))
    assert "version: 1.1.0\n" in _run(seamline, dry)
    code, _, err = seamline(*shlex.split(asking)[1:])
    assert (code, err.startswith("seamline: Give these too: --on YYYY-MM-DD; --summary TEXT; --reason ")) == (4, True)
    *left, push = _run(seamline, given).partition("Now run, on the branch that is published:\n")[2].splitlines()
    assert push.split()[:2] == ["git", "push"]
    for command in left:
        program, *words = shlex.split(command)
        assert portal.git(*words) is not None if program == "git" else _run(seamline, command.strip())

    into_folder, into_bucket = _commands("publishing.md")
    assert into_bucket.startswith("seamline publish s3://"), "tested in tests/publishing"
    publish = into_folder.replace("/srv/portal", str(tmp_path / "srv"))
    assert "0 files" not in _run(seamline, publish)
    assert _run(seamline, publish).startswith("Nothing to do")
    assert _missing(tmp_path / "srv") == []


def _enter(compliance: Path) -> None:
    """Correct the number, and say so of one value alone: the release asks for the others."""
    (compliance / "workforce.csv").write_text(_edited()[1], "utf-8")
    with (compliance / "corrections.csv").open("a", encoding="utf-8") as corrections:
        corrections.write(_block("correct.md", "corrected_on,").splitlines(keepends=True)[1])
    path = compliance / "improvements.csv"
    path.write_text(path.read_text("utf-8").replace(",completed,2025-09-01", ",on-track,2025-09-01"), "utf-8")


def _missing(site: Path) -> list[tuple[str, str]]:
    """Return what pages and feeds should say of it and do not."""
    reason = "The payroll of the second building was left out."
    said = {
        "factories/kh-0001/index.html": ["270 workers", reason],
        "factories/ht-0002/index.html": ["Route de Delmas 12", "Non-compliant on 1 of 2 points"],
        "changes/index.html": ["Numbers of workers of November.", "5 published values", reason, ">260<", ">270<"],
        "feeds/corrections.xml": [reason],
        "feeds/factories/ht-0002.xml": ["Assessment of cycle 1 published"],
        "data/compliance/1.1.0/index.html": ["Numbers of workers of November."],
    }
    texts = {address: (site / address).read_text("utf-8") for address in said}
    return [(address, each) for address, words in said.items() for each in words if each not in texts[address]]


def test_the_first_day(seamline: Seamline, tmp_path: Path) -> None:
    """From the demonstration to a portal of one's own, with nothing of the demonstration left."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    blocks = sheets()["first-day.md"].blocks("sh")
    for emptying in (block for block in blocks if block.startswith(("find data", "sed -i"))):
        subprocess.run(["bash", "-ec", emptying], check=True)
    code, out, _ = seamline("check")
    assert (code, "[programme-record]" in out, "[release-version]" in out) == (2, False, True)

    for table in ("countries", "releases"):
        (tmp_path / "data" / "programme" / f"{table}.csv").write_text(_rows_of(table), "utf-8")
    _write_records(tmp_path / "data")
    issues = tmp_path / "data" / "tool" / "public_issues.csv"
    assert "Question 6.1.4 is not in the table questions" in seamline("check")[1]
    kept = [line for line in issues.read_text("utf-8").splitlines(keepends=True) if "6.1.4" not in line]
    issues.write_text("".join(kept), "utf-8")
    for command in (line for line in _commands("first-day.md") if line.startswith("seamline new")):
        assert "written: data/compliance/factories/ke.csv\n" in _run(seamline, command)
    assert _run(seamline, "seamline check").strip() == "No problems."

    about = _block("first-day.md", "Title: About") + "\nWe publish it.\n"
    (tmp_path / "content" / "about.md").write_text(about, "utf-8")
    left = next(block for block in blocks if block.startswith("grep"))
    assert subprocess.run(["bash", "-c", left], capture_output=True, check=False).stdout == b""
    _run(seamline, "seamline build --languages en")
    pages = {path: path.read_text("utf-8") for path in (tmp_path / "output").rglob("*.html")}
    strange = re.compile("Invented|This is a demonstration|Seamline demonstration|Cambodia|KH-0|kh.csv|Better Work")
    assert [path for path, text in pages.items() if strange.search(text)] == []
    assert all("Our portal" in text for text in pages.values())


def _rows_of(table: str) -> str:
    return _block("first-day.md", {"countries": "country,", "releases": "package,"}[table])


def _write_records(data: Path) -> None:
    """Write what the page says to write in the descriptors and the record of the programme."""
    for path in data.glob("*/datapackage.yaml"):
        descriptor = yaml.safe_load(path.read_text("utf-8"))
        descriptor |= {"title": f"Our {descriptor['name']}", "description": "What we know."}
        descriptor |= {"sources": [{"title": "Us"}], "contributors": [{"title": "Us"}]}
        path.write_text(yaml.safe_dump(descriptor, sort_keys=False), "utf-8")
    path = data / "programme" / "programme.yaml"
    (record,) = yaml.safe_load(path.read_text("utf-8"))
    del record["notice"]
    record |= {"programme": "ours", "operators": ["Us"], "contact": "us@ours.example", "demonstration": False}
    record |= {"languages": ["en"], **{key: {"en": "Our portal"} for key in ("name", "short_name", "summary")}}
    path.write_text(yaml.safe_dump([record], sort_keys=False), "utf-8")
