"""Shows that the page of downloads lists every file with its rows, size and checksum, and explains every field."""

from __future__ import annotations

import hashlib
import html as entities
from dataclasses import replace
from pathlib import Path

import pytest

from generator.outputs.downloads import write_downloads
from generator.pages import downloads
from generator.pages.portal import Portal
from tests.pages.portals import portal, rendered


@pytest.fixture
def made(tmp_path: Path) -> Portal:
    small = portal(tmp_path / "data")
    tables = [name for package in small.data.packages.values() for name in package.tables]
    public = {name: small.facts.published(name) for name in tables}
    files = write_downloads(small.data, tmp_path / "site", published=public, title="Portal")
    return replace(small, downloads=tuple(files))


def test_every_file_is_there_with_its_checksum(made: Portal, tmp_path: Path) -> None:
    html = rendered(made, next(downloads.views(made, made.words("en"))))
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(written) > 40
    for path in written:
        assert f'href="../{path.relative_to(tmp_path / "site").as_posix()}"' in html
        assert hashlib.sha256(path.read_bytes()).hexdigest() in html


def test_every_field_is_explained(made: Portal) -> None:
    html = entities.unescape(rendered(made, next(downloads.views(made, made.words("en")))))
    for package in made.data.packages.values():
        for table in package.tables.values():
            part = html.partition(f'id="{package.name}-{table.name}"')[2].partition("</details>")[0]
            for field in table.schema.fields:
                assert f"<code>{field.name}</code>" in part
                assert field.description in part


def test_rules_of_a_field_are_in_words(made: Portal) -> None:
    view = next(downloads.views(made, made.words("en")))
    packages = {package["name"]: package for package in view.values["packages"]}  # type: ignore[attr-defined]
    tables = {table["name"]: table for table in packages["compliance"]["tables"]}
    rules = {field["name"]: field["rules"] for field in tables["findings"]["fields"]}
    assert rules["assessment"][-2:] == ["part of the key of the row", "refers to assessments.assessment"]
    assert "always there" in rules["result"]
    assert any(rule.startswith("one of: compliant, non-compliant") for rule in rules["result"])


def test_links_from_another_language_lead_to_the_same_files(made: Portal) -> None:
    arabic = replace(made, settings=replace(made.settings, languages=("en", "ar")))
    html = rendered(arabic, next(downloads.views(arabic, arabic.words("ar"))), "ar")
    assert 'href="../../data/compliance/datapackage.json"' in html
