"""Shows that the page of an indicator says what the observations say: bounds, gaps and breaks included."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from generator.pages import View, indicator, indicators
from tests.pages.portals import portal, rendered

HEAD = "indicator,area,period,sex,category,value,qualifier,status,breaks_series,source,note\n"
NEWEST = HEAD + (
    "employment,KH,2001,total,total,5,exact,final,false,brochure,\n"
    "employment,KH,2009,total,total,7,over,final,true,brochure,\n"
    "employment,world,2003,total,total,9,exact,provisional,false,brochure,\n"
    "employment,world,2004,total,total,,exact,suppressed,false,brochure,Too few.\n"
)


def page(tmp_path: Path, **tables: str) -> View:
    made = portal(tmp_path, **tables)
    return next(iter(indicator.views(made, made.words("en"))))


def texts(view: View) -> list[str]:
    picture = next(each for each in view.attachments if each.address.endswith(".svg"))
    return [element.text or "" for element in ET.fromstring(picture.content).iter()]  # noqa: S314 - our own picture


def test_a_bound_is_never_shown_as_a_number(tmp_path: Path) -> None:
    view = page(tmp_path)
    html = rendered(portal(tmp_path), view)
    assert "over 300,000" in texts(view)
    cells = re.findall(r"<td[^>]*>\s*([^<]*300,000)", html)
    assert cells == ["over 300,000"]
    assert "not collected" in " ".join(texts(view))
    assert "Not collected" in html


def test_the_file_has_every_observation_as_checked(tmp_path: Path) -> None:
    file = next(each for each in page(tmp_path).attachments if each.address.endswith(".csv"))
    assert file.address == "indicators/employment/data.csv"
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert [(row["period"], row["sex"], row["value"], row["qualifier"]) for row in rows] == [
        ("2000", "total", "100000", "exact"),
        ("2009", "total", "300000", "over"),
        ("2009", "women", "", "exact"),
    ]


def test_bars_show_the_newest_value_of_each_area(tmp_path: Path) -> None:
    record = (Path(__file__).parents[1] / "checks" / "portal" / "indicators.yaml").read_text("utf-8")
    view = page(tmp_path, observations=NEWEST, indicators=record.replace("chart: line", "chart: bar"))
    said = texts(view)
    assert {"Cambodia (2009)", "over 7", "World (2003)", "9 · provisional"} <= set(said)
    assert "5" not in said
    assert "break in series" not in said
    lines = view.values["lines"]
    assert isinstance(lines, list)
    assert [line["value"] for line in lines] == ["5", "over 7", "9", "Suppressed"]
    assert "Break in series" in rendered(portal(tmp_path), view)


def test_an_indicator_without_observations_has_no_picture(tmp_path: Path) -> None:
    view = page(tmp_path, observations=HEAD)
    assert view.attachments == ()
    assert "No value is published yet." in rendered(portal(tmp_path), view)


def test_a_portal_without_indicators_has_no_such_page(tmp_path: Path) -> None:
    made = portal(tmp_path, indicators=None, observations=None)
    assert [*indicators.views(made, made.words("en")), *indicator.views(made, made.words("en"))] == []
