"""Shows that pages do not say more than the data: violations only, no status, no improvements, unknown particulars."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from generator.pages import cluster, country, factory, home, point, quality
from tests.checks.datasets import portal as tables
from tests.pages.portals import portal, rendered

FOUND = "assessment,question,question_version,result\nKH-0001-2,7.8.3,2,non-compliant\n"
ONLY = tables()["assessments"].replace("all-answers", "violations-only")
MIXED = tables()["assessments"].replace("2025-07-01,2,all-answers", "2025-07-01,2,violations-only")
BOTH = FOUND + "KH-0001-1,7.8.3,2,compliant\nHT-0001-1,7.8.3,2,non-compliant\n"
NO_STATUS = re.sub(r",(active|closed),", ",,", tables()["factories"])


def text_of(root: Path, kind: ModuleType, address: str, **replaced: str | None) -> str:
    made = portal(root, **replaced)
    view = next(view for view in kind.views(made, made.words("en")) if view.address == address)
    html = rendered(made, view)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]))


def test_violations_only_have_no_share_of_answers(tmp_path: Path) -> None:
    shown = text_of(tmp_path, quality, "quality/", assessments=ONLY, findings=FOUND)
    answers = shown.partition("Published answers by result")[2].partition("Warnings")[0]
    assert re.search(r"Non-compliant 1 All answers 1 $", answers)
    assert "%" not in answers


def test_where_coverages_mix_shares_are_over_all_answers(tmp_path: Path) -> None:
    shown = text_of(tmp_path, quality, "quality/", assessments=MIXED, findings=BOTH)
    answers = shown.partition("Published answers by result")[2].partition("Warnings")[0]
    assert "Compliant 1 1 50.0%" in answers
    assert "Non-compliant 2 1 50.0%" in answers
    assert "All answers 3 2 100%" in answers


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (point, "points/"),
        (point, "points/emergency-preparedness/"),
        (cluster, "clusters/occupational-safety-and-health/"),
    ],
)
def test_violations_only_are_found_and_not_open(tmp_path: Path, kind: ModuleType, address: str) -> None:
    shown = text_of(tmp_path, kind, address, assessments=ONLY, findings=FOUND)
    assert re.search(r"[Ff]ound at 1 factory(;|\.) [Ww]hether it was put right is not known", shown)
    assert "assessed on it" not in shown
    assert not re.search(r"\b0 (findings )?(are|of)\b", shown)


def test_where_coverages_mix_a_point_counts_them_apart(tmp_path: Path) -> None:
    shown = text_of(tmp_path, point, "points/emergency-preparedness/", assessments=MIXED, findings=BOTH)
    assert "1 finding is open, at 1 of 1 factory ever assessed on it. At 1 factory it was found" in shown


def test_a_point_without_instruments_names_none(tmp_path: Path) -> None:
    shown = text_of(tmp_path, point, "points/emergency-preparedness/")
    assert "It rests on national law. What is asked" in shown


def test_what_is_not_known_of_a_question_is_not_said(tmp_path: Path) -> None:
    questions = (
        "question,version,point,text,noncompliant_answer,kind,legal_basis,citation,short_form,valid_from\n"
        "1.1.1,1,child-labourers,Is standard 5 kept?,,scored,,5 CFR 1,,2001-01-01\n"
    )
    findings = "assessment,question,question_version,result\nKH-0001-1,1.1.1,1,non-compliant\n"
    shown = text_of(tmp_path, point, "points/child-labourers/", questions=questions, findings=findings)
    assert "Is standard 5 kept? 5 CFR 1. Version 1, in force since" in shown


def test_factories_without_a_status_are_counted(tmp_path: Path) -> None:
    shown = text_of(tmp_path / "country", country, "countries/kh/", factories=NO_STATUS)
    assert "Factories by status Not known 2 of 2 Never assessed" in shown
    assert "active" not in shown.partition("Factories by status")[0].partition("with a published")[0]
    shown = text_of(tmp_path / "quality", quality, "quality/", factories=NO_STATUS)
    assert "All countries 3 0 0 0 0 0 0 3 " in shown
    assert "Not known" not in text_of(tmp_path / "known", quality, "quality/")


def test_a_status_that_no_factory_is_known_to_have_is_left_out_where_some_are_not_known(tmp_path: Path) -> None:
    half = NO_STATUS.replace("National Road 4,KH-8,KH,,,,,", "National Road 4,KH-8,KH,,,,closed,")
    shown = text_of(tmp_path, country, "countries/kh/", factories=half)
    assert "Factories by status Closed 1 of 2 Not known 1 of 2 Never assessed" in shown


def test_questions_of_an_assessment_are_not_counted_where_only_violations_are_known(tmp_path: Path) -> None:
    findings = BOTH.replace("KH-0001-1,7.8.3,2,compliant\n", "")
    shown = text_of(tmp_path / "only", factory, "factories/kh-0001/", assessments=ONLY, findings=findings)
    record = shown.partition("Published assessments")[2].partition("Data")[0]
    assert "Visit announced Violations recorded Published" in record
    assert re.findall(r"(?:Yes|No) (\d) ", record) == ["1", "0"]
    mixed = tables()["assessments"].replace("2025-06-01,2,all-answers", "2025-06-01,2,violations-only")
    shown = text_of(tmp_path / "mixed", factory, "factories/kh-0001/", assessments=mixed, findings=BOTH)
    record = shown.partition("Published assessments")[2].partition("Data")[0]
    assert "Visit announced Scored questions Published" in record
    assert re.findall(r"(?:Yes|No) (\d[^.]*?) \d+ [A-Z]", record) == ["1 violation recorded", "2"]


def test_without_improvements_nothing_is_said_of_what_was_put_right(tmp_path: Path) -> None:
    claim = "as verified by the programme"
    assert claim in text_of(tmp_path / "with", home, "")
    assert claim not in text_of(tmp_path / "without", home, "", improvements=None)
    shown = text_of(tmp_path / "country", country, "countries/kh/", improvements=None)
    assert "What was put right" not in shown
