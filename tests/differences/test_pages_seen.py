"""A newer day of the data stands on every page, in its citation and under its pictures; that alone changes none."""

from __future__ import annotations

from pathlib import Path

from generator.review.difference import differences_of
from generator.settings import Settings
from tests.checks.datasets import portal, write_dataset

ROOT = Path(__file__).parents[2]
CORRECTION = "2026-01-05,factories,KH-0001,address,Street 1,Street 2,The number was that of the house beside it.\n"


def test_pages_change_only_where_they_say_something_else(tmp_path: Path) -> None:
    write_dataset(tmp_path / "before" / "data", {})
    write_dataset(tmp_path / "after" / "data", {"corrections": portal()["corrections"] + CORRECTION})
    settings = Settings(theme=ROOT / "theme", cache=None)
    found = differences_of(str(tmp_path / "before"), str(tmp_path / "after"), settings, pages=True)
    assert found.before.as_of < found.after.as_of == "2026-01-05"
    changed = {page.address for page in found.pages or ()}
    assert {"changes/", "factories/kh-0001/"} <= changed
    assert {address.partition("/")[0] for address in changed} <= {"", "changes", "factories", "countries", "quality"}
    assert [address for address in changed if address.startswith("factories/kh-")] == ["factories/kh-0001/"]
