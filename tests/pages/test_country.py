"""Shows that the page of a country counts what the files say, and keeps apart what is hidden, zero, and too few."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.pages import advisory, country
from generator.pages.portal import Download
from generator.pages.view import View
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal, rendered

FINDINGS = (
    "assessment,question,question_version,result\n"
    "KH-0001-1,1.1.1,1,not-disclosed\n"
    "KH-0001-1,7.8.3,2,not-disclosed\n"
    "KH-0001-2,1.1.1,1,not-assessed\n"
    "KH-0001-2,7.8.3,2,non-compliant\n"
)
MEMBERS = (
    "committee,organisation,constituency,from,until\n"
    "cambodia,Ministry of Labour,government,2001-05-01,\n"
    "cambodia,Association of Employers,employers,2001-05-01,2025-12-31\n"
    "cambodia,Union Federation,workers,2001-05-01,2026-01-01\n"
    "cambodia,Newcomers,employers,2026-06-01,\n"
)


def pages() -> dict[str, View]:
    made = demonstration()
    return {view.address: view for view in country.views(made, made.words("en"))}


def shown(view: View) -> Mapping[str, Any]:
    return view.values


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("code", ["KH", "HT"])
def test_coverage_is_what_the_files_say(code: str) -> None:
    view = pages()[f"countries/{code.lower()}/"]
    files = [row for row in rows_of("compliance/factories/*.csv") if row["country"] == code]
    statuses = Counter(row["status"] for row in files)
    assert {key: number for key, _word, number in shown(view)["statuses"]} == {
        key: statuses[key] for key in ("active", "closed", "left", "moved", "suspended")
    }
    published = [
        row
        for row in rows_of("compliance/assessments/*.csv")
        if row["factory"].startswith(code) and row["published_on"]
    ]
    assert shown(view)["coverage"]["short"] == sum(row["form"] == "short" for row in published)
    assert shown(view)["coverage"]["assessed"] == len({row["factory"] for row in published})


def test_a_rate_stands_with_its_counts_and_a_few_factories_have_none() -> None:
    made = demonstration()
    few = text_of(rendered(made, pages()["countries/ht/"]))
    assert re.search(r"\d of 8 factories \(too few for a rate\)", few)
    points = few.partition("What was found")[2].partition("Law differs between countries")[0]
    assert "%" not in points
    many = text_of(rendered(made, pages()["countries/kh/"]))
    for part, whole, share in re.findall(r"(\d+) of (\d+) factories \((\d+)%\)", many):
        assert round(100 * int(part) / int(whole)) == pytest.approx(int(share), abs=1)
        assert int(whole) >= 10


def test_what_has_no_denominator_says_why(tmp_path: Path) -> None:
    made = portal(tmp_path, findings=FINDINGS)
    view = next(view for view in country.views(made, made.words("en")) if view.address == "countries/kh/")
    rows = {point["key"]: point["figures"] for cluster in shown(view)["clusters"] for point in cluster["points"]}
    assert [row.state for row in rows["child-labourers"]] == ["not-assessed"]
    assert [(row.noncompliant, row.assessed, row.state) for row in rows["emergency-preparedness"]] == [(1, 1, "")]
    assert [row.state for _key, _name, years in shown(view)["trends"][0].clusters for row in years] == [
        "not-disclosed",
        "not-assessed",
        "not-disclosed",
        "",
    ]


def test_a_country_without_factories_has_a_page(tmp_path: Path) -> None:
    made = portal(tmp_path, observations=None, indicators=None, sessions=None, advisory_committees=None)
    for view in country.views(made, made.words("en")):
        assert "<h1>" in rendered(made, view)


def test_the_page_warns_when_a_side_is_absent(tmp_path: Path) -> None:
    made = portal(tmp_path, advisory_members=MEMBERS)
    (committee,) = advisory.committees_of(made, made.words("en"))
    assert committee.absent == ["Employers"]
    assert [(side, [each.organisation for each in members]) for side, members in committee.sitting] == [
        ("Government", ["Ministry of Labour"]),
        ("Workers", ["Union Federation"]),
    ]
    assert [side for side, _members in committee.former] == ["Employers"]
    html = rendered(made, next(advisory.views(made, made.words("en"))))
    assert "Nobody sits for this side now: Employers" in html
    assert "Newcomers" not in html


def test_national_indicators_stand_apart_and_without_figures() -> None:
    html = rendered(demonstration(), pages()["countries/kh/"])
    before, _, national = html.partition('id="national"')
    assert "indicators/labour-rights-compliance/" in national
    assert "indicators/labour-rights-compliance/" not in before


def test_the_rows_of_a_country_can_be_taken_away(tmp_path: Path) -> None:
    files = tuple(
        Download("compliance", "findings", f"data/compliance/findings/{country}.csv", rows, 1234, "0" * 64, "csv")
        for country, rows in (("kh", 7), ("ht", 9))
    )
    made = replace(portal(tmp_path), downloads=files)
    pages = {view.address: rendered(made, view) for view in country.views(made, made.words("en"))}
    part = pages["countries/kh/"].partition('<h2 id="data">')[2]
    assert '<a href="../../data/compliance/findings/kh.csv" download>Findings</a> 7 rows, 1.2 kB' in part
    assert "findings/ht.csv" not in part
    assert 'href="../../api/v1/countries/kh.json"' in part
