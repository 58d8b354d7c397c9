"""Over the whole demonstration: what says nothing to the public makes no difference, of values or of pages."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from generator.canonical import sources_of
from generator.review.difference import differences_of
from generator.settings import Settings

ROOT = Path(__file__).parents[2]


def test_the_order_of_rows_changes_no_page_where_a_schema_says_that_it_says_nothing(tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - an order, not a secret
    for folder in ("data", "content"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shuffled = set()
    for source in sources_of(tmp_path / "data"):
        path = source.listing.folder / source.path
        if source.schema and source.schema.sorted and '"' not in (text := path.read_text("utf-8")):
            header, *lines = text.splitlines(keepends=True)
            dice.shuffle(lines)
            path.write_bytes("\r\n".join([header.strip(), *map(str.strip, lines), ""]).encode())
            shuffled.add(source.path.partition("/")[0])
    assert {"findings", "improvements", "workforce", "assessments"} <= shuffled
    settings = Settings(data=ROOT / "data", content=ROOT / "content", theme=ROOT / "theme", cache=tmp_path / "cache")
    differences = differences_of(str(ROOT), str(tmp_path), settings, pages=True)
    assert (differences.groups, differences.findings, differences.withheld) == ((), (), ())
    pages = differences.pages or ()
    assert [page.address for page in pages if page.address != "quality/"] == [], "quality names lines of files"
