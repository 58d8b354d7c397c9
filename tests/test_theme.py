"""Shows what can be shown of the style sheets without a browser: contrast, size, direction, agreement with charts."""

from __future__ import annotations

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

from generator.charts import dark_css

STYLES = Path(__file__).parents[1] / "theme" / "static" / "css"
TOKEN = re.compile(r"--([a-z]+): (#[0-9a-f]{6});")


def sheet(name: str) -> str:
    return (STYLES / name).read_text(encoding="utf-8")


def tokens(name: str, opening: str) -> dict[str, str]:
    """Return the colours that are set in the first block after `opening`."""
    css = sheet(name)
    return dict(TOKEN.findall(css[css.index(opening) :].partition("}")[0]))


LIGHT = tokens("tokens.css", ":root {")
DARK = tokens("tokens.css", ':root[data-appearance="dark"] {')
BY_DEVICE = tokens("tokens.css", ':root:not([data-appearance="light"]) {')


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_text_can_be_read_on_every_ground(theme: dict[str, str]) -> None:
    pairs = product(("ink", "muted", "accent", "good", "bad", "warn"), ("paper", "tint"))
    assert {pair: ratio for pair in pairs if (ratio := contrast(theme[pair[0]], theme[pair[1]])) < 4.5} == {}


def test_dark_is_the_same_by_choice_and_by_device() -> None:
    assert DARK == BY_DEVICE
    assert DARK.keys() == LIGHT.keys()


def test_pictures_are_repainted_as_the_palette_says() -> None:
    assert dark_css(':root:not([data-appearance="light"])') in sheet("charts.css")
    assert dark_css(':root[data-appearance="dark"]') in sheet("charts.css")


def test_the_style_sheets_stay_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in STYLES.glob("*.css")) < 20_000


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_colours_come_from_tokens(path: Path) -> None:
    """Pictures have a palette of their own (`generator.charts.palette`), and paper is black on white."""
    named = re.findall(
        r"#[0-9a-f]{3,8}\b|(?<![-\w])(?:rgba?|hsla?|oklch|color-mix)\(", path.read_text(encoding="utf-8")
    )
    assert not named or path.name in {"tokens.css", "charts.css", "print.css"}


@pytest.mark.parametrize("script", ["km", "ar", "bn", "vi"])
def test_every_script_has_families_of_its_own(script: str) -> None:
    rules = re.findall(
        rf'(?m)^[^\n{{]*(?:\[lang\|="{script}"\]|:lang\({script}\))[^{{]*{{([^}}]*)}}', sheet("tokens.css")
    )
    assert any("--serif" in rule for rule in rules)
    assert any("font-family" in rule for rule in rules)


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_sheets_say_what_they_own_and_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("/* Owns ")
    assert text.count("\n") <= 400


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_directions_are_logical(path: Path) -> None:
    physical = re.findall(
        r"(?m)(?:^|[{;\s])((?:margin|padding|border)-(?:left|right)|(?:left|right)):|float: (?:left|right)",
        path.read_text(),
    )
    assert physical == []
