"""Shows that what has no denominator says why, and that what is hidden is never taken for not assessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages.prevalence import clusters_found_by_year, points_found
from tests.pages.portals import portal

ASSESSMENTS = (
    "assessment,factory,cycle,started_on,form,published_on,questions_scored,coverage\n"
    "KH-0001-1,KH-0001,1,2025-03-01,full,2025-06-01,1,all-answers\n"
    "KH-0002-1,KH-0002,1,2025-03-01,full,2025-06-01,1,all-answers\n"
)


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        ("not-applicable", "not-applicable", "not-applicable"),
        ("not-applicable", "not-assessed", "not-assessed"),
        ("not-assessed", "not-disclosed", "not-disclosed"),
        ("not-disclosed", "not-applicable", "not-disclosed"),
        ("compliant", "not-disclosed", ""),
    ],
)
def test_the_state_is_the_first_of_hidden_not_assessed_and_not_applicable(
    tmp_path: Path, one: str, other: str, state: str
) -> None:
    findings = (
        "assessment,question,question_version,result,not_assessed_reason\n"
        f"KH-0001-1,7.8.3,2,{one},\nKH-0002-1,7.8.3,2,{other},\n"
    )
    facts = portal(tmp_path, assessments=ASSESSMENTS, findings=findings, appeals=None, improvements=None).facts
    (point,) = (row for row in points_found(facts)["emergency-preparedness"] if row.country == "KH")
    (cluster,) = clusters_found_by_year(facts)["KH"]["occupational-safety-and-health"]
    assert (point.state, cluster.state) == (state, state)
    assert {row.state for row in points_found(facts)["child-labourers"]} == {"not-in-form"}
