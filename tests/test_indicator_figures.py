"""Shows that the figures in data/indicators are those of their sources.

The sources are read anew, with the csv module and regular expressions: nothing here uses the program. They are
not part of the repository, so on a machine without them there is nothing to compare with and the test says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
INDICATORS = REPOSITORY / "data" / "indicators"
SHARED = REPOSITORY.parent / "shared"
UN = SHARED / "data" / "un-sdg-goal8-ddf"
EARNINGS = SHARED / "data" / "ilostat-earnings" / "ilostat_wage.csv"

COUNTRIES = {"116": "KH", "704": "VN", "50": "BD", "400": "JO", "332": "HT", "360": "ID"}
WITH_WORLD = COUNTRIES | {"1": "world"}
EARNINGS_COUNTRIES = {
    "Cambodia": "KH",
    "Viet Nam": "VN",
    "Bangladesh": "BD",
    "Jordan": "JO",
    "Haiti": "HT",
    "Indonesia": "ID",
}
SEXES = {"bothsex": "total", "female": "women", "male": "men", "Total": "total", "Female": "women", "Male": "men"}
NATURES = {"c": "", "ca": "Country data, adjusted", "m": "Modelled", "g": "Global monitoring data"}

Row = Mapping[str, str]
Key = tuple[str, str, str, str]
"""Area, period, sex, category."""


@dataclass(frozen=True)
class Origin:
    """Where an indicator comes from: the series, the rows of it, and what they become."""

    series: str
    areas: Mapping[str, str] = field(default_factory=lambda: COUNTRIES)
    rows: Mapping[str, str] = field(default_factory=dict)
    category: str = "total"
    complement: str = ""
    """Category of the rest to 100, where we compute it."""


UN_ORIGINS = {
    "labour-rights-compliance": Origin("sl_lbr_ntlcpl", WITH_WORLD),
    "non-fatal-occupational-injuries": Origin("sl_emp_injur", rows={"migratory_status": "t", "sex": "bothsex"}),
    "fatal-occupational-injuries": Origin("sl_emp_ftlinjur", rows={"migratory_status": "t", "sex": "bothsex"}),
    "unemployment-rate": Origin("sl_tlf_uem", rows={"age": "15", "sex": "bothsex"}),
    "manufacturing-employment-share": Origin("sl_tlf_manf", WITH_WORLD),
    "labour-productivity-growth": Origin("sl_emp_pcap"),
    "labour-income-share": Origin("sl_emp_gtotl"),
    "youth-not-in-employment-education-or-training": Origin("sl_tlf_neet", rows={"age": "15_24"}),
    "children-in-economic-activity": Origin("sl_tlf_chldea", rows={"sex": "bothsex"}),
    "informal-employment": Origin(
        "sl_isv_ifem", rows={"activity": "total", "sex": "bothsex"}, category="informal", complement="formal"
    ),
}
EARNINGS_ORIGINS = {
    "monthly-earnings-by-sex": {"area_type": ("National",), "sex": ("Total", "Male", "Female")},
    "monthly-earnings-urban-and-rural": {"area_type": ("Urban", "Rural"), "sex": ("Total",)},
}
BROCHURE_FIGURES = [
    (r"(Over) ([\d,]+) factory assessments have been conducted by BFC since 2001", "assessments-conducted", "2010"),
    (r"Since 2006, the number of buyers [^.]* grew from()\s(\d+) to \d+", "buyers-stopped-own-audits", "2006"),
    (r"Since 2006, the number of buyers [^.]* grew from \d+ to()\s(\d+)", "buyers-stopped-own-audits", "2010"),
    (r"From()\s([\d,]+) workers in 2000 to", "garment-employment", "2000"),
    (r"workers in 2000 to (over) ([\d,]+) in 2009", "garment-employment", "2009"),
    (r"As of 2010,()\s(\d+) international buyers participate", "participating-buyers", "2010"),
    (r"(Over) ([\d,]+) participant training days have been delivered since 2004", "participant-training-days", "2010"),
    (r"A survey of()\s([\d,]+) supervisors, managers and staff", "supervisory-training-survey", "2010"),
]

needs_sources = pytest.mark.skipif(not SHARED.is_dir(), reason="the sources (../shared) are not on this machine")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def observations(name: str) -> list[dict[str, str]]:
    return rows_of(INDICATORS / "observations" / f"{name}.csv")


def key_of(row: Row) -> Key:
    return row["area"], row["period"], row["sex"], row["category"]


def published(indicator: str) -> dict[Key, Row]:
    return {key_of(row): row for row in observations("national") if row["indicator"] == indicator}


def un_rows(origin: Origin) -> Iterator[dict[str, str]]:
    (path,) = UN.glob(f"ddf--datapoints--{origin.series}--*.csv")
    for row in rows_of(path):
        if row["geo_area"] in origin.areas and all(row[name] == value for name, value in origin.rows.items()):
            yield row


def un_values(origin: Origin) -> dict[Key, Decimal]:
    values = {}
    for row in un_rows(origin):
        area, sex, value = origin.areas[row["geo_area"]], SEXES[row.get("sex", "bothsex")], Decimal(row[origin.series])
        values[area, row["year"], sex, origin.category] = value
        if origin.complement:
            values[area, row["year"], sex, origin.complement] = 100 - value
    return values


def earnings_rows(indicator: str) -> dict[Key, dict[str, str]]:
    wanted = EARNINGS_ORIGINS[indicator]
    found = {}
    for row in rows_of(EARNINGS):
        if row["country"] in EARNINGS_COUNTRIES and all(row[name] in values for name, values in wanted.items()):
            category = "total" if row["area_type"] == "National" else row["area_type"].lower()
            found[EARNINGS_COUNTRIES[row["country"]], row["year"], SEXES[row["sex"]], category] = row
    return found


def records() -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text("utf-8"))[0] for path in sorted((INDICATORS / "indicators").glob("*.yaml"))]


def test_every_national_indicator_names_its_origin() -> None:
    assert {row["indicator"] for row in observations("national")} == UN_ORIGINS.keys() | EARNINGS_ORIGINS.keys()


@needs_sources
@pytest.mark.parametrize("indicator", UN_ORIGINS)
def test_values_are_those_of_the_united_nations(indicator: str) -> None:
    source = un_values(UN_ORIGINS[indicator])
    assert source
    assert {key: Decimal(row["value"]) for key, row in published(indicator).items()} == source


@needs_sources
@pytest.mark.parametrize("indicator", UN_ORIGINS)
def test_notes_say_what_is_modelled_or_adjusted(indicator: str) -> None:
    origin, ours = UN_ORIGINS[indicator], published(indicator)
    for row in un_rows(origin):
        key = origin.areas[row["geo_area"]], row["year"], SEXES[row.get("sex", "bothsex")], origin.category
        assert ours[key]["note"].startswith(NATURES[row["nature"]]), key
        assert ("Modelled" in ours[key]["note"]) == (row["nature"] == "m"), key


@needs_sources
@pytest.mark.parametrize("indicator", EARNINGS_ORIGINS)
def test_earnings_and_their_breaks_are_those_of_ilostat(indicator: str) -> None:
    source = earnings_rows(indicator)
    breaks = {key: row["obs_status"] == "Break in series" for key, row in source.items()}
    assert any(breaks.values())
    ours = published(indicator)
    assert {key: row["value"] for key, row in ours.items()} == {key: r["earnings_ppp"] for key, r in source.items()}
    assert {key: row["breaks_series"] == "true" for key, row in ours.items()} == breaks


@needs_sources
def test_the_results_of_the_brochure_keep_their_bounds() -> None:
    (path,) = SHARED.glob("000_*.txt")
    text, figures = path.read_text("utf-8"), []
    for pattern, indicator, period in BROCHURE_FIGURES:
        (qualifier, digits), *others = re.findall(pattern, text)
        assert not others, pattern
        figures.append((indicator, period, Decimal(digits.replace(",", "")), qualifier.lower() or "exact"))
    ours = [(r["indicator"], r["period"], Decimal(r["value"]), r["qualifier"]) for r in observations("programme")]
    assert sorted(ours) == sorted(figures)


def test_the_size_of_an_industry_or_of_a_programme_is_called_neither_good_nor_bad() -> None:
    sizes = {"assessments-conducted", "garment-employment", "manufacturing-employment-share"}
    assert {record["direction"] for record in records() if record["indicator"] in sizes} == {"neither"}


def numbers_in(sentence: str, language: str) -> list[Decimal]:
    grouping, point = ("\u202f", ",") if language == "fr" else (",", ".")
    found = re.findall(rf"\d+(?:{grouping}\d{{3}})*(?:{re.escape(point)}\d+)?", sentence)
    return sorted(Decimal(each.replace(grouping, "").replace(point, ".")) for each in found)


def newest_of(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    newest = {}
    for row in sorted(rows, key=lambda row: row["period"]):
        newest[row["area"], row["sex"], row["category"]] = row
    return list(newest.values())


@pytest.mark.parametrize("record", records(), ids=lambda record: str(record["indicator"]))
def test_answers_state_the_newest_figures_alike_in_all_languages(record: dict[str, Any]) -> None:
    rows = [row for row in observations(record["scope"]) if row["indicator"] == record["indicator"]]
    newest = newest_of(rows)
    english, french, arabic = (numbers_in(record["answer"][language], language) for language in ("en", "fr", "ar"))
    assert english == french == arabic

    def shown(row: Row) -> Decimal:
        return abs(Decimal(row["value"])).quantize(Decimal(1).scaleb(-record["decimals"]), ROUND_HALF_EVEN)

    # The programme's answers also name where a figure started from: an earlier value, or the year in its note.
    stated = rows if record["scope"] == "programme" else newest
    words = [record["unit"]["en"], *(row["note"] for row in stated)]
    known = {Decimal(row["period"]) for row in stated} | {number for text in words for number in numbers_in(text, "en")}
    assert set(english) <= known | {shown(row) for row in stated}
    for area in {row["area"] for row in rows} - {"world"}:
        assert {shown(row) for row in newest if row["area"] == area} & set(english), area
