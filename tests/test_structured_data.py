"""What stands beside a page for machines, as an extractor finds it: true, complete, and nothing can break out of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import extruct
import pytest

from generator.outputs.downloads import write_downloads
from generator.outputs.table_files import Publisher
from generator.outputs.templates import Templates
from generator.pages import View, downloads, factory, home, indicator, prose
from generator.pages.datasets import publications_of
from generator.pages.portal import Portal, Prose
from generator.text.words import Words
from tests.pages.demonstration import demonstration
from tests.pages.portals import portal, rendered

BASE = "https://portal.example/"

HOSTILE = "</script><script>alert(1)</script> & “ក” \u2028"


def test_structured_data_hold_any_text_and_end_no_element(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text('<script type="application/ld+json">{{ thing|json_ld }}</script>')
    page = Templates(tmp_path).render("page", Words("en", "en"), {"thing": {"@type": "Place", "name": HOSTILE}})
    inside = page.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == {"@context": "https://schema.org", "@type": "Place", "name": HOSTILE}


def extracted(made: Portal, view: View, language: str = "en") -> dict[str, Any]:
    """Return the things that an extractor finds in a page, by type."""
    found = extruct.extract(rendered(made, view, language), syntaxes=["json-ld"])["json-ld"]
    assert {each.pop("@context") for each in found} <= {"https://schema.org"}
    by_type = {each["@type"]: each for each in found}
    assert len(by_type) == len(found)
    return by_type


def profile(made: Portal, key: str, language: str = "en") -> dict[str, Any]:
    return extracted(made, next(factory.views(made, made.words(language), keys=[key])), language)


def test_a_profile_says_where_the_factory_is() -> None:
    place = profile(demonstration(), "KH-0002")["Place"]
    assert place["name"] == "Southern Lotus Bags Co., Ltd."
    assert place["alternateName"] == ["រោងចក្រកាបូប ផ្កាឈូកខាងត្បូង"]
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 11.501, "longitude": 104.865}
    assert place["address"]["addressCountry"] == "KH"
    assert place["url"] == BASE + "factories/kh-0002/"
    assert [each["value"] for each in place["identifier"]] == ["KH-0002", "KH2019284VM2NAX"]


def test_an_invented_factory_says_that_it_is_invented() -> None:
    assert "invented" in profile(demonstration(), "KH-0002")["Place"]["disambiguatingDescription"]
    assert "inventés" in profile(demonstration(), "KH-0002", "fr")["Place"]["disambiguatingDescription"]


def test_without_published_coordinates_there_are_none(tmp_path: Path) -> None:
    text = portal(tmp_path / "made").data["factories"].drop("_file", "_line")
    lists = [name for name, kind in text.schema.items() if kind.is_nested()]
    rows = text.with_columns(latitude=None, longitude=None).drop(lists).write_csv()
    made = portal(tmp_path / "bare", factories=rows)
    key = made.data["factories"]["factory"][0]
    place = profile(made, key)["Place"]
    assert "geo" not in place
    assert place["name"]


def test_breadcrumbs_are_the_way_that_the_page_shows() -> None:
    made = demonstration()
    steps = profile(made, "KH-0002", "ar")["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert [step["item"] for step in steps] == [
        BASE + "ar/",
        BASE + "ar/factories/",
        BASE + "ar/factories/in-kh/",
        BASE + "ar/factories/kh-0002/",
    ]
    assert steps[0]["name"] == made.words("ar").say("Home")
    assert "BreadcrumbList" not in extracted(made, next(home.views(made, made.words("en"))))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_home_and_about_say_who_publishes(language: str) -> None:
    about = Prose("about", "en", "About", "About the portal.", "<p>Text.</p>")
    made = replace(demonstration(), prose=(about, replace(about, slug="privacy", title="Privacy")))
    words = made.words(language)
    pages = {view.address: view for view in prose.views(made, words)}
    for view in (next(home.views(made, words)), pages["about/"]):
        organisation = extracted(made, view, language)["Organization"]
        assert organisation["name"] == "Seamline demonstration"
        assert organisation["email"] == "portal@example.org"
        assert organisation["@id"] == BASE + "#publisher"
    assert "Organization" not in extracted(made, pages["privacy/"], language)


def test_downloads_are_a_catalogue_of_data_sets(tmp_path: Path) -> None:
    small = portal(tmp_path / "data")
    tables = [name for package in small.data.packages.values() for name in package.tables]
    public = {name: small.facts.published(name) for name in tables}
    written = write_downloads(small.data, tmp_path / "site", published=public, publisher=Publisher("Portal"))
    made = replace(small, downloads=written.files)
    catalogue = extracted(made, next(downloads.views(made, made.words("en"))))["DataCatalog"]
    assert [each["name"] for each in catalogue["dataset"]] == list(made.data.packages)
    for each in catalogue["dataset"]:
        assert each["@type"] == "Dataset"
        assert each["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
        assert each["version"] == "1.0.0"
        for file in each["distribution"]:
            content = (tmp_path / "site" / file["contentUrl"].removeprefix(BASE)).read_bytes()
            assert file["contentSize"] == f"{len(content)} B"
        assert {file["encodingFormat"] for file in each["distribution"]} == {"application/zip", "application/json"}


def test_an_indicator_is_a_data_set_with_its_file_and_source() -> None:
    made = demonstration()
    for view in indicator.views(made, made.words("en")):
        found = extracted(made, view)["Dataset"]
        files = {BASE + each.address for each in view.attachments}
        assert {each["contentUrl"] for each in found["distribution"]} <= files
        assert len(found["description"]) > 50
        assert found["creator"]["name"]
        begins, _, ends = found["temporalCoverage"].partition("/")
        assert 1990 < int(begins) <= int(ends) < 2030


def test_a_tool_in_force_reaches_to_the_day_of_the_data_and_visits_to_the_last_of_them(tmp_path: Path) -> None:
    ends = {each.name: (each.begins, each.ends) for each in publications_of(portal(tmp_path))}
    assert ends["tool"] == ("2001-01-01", "2026-01-01")
    assert ends["compliance"] == ("2024-03-01", "2025-05-01")
