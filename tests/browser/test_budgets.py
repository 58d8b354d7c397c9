"""What readers transfer stays within its budget, and the scale notices what is too heavy."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from tests.bench.budgets import by_gzip, table_of, weight_of, weights_of
from tests.browser.built import HANDBOOK, KINDS, MOVED, fullest


def test_every_kind_of_page_is_within_its_budgets(site: Path) -> None:
    weights = weights_of(site)
    assert {each.kind for each in weights} == {*KINDS, MOVED, HANDBOOK}
    assert [each for each in weights if each.over] == [], table_of(weights)


def test_what_is_too_heavy_is_seen(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "theme", tmp_path / "theme")
    page = tmp_path / "factories" / "kh-0001" / "index.html"
    page.parent.mkdir(parents=True)
    noise = "".join(sha256(str(place).encode()).hexdigest() for place in range(2000))
    page.write_text((site / fullest(site, "factory", "en") / "index.html").read_text("utf-8") + noise, "utf-8")
    assert (heavy := weight_of(tmp_path, page, by_gzip)).over == ["whole"], heavy
    (tmp_path / "theme" / "js" / "theme.js").write_text(noise, "utf-8")
    assert weight_of(tmp_path, page, len).over == ["CSS", "JS", "whole"], "uncompressed, everything is"
