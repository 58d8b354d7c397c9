"""Shows that a picture says what its chart says, no more and no less, and the same everywhere."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest

from generator.charts import NARROW, WIDE, Chart, Kind, Qualifier, Row, Status, Tick, Words, axis_values, draw_chart
from generator.charts.designs import designs
from generator.charts.drawing import DESIGNS
from generator.charts.palette import DARK, PAPER, dark_css

WORDS = Words(
    over="more than {}",
    about="roughly {}",
    under="less than {}",
    provisional="first estimate",
    revised="corrected",
    suppressed="withheld",
    not_collected="never asked",
    not_applicable="does not apply",
    break_in_series="new definition",
    no_value="Nothing can be drawn.",
)
ARABIC = replace(WORDS, over="أكثر من {}", suppressed="محجوب", break_in_series="انقطاع في السلسلة")
SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parent.parent


def value(series: str, x: str, number: float, **more: object) -> Row:
    return Row(series, x, f"<{x}>", number, f"{number:g}", **more)  # type: ignore[arg-type]


def missing(series: str, x: str, status: Status) -> Row:
    return Row(series, x, f"<{x}>", status=status)


STATES = (
    value("A", "2001", 30),
    value("A", "2002", 31, qualifier=Qualifier.OVER),
    value("A", "2003", 32, qualifier=Qualifier.ABOUT),
    value("A", "2004", 33, qualifier=Qualifier.UNDER),
    value("A", "2005", 34, status=Status.PROVISIONAL),
    value("A", "2006", 35, status=Status.REVISED),
    missing("A", "2007", Status.SUPPRESSED),
    missing("A", "2008", Status.NOT_COLLECTED),
    missing("A", "2009", Status.NOT_APPLICABLE),
    value("A", "2010", 36, breaks_series=True),
)


def chart(kind: Kind, rows: tuple[Row, ...] = STATES, **changes: object) -> Chart:
    ticks = tuple(Tick(number, f"{number:g}") for number in axis_values(kind, rows, 0))
    base = Chart(
        kind, "employment", "en", "ltr", "Employment grew", "Cambodia", "A description", "Source: a report, 1.0.0",
        "workers", WORDS, rows, ticks,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def ranged(rows: tuple[Row, ...] = STATES) -> tuple[Row, ...]:
    return tuple(
        replace(row, low=row.value - 9, high=row.value + 9, low_text="lowest", high_text="highest")
        if row.value is not None
        else row
        for row in rows
    )


CHARTS: dict[str, Callable[[], Chart]] = {
    "line": lambda: chart(Kind.LINE),
    "bar": lambda: chart(Kind.BAR),
    "stacked-share": lambda: chart(Kind.STACKED_SHARE),
    "dot-range": lambda: chart(Kind.DOT_RANGE),
    "dot-range with ranges": lambda: chart(Kind.DOT_RANGE, ranged()),
    "right to left": lambda: chart(Kind.LINE, words=ARABIC, language="ar", direction="rtl", title="ارتفع عدد العاملين"),
}


def picture(drawn: Chart, width: int = WIDE) -> ET.Element:
    return ET.fromstring(draw_chart(drawn, width=width).svg)  # noqa: S314 - our own picture


def numbers(text: str) -> tuple[float, ...]:
    return tuple(map(float, re.findall(r"-?[\d.]+", text)))


def texts_of(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def classes_of(root: ET.Element) -> list[set[str]]:
    return [set(element.get("class", "").split()) for element in root.iter()]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_state_is_shown_as_what_it_is(name: str, width: int) -> None:
    drawn = CHARTS[name]()
    root = picture(drawn, width)
    said = " ".join(texts_of(root))
    for word in (drawn.words.over.replace("{}", "31"), "roughly 32", "less than 33", drawn.words.break_in_series):
        assert word in said
    for word in ("first estimate", "corrected", drawn.words.suppressed, "never asked", "does not apply"):
        assert word in said
    drawn_classes = set().union(*classes_of(root))
    assert {"chart-over", "chart-about", "chart-under", "chart-provisional", "chart-revised"} <= drawn_classes
    assert {"chart-suppressed", "chart-not-collected", "chart-not-applicable"} <= drawn_classes


@pytest.mark.parametrize("name", CHARTS)
def test_only_what_has_a_value_gets_a_mark(name: str) -> None:
    drawn = CHARTS[name]()
    marks = [classes for classes in classes_of(picture(drawn)) if "chart-mark" in classes]
    assert len(marks) == len(drawn.drawn)
    assert not any(classes & {"chart-suppressed", "chart-not-collected", "chart-not-applicable"} for classes in marks)


@pytest.mark.parametrize("name", CHARTS)
def test_no_number_is_written_that_was_not_passed_in(name: str) -> None:
    drawn = CHARTS[name]()
    passed = [drawn.title, drawn.subtitle, drawn.footer, *(tick.text for tick in drawn.ticks)]
    passed += [text for row in drawn.rows for text in (row.text, row.x_text, row.low_text, row.high_text)]
    known = set(re.findall(r"\d+", " ".join(passed)))
    assert set(re.findall(r"\d+", " ".join(texts_of(picture(drawn))))) <= known


def test_a_line_is_broken_by_gaps_and_breaks() -> None:
    rows = (
        *(value("A", str(year), 5) for year in (2000, 2001)),
        missing("A", "2002", Status.SUPPRESSED),
        *(value("A", str(year), 5) for year in (2003, 2004)),
        value("A", "2005", 6, breaks_series=True),
        value("A", "2006", 6),
    )
    root = picture(chart(Kind.LINE, rows))
    lines = [path for path in root.iter(f"{SVG}path") if path.get("class") == "chart-stroke-accent"]
    assert len([line for line in lines if "L" in (line.get("d") or "")]) == 3


def test_the_break_names_its_series_when_others_go_on() -> None:
    rows = (
        *(value("A", str(year), 5, breaks_series=year == 2001) for year in (2000, 2001)),
        *(value("B", str(year), 9) for year in (2000, 2001)),
    )
    assert "new definition · A" in texts_of(picture(chart(Kind.LINE, rows)))


def test_a_series_that_ends_early_says_when() -> None:
    rows = (value("A", "2000", 5), value("A", "2001", 6), value("B", "2000", 9))
    texts = texts_of(picture(chart(Kind.LINE, rows)))
    assert "9 · <2000>" in texts
    assert "6" in texts


def test_bars_begin_at_zero() -> None:
    root = picture(chart(Kind.BAR, (value("", "a", 90), value("", "b", 100))))
    paths = [path.get("d") or "" for path in root.iter(f"{SVG}path") if "chart-mark" in path.get("class", "").split()]
    starts = [path.partition("h")[0].partition(",")[0] for path in paths]
    lengths = [float(path.partition("h")[2].partition("v")[0]) for path in paths]
    assert starts == ["M0", "M0"]
    assert lengths[0] / lengths[1] == pytest.approx(0.9, abs=0.001)


def test_bars_grow_to_the_left_in_arabic() -> None:
    rows = (value("", "a", 50), value("", "b", 100))
    ltr, rtl = (picture(chart(Kind.BAR, rows, direction=direction)) for direction in ("ltr", "rtl"))
    first = [
        next(path.get("d") or "" for path in root.iter(f"{SVG}path") if "chart-mark" in path.get("class", ""))
        for root in (ltr, rtl)
    ]
    assert first[0].startswith("M0,")
    assert not first[1].startswith("M0,")
    assert rtl.get("direction") == "rtl"


def test_an_incomplete_whole_is_not_closed_up() -> None:
    rows = (value("A", "x", 60), missing("B", "x", Status.SUPPRESSED))
    root = picture(chart(Kind.STACKED_SHARE, rows))
    gaps = [classes for classes in classes_of(root) if "chart-gap" in classes and "chart-suppressed" in classes]
    assert gaps
    assert "withheld" in texts_of(root)


@pytest.mark.parametrize("kind", Kind)
def test_a_chart_without_rows_says_so(kind: Kind) -> None:
    root = picture(chart(kind, ()))
    assert "Nothing can be drawn." in texts_of(root)
    assert not [classes for classes in classes_of(root) if "chart-mark" in classes]


@pytest.mark.parametrize("kind", Kind)
def test_a_chart_of_missing_values_names_them(kind: Kind) -> None:
    rows = (missing("", "2001", Status.SUPPRESSED), missing("", "2002", Status.NOT_COLLECTED))
    said = " ".join(texts_of(picture(chart(kind, rows))))
    assert "withheld" in said
    assert "never asked" in said


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_hostile_texts_are_text(kind: Kind, width: int) -> None:
    hostile = "</text><script>alert(1)</script>\"'&amp;]]>\x00\x1b\u202e" + "مرحبا " + "W" * 300
    rows = (Row(hostile, "2001", hostile, 1, hostile), Row("B", "2002", "<b>", 2, "{}", qualifier=Qualifier.OVER))
    words = replace(WORDS, over=hostile + "{}{0}%s")
    hostile_chart = chart(kind, rows, title=hostile, unit=hostile, footer=hostile, words=words)
    drawn = draw_chart(hostile_chart, width=width).svg
    names = {element.tag.removeprefix(SVG) for element in picture(hostile_chart, width).iter()}
    assert names <= {"svg", "title", "desc", "rect", "g", "path", "line", "text"}
    page = html5lib.parse(f"<!doctype html><p>{drawn}</p>")
    assert not [element for element in page.iter() if str(element.tag).endswith("}script")]
    assert page.find(f".//{SVG}title").text.startswith("</text><script>alert(1)</script>\"'&amp;]]>\ufffd\ufffd")


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_explains_itself_and_scales(name: str) -> None:
    root = picture(CHARTS[name]())
    named = (root.get("aria-labelledby") or "").split()
    explained = {element.get("id"): element.text for element in root if element.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert root.get("role") == "img"
    assert named == list(explained)
    assert list(explained.values()) == [CHARTS[name]().title, "A description"]
    assert root.get("viewBox", "").startswith(f"0 0 {WIDE} ")
    assert root.get("width") is None
    assert {"Source: a report, 1.0.0", "Cambodia", "workers"} <= set(texts_of(root))
    kept = {attribute for element in root.iter() for attribute in element.keys()}  # noqa: SIM118 - not a mapping
    assert not {attribute for attribute in kept if "aria" in attribute} - {"aria-labelledby"}
    assert not {attribute for attribute in kept if attribute.startswith("on") or "href" in attribute}
    assert "style" not in kept


def test_both_widths_of_a_chart_can_stand_in_one_page() -> None:
    drawn = CHARTS["line"]()
    ids = [
        element.get("id") for width in (WIDE, NARROW) for element in picture(drawn, width).iter() if element.get("id")
    ]
    assert len(ids) == len(set(ids)) == 4


def test_the_designs_that_builds_read_are_those_that_altair_makes() -> None:
    """After a change of a design or of a library: `python -m generator.charts.designs`."""
    assert json.loads(DESIGNS.read_text("utf-8")) == designs()


_DRAW = """
import hashlib, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import generator.charts
assert "altair" not in sys.modules and "vl_convert" not in sys.modules
from test_charts import CHARTS
from generator.charts import draw_chart
print(*(hashlib.sha256(draw_chart(make()).svg.encode()).hexdigest() for make in CHARTS.values()))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_with_another_seed_zone_locale_and_without_fonts(seed: str, tmp_path: Path) -> None:
    nothing = tmp_path / "fonts.conf"
    nothing.write_text('<?xml version="1.0"?><fontconfig></fontconfig>', encoding="utf-8")
    elsewhere = {"PYTHONHASHSEED": seed, "TZ": "Asia/Phnom_Penh", "LC_ALL": "C", "HOME": str(tmp_path)}
    surroundings = os.environ | (elsewhere | {"FONTCONFIG_FILE": str(nothing)} if seed == "2" else elsewhere)
    command = [sys.executable, "-c", _DRAW, str(ROOT), str(ROOT / "tests")]
    there = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, cwd=tmp_path)
    here = [hashlib.sha256(draw_chart(make()).svg.encode()).hexdigest() for make in CHARTS.values()]
    assert there.stdout.split() == here


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_row_stands_where_its_mark_is(name: str, width: int) -> None:
    drawn = CHARTS[name]()
    svg, _width, _height, places = draw_chart(drawn, width=width)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    (plot,) = root.iter(f"{SVG}g")
    left, top = numbers(plot.get("transform", ""))
    marks = [(each, set(each.get("class", "").split())) for each in plot.iter(f"{SVG}path")]
    shown = [each for each, classes in marks if "chart-mark" in classes]
    valued = [place for row, place in zip(drawn.rows, places, strict=True) if row.value is not None]
    assert len(shown) == len(valued)
    for mark, place in zip(shown, valued, strict=True):
        at = numbers(mark.get("transform", "translate(0,0)"))
        corner = numbers(mark.get("d", "")) if drawn.kind in {Kind.BAR, Kind.STACKED_SHARE} else (0, 0, 0, 0)
        middle = corner[2] if drawn.kind is Kind.BAR else corner[2] / 2
        expected = (left + at[0] + corner[0] + middle, top + at[1] + corner[1] + corner[3] / 2)
        assert place == pytest.approx(expected, abs=0.2)


