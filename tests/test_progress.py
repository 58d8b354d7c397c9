from __future__ import annotations

from collections import defaultdict
from statistics import mean, pstdev

import polars as pl
import pytest
from hypothesis import given, settings

from generator.facts import Facts, facts_of
from tests import oracles
from tests.small_programmes import AS_OF, Rows, assessment, dataset_of, factory, finding, programme, programmes, tool
from tests.test_rates import by, facts

quick = settings(max_examples=40)


@quick
@given(programmes)
def test_formula_5_equals_its_words(rows: Rows) -> None:
    visits = oracles.published(rows, AS_OF)
    often = {v["factory"] for v in visits if sum(w["factory"] == v["factory"] for w in visits) >= 3}
    chosen = [visit for visit in oracles.last(visits, "form") if visit["factory"] in often]
    shares = oracles.shares_of_legal(rows, chosen)
    groups: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for visit in chosen:
        if visit["assessment"] in shares:
            good, assessed = shares[visit["assessment"]]
            groups[visit["country"], visit["form"]][visit["factory"]] = good / assessed
    shown, threshold = facts(rows), rows["programme"][0]["threshold"]
    found = by(shown.low_compliance, "country", "form")
    assert set(found) == set(groups)
    expected = set()
    for group, scores in groups.items():
        row, values = found[group], list(scores.values())
        if len(values) < threshold:
            assert (row["mean"], row["bound"], row["members"], row["reason"]) == (None, None, None, "too-few")
            continue
        bound = mean(values) - 2 * pstdev(values)
        assert (row["factories"], row["reason"]) == (len(values), None)
        shown_there = (row["mean"], row["deviation"], row["bound"])
        assert shown_there == pytest.approx((mean(values), pstdev(values), bound))
        below = {name for name, value in scores.items() if value < bound - 1e-9}
        assert row["members"] == len(below)
        expected |= {(*group, name) for name in below}
    assert set(by(shown.low_compliance_members, "country", "form", "factory")) == expected


def _one_far_below(compliant: int) -> Facts:
    rows: Rows = {**tool(), **programme(10), "factories": [], "assessments": [], "findings": []}
    for number in range(12):
        key = f"KH-{number:04d}"
        rows["factories"].append(factory(key))
        for cycle in (1, 2, 3):
            rows["assessments"].append(assessment(key, cycle))
            for place, question in enumerate(("1.1.2", "1.2.1", "2.1.1")):
                good = number > 0 or place < compliant
                rows["findings"].append(finding(f"{key}-{cycle}", question, "compliant" if good else "non-compliant"))
            rows["findings"].append(finding(f"{key}-{cycle}", "1.1.10", "non-compliant"))
    return facts_of(dataset_of(rows), AS_OF)


def test_the_low_compliance_list_names_the_factory_far_below_the_others() -> None:
    shown = _one_far_below(1)
    assert shown.low_compliance_members["factory"].to_list() == ["KH-0000"]
    assert shown.low_compliance_members.select("compliant", "assessed").row(0) == (1, 3)
    assert shown.low_compliance["members"].to_list() == [1]


def test_the_low_compliance_list_is_empty_where_all_are_alike() -> None:
    assert _one_far_below(3).low_compliance_members.is_empty()


@quick
@given(programmes)
def test_formula_6_equals_its_words(rows: Rows) -> None:
    series = defaultdict(list)
    for visit in oracles.published(rows, AS_OF):
        series[visit["factory"], visit["form"]].append(visit)
    found = by(facts(rows).effort, "factory", "form")
    assert set(found) == {key for key, visits in series.items() if len(visits) > 1}
    for key, row in found.items():
        before, after = series[key][-2:]
        assert (row["before"], row["after"]) == (before["assessment"], after["assessment"])
        words = [(word, after["answers"].get(number)) for number, word in before["answers"].items()]
        both = [pair for pair in words if {*pair} <= {"compliant", "non-compliant"}]
        right, slipped = both.count(("non-compliant", "compliant")), both.count(("compliant", "non-compliant"))
        assert (row["questions"], row["put_right"], row["slipped"]) == (len(both), right, slipped)
        if "violations-only" in {before["coverage"], after["coverage"]}:
            assert (row["change"], row["reason"]) == (None, "violations-only")
        elif not both:
            assert (row["change"], row["reason"]) == (None, "none-assessed")
        elif len(both) < rows["programme"][0]["threshold"]:
            assert (row["change"], row["reason"]) == (None, "too-few")
        else:
            assert (row["change"], row["reason"]) == (pytest.approx((right - slipped) / len(both)), None)


@quick
@given(programmes)
def test_formula_7_equals_its_words(rows: Rows) -> None:
    raised = []
    for key, number, _, spells in oracles.histories(rows, AS_OF):
        for spell, following in zip(spells, [*spells[1:], None], strict=True):
            day = oracles.verified_on(rows, number, spell, following, AS_OF)
            raised.append((key, day is not None, spell["reports"][0]["coverage"] == "violations-only"))
    shown, threshold = facts(rows), rows["programme"][0]["threshold"]
    frames = {**by(shown.remediation, "country"), **by(shown.remediation_by_factory, "factory")}
    groups = {(name,) for key, *_ in raised for name in (key, key[:2], "all")}
    assert set(frames) == groups
    for (name,), row in frames.items():
        chosen = [each for each in raised if name in {each[0], each[0][:2], "all"}]
        verified, factories = sum(each[1] for each in chosen), len({each[0] for each in chosen})
        assert (row["raised"], row["verified"]) == (len(chosen), verified)
        few = len(chosen) < threshold or (len(name) < 4 and factories < threshold)
        why = "violations-only" if any(each[2] for each in chosen) else "too-few" if few else None
        assert (row["rate"], row["reason"]) == (None if why else verified / len(chosen), why)


def test_what_was_found_again_was_not_completed() -> None:
    rows: Rows = {**tool(), **programme(1), "factories": [factory("KH-0001")]}
    rows["assessments"] = [assessment("KH-0001", cycle) for cycle in (1, 2)]
    rows["findings"] = [finding(f"KH-0001-{cycle}", "1.1.2", "non-compliant") for cycle in (1, 2)]
    days = [visit["started_on"] for visit in rows["assessments"]]
    row = {"factory": "KH-0001", "question": "1.1.2", "raised_in": "KH-0001-1", "verified_status": "completed"}
    for day, verified in ((days[0], 0), (days[1], 1)):
        rows["improvements"] = [{**row, "verified_on": day}]
        found = facts_of(dataset_of(rows), AS_OF).remediation_by_factory
        assert found.select("raised", "verified", "rate").row(0) == (1, verified, float(verified))


def test_what_the_factory_reports_is_never_remediation() -> None:
    rows: Rows = {**tool(), **programme(1), "factories": [factory("KH-0001")]}
    rows["assessments"], rows["findings"] = [assessment("KH-0001", 1)], [finding("KH-0001-1", "1.1.2", "non-compliant")]
    row = {"factory": "KH-0001", "question": "1.1.2", "raised_in": "KH-0001-1", "self_reported_status": "completed"}
    rows["improvements"] = [{**row, "self_reported_on": AS_OF}]
    assert facts_of(dataset_of(rows), AS_OF).remediation_by_factory["verified"].to_list() == [0]
    assert pl.Series([0.0]).equals(facts_of(dataset_of(rows), AS_OF).remediation_by_factory["rate"], check_names=False)
