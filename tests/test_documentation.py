"""The handbook, the README and the changelog say what is true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator import __version__
from tests.reference import DOCS, pages

ROOT = DOCS.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_reference_is_as_the_code(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run: python -m tests.reference"


def test_every_problem_has_a_page_and_every_page_a_problem() -> None:
    listed = set(re.findall(r"\[([a-z0-9-]+)\]\(\1\.md\)", pages()["codes/index.md"]))
    written = {page.stem for page in (DOCS / "codes").glob("*.md")} - {"index"}
    assert listed == written


def test_make_knows_every_target_that_is_named() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    known = set(re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE))
    handbook = "".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    named = set(re.findall(r"`make ([a-z]+)`", README + handbook))
    assert {"site", "test", "serve", "check", "lint", "golden", "look", "bench", "handbook", "clean"} <= known
    assert named <= known


def test_the_tour_leads_somewhere() -> None:
    tour = README.partition("## Reading tour")[2].partition("\n## ")[0]
    stops = re.findall(r"`([^`]+)`", tour)
    assert len(stops) >= 12
    assert [stop for stop in stops if not (ROOT / stop).exists()] == []


def test_the_changelog_has_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_test_of_continuous_integration_is_that_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == "make test"
    assert "make test" in README


def test_no_registry_address_stands_in_a_locked_set() -> None:
    for locked in Path(ROOT / "requirements").glob("*.txt"):
        text = locked.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?:|--(extra-)?index|--find-links|file:", text)
