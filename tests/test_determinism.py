"""The same bytes wherever and however a site is built; and a build that fails leaves the old site, and says why.

Every build here runs in a copy of the project, in another process; refusals before a build, in this one.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.cli import main
from generator.outputs.staging import MARKER, MARKER_TEXT

ROOT = Path(__file__).parents[1]
SEAMLINE = ("-m", "generator", "build")
PELICAN = ("-m", "pelican", "content", "-s", "pelicanconf.py")
LANGUAGES = ("en", "ar")


def _copied(folder: Path, *, data: bool = True) -> Path:
    """Copy what a build reads into `folder`; without data when the test never comes to them."""
    bytecode = shutil.ignore_patterns("__pycache__", ".*")
    for name in ("generator", "theme", "content", *(["data"] if data else [])):
        shutil.copytree(ROOT / name, folder / name, ignore=bytecode)
    shutil.copyfile(ROOT / "pelicanconf.py", folder / "pelicanconf.py")
    return folder


def _run(
    folder: Path, command: Sequence[str], mask: int = 0o022, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        umask=mask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _bytes(site: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(site).as_posix(): (
            stat.S_IMODE(path.stat().st_mode),
            b"" if path.is_dir() else path.read_bytes(),
        )
        for path in site.rglob("*")
    }


def _built(folder: Path, command: Sequence[str], mask: int, **environment: str) -> dict[str, tuple[int, bytes]]:
    done = _run(folder, command, mask, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return _bytes(folder / "output")


def _settings(folder: Path, **values: object) -> None:
    """Write other values into the settings of a copy."""
    given = ", ".join(f"{name}={value!r}" for name, value in values.items())
    path = folder / "pelicanconf.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Settings(", f"Settings({given}, ", 1), encoding="utf-8")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a portal of twelve factories."""
    folder = _copied(tmp_path_factory.mktemp("small"), data=False)
    options = ("--factories", "12", "--questions", "38", "--data", str(ROOT / "data"), "--portal", "data")
    done = _run(folder, ("-m", "generator.demonstration", *options))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(small: Path, tmp_path: Path) -> Path:
    """A copy of it, with a site of an earlier build in place."""
    folder = tmp_path / "project"
    shutil.copytree(small, folder)
    _settings(folder, languages=("en",), cache=None, jobs=1)
    (folder / "output").mkdir()
    (folder / "output" / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    (folder / "output" / "index.html").write_text("the site before", encoding="utf-8")
    return folder


def test_two_builds_differ_in_no_byte(small: Path, tmp_path: Path) -> None:
    """Whether workers write the same is shown in `test_pipeline`."""
    here, there = tmp_path / "a", tmp_path / "another folder" / "with ü"
    for folder in (here, there):
        shutil.copytree(small, folder)
        _settings(folder, languages=LANGUAGES, cache=None, jobs=1)
    one = _built(here, SEAMLINE, 0o077, PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C")
    two = _built(there, PELICAN, 0o000, PYTHONHASHSEED="2", TZ="America/St_Johns", LC_ALL="C.UTF-8", COLUMNS="40")
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert {"index.html", "ar/index.html", "factories/kh-0001/index.html"} <= one.keys()


def _refused(project: Path, command: Sequence[str]) -> tuple[int, str]:
    """Run a build that must fail, leave the old site, and leave nothing of its own beside it."""
    before = _bytes(project / "output")
    done = _run(project, command)
    assert _bytes(project / "output") == before
    assert list(project.glob(".output*")) == []
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", [SEAMLINE, PELICAN], ids=["seamline", "pelican"])
def test_wrong_data_are_named_and_nothing_is_written(project: Path, command: Sequence[str]) -> None:
    countries = project / "data" / "programme" / "countries.csv"
    countries.write_text(countries.read_text(encoding="utf-8").replace("KHR", "riel"), encoding="utf-8")
    code, said = _refused(project, command)
    assert code == 2
    assert "countries.csv:2:" in said
    assert "riel" in said
    assert "Traceback" not in said


@pytest.fixture
def told(project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run the command, which must refuse in one sentence, with exit code 4, and leave the old site."""

    def refused(*options: str) -> str:
        before = _bytes(project / "output")
        monkeypatch.chdir(project)
        monkeypatch.setattr(sys, "argv", ["seamline", "build", *options])
        with pytest.raises(SystemExit) as ended:
            main()
        said = "".join(capfd.readouterr())
        assert ended.value.code == 4, said
        assert _bytes(project / "output") == before
        return said

    return refused


def _is_told(said: str, *words: str) -> None:
    sentences = [line for line in said.splitlines() if line.startswith("seamline: ")]
    assert len(sentences) == 1, said
    assert all(word in sentences[0] for word in words), said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--data", "nowhere"), ("nowhere",)),
        (("--data", "theme"), ("theme", "datapackage.yaml")),
        (("--output", "/proc/nowhere/site"), ("/proc/nowhere/site",)),
        (("--output", "pelicanconf.py"), ("pelicanconf.py",)),
        (("--output", "data"), ("data",)),
        (("--output", "content/site"), ("content",)),
        (("--settings", "nowhere.py"), ("nowhere.py",)),
        (("--settings", "content"), ("content",)),
        (("--languages", "xx"), ("xx",)),
    ],
)
def test_wrong_options_are_told_in_one_sentence(
    told: Callable[..., str], options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    _is_told(told(*options), *words)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("PORTAL = Settings(address='portal')", ("address",)),
        ("PORTAL = Settings(address=3, jobs='two')", ("address", "jobs")),
        ("PORTAL = Settings(adress='https://portal.example')", ("adress",)),
        ("PORTAL = Settings(theme=Path('nowhere'))", ("nowhere",)),
        ("PORTAL = Settings(content=Path('nowhere'))", ("nowhere",)),
        ("PORTAL = 3", ("PORTAL",)),
        ("", ("PORTAL",)),
        ("PORTAL = Settings(", ("pelicanconf.py",)),
        ("import nothing_of_that_name", ("nothing_of_that_name",)),
        ("1 / 0", ("pelicanconf.py",)),
    ],
)
def test_wrong_settings_are_told_in_one_sentence(
    project: Path, told: Callable[..., str], settings: str, words: tuple[str, ...]
) -> None:
    lines = (
        "from pathlib import Path",
        "from generator.plugin import pelican_settings",
        "from generator.settings import Settings",
        settings,
        "globals().update(pelican_settings(PORTAL))" if "PORTAL" in settings else "",
    )
    (project / "pelicanconf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _is_told(told(), *words)


def _syntax(project: Path) -> None:
    path = project / "generator" / "pages" / "home.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nthis is no Python\n", encoding="utf-8")


def _defect(project: Path) -> None:
    path = project / "generator" / "pages" / "home.py"
    path.write_text("from generator.pages import nothing_of_that_name\n" + path.read_text(encoding="utf-8"))


def _template(project: Path) -> None:
    (project / "theme" / "templates" / "home.html").write_text("{% extends 'base.html' %}{{ 1 / 0 }}{% block main %}")


def _silent(project: Path) -> None:
    """Name another plugin in place of ours, as Pelican names one that it cannot load: it logs it and goes on."""
    path = project / "pelicanconf.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nPLUGINS = ['nothing_of_that_name']\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "spoil"),
    [
        *((command, spoil) for command in (SEAMLINE, PELICAN) for spoil in (_syntax, _defect, _template)),
        (PELICAN, _silent),
    ],
)
def test_a_broken_plugin_or_theme_fails(project: Path, command: Sequence[str], spoil: Callable[[Path], None]) -> None:
    spoil(project)
    code, said = _refused(project, command)
    assert code != 0, said


def test_what_the_tests_here_break_builds_when_it_is_whole(project: Path) -> None:
    assert b"the site before" not in _built(project, PELICAN, 0o022)["index.html"][1]


@pytest.mark.parametrize("status", ["draft", "hidden", "embargoed"])
def test_texts_that_are_not_to_be_published_are_refused_by_name(project: Path, status: str) -> None:
    text = f"Title: Secret\nSlug: secret\nLang: en\nSummary: Not yet.\nStatus: {status}\n\nThe token of the secret.\n"
    (project / "content" / "secret.md").write_text(text, encoding="utf-8")
    code, said = _refused(project, SEAMLINE)
    assert code == 4, said
    _is_told(said)
