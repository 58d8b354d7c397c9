"""Owns the list of public issues and the page of each: the requirement, its questions, and where it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from generator.facts import Facts
from generator.pages.disclosure import Rule, issue_title, newest_questions, questions_by_issue, rules_of
from generator.pages.labels import label
from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.words import Words
from generator.timelines import OPEN


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the list of issues and a page for each, if there are any."""
    issues = portal.rows("public_issues")
    if not issues:
        return
    yield View(
        template="issues",
        address="issues/",
        title=words.say("Public issues"),
        description=words.say("Requirements whose results are published by factory name, and in which countries."),
        section="issues",
        values={"issues": [_entry(portal, words, issue) for issue in issues]},
        invented=True,
    )
    for row in issues.values():
        yield _view(portal, words, row)


def _entry(portal: Portal, words: Words, issue: str) -> dict[str, object]:
    lines = _countries(portal, issue)
    return {
        "key": issue,
        "title": issue_title(portal, words, issue),
        "countries": sorted((line["country"] for line in lines if line["rule"].in_force), key=words.country),
        "questions": len(questions_by_issue(portal.facts)[issue]),
        "findings": sum(line["findings"] for line in lines),
        "factories": sum(line["factories"] for line in lines),
    }


def _view(portal: Portal, words: Words, row: Mapping[str, Any]) -> View:
    issue, point = row["issue"], row["point"]
    title = issue_title(portal, words, issue)
    questions = newest_questions(portal.facts)
    return View(
        template="issue",
        address=f"issues/{issue}/",
        title=title,
        description=words.say("{issue}: where it is published, and at how many factories it is open.", issue=title),
        section="issues",
        crumbs=(Crumb(words.say("Public issues"), "issues/"),),
        values={
            "plain": portal.name_of(words, "public_issues", issue, "description"),
            "scope": row["scope"],
            "scope_words": label(words, "issue_scope", row["scope"]),
            "point": (point, portal.name_of(words, "compliance_points", point)) if point else None,
            "questions": [
                (number, portal.text_of(words, "questions", questions[number], "text"), questions[number])
                for number in questions_by_issue(portal.facts)[issue]
            ],
            "lines": sorted(_countries(portal, issue), key=lambda line: words.country(line["country"])),
        },
        invented=True,
    )


def _countries(portal: Portal, issue: str) -> list[dict[str, Any]]:
    """Return where an issue is or was published, with what is open now; a country once, by its newest rule."""
    newest: dict[str, Rule] = {}
    for rule in rules_of(portal.facts):
        if rule.issue == issue and rule.country not in newest:
            newest[rule.country] = rule
    return [
        {"country": country, "rule": rule, **_open(portal.facts, issue, country)} for country, rule in newest.items()
    ]


def _open(facts: Facts, issue: str, country: str) -> dict[str, int]:
    questions: Sequence[str] = questions_by_issue(facts)[issue]
    own = _open_findings(facts).filter((pl.col("country") == country) & pl.col("question").is_in(questions))
    return {"findings": own.height, "factories": own["factory"].n_unique()}


@lru_cache(maxsize=2)
def _open_findings(facts: Facts) -> pl.DataFrame:
    """Return factory, country and question of every open finding, as text."""
    rows = facts.timelines.filter(pl.col("state") == OPEN)
    return rows.select(pl.col("factory", "country", "question").cast(pl.String))
