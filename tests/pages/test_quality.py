"""Shows that the page on quality leaves out no factory, warning, row or untranslated text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.checks import CHECKS, check_dataset
from generator.facts import facts_of
from generator.packages import read_dataset
from generator.pages import quality
from generator.pages.portal import Portal
from generator.pages.translation import completeness_of
from generator.problems import Severity, warnings_of
from generator.settings import Settings
from tests.pages.portals import THEME, portal, rendered

DATA = Path(__file__).parents[2] / "data"
NOW = date(2026, 11, 2)


@cache
def demonstration() -> Portal:
    data, _ = read_dataset(DATA)
    warnings = tuple(warnings_of(check_dataset(data, NOW)))
    return Portal(facts_of(data, NOW), Settings(cache=None, theme=THEME), warnings)


@cache
def values() -> Mapping[str, Any]:
    made = demonstration()
    return next(quality.views(made, made.words("en"))).values


@cache
def html() -> str:
    made = demonstration()
    return rendered(made, next(quality.views(made, made.words("en"))))


def rows_of(pattern: str) -> list[dict[str, str]]:
    texts = [path.read_text(encoding="utf-8") for path in DATA.glob(pattern)]
    return [row for text in texts for row in csv.DictReader(io.StringIO(text))]


def test_every_factory_that_is_not_active_is_named_with_its_reason() -> None:
    gone = {row["factory"]: row for row in rows_of("compliance/factories/*.csv") if row["status"] != "active"}
    shown = {row["factory"]: row["reason"] for group in values()["outside"] for row in group["factories"]}
    assert shown == {key: row["status_reason"] or None for key, row in gone.items()}
    assert {group["status"]: len(group["factories"]) for group in values()["outside"]} == Counter(
        row["status"] for row in gone.values()
    )
    assert all(f'href="../factories/{key.lower()}/"' in html() for key in gone)


def test_columns_of_a_country_add_up() -> None:
    for row in [*values()["countries"], values()["total"]]:
        assert row["factories"] == sum(row[name] for name in ("active", "closed", "left", "moved", "suspended"))


def test_every_warning_is_shown_and_has_a_title() -> None:
    warnings = demonstration().warnings
    section = html().partition('id="warnings"')[2].partition('id="rows"')[0]
    assert len(warnings) == len(re.findall("<li>", section)) > 0
    assert all(f"{each.where.file}:{each.where.line}" in section for each in warnings)
    assert {check.code for check in CHECKS if check.severity is Severity.WARNING} == quality.WARNINGS.keys()


def test_a_warning_about_a_factory_leads_to_it() -> None:
    found = {problem["message"]: problem["factory"] for group in values()["warnings"] for problem in group["problems"]}
    named = {message: factory for message, factory in found.items() if factory}
    assert all(factory.key in message for message, factory in named.items())
    assert len(named) == sum(each.where.table != "advisory_committees" for each in demonstration().warnings)


def test_every_row_is_accounted_for() -> None:
    for row in values()["accounts"]:
        assert row["rows"] == row["published"] + row["superseded"] + row["not_yet_published"] + row["future"]
    read = {row["table"]: row["rows"] for row in values()["accounts"]}
    assert read["findings"] == len(rows_of("compliance/findings/*.csv"))


def test_published_answers_add_up() -> None:
    scored = {row["question"] for row in rows_of("tool/questions.csv") if row["kind"] == "scored"}
    public = {row["assessment"] for row in rows_of("compliance/assessments/*.csv") if row["published_on"]}
    findings = [each for each in rows_of("compliance/findings/*.csv") if each["assessment"] in public]
    counted = Counter(each["result"] for each in findings if each["question"] in scored)
    assert {each["result"]: each["count"] for each in values()["answers"]} == counted
    assert sum(each["share"] for each in values()["answers"]) == pytest.approx(1)


def test_untranslated_texts_in_the_data_are_counted() -> None:
    found = {(each.table, each.field): each for each in completeness_of(demonstration(), "fr").fields}
    questions = found["questions", "text"]
    assert len(questions.missing) == questions.total == len(rows_of("tool/questions.csv"))
    assert found["clusters", "name"].missing == ()
    assert found["programme", "notice"].missing == ()
    assert completeness_of(demonstration(), "en").texts_translated == completeness_of(demonstration(), "en").texts
    assert (
        len(completeness_of(demonstration(), "km").missing_messages) == completeness_of(demonstration(), "km").messages
    )


def test_a_text_without_translation_is_named(tmp_path: Path) -> None:
    translations = "table,key,field,language,text\nclusters,child-labour,name,fr,Travail des enfants\n"
    found = completeness_of(portal(tmp_path, translations=translations), "fr").fields
    names = next(each for each in found if (each.table, each.field) == ("clusters", "name"))
    assert (names.total, names.missing) == (2, ("occupational-safety-and-health",))


def test_a_small_portal_without_warnings_says_so(tmp_path: Path) -> None:
    made = portal(tmp_path)
    assert "The checks have no warning" in rendered(made, next(quality.views(made, made.words("en"))))


def test_hostile_reasons_are_text(tmp_path: Path) -> None:
    made = portal(tmp_path)
    problem = replace(demonstration().warnings[0], message="<script>alert(1)</script>")
    made = replace(made, warnings=(problem,))
    shown = rendered(made, next(quality.views(made, made.words("en"))))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert(1)" not in shown
