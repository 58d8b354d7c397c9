"""What changed, by value: of factories, indicators, courses and tables, and nothing that the public does not see."""

from __future__ import annotations

import json
import random
from pathlib import Path

import polars as pl
import pytest

from generator.differences.change import Kind
from generator.differences.rows import MOST, changes_of_rows
from generator.report.differences.json import differences_as_json
from generator.report.differences.markdown import differences_as_comment
from generator.schema import schema_of
from tests.checks.datasets import columns, portal
from tests.differences.sides import compared, edited, told


def test_the_same_is_no_difference(tmp_path: Path) -> None:
    differences = compared(tmp_path, {}, {})
    assert differences.none
    assert differences.withheld == ()


def test_other_orders_of_rows_and_columns_are_none(tmp_path: Path) -> None:
    dice = random.Random(4)  # noqa: S311 - an order, not a secret
    shuffled: dict[str, str | None] = {}
    for table, text in portal().items():
        if not text.startswith("- "):
            header, *rows = text.splitlines()
            dice.shuffle(rows)
            shuffled[table] = "\n".join([header, *rows, ""])
    assert compared(tmp_path, {}, shuffled).none


def test_a_changed_value_has_its_place_and_both_values(tmp_path: Path) -> None:
    after = edited("workforce", ("1000,800,200", "1010,810,200"))
    assert told(compared(tmp_path, {}, after)) == [
        "factory KH-0001 (Lotus Garment) changed",
        "  changed workforce KH-0001 2025-03-01: women '800' -> '810'",
        "  changed workforce KH-0001 2025-03-01: workers '1000' -> '1010'",
    ]


def test_a_name_that_begins_like_json_is_a_name(tmp_path: Path) -> None:
    after = edited("factories", ("Lotus Garment", "{Lotus} Garment"))
    assert told(compared(tmp_path, {}, after)) == [
        "factory KH-0001 ({Lotus} Garment) changed",
        "  changed factories KH-0001: name 'Lotus Garment' -> '{Lotus} Garment'",
    ]


def test_values_of_every_type_are_written_as_people_write_them(tmp_path: Path) -> None:
    after = {
        **edited("factories", ("11.5,104.9,T-shirts;Trousers", "11.25,104.9,T-shirts")),
        **edited("assessments", ("full,false,2024-04-01", "full,true,2024-04-01")),
        **edited("observations", ("2000,total,total,100000", "2000,total,total,100000.5")),
        **edited(
            "courses", ("Compétences d'encadrement", "Encadrement"), ("[Lead, Plan]", "[Lead]"), ("fee: 40", "fee:")
        ),
    }
    assert told(compared(tmp_path, {}, after)) == [
        "factory KH-0001 (Lotus Garment) changed",
        "  changed assessments KH-0001-1: announced 'false' -> 'true'",
        "  changed factories KH-0001: latitude '11.5' -> '11.25'",
        "  changed factories KH-0001: products 'T-shirts;Trousers' -> 'T-shirts'",
        "indicator employment (Employment) changed",
        "  changed observations employment KH 2000 total total: value '100000' -> '100000.5'",
        "course supervisory-skills (Supervisory Skills) changed",
        "  changed courses supervisory-skills: aims.en 'Lead; Plan' -> 'Lead'",
        "  changed courses supervisory-skills: fee '40' -> ''",
        "  changed courses supervisory-skills: title.fr \"Compétences d'encadrement\" -> 'Encadrement'",
    ]


def test_a_new_factory_and_one_that_is_gone(tmp_path: Path) -> None:
    row = ("KH-0002,,Naga Apparel,National Road 4,KH-8,KH,,,,closed,2020-05-01,Orders ended,,2010-01-01\n", "")
    differences = compared(tmp_path, {}, edited("factories", row))
    (gone,) = differences.groups
    assert (gone.key, gone.title, gone.kind) == ("KH-0002", "Naga Apparel", Kind.WITHDRAWN)
    (change,) = gone.changes
    assert change.row[:2] == (("name", "Naga Apparel"), ("address", "National Road 4"))
    (come,) = compared(tmp_path / "back", edited("factories", row), {}).groups
    assert (come.key, come.title, come.kind) == ("KH-0002", "Naga Apparel", Kind.ADDED)


def test_the_findings_of_a_new_assessment_are_counted(tmp_path: Path) -> None:
    first = ("KH-0001-1,KH-0001,1,2024-03-01,2024-03-02,full,false,2024-04-01,2024-06-01,2,all-answers,\n", "")
    own = ("KH-0001-1,1.1.1,1,not-disclosed,\nKH-0001-1,7.8.3,2,not-disclosed,\n", "")
    before = {**edited("assessments", first), **edited("findings", own)}
    factory, assessment, findings = told(compared(tmp_path, before, {}))
    assert factory == "factory KH-0001 (Lotus Garment) changed"
    assert assessment.startswith(
        "  added assessments KH-0001-1: factory=KH-0001, cycle=1, started_on=2024-03-01, ended_on"
    )
    assert findings == "  added findings KH-0001-1: not-disclosed=2"


