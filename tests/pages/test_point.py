"""Shows that the page of a point says which answer is bad, how often it was found, and where it is open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.facts import facts_of
from generator.pages import cluster, point, views_of
from generator.pages.persistence import open_at, persistence_of
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.settings import Settings
from tests.checks.datasets import dataset
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import AS_OF, THEME, portal, rendered


def view_of(slug: str) -> View:
    made = demonstration()
    return next(view for view in point.views(made, made.words("en")) if view.address == f"points/{slug}/")


def shown(view: View) -> Mapping[str, Any]:
    return view.values


def open_findings(slug: str) -> dict[tuple[str, str], int]:
    """Return open findings by factory and question with their age, told from the files without our frames."""
    points = {row["question"]: row["point"] for row in rows_of("tool/questions.csv") if row["kind"] == "scored"}
    upheld = {
        (row["assessment"], row["question"]) for row in rows_of("compliance/appeals.csv") if row["outcome"] == "upheld"
    }
    answers: dict[str, dict[str, str]] = {}
    for row in rows_of("compliance/findings/*.csv"):
        wrong = (row["assessment"], row["question"]) in upheld and row["result"] == "non-compliant"
        if points.get(row["question"]) == slug and not wrong:
            answers.setdefault(row["assessment"], {})[row["question"]] = row["result"]
    visits = [row for row in rows_of("compliance/assessments/*.csv") if row["published_on"]]
    visits.sort(key=lambda row: int(row["cycle"]))
    found: dict[tuple[str, str], int] = {}
    for visit in visits:
        for question in (number for number, name in points.items() if name == slug):
            key, result = (visit["factory"], question), answers.get(visit["assessment"], {}).get(question)
            if result == "compliant":
                found.pop(key, None)
            elif key in found or result == "non-compliant":
                found[key] = found.get(key, 0) + 1
    return found


def test_open_findings_are_those_of_the_files() -> None:
    expected = open_findings("emergency-preparedness")
    total, rows = open_at(demonstration().facts, "emergency-preparedness", 500)
    assert total == len(rows) == len({factory for factory, _question in expected})
    assert {(row.factory, question) for row in rows for question in row.questions} == set(expected)
    assert {row.factory: row.cycles_open for row in rows} == {
        factory: max(age for (each, _question), age in expected.items() if each == factory)
        for factory, _question in expected
    }


def test_a_list_is_cut_but_its_file_is_whole() -> None:
    total, rows = open_at(demonstration().facts, "emergency-preparedness", 5)
    assert total > len(rows) == 5
    (file,) = [each for each in view_of("emergency-preparedness").attachments if each.address.endswith("open.csv")]
    assert len(list(csv.DictReader(io.StringIO(file.content.decode())))) == total


def test_lengths_add_up_and_need_enough_factories() -> None:
    facts = demonstration().facts
    for slug, known in persistence_of(facts).items():
        assert known.ended + known.lasting + known.unknown == known.raised, slug
        assert bool(known.lengths) == (min(known.raised, known.factories) >= facts.threshold), slug
        if known.lengths:
            assert sum(length.ended for length in known.lengths) == known.ended
            assert sum(length.lasting for length in known.lengths) == known.lasting
            assert (known.lengths[0].cycles, known.lengths[0].ended) == (1, known.soon)


def test_questions_say_which_answer_is_bad_and_where_they_are_asked(tmp_path: Path) -> None:
    made = portal(tmp_path)
    views = {view.address: view for view in point.views(made, made.words("en"))}
    exits, drills, certificate = shown(views["points/emergency-preparedness/"])["questions"]
    assert drills.newest.meaning == "Gathers a fact: no answer counts as compliant or non-compliant."
    assert exits.newest.meaning == "“Yes” means non-compliant."
    assert [exits.newest.version, [old.version for old in exits.former]] == [2, [1]]
    assert certificate.newest.meaning == "“No” means non-compliant."
    html = rendered(made, views["points/emergency-preparedness/"])
    assert "Asked only in Vietnam." in html
    assert "Asked in the full form only." in html


def test_every_cluster_and_point_has_its_page() -> None:
    made = demonstration()
    words = made.words("en")
    points = [view.address for view in point.views(made, words)]
    assert points == ["points/", *(f"points/{row['point']}/" for row in rows_of("tool/compliance_points.csv"))]
    listed = [each["key"] for view in cluster.views(made, words) for each in shown(view)["points"]]
    assert sorted(listed) == sorted(row["point"] for row in rows_of("tool/compliance_points.csv"))


def test_numbers_of_questions_may_have_letters(tmp_path: Path) -> None:
    questions = "question,version,point,text,noncompliant_answer,kind,legal_basis,valid_from\n" + "".join(
        f"{number},1,child-labourers,Is it so?,yes,scored,convention,2001-01-01\n" for number in ("A.10", "A.9")
    )
    form = {"question": {"constraints": {"required": True}}}
    changed = {"questions": questions, "findings": "assessment,question\n", "appeals": None, "improvements": None}
    data = dataset(tmp_path, {**changed, "responses": None, "translations": None}, schemas={"questions": form})
    made = Portal(facts_of(data, AS_OF), Settings(cache=None, theme=THEME))
    page = next(view for view in views_of(made, made.words("en")) if view.address == "points/child-labourers/")
    assert re.findall(r'id="question-(\S+)"', rendered(made, page)) == ["A-9", "A-10"]
