"""Shows that the page of comparisons has every word of its script, in every language, and leads on without it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.findings import RESULTS
from generator.pages import compare
from generator.rates import REASONS
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal, rendered

SCRIPTS = Path(__file__).parents[2] / "theme" / "static" / "js" / "compare"


def told(html: str) -> dict[str, object]:
    match = re.search(r'<script type="application/json" id="compare">(.*?)</script>', html, re.DOTALL)
    assert match
    found: dict[str, object] = json.loads(match[1])
    return found


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_script_is_told_every_word(language: str) -> None:
    made = demonstration()
    page = told(rendered(made, next(compare.views(made, made.words(language))), language))
    texts, results, reasons = page["texts"], page["results"], page["reasons"]
    assert isinstance(texts, dict)
    assert isinstance(results, dict)
    assert isinstance(reasons, dict)
    code = "".join(path.read_text("utf-8") for path in sorted(SCRIPTS.glob("*.js")))
    used: set[str] = set(re.findall(r'(?:\.text|saying\.text)\("(\w+)"', code))
    used |= {"strange", "unlike", "too_many", "full", "one", "none", "none_in_form"}
    used |= {f"form_{each}" for each in ("full", "short", "latest")} | {f"rates_{each}" for each in ("full", "short")}
    assert used == set(texts)
    assert {*RESULTS.categories, "not-in-form", "not-known"} <= set(results)
    assert set(REASONS) <= set(reasons)
    assert page["countries"] == {
        code: made.words(language).country(code) for code in ("BD", "HT", "ID", "JO", "KH", "VN")
    }


def test_points_are_in_the_order_of_the_tool_and_lead_to_their_pages(tmp_path: Path) -> None:
    made = portal(tmp_path)
    html = rendered(made, next(compare.views(made, made.words("en"))))
    clusters = told(html)["clusters"]
    assert isinstance(clusters, list)
    assert [point["key"] for cluster in clusters for point in cluster["points"]] == [
        "child-labourers",
        "emergency-preparedness",
    ]
    main = html[html.index("<main") :]
    assert main.index("../points/child-labourers/") < main.index("../points/emergency-preparedness/")
    assert "by a script of this site" in main
