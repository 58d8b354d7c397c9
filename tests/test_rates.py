from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.facts import Facts, facts_of
from generator.rates import Rate, rate_columns
from tests import oracles
from tests.small_programmes import AS_OF, NOT_ANSWERED, Rows, dataset_of, programmes

RATES = ("point_rates", "point_rates_by_year", "cluster_rates_by_year", "factory_cluster_rates", "question_compliance")
quick = settings(max_examples=40)


def facts(rows: Rows, as_of: date = AS_OF) -> Facts:
    return facts_of(dataset_of(rows), as_of)


def by(frame: pl.DataFrame, *keys: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    found = {tuple(row[key] for key in keys): row for row in frame.to_dicts()}
    assert len(found) == frame.height
    return found


@pytest.mark.parametrize(
    ("numerator", "denominator", "counts_only", "value", "reason"),
    [
        (12, 47, False, 12 / 47, None),
        (0, 10, False, 0.0, None),
        (10, 10, False, 1.0, None),
        (3, 9, False, None, "too-few"),
        (0, 0, False, None, "none-assessed"),
        (5, 40, True, None, "violations-only"),
    ],
)
def test_a_rate_has_a_value_or_a_reason(
    numerator: int, denominator: int, counts_only: bool, value: float | None, reason: str | None
) -> None:
    rate = Rate(numerator, denominator, counts_only=counts_only)
    assert (rate.value, rate.reason) == (value, reason)


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 20), (21, 20)])
def test_a_part_larger_than_the_whole_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        Rate(numerator, denominator)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20), st.booleans())
def test_columns_follow_the_same_rules_as_a_single_rate(part: int, rest: int, threshold: int, only: bool) -> None:
    rate = Rate(part, part + rest, threshold, counts_only=only)
    frame = pl.DataFrame({"part": [part], "whole": [part + rest], "only": [only]})
    found = frame.select(rate_columns("part", "whole", threshold, counts_only=pl.col("only"))).row(0)
    assert found == (rate.value, rate.reason)


@quick
@given(programmes)
def test_formula_1_equals_its_words(rows: Rows) -> None:
    visits = oracles.published(rows, AS_OF)
    expected = {
        (visit["assessment"], point): word
        for visit in visits
        for point, word in oracles.point_results(rows, visit).items()
    }
    found = by(facts(rows).point_results, "assessment", "point")
    assert {key: row["result"] for key, row in found.items()} == expected
    for visit in visits:
        for point in oracles.point_results(rows, visit):
            row = found[visit["assessment"], point]
            words = [word for number, word in visit["answers"].items() if oracles.point_of(rows)[number] == point]
            bad, only = words.count("non-compliant"), visit["coverage"] == "violations-only"
            assert row["questions_noncompliant"] == bad
            assert row["questions_assessed"] == (None if only else bad + words.count("compliant"))
            assert row["questions_not_disclosed"] == words.count("not-disclosed")
            assert row["partial"] == oracles.partial(rows, visit, point)
            assert (row["cluster"], row["cycle"]) == (oracles.cluster_of(rows)[point], visit["cycle"])


@quick
@given(programmes)
def test_formula_2_equals_its_words(rows: Rows) -> None:
    threshold = rows["programme"][0]["threshold"]
    for frame, keys in ((facts(rows).point_rates, ["form"]), (facts(rows).point_rates_by_year, ["form", "year"])):
        groups = oracles.groups(oracles.last(oracles.published(rows, AS_OF), *keys), *keys)
        found = by(frame, "country", *keys, "point")
        assert len(found) == 4 * len(groups)
        for group, visits in groups.items():
            for point in oracles.cluster_of(rows):
                expected = oracles.point_rate(rows, visits, point, threshold)
                assert {name: found[*group, point][name] for name in expected} == expected


@quick
@given(programmes)
def test_formula_3_equals_its_words(rows: Rows) -> None:
    threshold, shown = rows["programme"][0]["threshold"], facts(rows)
    visits = oracles.published(rows, AS_OF)
    single = by(shown.factory_cluster_rates, "assessment", "cluster")
    for visit in visits:
        for cluster in ("pay", "fire"):
            found, bad, assessed = oracles.cluster_counts(rows, visit, cluster)
            row = single.get((visit["assessment"], cluster))
            if row is None:
                assert found == assessed == 0
            else:
                assert (row["points_noncompliant"], row["points_assessed"]) == (found, assessed)
                assert row["rate"] == (bad / assessed if assessed else None)
    pooled = by(shown.cluster_rates_by_year, "country", "form", "year", "cluster")
    for group, chosen in oracles.groups(oracles.last(visits, "form", "year"), "form", "year").items():
        for cluster in ("pay", "fire"):
            counts = [oracles.cluster_counts(rows, visit, cluster) for visit in chosen]
            found, bad, assessed = (sum(count[part] for count in counts) for part in range(3))
            factories = sum(count[2] > 0 for count in counts)
            why = oracles.reason(chosen, assessed, factories, threshold)
            row = pooled[*group, cluster]
            assert (row["points_found"], row["points_noncompliant"], row["points_assessed"]) == (found, bad, assessed)
            assert (row["factories"], row["reason"]) == (factories, why)
            assert row["rate"] == (None if why else bad / assessed)


