"""Shows that every factory is reached by lists alone, that lists stay short, and that unknown is not zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages import factories
from generator.pages.factories import ROWS_A_PAGE, initial_of
from tests.pages.portals import portal, rendered

VISITS = (
    "assessment,factory,cycle,started_on,ended_on,form,announced,reported_on,published_on,questions_scored,coverage\n"
)
HEAD = "factory,name,address,country,status,joined_on\n"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Sếu Bạc", "s"),
        ("Đông Á", "d"),
        ("Émile", "e"),
        ("“Quoted”", "q"),
        ("9 Dragons", "0-9"),
        ("រោងចក្រ", "other"),
        ("--", "other"),
    ],
)
def test_letter_of_a_name(name: str, letter: str) -> None:
    assert initial_of(name) == letter


def test_each_factory_is_in_the_lists_of_its_country_and_letter(tmp_path: Path) -> None:
    made = portal(tmp_path)
    views = {view.address: view for view in factories.views(made, made.words("en"))}
    assert set(views) == {
        "factories/",
        "factories/in-kh/",
        "factories/in-ht/",
        *(f"factories/{letter}/" for letter in "cln"),
    }
    keys = {address: [line.key for line in view.values["lines"]] for address, view in views.items()}  # type: ignore[attr-defined]
    assert keys["factories/in-kh/"] == ["KH-0001", "KH-0002"]
    assert keys["factories/c/"] == ["HT-0001"]
    assert keys["factories/"] == ["HT-0001", "KH-0001", "KH-0002"]


def test_not_assessed_and_violations_only_are_not_zero(tmp_path: Path) -> None:
    assessments = VISITS + (
        "KH-0001-1,KH-0001,1,2024-03-01,2024-03-02,full,false,2024-04-01,,2,all-answers\n"
        "HT-0001-1,HT-0001,1,2025-05-01,2025-05-02,full,false,2025-06-01,2025-07-01,2,violations-only\n"
    )
    findings = "assessment,question,question_version,result\nHT-0001-1,7.8.3,2,non-compliant\n"
    rest = dict.fromkeys(("appeals", "improvements", "responses"))
    made = portal(tmp_path, assessments=assessments, findings=findings, **rest)
    lines = {line.key: line for line in factories.lines_of(made, made.words("en"))}
    assert {key: (line.open_findings, line.unknown) for key, line in lines.items()} == {
        "KH-0001": (None, "Not published yet"),
        "KH-0002": (None, "Not assessed yet"),
        "HT-0001": (None, "Not known"),
    }


def test_long_lists_are_split_and_lose_nobody(tmp_path: Path) -> None:
    names = [f"Silver {number}" for number in range(ROWS_A_PAGE + 20)] + [f"Tall {number}" for number in range(30)]
    rows = "".join(f"KH-{at:04d},{name},Street {at},KH,active,2020-01-01\n" for at, name in enumerate(names, 1))
    absent = ("appeals", "improvements", "responses", "workforce", "committees", "strikes", "sourcing", "corrections")
    tables: dict[str, str | None] = dict.fromkeys(absent)
    tables |= {"assessments": VISITS, "findings": "assessment,question,question_version,result\n"}
    made = portal(tmp_path, factories=HEAD + rows, **tables)
    views = {view.address: view for view in factories.views(made, made.words("en"))}
    shown = {address: len(view.values["lines"]) for address, view in views.items()}  # type: ignore[arg-type]
    assert shown == {
        "factories/": 0,
        "factories/in-kh/": 0,
        "factories/in-kh/s/": ROWS_A_PAGE,
        "factories/in-kh/s/2/": 20,
        "factories/in-kh/t/": 30,
        "factories/s/": ROWS_A_PAGE,
        "factories/s/2/": 20,
        "factories/t/": 30,
    }
    assert len({view.title for view in views.values()}) == len(views)
    assert 'href="../../../factories/in-kh/s/2/"' in rendered(made, views["factories/in-kh/s/"])
    assert 'href="../../factories/in-kh/t/"' in rendered(made, views["factories/in-kh/"])
