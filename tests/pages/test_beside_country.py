"""Shows that a factory stands beside its country only where a rate may be shown, and with its denominator."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pytest

from generator.pages import factory
from generator.pages.portal import Portal
from generator.pages.profile.country import BesideCountry
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal, rendered
from tests.pages.test_timeline import ANSWER, BESIDE, VISIT

FACTORIES = "factory,os_id,name,address,subdivision,country,latitude,longitude,products,status,joined_on\n"


def country(root: Path, noncompliant: int, compliant: int, *, form: str = "full", first: str = "full") -> Portal:
    """Return so many Cambodian factories with one visit each; the first is non-compliant, in form `first`."""
    keys = [f"KH-{n:04}" for n in range(1, noncompliant + compliant + 1)]
    factories = [f"{key},,Factory {key},Road {key},KH-12,KH,,,,active,2010-01-01\n" for key in keys]
    visits = [
        f"{key}-1,{key},1,2025-03-01,2025-03-02,{first if key == keys[0] else form},false,2025-04-01,2025-05-01,1,"
        "all-answers\n"
        for key in keys
    ]
    answers = [
        f"{key}-1,7.8.3,2,{'non-compliant' if n < noncompliant else 'compliant'},\n" for n, key in enumerate(keys)
    ]
    tables = {"factories": [FACTORIES, *factories], "assessments": [VISIT, *visits], "findings": [ANSWER, *answers]}
    beside = {**BESIDE, **dict.fromkeys(("committees", "strikes", "sourcing", "workforce"))}
    return portal(root, **beside, **{name: "".join(rows) for name, rows in tables.items()})


def beside(made: Portal, key: str) -> BesideCountry | None:
    found = next(factory.views(made, made.words("en"), keys=[key])).values["beside_country"]
    assert found is None or isinstance(found, BesideCountry)
    return found


def part(made: Portal, key: str, language: str = "en") -> str:
    """Return what a reader sees in the part of the page, spaces folded."""
    html = rendered(made, next(factory.views(made, made.words(language), keys=[key])), language)
    match = re.search(r'<h2 id="country">.*?(?=<h2)', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", match[0] if match else ""))


def test_rate_stands_with_its_denominator(tmp_path: Path) -> None:
    made = country(tmp_path, 3, 9)
    assert "Emergency Preparedness 3 of 12 factories (25%)" in part(made, "KH-0001")
    assert "latest assessment in the full form, this one among them" in part(made, "KH-0001")
    compliant = part(made, "KH-0012")
    assert "1 point compliant here" in compliant
    assert "3 of 12 factories (25%)" in compliant


def test_under_the_threshold_there_is_no_figure(tmp_path: Path) -> None:
    read = part(country(tmp_path, 3, 6), "KH-0001")
    assert "1 point assessed here stands beside no rate: in Cambodia fewer than 10 factories" in read
    assert not re.search(r"\d+ of \d+|%", read)


def test_forms_never_share_a_rate(tmp_path: Path) -> None:
    made = country(tmp_path, 3, 9, first="short")
    short, full = beside(made, "KH-0001"), beside(made, "KH-0002")
    assert short is not None
    assert full is not None
    assert (short.form, short.found, short.without) == ("short", [], 1)
    assert [str(line.rate) for line in full.found] == ["2 of 11 factories (18%)"]


def test_violations_only_data_stand_beside_nothing(tmp_path: Path) -> None:
    header, *rows = (Path(__file__).parents[1] / "checks/portal/assessments.csv").read_text("utf-8").splitlines(True)
    only = "".join([header, *(row.replace("all-answers", "violations-only") for row in rows)])
    made = portal(tmp_path, assessments=only)
    assert beside(made, "KH-0001") is None
    assert beside(made, "KH-0002") is None


def last_visits(made: Portal, country: str, form: str) -> dict[str, str]:
    """Return the last published visit of each factory in a form, from the files."""
    last: dict[str, str] = {}
    for row in sorted(rows_of(f"compliance/assessments/{country}.csv"), key=lambda row: int(row["cycle"])):
        if row["form"] == form and row["published_on"] and row["published_on"] <= made.as_of.isoformat():
            last[row["factory"]] = row["assessment"]
    return last


def answers_of(country: str, visits: Collection[str]) -> dict[str, dict[str, set[str]]]:
    """Return the answers that count, by point and visit, from the files; what an appeal proved wrong does not."""
    points = {row["question"]: row["point"] for row in rows_of("tool/questions.csv") if row["kind"] == "scored"}
    appeals = rows_of("compliance/appeals.csv")
    wrong = {(row["assessment"], row["question"], "non-compliant") for row in appeals if row["outcome"] == "upheld"}
    answers: dict[str, dict[str, set[str]]] = {}
    for row in rows_of(f"compliance/findings/{country}.csv"):
        visit, question, result = row["assessment"], row["question"], row["result"]
        counts = result in {"compliant", "non-compliant"} and (visit, question, result) not in wrong
        if visit in visits and question in points and counts:
            answers.setdefault(points[question], {}).setdefault(visit, set()).add(result)
    return answers


@pytest.mark.parametrize("key", ["KH-0012", "BD-0001", "HT-0003"])
def test_demonstration_agrees_with_a_count_by_hand(key: str) -> None:
    made = demonstration()
    found = beside(made, key)
    assert found is not None
    last = last_visits(made, key[:2].lower(), found.form)
    answers = answers_of(key[:2].lower(), set(last.values()))
    for line in (*found.found, *found.compliant):
        counted = answers[line.point.key]
        bad = sum("non-compliant" in each for each in counted.values())
        assert len(counted) >= 10
        assert line.rate.startswith(f"{bad} of {len(counted)} factories (")
    here = [point for point, visits in answers.items() if last[key] in visits]
    assert len(here) == len(found.found) + len(found.compliant) + found.without