def test_series_that_miss_the_same_years_share_a_strip() -> None:
    def rows(name: str, missing_in: str) -> tuple[Row, ...]:
        years = ("2001", "2002", "2003")
        return tuple(missing(name, x, Status.SUPPRESSED) if x == missing_in else value(name, x, 5) for x in years)

    alike = picture(chart(Kind.LINE, rows("A", "2003") + rows("B", "2003")))
    assert [said for said in texts_of(alike) if said in {"A", "B", "A · B"}] == ["A", "B"], "the names of the lines"
    assert texts_of(alike).count("withheld") == 2, "once in the key, once at the sign"
    apart = picture(chart(Kind.LINE, rows("A", "2003") + rows("B", "2003") + rows("C", "2001")))
    assert "A · B" in texts_of(apart)
    long = picture(chart(Kind.LINE, rows("Bangladesh", "2003") + rows("Indonesia", "2003") + rows("C", "2001")), NARROW)
    assert [texts_of(long).count(name) for name in ("Bangladesh", "Indonesia")] == [2, 2], "no name is cut for another"
    assert texts_of(apart).count("C") == 2


def test_marks_tell_their_series_where_there_are_several() -> None:
    several = classes_of(picture(chart(Kind.LINE, STATES + tuple(replace(row, series="B") for row in STATES))))
    assert {name for classes in several for name in classes if re.fullmatch(r"chart-s\d+", name)} == {
        "chart-s0",
        "chart-s1",
    }
    assert not any("chart-s0" in classes for classes in classes_of(picture(chart(Kind.LINE))))


