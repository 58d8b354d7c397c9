"""Shows what each command and option does, with which exit code, and that no mistake of a user ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import __version__, cli
from tests.checks.datasets import write_dataset
from tests.packages.samples import PLANT

ROOT = Path(__file__).resolve().parent.parent
STRIKE = "factory,started_on,days,lawful,reason\nKH-0001,2013-12-24,0,,Minimum wage\n"


class Seamline:
    """The command, run in this process in a folder of its own, as `main` runs it."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Return exit code, standard output and standard error."""
        self._monkeypatch.setattr(sys, "argv", ["seamline", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = self._capsys.readouterr()
        return int(ended.value.code or 0), out, err


@pytest.fixture
def seamline(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Seamline:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "content").mkdir()
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    (tmp_path / "pelicanconf.py").write_text((ROOT / "pelicanconf.py").read_text("utf-8"), "utf-8")
    return Seamline(capsys, monkeypatch)


def small(root: Path, **replaced: str | None) -> None:
    """Write a portal with few pages below `root`/data."""
    without: dict[str, str | None] = {"indicators": None, "observations": None, "claims": None}
    write_dataset(root / "data", {**without, **replaced})


def files(folder: Path) -> Mapping[str, tuple[bytes, int]]:
    """Return content and time of every file below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def sentence(err: str) -> str:
    """Return the one line that the command says when it cannot go on."""
    lines = [line for line in err.splitlines() if line.startswith("seamline: ")]
    assert len(lines) == 1
    assert "Traceback" not in err
    return lines[0].removeprefix("seamline: ")


def test_without_arguments_it_shows_its_commands(seamline: Seamline) -> None:
    code, out, _ = seamline()
    assert code == 0
    assert {"build", "check", "serve"} <= set(out.split())


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["build", "--help"], ["serve", "--help"]])
def test_help_is_no_mistake(seamline: Seamline, arguments: list[str]) -> None:
    code, out, err = seamline(*arguments)
    assert (code, err) == (0, "")
    assert "Usage: seamline" in out


def test_it_says_its_version(seamline: Seamline) -> None:
    assert seamline("--version") == (0, f"seamline {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "No such command 'biuld'. Did you mean 'build'? All options are"),
        (["check", "--frobnicate"], "No such option: --frobnicate"),
        (["check", "--format", "xml"], "Invalid value for '--format': 'xml' is not one of 'text', 'json'"),
        (
            ["check", "--as-of", "2025-02-30"],
            "Invalid value for '--as-of': '2025-02-30' does not match the form YYYY-MM-DD. All",
        ),
        (["check", "one", "two"], "Got unexpected extra argument"),
        (["build", "--jobs", "-1"], "Invalid value for '--jobs': Input should be greater than or equal to 0"),
        (["build", "--data"], "Option '--data' requires an argument"),
        (["serve", "--port", "70000"], "Invalid value for '--port': Input should be less than or equal to 65535"),
    ],
)
def test_a_wrong_option_is_said_in_one_sentence(seamline: Seamline, arguments: list[str], said: str) -> None:
    code, out, err = seamline(*arguments)
    assert (code, out) == (4, "")
    assert sentence(err).startswith(said)
    assert "--help" in sentence(err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "elsewhere"], "There is no data folder elsewhere to be read: name the folder in which"),
        (["check", "content"], "has a datapackage.yaml: name the folder in which the packages lie."),
        (["build", "--data", "elsewhere"], "There is no data folder elsewhere to be read: name the folder in which"),
        (["build", "--settings", "no.py"], "There is no no.py: run where it lies, or name it with --settings."),
        (["build", "--output", "data"], "name an output folder apart from data, content and theme."),
    ],
)
def test_a_missing_folder_is_said_in_one_sentence(
    seamline: Seamline, tmp_path: Path, arguments: list[str], said: str
) -> None:
    small(tmp_path)
    before = files(tmp_path / "data")
    code, _, err = seamline(*arguments)
    assert code == 4
    assert said in sentence(err)
    assert files(tmp_path / "data") == before
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("PORTAL = Settings(adress='x')", "adress"),
        ("PORTAL = Settings(address='ftp://x', jobs=-1)", "jobs"),
        ("PORTAL = (", "cannot be read"),
        ("PORTAL = Settings(theme=Path('looks'))\nglobals().update(pelican_settings(PORTAL))", "no folder looks"),
    ],
)
def test_wrong_settings_are_said_in_one_sentence(seamline: Seamline, tmp_path: Path, line: str, said: str) -> None:
    small(tmp_path)
    imports = "from pathlib import Path\nfrom generator.plugin import pelican_settings\nfrom generator.settings import "
    (tmp_path / "pelicanconf.py").write_text(f"{imports}Settings\n{line}\n", "utf-8")
    code, _, err = seamline("build")
    assert code == 4
    assert said in sentence(err)
    assert not (tmp_path / "output").exists()


def test_settings_without_a_portal_are_said_in_one_sentence(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "pelicanconf.py").write_text("SITEURL = 'https://portal.example'\n", "utf-8")
    code, _, err = seamline("build")
    assert (code, sentence(err)) == (4, "pelicanconf.py must set PORTAL = Settings(...).")


def test_check_writes_nothing(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    before = files(tmp_path)
    assert seamline("check") == (0, "No problems.\n", "")
    assert files(tmp_path) == before


def test_check_names_the_place_as_the_user_named_the_folder(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path, strikes=STRIKE)
    code, out, _ = seamline("check", "./data/")
    assert code == 2
    assert "data/compliance/strikes.csv:2:20: error [out-of-range]" in out
    code, out, _ = seamline("check", "data", "--format", "json")
    assert code == 2
    assert json.loads(out)["problems"][0]["code"] == "out-of-range"


def test_check_for_a_day_calls_later_facts_future(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    code, out, _ = seamline("check", "--as-of", "2013-12-31")
    assert code == 2
    assert "[future-date]" in out


def test_wrong_data_leave_the_site_as_it_was(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    assert seamline("build")[0] == 0
    before = files(tmp_path / "output")
    small(tmp_path, strikes=STRIKE)
    code, _, err = seamline("build")
    assert code == 2
    assert "data/compliance/strikes.csv:2:20: error [out-of-range]" in err
    assert sentence(err) == "The data have problems that stop a build (1); nothing was written."
    assert files(tmp_path / "output") == before
    assert not list(tmp_path.glob(".output.staging-*"))


def test_build_has_an_option_for_each_folder_and_says_what_it_did(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    code, out, err = seamline("build", "--data", "data", "--output", "site", "--jobs", "1", "--fresh")
    assert (code, out) == (0, "")
    pages = len(list((tmp_path / "site").rglob("*.html")))
    assert f"{pages} pages written to {tmp_path / 'site'}; data of 2025-12-31." in err.splitlines()
    assert not (tmp_path / ".cache").exists()
    assert not (tmp_path / "output").exists()


def test_a_language_that_the_portal_has_not_is_refused_with_the_list(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    code, _, err = seamline("build", "--languages", "en,xx")
    said = "The portal has no language xx: choose from en, fr, or add it to the programme."
    assert (code, sentence(err)) == (4, said)
    assert not (tmp_path / "output").exists()


def test_the_first_language_is_at_the_root(seamline: Seamline, tmp_path: Path) -> None:
    write_dataset(tmp_path / "data", {})
    assert seamline("build", "--languages", "fr, en")[0] == 0
    assert '<html lang="fr"' in (tmp_path / "output" / "index.html").read_text("utf-8")
    assert '<html lang="en"' in (tmp_path / "output" / "en" / "index.html").read_text("utf-8")
    assert 'lang="en"' in (tmp_path / "output" / "factories" / "kh-0001" / "index.html").read_text("utf-8")


def test_a_build_for_a_day_before_the_newest_fact_writes_nothing(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    code, _, err = seamline("build", "--as-of", "2024-12-31")
    assert code == 2
    assert "[future-date] published_on is 2025-06-01, after the date of this build, 2024-12-31." in err
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("how", ["option", "environment"])
def test_a_build_for_a_day_withholds_what_is_not_published(
    seamline: Seamline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    absent = dict.fromkeys(("corrections", "improvements", "appeals", "responses", "strikes", "workforce"))
    small(tmp_path, **absent)
    later = tmp_path / "data" / "compliance" / "assessments.csv"
    later.write_text(later.read_text("utf-8").replace("2025-04-01,2025-06-01,2,", "2025-04-01,,2,"), "utf-8")
    findings = tmp_path / "data" / "compliance" / "findings.csv"
    findings.write_text(findings.read_text("utf-8").replace("2,non-compliant", "2,not-disclosed"), "utf-8")
    if how == "environment":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    code, _, err = seamline("build", *(["--as-of", "2026-01-02"] if how == "option" else []))
    assert (code, "data of 2026-01-02." in err) == (0, True), err
    rows = (tmp_path / "output" / "data" / "compliance" / "findings.csv").read_text("utf-8")
    assert "KH-0001-1,7.8.3" in rows
    assert "KH-0001-2,7.8.3" not in rows
    assert "1 March 2024" in (tmp_path / "output" / "factories" / "kh-0001" / "index.html").read_text("utf-8")
    profiles = files(tmp_path / "output" / "factories")
    assert not [name for name, (content, _) in profiles.items() if b"1 March 2025" in content]


@pytest.mark.parametrize("epoch", ["yesterday", "-5", "1.5", "٣", "9" * 30])
def test_a_wrong_epoch_is_refused(
    seamline: Seamline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    small(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    code, _, err = seamline("check")
    assert code == 4
    assert sentence(err).startswith("SOURCE_DATE_EPOCH must be a number of seconds")


def test_the_module_is_the_command(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", "check", str(PLANT.parent)]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "[missing-table] The table factories is missing" in ran.stdout
    assert ran.stderr == ""


def test_schemas_go_into_a_folder_only(seamline: Seamline, tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "editor").write_text("mine", "utf-8")
    code, _, err = seamline("schemas")
    assert (code, sentence(err)) == (4, "editor is no folder to write to: name another with --output.")
    assert (tmp_path / "editor").read_text("utf-8") == "mine"
