"""Shows that Pelican builds the same site as the command, and what becomes of the texts in `content/`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import html5lib
import pytest

from generator import plugin
from generator.errors import SettingsError
from tests.checks.datasets import write_dataset

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
GOOD = "Title: About\nSlug: about\nLang: en\nSummary: What this is.\n\nWho we are.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a user has it, with a small portal and one text."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    training = ("courses", "sessions", "participation", "attendance")
    without = dict.fromkeys(("indicators", "observations", "claims", *training))
    write_dataset(tmp_path / "data", without)
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    (tmp_path / "pelicanconf.py").write_text(CONFIGURATION, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "about.md").write_text(GOOD, "utf-8")
    return tmp_path


def build() -> None:
    configuration = Path("pelicanconf.py")
    plugin.run(configuration, plugin.portal_settings(configuration))


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def files(folder: Path) -> Mapping[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def main_of(page: Path) -> str:
    return page.read_text("utf-8").partition("<main")[2].partition("</main>")[0]


def test_pelican_and_the_command_build_the_same_bytes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    ran = command("-m", "pelican", "content", "-s", "pelicanconf.py")
    assert (ran.returncode, ran.stdout) == (0, "")
    shutil.move("output", "by-pelican")
    ran = command("-m", "generator", "build")
    assert (ran.returncode, ran.stdout) == (0, "")
    by_pelican = files(project / "by-pelican")
    assert len(by_pelican) > 50
    assert by_pelican == files(project / "output")


def test_pelican_ends_with_a_sentence_and_our_exit_code(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (project / "data" / "compliance" / "strikes.csv").write_text("factory\n", "utf-8")
    ran = command("-m", "pelican", "content", "-s", "pelicanconf.py")
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].startswith("seamline: The data have ")
    assert "Traceback" not in ran.stderr
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("PLUGINS = []", "The plugin did not run: pelicanconf.py must name it in PLUGINS."),
        ("PORTAL = 'portal'", "pelicanconf.py must set PORTAL = Settings(...)."),
    ],
)
def test_a_plugin_that_does_not_run_fails_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (project / "pelicanconf.py").write_text(f"{CONFIGURATION}\n{line}\n", "utf-8")
    ran = command("-m", "pelican", "content", "-s", "pelicanconf.py")
    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (4, f"seamline: {said}")
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    "head",
    [
        "Status: draft",
        "Status: hidden",
        "Status: skip",
        "Status: Published too",
        "Date: 2999-01-01\nStatus: draft",
        "Template: other",
        "Save_as: elsewhere.html",
        "Url: elsewhere",
        "Slug: ",
        "Slug: ../../escaped",
        "Lang: xx",
        "Lang: ",
        "Summary: ",
        "Title: ",
    ],
)
def test_a_text_that_cannot_be_published_as_it_is_fails_the_build(project: Path, head: str) -> None:
    given = dict(line.split(": ", 1) for line in (*GOOD.splitlines()[:4], *head.splitlines()))
    given["Slug"] = given["Slug"] if "Slug" in head else "second"
    text = "".join(f"{name}: {value}\n" for name, value in given.items() if value)
    (project / "content" / "second.md").write_text(f"{text}\nNobody may read this yet.\n", "utf-8")
    with pytest.raises(SettingsError, match=r"second\.md: it"):
        build()
    assert not (project / "output").exists()


def test_two_texts_of_one_slug_and_language_fail_the_build(project: Path) -> None:
    (project / "content" / "twice.md").write_text(GOOD, "utf-8")
    with pytest.raises(SettingsError, match="Slug about: 2 texts in en have it"):
        build()


@pytest.mark.parametrize("slug", ["factories", "fr", "method"])
def test_a_text_takes_no_address_of_another_page(project: Path, slug: str) -> None:
    (project / "content" / "second.md").write_text(GOOD.replace("Slug: about", f"Slug: {slug}"), "utf-8")
    with pytest.raises(SettingsError, match=f"Two pages have the address {slug}/"):
        build()
    assert not (project / "output").exists()


def test_a_text_that_is_not_translated_says_its_language(project: Path) -> None:
    build()
    assert 'lang="en"' in main_of(project / "output" / "fr" / "about" / "index.html")


def test_a_text_says_what_markdown_may_say_and_runs_nothing(project: Path) -> None:
    hostile = (
        "<script>alert(1)</script>\n\n[one](javascript:alert(1)) [two](data:text/html,x)\n\n"
        "<b onclick=alert(1)>bold</b>\n\n"
        "<iframe src=https://x.example></iframe><style>*{}</style><form action=/><input></form>\n\n"
        "{{ 7*7 }} {% include 'base.html' %}\n\n<p style='color:red'>red</p>\n\n## A heading\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![seen](https://x.example/seen.png)\n"
    )
    (project / "content" / "about.md").write_text(GOOD + "\n" + hostile, "utf-8")
    build()
    main = main_of(project / "output" / "about" / "index.html")
    tree = html5lib.parse(main, namespaceHTMLElements=False)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert tags & {"script", "iframe", "style", "form", "input", "img"} == set()
    assert {"b", "h2", "table"} <= tags
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name == "style"]
    links = [element.get("href") or "" for element in tree.iter("a")]
    assert not [link for link in links if link.startswith(("javascript:", "data:"))]
    assert "{{ 7*7 }} {% include 'base.html' %}" in "".join(tree.itertext())
    assert "alert(1)</script>" not in main


def test_hostile_title_and_summary_are_text(project: Path) -> None:
    text = GOOD.replace("About", "<script>alert(1)</script> {{ 7*7 }}").replace(
        "What this is", '"><img src=x onerror=y>'
    )
    (project / "content" / "about.md").write_text(text, "utf-8")
    build()
    page = (project / "output" / "about" / "index.html").read_text("utf-8")
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert not [each for each in tree.iter("script") if each.text and each.get("type") != "application/ld+json"]
    assert not list(tree.iter("img"))
    assert "{{ 7*7 }}" in "".join(tree.find(".//h1").itertext())


def test_nothing_of_content_but_texts_reaches_the_site(project: Path) -> None:
    (project / "content" / "notes.txt").write_text("private", "utf-8")
    (project / "content" / "budget.csv").write_text("private", "utf-8")
    build()
    assert not [name for name, content in files(project / "output").items() if b"private\n" in content]
    assert not {"notes.txt", "budget.csv"} & {Path(name).name for name in files(project / "output")}