def test_a_series_looks_the_same_in_all_charts_of_its_family() -> None:
    def colour(*names: str) -> str | None:
        rows = tuple(value(name, x, 5) for name in names for x in ("2001", "2002"))
        drawn = picture(chart(Kind.LINE, rows, family=("A", "B", "C")))
        return next(each.get("fill") for each in drawn.iter(f"{SVG}text") if each.text == "C")

    assert colour("A", "B", "C") == colour("B", "C") == colour("C", "X")


def test_pictures_are_kept_and_damaged_ones_drawn_again(tmp_path: Path) -> None:
    drawn = CHARTS["bar"]()
    fresh = draw_chart(drawn)
    assert draw_chart(drawn, folder=tmp_path / "cache") == fresh
    (entry,) = (tmp_path / "cache").iterdir()
    marked = b'["<svg>kept</svg>", 3, 4, [[1, 2]]]'
    entry.write_bytes(hashlib.sha256(marked).hexdigest().encode() + b"\n" + marked)
    assert draw_chart(drawn, folder=tmp_path / "cache") == ("<svg>kept</svg>", 3, 4, ((1, 2),))
    for damaged in (b"", entry.read_bytes()[:-1], b"\xff\xfe"):
        entry.write_bytes(damaged)
        assert draw_chart(drawn, folder=tmp_path / "cache") == fresh
    draw_chart(drawn, folder=tmp_path / "cache", width=NARROW)
    draw_chart(replace(drawn, footer="Another version"), folder=tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 3


def test_a_cache_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    assert draw_chart(CHARTS["bar"](), folder=in_the_way) == draw_chart(CHARTS["bar"]())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value": 3.0, "status": Status.SUPPRESSED}, "must not reach a chart"),
        ({"low": 3.0, "high": 4.0, "status": Status.NOT_COLLECTED}, "must not reach a chart"),
        ({"value": None}, "is missing"),
        ({"value": float("nan")}, "not a finite number"),
        ({"value": 3.0, "low": 1.0}, "one end only"),
    ],
)
def test_a_row_refuses_what_could_only_be_drawn_falsely(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Row("A", "2001", "2001", **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"slug": 'x" onload="'}, {"direction": "up"}])
def test_a_chart_refuses_what_is_no_slug_or_direction(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is not a"):
        chart(Kind.BAR, **wrong)


def test_the_dark_theme_repaints_every_colour_that_pictures_name() -> None:
    rules = dark_css("[data-theme=dark]")
    for colours in (PAPER[name] for name in ("paper", "ink", "muted", "accent")):
        assert colours not in rules
    assert f"[data-theme=dark] .chart-fill-paper{{fill:{DARK['paper']}}}" in rules
    used = {name for make in CHARTS.values() for classes in classes_of(picture(make())) for name in classes}
    painted = {name for name in used if re.match("chart-(fill|stroke)-", name)}
    fixed = {name for name in painted if "share" in name or name.endswith(("on-light", "on-dark"))}
    assert all(f".{name}{{" in rules for name in painted - fixed)
