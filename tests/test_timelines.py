from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from generator.facts import facts_of
from tests import oracles
from tests.small_programmes import AS_OF, Rows, assessment, dataset_of, factory, finding, programme, programmes, tool
from tests.test_rates import by, facts

SIGNS = {"N": "non-compliant", "C": "compliant", "-": "not-assessed", "?": "not-disclosed", "/": "not-applicable"}


def history(signs: str, *, appeals: tuple[int, ...] = (), only: tuple[int, ...] = ()) -> dict[str, Any] | None:
    """Return the history of a question answered by `signs`, one a cycle; a space: not asked."""
    rows: Rows = {**tool(), **programme(10), "factories": [factory("KH-0001")], "assessments": [], "findings": []}
    for cycle, sign in enumerate(signs, 1):
        coverage = "violations-only" if cycle in only else "all-answers"
        rows["assessments"].append(assessment("KH-0001", cycle, coverage=coverage))
        if sign != " ":
            rows["findings"].append(finding(f"KH-0001-{cycle}", "2.1.1", SIGNS[sign], 1 + cycle % 2))
    rows["appeals"] = [
        {"assessment": f"KH-0001-{cycle}", "question": "2.1.1", "filed_on": day, "decided_on": day, "outcome": "upheld"}
        for cycle in appeals
        for day in [date(2017 + cycle, 5, 1)]
    ]
    found = facts_of(dataset_of(rows), AS_OF).timelines.to_dicts()
    return found[0] if found else None


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("N", ("open", 1, 1, 1, 1, 0, 1, 0, 0)),
        ("CNN", ("open", 2, 3, 2, 3, 0, 2, 0, 0)),
        ("NC", ("resolved", 1, 1, 1, 2, 0, 1, 0, None)),
        ("NNCC", ("resolved", 1, 2, 2, 4, 0, 2, 0, None)),
        ("NCN", ("open", 1, 3, 2, 3, 1, 1, 0, 0)),
        ("NCNCNC", ("resolved", 1, 5, 3, 6, 2, 1, 0, None)),
        ("N-?/ ", ("open", 1, 1, 1, 1, 0, 5, 4, 4)),
        ("N-N", ("open", 1, 3, 2, 2, 0, 3, 1, 0)),
        ("N-C", ("resolved", 1, 1, 1, 2, 0, 2, 1, None)),
        ("-NC-N ?", ("open", 2, 5, 2, 3, 1, 3, 2, 2)),
    ],
)
def test_a_history_is_told_by_its_answers(signs: str, expected: tuple[Any, ...]) -> None:
    row = history(signs)
    assert row is not None
    names = ("state", "first_cycle", "last_cycle", "times_found", "times_assessed", "reopened", "cycles_open", "gap")
    assert tuple(row[name] for name in (*names, "unseen")) == expected
    for name, cycle in (("first_reported", row["first_cycle"]), ("last_reported", row["last_cycle"])):
        assert (row[f"{name}_in"], row[f"{name}_on"]) == (f"KH-0001-{cycle}", date(2017 + cycle, 3, 1))
    assert (row["resolved_in"] is None) == (row["resolved_on"] is None) == (row["state"] != "resolved")


@pytest.mark.parametrize("signs", ["", "C", "C-C", "-?/ "])
def test_what_was_never_found_has_no_history(signs: str) -> None:
    assert history(signs) is None


@pytest.mark.parametrize(
    ("signs", "only", "state"),
    [
        ("N", (1,), "not-known"),
        ("N ", (1, 2), "not-known"),
        ("N ", (2,), "not-known"),
        ("NC", (2,), "not-known"),
        ("NC", (1,), "resolved"),
        ("N N", (2,), "open"),
        ("NN", (1,), "open"),
    ],
)
def test_silence_of_violations_only_data_resolves_nothing(signs: str, only: tuple[int, ...], state: str) -> None:
    row = history(signs, only=only)
    assert row is not None
    assert (row["state"], row["times_assessed"]) == (state, None)


def test_a_report_withdrawn_on_appeal_counts_nowhere_and_stays_visible() -> None:
    row = history("NN", appeals=(1, 2))
    assert row is not None
    assert (row["state"], row["times_found"], row["times_withdrawn"]) == ("withdrawn", 0, 2)
    assert (row["first_reported_in"], row["last_reported_in"]) == ("KH-0001-1", "KH-0001-2")


def test_a_finding_corrected_after_its_appeal_counts_as_corrected() -> None:
    row = history("NC", appeals=(2,))
    assert row is not None
    assert (row["state"], row["times_withdrawn"]) == ("resolved", 0)


def test_a_withdrawn_report_is_a_gap_in_the_history_of_those_that_stand() -> None:
    row = history("NN", appeals=(2,))
    assert row is not None
    assert (row["state"], row["last_cycle"], row["times_withdrawn"], row["unseen"]) == ("open", 1, 1, 1)


@settings(max_examples=60)
@given(programmes)
def test_histories_equal_a_walk_through_the_cycles(rows: Rows) -> None:
    shown = facts(rows)
    found = by(shown.timelines, "factory", "question")
    single = by(shown.spells, "factory", "question", "spell")
    told: set[tuple[str, str]] = set()
    for key, number, visits, spells in oracles.histories(rows, AS_OF):
        row, spell, told = found[key, number], spells[-1], told | {(key, number)}
        resolved, word = spell["resolved"], oracles.state(visits, spells)
        reports = [visit for each in spells for visit in each["reports"]]
        answers = [visit for visit in visits if visit["answers"].get(number) in {"compliant", "non-compliant"}]
        only = any(visit["coverage"] == "violations-only" for visit in visits)
        assert (row["state"], row["reopened"], row["times_found"]) == (word, len(spells) - 1, len(reports))
        assert row["times_assessed"] == (None if only else len(answers))
        for name, visit in (("first_reported", reports[0]), ("last_reported", reports[-1]), ("resolved", resolved)):
            expected = (visit["assessment"], visit["started_on"]) if visit else (None, None)
            assert (row[f"{name}_in"], row[f"{name}_on"]) == expected
        assert row["open_since_in"] == spell["visits"][0]["assessment"]
        assert row["cycles_open"] == len(spell["visits"])
        assert row["gap"] == len(spell["visits"]) - len(spell["reports"])
        after = len(visits) - 1 - visits.index(reports[-1])
        assert row["unseen"] == (None if resolved else after)
        assert row["verified_on"] == oracles.verified_on(rows, number, spell, None, AS_OF)
        assert [single[key, number, place]["times_found"] for place in range(1, len(spells) + 1)] == [
            len(each["reports"]) for each in spells
        ]
    assert {key for key, row in found.items() if row["state"] != "withdrawn"} == told
    assert shown.spells.height == sum(row["reopened"] + 1 for row in found.values() if row["state"] != "withdrawn")


@settings(max_examples=40)
@given(programmes)
def test_a_history_never_changes_backwards(rows: Rows) -> None:
    """What was first reported on a day stays so, whatever is found later (appeals decided later aside)."""
    rows["appeals"] = []
    late = by(facts(rows).timelines, "factory", "question")
    for key, row in by(facts(rows, AS_OF - timedelta(days=800)).timelines, "factory", "question").items():
        assert late[key]["first_reported_in"] == row["first_reported_in"]
        assert late[key]["times_found"] >= row["times_found"]