@quick
@given(programmes)
def test_formula_4_equals_its_words(rows: Rows) -> None:
    found = by(facts(rows).question_compliance, "country", "form", "question")
    for group, visits in oracles.groups(oracles.last(oracles.published(rows, AS_OF), "form"), "form").items():
        for number in ("1.1.2", "1.1.10", "1.2.1", "2.1.1"):
            words = [v["answers"].get(number) for v in visits if v["coverage"] == "all-answers"]
            good, bad = words.count("compliant"), words.count("non-compliant")
            why = oracles.reason(visits, good + bad, good + bad, rows["programme"][0]["threshold"])
            row = found.get((*group, number), {"compliant": 0, "noncompliant": 0, "reason": why, "rate": None})
            assert (row["compliant"], row["noncompliant"], row["reason"]) == (good, bad, why)
            assert row["rate"] == (None if why else good / (good + bad))
    assert not {key[2] for key in found} & {"1.1.3", "2.2.1"}


@quick
@given(programmes)
def test_every_rate_is_a_share_with_enough_under_it(rows: Rows) -> None:
    threshold = rows["programme"][0]["threshold"]
    for name in ("point_rates", "point_rates_by_year", "question_compliance"):
        frame = getattr(facts(rows), name)
        assert frame.filter(pl.col("rate").is_null() == pl.col("reason").is_null()).is_empty()
        assert frame.filter(~pl.col("rate").is_between(0, 1)).is_empty()
        assert frame.filter(pl.col("rate").is_not_null() & (pl.col("assessed") < threshold)).is_empty()


@quick
@given(programmes, st.integers(0, 2**32))
def test_the_order_of_rows_changes_nothing(rows: Rows, seed: int) -> None:
    before = facts(rows)
    for table in rows.values():
        Random(seed).shuffle(table)  # noqa: S311 - no secret depends on it
    after = facts(rows)
    for name in (*RATES, "point_results", "findings"):
        assert getattr(before, name).equals(getattr(after, name), null_equal=True), name


@quick
@given(programmes, st.sampled_from(NOT_ANSWERED))
def test_what_was_not_answered_is_in_no_denominator(rows: Rows, word: str) -> None:
    before = facts(rows)
    for row in rows["findings"]:
        if row["result"] in NOT_ANSWERED:
            row["result"] = word
    after = facts(rows)
    for name in RATES:
        left, right = (getattr(each, name).drop("partial", strict=False) for each in (before, after))
        assert left.equals(right, null_equal=True), name


@quick
@given(programmes)
def test_questions_that_gather_facts_count_nowhere(rows: Rows) -> None:
    before = facts(rows)
    rows["findings"] = [row for row in rows["findings"] if row["question"] not in {"1.1.3", "2.2.1"}]
    after = facts(rows)
    for name in (*RATES, "timelines", "effort", "low_compliance", "remediation"):
        assert getattr(before, name).equals(getattr(after, name), null_equal=True), name


@quick
@given(programmes)
def test_short_forms_do_not_move_the_rates_of_full_ones(rows: Rows) -> None:
    before = facts(rows)
    rows["assessments"] = [row for row in rows["assessments"] if row["form"] == "full"]
    kept = {row["assessment"] for row in rows["assessments"]}
    for table in ("findings", "appeals"):
        rows[table] = [row for row in rows[table] if row["assessment"] in kept]
    rows["improvements"] = [row for row in rows["improvements"] if row["raised_in"] in kept]
    after = facts(rows)
    for name in ("point_rates", "point_rates_by_year", "cluster_rates_by_year"):
        full = getattr(before, name).filter(pl.col("form") == "full")
        assert full.equals(getattr(after, name), null_equal=True), name


@quick
@given(programmes)
def test_violations_only_data_have_counts_and_never_rates(rows: Rows) -> None:
    for row in rows["assessments"]:
        row["coverage"] = "violations-only"
    shown = facts(rows)
    for name in (*RATES, "remediation", "remediation_by_factory"):
        frame = getattr(shown, name)
        assert frame["rate"].null_count() == frame.height
        assert set(frame["reason"]) <= {"violations-only"}
    assert shown.low_compliance.is_empty()
    assert set(shown.effort["reason"]) <= {"violations-only"}
    latest = oracles.last(oracles.published(rows, AS_OF), "form")
    bad = sum(word == "non-compliant" for visit in latest for word in oracles.point_results(rows, visit).values())
    assert shown.point_rates.filter(pl.col("country") == "all")["found"].sum() == bad
