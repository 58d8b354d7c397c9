"""Shows that every chart comes with its files, that they say the same, and that another page can frame it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.api import charts
from generator.pages import View, country, indicator, point
from generator.pages.chart_record import SCHEMA
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal, rendered
from tests.pages.test_indicator import HEAD

ENDINGS = {"svg", "json", "explore.json", "bib", "ris"}


@cache
def charted(language: str) -> list[View]:
    """Return the pages of the demonstration that have a chart."""
    made = demonstration()
    words = made.words(language)
    views = chain(indicator.views(made, words), country.views(made, words), point.views(made, words))
    return [view for view in views if view.embeds]


def file_of(view: View, ending: str) -> bytes:
    return next(each.content for each in view.attachments if each.address.endswith(ending))


def record_of(view: View) -> Any:
    content = next(
        each.content
        for each in view.attachments
        if each.address.endswith(".json") and not each.address.endswith(".explore.json")
    )
    return json.loads(content)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_chart_has_all_its_files(language: str) -> None:
    views = charted(language)
    assert {view.template for view in views} == {"indicator", "country", "point"}
    for view in views:
        (embed,) = view.embeds
        base = embed.address.removesuffix("/embed/")
        path = base if language == "en" else f"{language}/{base}"
        assert {each.address for each in view.attachments} >= {f"{path}.{ending}" for ending in ENDINGS}
        assert [each.address for each in view.later] == [f"{path}.png"]
        assert view.card is not None
        assert view.card.address == f"{path}.png"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_record_keeps_to_its_schema_and_has_the_rows_of_its_table(language: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    tables = {each.address: each.content for view in charted("en") for each in view.attachments}
    for view in charted(language):
        record = record_of(view)
        assert [error.message for error in validator.iter_errors(record)] == []
        table = tables[record["files"]["csv"].removeprefix("https://portal.example/")]
        rows = list(csv.DictReader(io.StringIO(table.decode())))
        names = [column["name"] for column in record["columns"]]
        assert [[as_text(row[name]) for name in names] for row in record["rows"]] == [
            [row[name].removesuffix(".0") for name in names] for row in rows
        ]
        assert list(rows[0]) == names
        assert record["language"] == language
        assert record["invented"] is (view.template != "indicator")


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_the_schema_is_published_where_records_say() -> None:
    (published,) = charts.files(demonstration())
    schema = json.loads(published.content)
    assert schema["$id"] == record_of(charted("en")[0])["$schema"] == f"https://portal.example/{published.address}"
    assert schema == {**SCHEMA, "$id": schema["$id"]}


def test_the_schema_refuses_what_a_reader_could_not_use() -> None:
    record = record_of(charted("en")[0])
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    for name in SCHEMA["required"]:
        assert not validator.is_valid({key: value for key, value in record.items() if key != name})
    assert not validator.is_valid(record | {"unit": ""})
    assert not validator.is_valid(record | {"rows": [{"value": [1]}]})
    assert not validator.is_valid(record | {"surprise": 1})


def test_bounds_breaks_and_missing_values_stay_what_they_are(tmp_path: Path) -> None:
    observations = HEAD + (
        "employment,KH,2001,total,total,5,exact,final,false,brochure,\n"
        "employment,KH,2002,total,total,7,over,provisional,true,brochure,Counted anew.\n"
        "employment,KH,2003,total,total,,exact,suppressed,false,brochure,\n"
    )
    made = portal(tmp_path, observations=observations)
    view = next(iter(indicator.views(made, made.words("en"))))
    rows = record_of(view)["rows"]
    facts = ("value", "qualifier", "status", "breaks_series")
    assert [[row[name] for name in facts] for row in rows] == [
        [5, "exact", "final", False],
        [7, "over", "provisional", True],
        [None, "exact", "suppressed", False],
    ]
    explored = json.loads(file_of(view, ".explore.json"))
    assert [(row["value"], row["note"]) for row in explored["rows"]] == [
        ("5", ""),
        ("over 7 · provisional", "break in series · Counted anew."),
        ("suppressed", ""),
    ]
    assert explored["stops"] == ["2001", "2002", "2003"]


def test_a_rate_to_explore_comes_with_its_counts() -> None:
    view = next(view for view in charted("en") if view.address == "points/emergency-preparedness/")
    explored = json.loads(file_of(view, ".explore.json"))
    counted = {
        (row["country"], row["form"], row["year"]): (row["noncompliant"], row["assessed"], row["rate"])
        for row in record_of(view)["rows"]
    }
    for row in explored["rows"]:
        place = explored["series"][row["series"]]
        code = {"Bangladesh": "BD", "Cambodia": "KH", "Vietnam": "VN"}[place]
        part, whole, rate = counted[code, "full", int(explored["stops"][row["stop"]])]
        if whole:
            assert row["note"].startswith(f"{part} of {whole} factor")
        assert row["value"] == ("too few for a rate" if rate is None else f"{round(rate * 100)}%") or not whole


def test_places_to_explore_lie_in_both_pictures() -> None:
    for view in charted("ar"):
        exhibit: Any = view.values["exhibit"]
        for name, svg in (("wide", exhibit.wide), ("narrow", exhibit.narrow)):
            width, height = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)[0])
            for row in json.loads(file_of(view, ".explore.json"))["rows"]:
                assert 0 < row[name][0] < width
                assert 0 < row[name][1] < height


def pages(language: str) -> Iterator[tuple[View, str]]:
    made = demonstration()
    for view in charted(language):
        yield view, rendered(made, view, language)


def test_the_code_of_the_frame_is_shown_and_survives_any_title() -> None:
    view, html = next(pages("ar"))
    shown = re.search(r"<textarea[^>]*>([^<]*)</textarea>", html)
    assert shown
    frame = re.fullmatch(
        r'<iframe src="([^"]+)" title="([^"]+)" width="100%" height="(\d+)" loading="lazy"></iframe>',
        unescape(shown[1]),
    )
    assert frame
    assert frame[1] == f"https://portal.example/ar/{view.embeds[0].address}"
    exhibit: Any = view.values["exhibit"]
    assert unescape(frame[2]) == exhibit.title


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "a & b", "</textarea><script>"])
def test_a_hostile_title_stays_a_title(tmp_path: Path, title: str) -> None:
    record = (Path(__file__).parents[1] / "checks" / "portal" / "indicators.yaml").read_text("utf-8")
    said = json.dumps(title)
    record = re.sub(r"answer: \{[^}]*\}|answer:\n(?:    .*\n)+", f"answer: {{en: {said}}}\n  ", record)
    made = portal(tmp_path, indicators=record)
    view = next(iter(indicator.views(made, made.words("en"))))
    html = rendered(made, view) + rendered(made, view.embeds[0])
    assert "<script>alert" not in html
    assert "</textarea><script" not in html
    assert record_of(view)["title"] == title


def test_the_page_for_frames_leads_to_the_page_and_is_not_found_by_itself() -> None:
    made = demonstration()
    view = next(view for view in charted("en") if view.address == "points/emergency-preparedness/")
    html = rendered(made, view.embeds[0])
    assert '<meta name="robots" content="noindex">' in html
    assert '<link rel="canonical" href="https://portal.example/points/emergency-preparedness/">' in html
    assert 'href="../../../../points/emergency-preparedness/#figure-years" target="_blank"' in html
    assert "invented" in html
    assert "<nav" not in html


def test_the_page_for_frames_looks_like_the_page() -> None:
    made = demonstration()
    view = charted("en")[0]
    whole, framed = (
        re.findall(r'<link rel="stylesheet" href="[./]*([^"]+)">', rendered(made, each))
        for each in (view, view.embeds[0])
    )
    assert len(framed) > 3
    assert framed == whole


def test_a_picture_of_invented_findings_says_so_in_itself() -> None:
    for view in charted("en"):
        said = "Demonstration: these findings are invented." in file_of(view, ".svg").decode().replace("\n", " ")
        assert said is (view.template != "indicator")


def test_a_chart_is_cited_by_what_it_is_about() -> None:
    view = next(view for view in charted("en") if view.address == "points/emergency-preparedness/")
    citation = record_of(view)["citation"]
    assert citation.startswith("Seamline demonstration: “Emergency Preparedness. Cambodia: found at ")
    assert citation.endswith("https://portal.example/points/emergency-preparedness/#figure-years")
    assert b"note = {Data version 1.0.0}" in file_of(view, ".bib")
    assert b"TY  - DATA\r\n" in file_of(view, ".ris")
