"""Shows that the method names every formula under its anchor, and takes its numbers from the code that applies them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import points, progress, rates
from generator.pages import method
from generator.pages.portal import Portal
from generator.text.words import Words
from tests.pages.portals import THEME, portal, rendered

NAMED_IN = {1: points, 2: rates, 3: rates, 4: rates, 5: progress, 6: progress, 7: progress}


def test_every_formula_of_the_code_has_its_anchor(tmp_path: Path) -> None:
    made = portal(tmp_path)
    html = rendered(made, next(method.views(made, made.words("en"))))
    formulas = method.formulas_of(made, made.words("en"))
    code = "".join(Path(str(module.__file__)).read_text("utf-8") for module in set(NAMED_IN.values()))
    in_code = {int(number) for number in re.findall(r"[Ff]ormula (\d)", code)}
    assert in_code == NAMED_IN.keys() == {formula.number for formula in formulas}
    for formula in formulas:
        assert html.count(f'id="formula-{formula.number}"') == 1
        assert f"Formula {formula.number}: {formula.name}" in html
        assert formula.definition in html


def test_every_anchor_that_the_theme_links_to_exists(tmp_path: Path) -> None:
    made = portal(tmp_path)
    html = rendered(made, next(method.views(made, made.words("en"))))
    linked = {
        anchor
        for path in (THEME / "templates").rglob("*.html")
        for anchor in re.findall(r"method/#([a-z0-9-]+)", path.read_text("utf-8"))
    }
    assert linked >= {"formula-2", "formula-3", "formula-7", "history"}
    assert linked <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("threshold", [10, 25])
def test_the_threshold_is_that_of_the_programme(tmp_path: Path, threshold: int) -> None:
    record = (Path(__file__).parents[1] / "checks" / "portal" / "programme.yaml").read_text("utf-8")
    made = portal(tmp_path, programme=re.sub(r"threshold: \d+", f"threshold: {threshold}", record))
    text = rendered(made, next(method.views(made, made.words("en"))))
    assert set(re.findall(r"fewer than (\d+) factories", text)) == {str(threshold)}


def test_the_list_takes_its_numbers_from_the_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = portal(tmp_path)

    def definition(portal: Portal, words: Words) -> str:
        return method.formulas_of(portal, words)[4].definition

    assert "at least 3 published" in definition(made, made.words("en"))
    assert f"minus {progress.DEVIATIONS} standard deviations" in definition(made, made.words("en"))
    monkeypatch.setattr(method, "ASSESSMENTS_FOR_LIST", 4)
    assert "at least 4 published" in definition(made, made.words("en"))
