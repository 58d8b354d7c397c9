"""Shows that a profile says what was found with its denominator, and keeps apart what is hidden, unknown and open."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.facts import facts_of
from generator.outputs.templates import Templates
from generator.pages import factory
from generator.pages.frame import frame_of
from generator.pages.portal import Portal
from generator.pages.profile.history import History
from generator.pages.profile.matrix import NOT_IN_FORM, NOT_KNOWN
from generator.pages.profile.register import register_of
from generator.settings import Settings
from tests.checks.datasets import dataset
from tests.pages.portals import AS_OF, THEME, portal, rendered

CHECKED = Path(__file__).parents[1] / "checks" / "portal"
ASSESSMENTS = (CHECKED / "assessments.csv").read_text("utf-8")
FINDINGS = (CHECKED / "findings.csv").read_text("utf-8")


def text_of(html: str) -> str:
    """Return what a reader sees in `main`, spaces folded."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def page(made: Portal, key: str, language: str = "en") -> str:
    return rendered(made, next(factory.views(made, made.words(language), keys=[key])), language)


def test_finding_shows_age_law_and_both_sides_of_its_improvement(tmp_path: Path) -> None:
    html = page(portal(tmp_path), "KH-0001")
    read = text_of(html)
    assert "On the published questions" not in read
    assert "Non-compliant on 1 of 1 point assessed in cycle 2, 1 March 2025." in read
    assert "Of 1 further point nothing is disclosed" in read
    assert "Open for 1 cycle, since 1 March 2025." in read
    assert "Found in 1 of 1 assessment that answered it" in read
    assert "National law: Art. 1" in read
    reported, verified = read.index("The factory reports (not verified)"), read.index("The programme verified")
    assert "Put right on 1 July 2025" in read[reported:verified]
    assert "Verified as put right on 1 September 2025" in read[verified:]
    assert "Appeal rejected: filed on 10 April 2025, decided on 10 May 2025" in read
    assert '<blockquote><span lang="km" dir="ltr">ច្រកចេញត្រូវបានបើក</span>' in html
    assert "As many management as worker seats: 4 and 4." in read
    assert "(Up to 1,000 workers)" in read


def test_last_wording_asked_is_shown(tmp_path: Path) -> None:
    read = text_of(page(portal(tmp_path), "KH-0001"))
    assert "7.8.3 Is any emergency exit locked?" in read
    assert "Are exits locked?" not in read


def test_point_on_part_of_its_questions_says_so(tmp_path: Path) -> None:
    extra = "KH-0001-2,1.1.1,1,not-disclosed,\n"
    findings = FINDINGS.replace(extra, "KH-0001-2,1.1.1,1,compliant,\nKH-0001-2,7.8.5,1,not-disclosed,\n")
    read = text_of(page(portal(tmp_path, findings=findings), "KH-0001"))
    assert "On the published questions: non-compliant on 1 of 2 points assessed in cycle 2" in read
    assert "1 of 2 questions published" in read


def test_reason_for_not_assessing_is_given(tmp_path: Path) -> None:
    read = text_of(page(portal(tmp_path), "HT-0001"))
    assert "Non-compliant on 0 of 1 point assessed in cycle 1" in read
    assert "No published finding is open." in read
    assert "Not assessed in cycle 1: The building was closed" in read


def test_closed_factory_without_assessment_says_both(tmp_path: Path) -> None:
    read = text_of(page(portal(tmp_path), "KH-0002"))
    assert "This factory closed. Since 1 May 2020. Reason: Orders ended" in read
    assert "This factory has not been assessed yet." in read
    assert "No committee is recorded" in read
    assert "Points by cycle" not in read


def test_violations_only_is_never_compliant(tmp_path: Path) -> None:
    only = ASSESSMENTS.replace("all-answers", "violations-only")
    made = portal(tmp_path, assessments=only)
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    cells = [row.cells for cluster in view.values["matrix"].clusters for row in cluster.rows]  # type: ignore[attr-defined]
    assert cells == [(NOT_KNOWN, 1)]
    read = text_of(rendered(made, view))
    assert "Violations on 1 point in cycle 2, 1 March 2025." in read
    assert "whether it was put right since is not known" in read
    assert "Open for" not in read
    assert " of 1 point" not in read
    key = re.search(r'<p class="key small">(.*?)</p>', rendered(made, view))
    assert key
    assert re.findall(r"state-([a-z-]+)", key[1]) == ["non-compliant", "not-known"]


