"""Shows that the index has every published factory once, as the facts have it, and nothing that is withheld."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import search
from generator.pages.finder.traits import traits_of
from generator.pages.portal import Portal
from generator.search.coding import Vocabulary, choices, number, runs
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal
from tests.search.decoded import Decoded, decoded, groups, numbers, parts_of

FACTORIES = (Path(__file__).parents[1] / "checks" / "portal" / "factories.csv").read_text("utf-8")
ASSESSMENTS = (Path(__file__).parents[1] / "checks" / "portal" / "assessments.csv").read_text("utf-8")
FINDINGS = (Path(__file__).parents[1] / "checks" / "portal" / "findings.csv").read_text("utf-8")


@pytest.fixture(scope="module")
def index() -> dict[str, Decoded]:
    return decoded(parts_of(demonstration()))


def test_every_factory_is_in_it_once_as_it_was_entered(index: dict[str, Decoded]) -> None:
    rows = {row["factory"]: row for row in rows_of("compliance/factories/*.csv")}
    assert list(index) == sorted(rows)
    for key, row in rows.items():
        own = index[key]
        assert (own.name, own.local, own.os_id) == (row["name"], row["local_name"], row["os_id"])
        assert own.former == [name for name in row["former_names"].split(";") if name]
        assert own.filters["country"] == [row["country"]]
        assert sorted(own.filters["product"]) == sorted(row["products"].split(";"))
        assert own.place == pytest.approx((float(row["latitude"]), float(row["longitude"])), abs=0.0051)


def test_figures_are_those_of_the_facts(index: dict[str, Decoded]) -> None:
    facts = demonstration().facts
    for row in facts.factories.iter_rows(named=True):
        own = index[row["factory"]]
        assert (own.latest, own.open) == (row["latest_on"], row["open_findings"])
    for row in traits_of(facts).iter_rows(named=True):
        own_traits = {name: sorted(values) for name, values in index[row["factory"]].filters.items()}
        assert own_traits == {name: sorted(values) for name, values in row.items() if name != "factory"}


def test_a_withheld_assessment_changes_not_a_byte(tmp_path: Path) -> None:
    withheld = (
        "KH-0001-3,KH-0001,3,2025-09-01,2025-09-02,full,false,2025-10-01,,2,all-answers,\n"
        "HT-0001-2,HT-0001,2,2025-10-01,2025-10-02,full,false,2025-11-01,2026-07-01,2,all-answers,\n"
    )
    hidden = "KH-0001-3,1.1.1,1,non-compliant,\nKH-0001-3,7.8.3,2,compliant,\nHT-0001-2,7.8.3,2,non-compliant,\n"
    with_them = portal(tmp_path / "with", assessments=ASSESSMENTS + withheld, findings=FINDINGS + hidden)
    assert contents(with_them) == contents(portal(tmp_path / "without"))


def test_a_published_assessment_changes_it(tmp_path: Path) -> None:
    published = "HT-0001-2,HT-0001,2,2025-10-01,2025-10-02,full,false,2025-11-01,2025-12-01,2,all-answers,\n"
    findings = "HT-0001-2,7.8.3,2,non-compliant,\nHT-0001-2,7.8.4,1,compliant,\n"
    made = portal(tmp_path, assessments=ASSESSMENTS + published, findings=FINDINGS + findings)
    assert decoded(parts_of(made))["HT-0001"].open == 1


def test_who_has_not_joined_yet_is_in_no_part(tmp_path: Path) -> None:
    late = "KH-0003,,Canary Knitting,1 Canary Road,KH-12,KH,11.7,104.7,Canaries,active,,,,2026-06-01\n"
    made = contents(portal(tmp_path, factories=FACTORIES + late))
    assert not [address for address, content in made.items() if b"anar" in content or b"KH-0003" in content]
    assert made == contents(portal(tmp_path / "without"))


def test_a_portal_without_factories_has_no_index(tmp_path: Path) -> None:
    head = FACTORIES.splitlines(keepends=True)[0]
    rest = ("assessments", "findings", "appeals", "responses", "workforce", "sourcing", "strikes", "committees")
    tables = {name: (Path(__file__).parents[1] / "checks" / "portal" / f"{name}.csv") for name in rest}
    empty = {name: path.read_text("utf-8").splitlines(keepends=True)[0] for name, path in tables.items()}
    absent = dict.fromkeys(("improvements", "corrections"))
    assert contents(portal(tmp_path, factories=head, **empty, **absent)) == {}


def contents(made: Portal) -> dict[str, bytes]:
    return {each.address: each.content for each in search.files(made)}


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_come_back(values: list[int]) -> None:
    assert list(numbers("".join(map(number, values)))) == values


@given(st.lists(st.text()), st.lists(st.lists(st.text())))
def test_texts_come_back(texts: list[str], lists: list[list[str]]) -> None:
    vocabulary = Vocabulary([*filter(None, texts), *(text for each in lists for text in each)])
    words = json.loads(json.dumps(" ".join(vocabulary.words))).split(" ")
    column = [" ".join(words[code - 1] for code in group) for group in groups(vocabulary.column(texts))]
    assert column == texts
    flat = [" ".join(words[code - 1] for code in group) for group in groups(vocabulary.lists(lists)) if group]
    assert flat == [text for each in lists for text in each]


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True)))
def test_choices_come_back(values: list[list[str]]) -> None:
    made = choices(values, "fedcba")
    sets = [[*accumulate(steps)] for steps in groups(str(made["sets"]))]
    fresh = iter(sets)
    read = [sets[code - 1] if code else next(fresh) for code in numbers(str(made["codes"]))]
    assert [sorted("fedcba"[place - 1] for place in each) for each in read] == [sorted(each) for each in values]


def test_runs_of_keys() -> None:
    assert runs(["BD-0001", "BD-0002", "KH-0009", "KH-0010", "KH-00011", "KH-0012"]) == (
        "BD-0001 2 KH-0009 2 KH-00011 1 KH-0012 1"
    )