def test_rows_about_no_factory_indicator_course_or_text_are_told_by_table(tmp_path: Path) -> None:
    after = {
        **edited("questions", ("Is any emergency exit locked?", "Is an exit locked?")),
        **edited("translations", ("Travail des enfants", "Le travail des enfants")),
        **edited("claims", ("Better factories", "Good ones")),
    }
    assert told(compared(tmp_path, {}, after)) == [
        "text claims (Claims) changed",
        "  changed claims resilience: text 'Better factories were more resilient.' -> 'Good ones were more resilient.'",
        "text translations (Translations) changed",
        "  changed translations clusters child-labour name fr: text 'Travail des enfants' -> 'Le travail des enfants'",
        "table questions (Questions) changed",
        "  changed questions 7.8.3 2: text 'Is any emergency exit locked?' -> 'Is an exit locked?'",
    ]


def test_a_table_that_comes_or_goes_comes_or_goes_row_by_row(tmp_path: Path) -> None:
    differences = compared(tmp_path, {"strikes": None}, {})
    assert told(differences) == [
        "factory KH-0001 (Lotus Garment) changed",
        "  added strikes KH-0001 2013-12-24: days=5, reason=Minimum wage",
    ]
    assert told(compared(tmp_path / "back", {}, {"strikes": None}))[1].startswith("  withdrawn strikes")


CANARY = "CANARY-7f3a"
UNPUBLISHED = ("2025-04-01,2025-06-01,2,all-answers,", f"2025-04-01,,2,all-answers,{CANARY}")


def withheld(reason: str, result: str) -> dict[str, str | None]:
    """Return tables in which the second assessment of KH-0001 is not public yet, nor what rests on it."""
    absent = dict.fromkeys(("appeals", "corrections", "improvements", "responses"))
    return {
        **absent,
        **edited("assessments", (UNPUBLISHED[0], UNPUBLISHED[1].replace(CANARY, reason))),
        **edited("findings", ("KH-0001-2,7.8.3,2,non-compliant,", f"KH-0001-2,7.8.3,2,{result},")),
    }


def test_what_is_not_public_shows_in_nothing_but_the_count(tmp_path: Path) -> None:
    absent = dict.fromkeys(("appeals", "corrections", "improvements", "responses"))
    row = ("KH-0001-2,KH-0001,2,2025-03-01,2025-03-02,full,false,2025-04-01,2025-06-01,2,all-answers,\n", "")
    own = ("KH-0001-2,1.1.1,1,not-disclosed,\nKH-0001-2,7.8.3,2,non-compliant,\n", "")
    without = {**absent, **edited("assessments", row), **edited("findings", own)}
    differences = compared(tmp_path, without, withheld(CANARY, "not-disclosed"))
    assert differences.none
    assert {each.table: (each.before, each.after) for each in differences.withheld} == {
        "assessments": (0, 1),
        "findings": (0, 2),
    }
    for said in (differences_as_json(differences), differences_as_comment(differences)):
        assert CANARY not in said
        assert "KH-0001" not in said


def test_a_change_of_what_is_not_public_is_none(tmp_path: Path) -> None:
    differences = compared(tmp_path, withheld("one", "not-disclosed"), withheld("other", "non-compliant"))
    assert differences.none
    assert differences.withheld == ()


def test_what_is_published_is_new_and_what_is_withheld_again_is_gone(tmp_path: Path) -> None:
    absent = dict.fromkeys(("appeals", "corrections", "improvements", "responses"))
    lines = told(compared(tmp_path, withheld("", "non-compliant"), absent))
    assert "  added findings KH-0001-2: non-compliant=1, not-disclosed=1" in lines
    lines = told(compared(tmp_path / "back", absent, withheld(CANARY, "non-compliant")))
    assert "  withdrawn findings KH-0001-2: non-compliant=1, not-disclosed=1" in lines
    assert CANARY not in json.dumps(lines)


KEYED = schema_of("t", {"fields": [{"name": "key"}, {"name": "value", "type": "integer"}], "primaryKey": ["key"]})


def frame(values: dict[str, int | None]) -> pl.DataFrame:
    return pl.DataFrame({"key": list(values), "value": list(values.values())}, {"key": pl.String, "value": pl.Int64})


def test_a_blank_value_is_not_the_same_as_a_value() -> None:
    found = changes_of_rows("t", frame({"a": None, "b": 1, "c": 0}), frame({"a": 0, "b": None, "c": 0}), KEYED, KEYED)
    assert [(each.change.key, each.change.old, each.change.new) for each in found.told] == [
        ("a", "", "0"),
        ("b", "1", ""),
    ]


def test_very_many_changes_are_counted_not_hidden() -> None:
    before, after = (
        frame({f"k{at}": at for at in range(MOST + 50)}),
        frame({f"k{at}": -at for at in range(1, MOST + 60)}),
    )
    found = changes_of_rows("t", before, after, KEYED, KEYED)
    kinds = [each.change.kind for each in found.told]
    assert (kinds.count(Kind.ADDED), kinds.count(Kind.WITHDRAWN), kinds.count(Kind.CHANGED)) == (10, 1, MOST)
    assert found.more == 49


@pytest.mark.parametrize("table", ["workforce", "sessions", "observations", "translations"])
def test_a_column_more_or_less_is_told_where_it_has_values(tmp_path: Path, table: str) -> None:
    names = list(columns(table))
    old = schema_of(table, {"fields": [{"name": name} for name in names[:-1]], "primaryKey": [names[0]]})
    new = schema_of(table, {"fields": [{"name": name} for name in names], "primaryKey": [names[0]]})
    rows = pl.DataFrame({name: ["x"] for name in names})
    found = changes_of_rows(table, rows.drop(names[-1]), rows, old, new)
    assert [(each.change.field, each.change.old, each.change.new) for each in found.told] == [(names[-1], "", "x")]
    assert tmp_path.is_dir()
