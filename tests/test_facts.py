from __future__ import annotations

from functools import cached_property
from pathlib import Path

import polars as pl
from hypothesis import given, settings

from generator.facts import Facts, facts_of
from generator.slices import Slices
from tests.small_programmes import AS_OF, Rows, dataset_of, programmes, random_rows, tool
from tests.test_rates import facts

KEPT_BY_FACTS = {name: value for name, value in vars(Facts).items() if isinstance(value, cached_property)}
FRAMES = sorted(name for name, value in KEPT_BY_FACTS.items() if value.func.__annotations__["return"] != "int")
KEPT = ("findings", "point_results", "timelines", "spells", "assessments", "improvements", "effort")


@settings(max_examples=40)
@given(programmes)
def test_the_slice_of_a_factory_is_its_rows_in_order(rows: Rows) -> None:
    shown = facts(rows)
    for name in KEPT:
        frame = shown.published(name) if name == "improvements" else getattr(shown, name)
        for key in (*(row["factory"] for row in rows["factories"]), "XX-0000"):
            assert shown.for_factory(name, key).equals(frame.filter(pl.col("factory") == key), null_equal=True)


def test_rows_that_do_not_lie_together_are_found_too() -> None:
    slices = Slices(pl.DataFrame({"factory": ["b", "a", "b", None], "place": [1, 2, 3, 4]}), "factory")
    assert (slices["b"]["place"].to_list(), slices["a"]["place"].to_list()) == ([1, 3], [2])
    assert slices["c"].is_empty()


def test_a_portal_without_rows_has_every_frame() -> None:
    shown = facts_of(dataset_of({}), AS_OF)
    filled = {name for name in FRAMES if not getattr(shown, name).is_empty()}
    assert filled == {"coverage", "accounts"}
    assert (shown.threshold, shown.stale_after_months) == (10, 18)


def test_a_tool_without_assessments_has_every_frame() -> None:
    shown = facts_of(dataset_of(tool()), AS_OF)
    assert {name for name in FRAMES if not getattr(shown, name).is_empty()} == {"coverage", "accounts", "_points"}


def test_a_worker_process_is_handed_frames_and_makes_none_again(tmp_path: Path) -> None:
    data = dataset_of(random_rows(7, 12))
    shown = facts_of(data, AS_OF)
    names = ("findings", "point_results", "timelines", "point_rates")
    for name, frame in shown.frames(*names).items():
        frame.write_ipc(tmp_path / f"{name}.arrow")
    handed = {name: pl.read_ipc(tmp_path / f"{name}.arrow") for name in names}
    worker = facts_of(dataset_of({}), AS_OF, handed)
    for name in names:
        assert getattr(worker, name) is handed[name]
        assert handed[name].equals(getattr(shown, name), null_equal=True)
        assert handed[name].schema == getattr(shown, name).schema
    key = str(shown.findings["factory"][0])
    assert worker.for_factory("findings", key).to_dicts() == shown.for_factory("findings", key).to_dicts()


def test_findings_come_by_factory_cycle_and_number_of_the_question() -> None:
    found = facts_of(dataset_of(random_rows(3, 14)), AS_OF).findings
    keys = [
        (row["factory"], row["cycle"], *(int(part) for part in row["question"].split(".")))
        for row in found.select("factory", "cycle", "question").to_dicts()
    ]
    assert keys == sorted(keys)
    assert {"1.1.2", "1.1.10"} <= set(found["question"])


def test_a_question_counts_for_the_point_and_the_law_of_the_version_that_was_asked() -> None:
    found = facts_of(dataset_of(random_rows(3, 14)), AS_OF).findings.filter(pl.col("question") == "1.1.10")
    assert found.height > 0
    assert set(found["legal"]) == {False}
    assert set(found["point"]) == {"exits"}


def test_the_threshold_is_that_of_the_programme() -> None:
    shown = facts_of(dataset_of(random_rows(3, 14, threshold=4)), AS_OF)
    assert (shown.rate(3, 3).reason, shown.rate(3, 4).value) == ("too-few", 0.75)


def test_every_column_that_a_docstring_promises_is_there() -> None:
    shown = facts_of(dataset_of(random_rows(7, 12)), AS_OF)
    for name in (each for each in FRAMES if not each.startswith("_") and not each.startswith("latest")):
        words = (vars(Facts)[name].__doc__ or "").replace("`", " ").replace(",", " ").split()
        undocumented = [column for column in getattr(shown, name).columns if column not in words]
        if name in {"assessments", "factories"}:
            undocumented = [column for column in undocumented if column not in shown.data[name].columns]
        if name == "point_rates_by_year":
            undocumented = [column for column in undocumented if column not in shown.point_rates.columns]
        assert undocumented == [], name


def test_questions_without_numbers_are_taken_in_the_order_of_their_text() -> None:
    rows = random_rows(3, 4)
    renamed = {"1.1.2": "fire.b", "1.1.10": "fire.a"}
    for table in ("questions", "findings", "improvements", "appeals"):
        rows[table] = [{**row, "question": renamed.get(row["question"], row["question"])} for row in rows[table]]
    found = facts_of(dataset_of(rows), AS_OF).findings["question"].cast(pl.String).unique(maintain_order=True).to_list()
    named = [question for question in found if question.startswith("fire.")]
    assert named == ["fire.a", "fire.b"]
