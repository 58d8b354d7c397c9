"""Shows that an issue names its questions, where it is published, and that what is hidden is not zero."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.pages import issue
from generator.pages.disclosure import minimum_of, questions_by_issue
from generator.pages.portal import Portal
from generator.pages.view import View
from tests.pages.demonstration import demonstration, rows_of
from tests.pages.portals import portal, rendered

RULES = (
    "issue,country,valid_from,minimum_assessments,valid_until\n"
    "exits,KH,2014-01-01,2,\n"
    "exits,VN,2014-01-01,1,2020-12-31\n"
    "exits,HT,2026-05-01,1,\n"
    "everything,HT,2009-01-01,1,\n"
)


def views_of(made: Portal) -> dict[str, View]:
    return {view.address: view for view in issue.views(made, made.words("en"))}


def test_rules_say_where_and_from_which_assessment(tmp_path: Path) -> None:
    made = portal(tmp_path, disclosure_rules=RULES)
    values: Mapping[str, Any] = views_of(made)["issues/exits/"].values
    lines = {line["country"]: line for line in values["lines"]}
    assert list(lines) == ["KH", "VN"]
    assert [lines["KH"]["rule"].in_force, lines["VN"]["rule"].in_force] == [True, False]
    assert (lines["KH"]["findings"], lines["KH"]["factories"]) == (1, 1)
    assert [minimum_of(made.facts, code) for code in ("KH", "VN", "HT")] == [2, 1, 1]


def test_scopes_gather_their_questions(tmp_path: Path) -> None:
    made = portal(
        tmp_path,
        public_issues="issue,title,description,scope,questions,point\n"
        "exits,Exits,Exits.,questions,7.8.3,emergency-preparedness\n"
        "fire,Fire,Fire.,point,,emergency-preparedness\n"
        "everything,Everything,All.,all,,\n",
    )
    assert questions_by_issue(made.facts) == {
        "exits": ["7.8.3"],
        "fire": ["7.8.3", "7.8.4", "7.8.5"],
        "everything": ["1.1.1", "7.8.3", "7.8.4", "7.8.5"],
    }


def test_an_issue_that_no_country_publishes_is_not_zero(tmp_path: Path) -> None:
    made = portal(tmp_path, disclosure_rules=None)
    html = rendered(made, views_of(made)["issues/exits/"])
    assert "No country publishes this issue." in html


def test_every_issue_has_its_page() -> None:
    issues = [row["issue"] for row in rows_of("tool/public_issues.csv")]
    assert list(views_of(demonstration())) == ["issues/", *(f"issues/{key}/" for key in issues)]
