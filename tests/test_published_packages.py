"""Shows that others can use what is published: frictionless validates every package over HTTP, and sees a change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.hosting.headers_file import NAME, headers_file
from generator.outputs.downloads import write_downloads
from generator.outputs.table_files import Publisher
from generator.pages.portal import Portal
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal
from tests.web import served

PACKAGES = ("small/data/compliance", "data/indicators", "data/programme", "data/tool", "data/training")
"""Frictionless takes half a minute for all findings of the demonstration; the same code publishes a few of them."""


def publish(shown: Portal, folder: Path) -> None:
    tables = [name for package in shown.data.packages.values() for name in package.tables]
    public = {name: shown.facts.published(name) for name in tables}
    write_downloads(shown.data, folder, published=public, publisher=Publisher("Portal"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of the demonstration, and below `small/` those of a portal with few findings."""
    folder = tmp_path_factory.mktemp("site")
    publish(demonstration(), folder)
    publish(portal(tmp_path_factory.mktemp("portal")), folder / "small")
    (folder / NAME).write_text(headers_file(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


def validated(url: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", url]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("package", PACKAGES)
def test_frictionless_validates_a_package_over_http(address: str, package: str) -> None:
    done = validated(f"{address}/{package}/datapackage.json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "VALID" in done.stdout
    assert "INVALID" not in done.stdout


def test_frictionless_sees_a_changed_file(site: Path, address: str) -> None:
    file = site / "data" / "training" / "evaluations.csv"
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(whole.replace("2", "3", 1), encoding="utf-8")
        done = validated(f"{address}/data/training/datapackage.json")
    finally:
        file.write_text(whole, encoding="utf-8")
    assert done.returncode == 1
    assert "hash-count" in done.stdout