def test_key_of_the_matrix_has_every_state_that_answers_can_have(tmp_path: Path) -> None:
    first_only = ASSESSMENTS.replace("all-answers", "violations-only", 1)
    made = portal(tmp_path, assessments=first_only)
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    answers = ["compliant", "non-compliant", "not-applicable", "not-assessed", "not-disclosed"]
    assert view.values["matrix"].key == [*answers, "not-in-form", "not-known"]  # type: ignore[attr-defined]


def test_violations_only_without_a_violation_says_so(tmp_path: Path) -> None:
    only = ASSESSMENTS.replace("all-answers", "violations-only")
    header, *rows = FINDINGS.splitlines(keepends=True)
    none = header + "".join(row for row in rows if not row.startswith("KH-0001"))
    html = page(portal(tmp_path / "none", assessments=only, findings=none, appeals=None, corrections=None), "KH-0001")
    assert "No violations are recorded in the data." in text_of(html)
    assert "Violations on" not in html
    assert 'id="findings"' not in html
    assert 'id="matrix"' not in html
    earlier = none + "KH-0001-1,7.8.3,2,non-compliant,\n"
    read = text_of(page(portal(tmp_path / "earlier", assessments=only, findings=earlier, appeals=None), "KH-0001"))
    assert "No violations are recorded in the data of cycle 2, 1 March 2025." in read


def test_short_form_is_marked_and_a_point_left_out_is_not_asked(tmp_path: Path) -> None:
    findings = FINDINGS.replace("KH-0001-2,1.1.1,1,not-disclosed,\n", "").replace(
        "KH-0001-1,1.1.1,1,not-disclosed", "KH-0001-1,1.1.1,1,compliant"
    )
    made = portal(
        tmp_path, findings=findings, assessments=ASSESSMENTS.replace("02,full,false,2025-04", "02,short,false,2025-04")
    )
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    cells = [row.cells for cluster in view.values["matrix"].clusters for row in cluster.rows]  # type: ignore[attr-defined]
    assert cells == [(0, NOT_IN_FORM), (4, 1)]
    html = rendered(made, view)
    assert "The last assessment used the short form" in html
    assert re.search(r'2 <span class="base"><span class="year">2025</span> <span>short form</span>', html)


def test_upheld_appeal_withdraws_a_finding(tmp_path: Path) -> None:
    appeals = "assessment,question,filed_on,decided_on,outcome\nKH-0001-2,7.8.3,2025-04-10,2025-05-10,upheld\n"
    read = text_of(page(portal(tmp_path, appeals=appeals), "KH-0001"))
    assert "Withdrawn on appeal: it counts in no figure." in read
    assert "Open for" not in read
    assert "Nothing that was assessed in cycle 2, 1 March 2025, is published." in read


def test_reply_to_a_question_stands_with_its_finding(tmp_path: Path) -> None:
    later = ASSESSMENTS + "KH-0001-3,KH-0001,3,2025-08-01,2025-08-02,full,false,2025-08-20,2025-10-01,1,all-answers,\n"
    findings = FINDINGS + "KH-0001-3,7.8.3,2,compliant,\n"
    html = page(portal(tmp_path, assessments=later, findings=findings), "KH-0001")
    assert "1 finding is no longer made" in text_of(html)
    assert html.count("<blockquote>") == 1
    assert html.index('id="question-7-8-3"') < html.index("<blockquote>") < html.index('id="matrix"')
    assert '<a href="#question-7-8-3">7.8.3</a>' in html[html.index('id="replies"') :]


def test_reply_to_an_earlier_assessment_is_folded(tmp_path: Path) -> None:
    replies = (CHECKED / "responses.csv").read_text("utf-8").replace("KH-0001-2,7.8.3", "KH-0001-1,")
    replies += "kh-0001-2,KH-0001,KH-0001-2,,en,We wrote again,2025-05-01,2025-06-01,false\n"
    html = page(portal(tmp_path, responses=replies), "KH-0001")
    replied = html[html.index('id="replies"') :]
    assert replied.index("We wrote again") < replied.index("1 reply to an earlier assessment") < replied.index("ច្រកចេញ")


@pytest.mark.parametrize(
    "absent",
    [
        "improvements",
        "responses",
        "appeals",
        "corrections",
        "workforce",
        "committees",
        "strikes",
        "sourcing",
        "attendance",
        "courses",
        "sessions",
    ],
)
def test_absent_tables_leave_a_page(tmp_path: Path, absent: str) -> None:
    made = portal(tmp_path, **{absent: None})
    templates, words = Templates(THEME), made.words("en")
    views = list(factory.views(made, words))
    assert [view.address for view in views] == ["factories/ht-0001/", "factories/kh-0001/", "factories/kh-0002/"]
    for view in views:
        assert "</html>" in templates.render(view.template, words, {**frame_of(made, words, view), **view.values})


