"""Shows that filters say of a factory what its profile says, count as the files do, and keep unknown from none."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.pages import factories
from generator.pages.finder import traits
from generator.pages.finder.filters import filters_of
from generator.pages.finder.form import form_of
from generator.pages.finder.traits import NOT_KNOWN, traits_of
from generator.pages.profile.beside import Beside
from generator.pages.profile.history import history_of
from generator.pages.profile.matrix import Answers, columns_of
from generator.pages.profile.register import Register
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal, rendered

HEAD = "factory,name,address,country,subdivision,products,union_present,status,joined_on\n"


def counted(name: str) -> dict[str, int]:
    """Return how many factories of the demonstration have each value of a filter."""
    found = next(each for each in filters_of(demonstration(), demonstration().words("en")) if each.name == name)
    return {value.key: value.factories for group in found.groups for value in group.values}


def listed(column: str) -> Counter[str]:
    """Return how many rows of the files of factories have each value of a column."""
    values = (row[column].split(";") if row[column] else [NOT_KNOWN] for row in rows_of("compliance/factories/*.csv"))
    return Counter(value for each in values for value in each)


@pytest.mark.parametrize(
    ("name", "column"),
    [("country", "country"), ("place", "subdivision"), ("product", "products"), ("status", "status")],
)
def test_counts_are_those_of_the_files(name: str, column: str) -> None:
    assert counted(name) == listed(column)


def test_a_union_that_is_not_known_is_not_none() -> None:
    words = {"true": "yes", "false": "no"}
    assert counted("union") == {words.get(key, key): number for key, number in listed("union_present").items()}


def test_buyers_are_those_of_today() -> None:
    today = [row for row in rows_of("compliance/sourcing/*.csv") if not row["until"] or row["until"] >= "2026-11-02"]
    pairs = {(row["buyer"], row["factory"]) for row in today}
    expected = Counter(buyer for buyer, _ in pairs)
    expected[NOT_KNOWN] = len(rows_of("compliance/factories/*.csv")) - len({factory for _, factory in pairs})
    assert counted("buyer") == expected


def test_the_newest_committee_counts() -> None:
    newest: dict[str, dict[str, str]] = {}
    for row in sorted(rows_of("compliance/committees.csv"), key=lambda row: row["formed_on"]):
        newest[row["factory"]] = row
    even = Counter(
        traits.EVEN if row["seats_management"] == row["seats_workers"] else traits.UNEVEN for row in newest.values()
    )
    even[NOT_KNOWN] = len(rows_of("compliance/factories/*.csv")) - len(newest)
    assert counted("committee") == even


def test_open_points_and_improvements_are_those_of_the_profiles() -> None:
    """Profiles are made one by one, filters from columns: both must come to the same."""
    made = demonstration()
    register = Register(made, made.words("en"))
    for row in traits_of(made.facts).iter_rows(named=True):
        assessments = register.facts.for_factory("assessments", row["factory"]).to_dicts()
        columns = columns_of(assessments)
        answers = Answers(register, row["factory"], columns)
        beside = Beside(register, row["factory"], {each["assessment"]: each for each in assessments})
        history = history_of(register, row["factory"], columns, answers, beside)
        assert set(row["point"]) == {finding.point.key for finding in history.open}
        verified = {str(each.improvement.verified) for each in history.open if each.improvement}
        labels = {label for label in verified if label not in {"None", "Verified as put right"}}
        words = {"on-track", "behind-schedule", "pending", "not-eligible"} & set(row["verified"])
        assert {str(register.label("verified_status", each)) for each in words} == labels
        silent = any(not each.improvement or not each.improvement.reported for each in history.open)
        assert (NOT_KNOWN in row["reported"]) == silent
        settled = [each for each in (*history.open, *history.resolved) if each.row["verified_on"]]
        assert (traits.COMPLETED in row["verified"]) >= bool(settled)


def test_what_is_published_says_what_the_lists_say() -> None:
    made = demonstration()
    records = dict(traits_of(made.facts).select("factory", "record").iter_rows())
    for line in factories.lines_of(made, made.words("en")):
        expected = {
            None: traits.OPEN_FINDINGS if line.open_findings else traits.NONE_OPEN,
            "Not assessed yet": traits.NOT_ASSESSED,
            "Not disclosed": traits.NOT_DISCLOSED,
            "Not published yet": traits.NOT_PUBLISHED,
            "Not known": traits.ONLY_VIOLATIONS,
        }
        assert records[line.key][0] == expected[line.unknown]
    silent = next(line for line in factories.lines_of(made, made.words("en")) if line.key == "KH-0001")
    assert (silent.latest_on is not None, silent.open_findings, silent.unknown) == (True, None, "Not disclosed")
    eligible = dict(made.facts.factories.select("factory", "not_yet_eligible").iter_rows())
    assert {key for key, record in records.items() if traits.NOT_YET_ELIGIBLE in record} == {
        key for key, not_yet in eligible.items() if not_yet
    }


def test_what_the_portal_has_no_table_of_cannot_be_filtered_by(tmp_path: Path) -> None:
    absent = ("sourcing", "committees", "improvements")
    made = portal(tmp_path, **dict.fromkeys(absent))
    assert not {"buyer", "committee", "verified", "reported"} & {
        each.name for each in filters_of(made, made.words("en"))
    }


def test_silence_is_a_value_of_its_own(tmp_path: Path) -> None:
    made = portal(tmp_path)
    of = {row["factory"]: row for row in traits_of(made.facts).to_dicts()}
    assert of["KH-0002"]["workers"] == of["KH-0002"]["union"] == of["KH-0002"]["assessed"] == [NOT_KNOWN]
    assert of["KH-0002"]["record"] == [traits.NOT_ASSESSED]
    assert of["KH-0001"]["workers"] == ["small"]
    assert of["KH-0001"]["verified"] == [traits.COMPLETED]
    assert of["KH-0002"]["verified"] == of["KH-0002"]["point"] == []


def test_one_factory_needs_no_search(tmp_path: Path) -> None:
    rest = ("assessments", "findings", "appeals", "improvements", "responses", "workforce", "committees", "strikes")
    heads = {"assessments": "assessment,factory,cycle,started_on,ended_on,form,announced,reported_on,coverage\n"}
    heads["findings"] = "assessment,question,question_version,result\n"
    tables: dict[str, str | None] = {**dict.fromkeys((*rest, "sourcing", "corrections")), **heads}
    alone = portal(tmp_path, factories=f"{HEAD}KH-0001,Alone,1 Road,KH,KH-12,shirts,,active,2020-01-01\n", **tables)
    assert form_of(alone, alone.words("en")) is None
    view = next(factories.views(alone, alone.words("en")))
    assert 'class="find"' not in rendered(alone, view)


def test_the_page_offers_the_search_to_scripts_only(tmp_path: Path) -> None:
    made = portal(tmp_path)
    html = rendered(made, next(factories.views(made, made.words("en"))))
    search = form_of(made, made.words("en"))
    assert search
    assert re.search('<form class="find" [^>]* hidden>', html)
    assert re.search('<details class="filters" hidden>', html)
    assert re.search('<section class="result" [^>]* hidden>', html)
    values = [value for each in search.filters for group in each.groups for value in group.values]
    assert html.count(' type="checkbox" form="find"') == len(values)
