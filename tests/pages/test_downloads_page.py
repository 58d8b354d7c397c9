"""Shows that the page of downloads lists every file with rows, size and checksum, and says what there is none of."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from generator.outputs.downloads import write_downloads
from generator.outputs.table_files import Publisher
from generator.pages import downloads
from generator.pages.portal import LeftOut, Portal
from tests.pages.portals import portal, rendered


@pytest.fixture
def made(tmp_path: Path) -> Portal:
    small = portal(tmp_path / "data")
    tables = [name for package in small.data.packages.values() for name in package.tables]
    public = {name: small.facts.published(name) for name in tables}
    written = write_downloads(small.data, tmp_path / "site", published=public, publisher=Publisher("Portal"))
    return replace(small, downloads=written.files, left_out=written.left_out)


def test_every_file_is_there_with_its_checksum(made: Portal, tmp_path: Path) -> None:
    html = rendered(made, next(downloads.views(made, made.words("en"))))
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(written) > 40
    for path in written:
        assert f'href="../{path.relative_to(tmp_path / "site").as_posix()}"' in html
        assert hashlib.sha256(path.read_bytes()).hexdigest() in html


def test_links_from_another_language_lead_to_the_same_files(made: Portal) -> None:
    arabic = replace(made, settings=replace(made.settings, languages=("en", "ar")))
    html = rendered(arabic, next(downloads.views(arabic, arabic.words("ar"))), "ar")
    assert 'href="../../data/compliance/datapackage.json"' in html


def test_a_format_that_is_left_out_says_why(made: Portal) -> None:
    why = {"xlsx": "too-long", "json": "long-text"}
    files = tuple(each for each in made.downloads if each.table != "findings" or each.format not in why)
    assert "too many rows" not in rendered(made, next(downloads.views(made, made.words("en"))))
    left_out = tuple(LeftOut("compliance", "findings", kind, reason) for kind, reason in why.items())
    fewer = replace(made, downloads=files, left_out=left_out)
    html = rendered(fewer, next(downloads.views(fewer, fewer.words("en"))))
    row = html.partition('<tr id="compliance-findings">')[2].partition("</tr>")[0]
    assert row.count('<a href="#formats">too many rows</a>') == 1
    assert row.count('<a href="#formats">a text is too long</a>') == 1
    assert "findings.parquet" in row
    assert "findings.xlsx" not in html