@pytest.mark.parametrize(
    ("absent", "claims"),
    [
        ("improvements", ["The factory reports", "The programme verified"]),
        ("committees", ["Committee of management"]),
        ("sourcing", ["Buyers", "No buyer"]),
        ("sessions", ["Sessions to come", "none planned"]),
        ("attendance", ["Courses completed by people from here", "How many people took part"]),
    ],
)
def test_what_no_table_is_about_is_not_said_to_be_none(tmp_path: Path, absent: str, claims: list[str]) -> None:
    full = text_of(page(portal(tmp_path / "full"), "KH-0001"))
    without = text_of(page(portal(tmp_path / "without", **{absent: None}), "KH-0001"))
    for claim in claims:
        assert claim not in without
    assert claims[0] in full


def test_finding_no_longer_made_is_shown_without_improvements(tmp_path: Path) -> None:
    later = ASSESSMENTS + "KH-0001-3,KH-0001,3,2025-08-01,2025-08-02,full,false,2025-08-20,2025-10-01,1,all-answers,\n"
    findings = FINDINGS + "KH-0001-3,7.8.3,2,compliant,\n"
    html = page(portal(tmp_path, assessments=later, findings=findings, improvements=None), "KH-0001")
    finding = html[html.index('id="question-7-8-3"') : html.index("</article>")]
    assert "found compliant in cycle 3" in finding
    assert "programme verified" not in finding
    assert "Nothing reported" not in finding


def test_form_and_law_that_are_not_known_are_not_made_up(tmp_path: Path) -> None:
    questions = (CHECKED / "questions.csv").read_text("utf-8").replace("national-law,Art. 1", ",")
    data = dataset(
        tmp_path,
        {"questions": questions, "assessments": ASSESSMENTS.replace("02,full,false", "02,,false")},
        schemas={"questions": {"legal_basis": {"constraints": {}}}, "assessments": {"form": {"constraints": {}}}},
    )
    made = Portal(facts_of(data, AS_OF), Settings(cache=None, theme=THEME))
    read = text_of(page(made, "KH-0001"))
    assert "Open for 1 cycle" in read
    assert "National law" not in read
    assert "full form" not in read
    assert "short form" not in read


def test_shares_of_profiles_look_up_in_one_register(tmp_path: Path) -> None:
    made = portal(tmp_path)
    words = made.words("en")
    shares = [next(factory.views(made, words, keys=[key])) for key in ("KH-0001", "HT-0001")]
    rows = register_of(made, words).factories
    assert [view.values["factory"] for view in shares] == [rows["KH-0001"], rows["HT-0001"]]
    assert all(view.values["factory"] is rows[view.address.split("/")[1].upper()] for view in shares)
    assert register_of(made, made.words("fr")) is not register_of(made, words)


def test_paper_has_the_first_findings_and_says_where_the_others_are(tmp_path: Path) -> None:
    made = portal(tmp_path)
    view = next(factory.views(made, made.words("en"), keys=["KH-0001"]))
    history = view.values["history"]
    assert isinstance(history, History)

    def with_findings(number: int) -> str:
        many = history._replace(open=[*history.open] * number)
        return rendered(made, replace(view, values={**view.values, "history": many}))

    html = with_findings(20)
    assert html.count('class="finding"') == 18
    assert html.count('class="finding off-paper"') == 2
    assert "2 more stand at https://portal.example/factories/kh-0001/." in html
    assert "more stand" not in with_findings(18)


def test_paper_says_that_the_factory_replied(tmp_path: Path) -> None:
    assert "The factory replied to this (not verified)." in page(portal(tmp_path / "question"), "KH-0001")
    replies = (CHECKED / "responses.csv").read_text("utf-8").replace("KH-0001-2,7.8.3", "KH-0001-2,")
    html = page(portal(tmp_path / "visit", responses=replies), "KH-0001")
    assert "The factory replied to this (not verified)." not in html
    assert "The factory replied to this assessment (not verified)." in html


def test_names_of_two_factories_are_told_apart(tmp_path: Path) -> None:
    factories = (CHECKED / "factories.csv").read_text("utf-8").replace("Naga Apparel", "Lotus Garment")
    made = portal(tmp_path, factories=factories)
    titles = [view.title for view in factory.views(made, made.words("en"))]
    assert titles == ["Couture Soleil", "Lotus Garment (KH-0001)", "Lotus Garment (KH-0002)"]


def test_key_that_is_unknown_has_no_page(tmp_path: Path) -> None:
    made = portal(tmp_path)
    assert list(factory.views(made, made.words("en"), keys=["KH-9999"])) == []
