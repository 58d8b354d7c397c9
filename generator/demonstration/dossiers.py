"""Owns the dossier of a factory: its rows in every table, made together so that they agree with each other.

Does not own the writing of files (`package`).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from generator.demonstration.appeals import Appeal, appeals_of, decide
from generator.demonstration.attendance import Offers, attendance_of, read_offers
from generator.demonstration.committees import committees_of
from generator.demonstration.corrections import corrections_of
from generator.demonstration.disclosure import Disclosure, read_disclosure
from generator.demonstration.factories import Factory
from generator.demonstration.improvements import improvements_of
from generator.demonstration.replies import replies_of
from generator.demonstration.results import Answers, answers_of, finding_lines, shown
from generator.demonstration.sourcing import Buyer, read_buyers, sourcing_of
from generator.demonstration.strikes import strikes_of
from generator.demonstration.tool import Tool, read_tool
from generator.demonstration.workforce import workforce_of

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the dossiers rest on: the tool, the rules of disclosure, the buyers and the courses of a data folder."""

    tool: Tool
    disclosure: Disclosure
    buyers: tuple[Buyer, ...]
    clusters: dict[str, str]
    offers: Offers


def read_surroundings(data: Path, questions: int | None) -> Surroundings:
    """Read the packages `tool`, `programme` and `training` in the folder `data`; ask at most `questions` in a visit."""
    tool = read_tool(data, questions)
    with (data / "tool" / "compliance_points.csv").open(encoding="utf-8", newline="") as file:
        clusters = {row["point"]: row["cluster"] for row in csv.DictReader(file)}
    return Surroundings(tool, read_disclosure(data, tool), read_buyers(data), clusters, read_offers(data))


@dataclass(frozen=True, slots=True)
class Dossier:
    """The rows of a factory by table, and its findings as lines of CSV: there are too many for rows."""

    rows: dict[str, list[Row]]
    findings: list[str]


def dossier_of(factory: Factory, around: Surroundings, seed: int) -> Dossier:
    """Return all that the package `compliance` says about a factory."""
    every, appeals = _published(factory, around, seed)
    public = [answers for answers in every if answers.visit.published_on]
    headcounts = workforce_of(factory, factory.dice(seed, "people"))
    rows: dict[str, list[Row]] = {
        "factories": [_factory_row(factory)],
        "workforce": [astuple(row) for row in headcounts],
        "sourcing": [astuple(row) for row in sourcing_of(factory, around.buyers, factory.dice(seed, "buyers"))],
        "assessments": [_assessment_row(factory, answers) for answers in every],
        "improvements": [astuple(row) for row in improvements_of(factory, public, factory.dice(seed, "better"))],
        "responses": [
            astuple(row) for row in replies_of(factory, public, around.clusters, factory.dice(seed, "replies"))
        ],
        "appeals": [_appeal_row(appeal) for appeal in appeals],
        "corrections": [
            astuple(row) for row in corrections_of(factory, appeals, headcounts, factory.dice(seed, "wrong"))
        ],
        "committees": [astuple(row) for row in committees_of(factory, factory.dice(seed, "seats"))],
        "attendance": [
            astuple(row) for row in attendance_of(factory, public, around.offers, factory.dice(seed, "learning"))
        ],
        "strikes": [astuple(row) for row in strikes_of(factory, factory.dice(seed, "strikes"))],
    }
    dice = factory.dice(seed, "missed")
    return Dossier(rows, [line for answers in every for line in finding_lines(answers, dice)])


def _published(factory: Factory, around: Surroundings, seed: int) -> tuple[list[Answers], list[Appeal]]:
    """Return the answers of each visit as the public sees them, and the appeals that changed or hid some."""
    private = answers_of(factory, around.tool, factory.dice(seed, "found"))
    first = [shown(answers, factory.country, around.disclosure, ()) for answers in private]
    appeals = appeals_of(first, factory.dice(seed, "appeals"))
    if not appeals:
        return first, appeals
    return [
        shown(answers, factory.country, around.disclosure, decide(answers, appeals)) for answers in private
    ], appeals


def _factory_row(factory: Factory) -> Row:
    place, standing = factory.place, factory.standing
    return (
        factory.factory,
        factory.os_id,
        factory.name.english,
        factory.name.local,
        factory.former_names,
        place.address,
        place.subdivision,
        factory.country,
        place.latitude,
        place.longitude,
        factory.name.products,
        factory.parent_company,
        standing.status,
        standing.status_on,
        standing.reason,
        factory.moved_to,
        factory.joined_on,
        factory.union_present,
        factory.collective_agreement,
    )


def _assessment_row(factory: Factory, answers: Answers) -> Row:
    visit = answers.visit
    return (
        visit.assessment,
        factory.factory,
        visit.cycle,
        visit.started_on,
        visit.ended_on,
        visit.form,
        visit.announced,
        visit.reported_on,
        visit.published_on,
        answers.questions_scored,
        "all-answers",
        visit.gap_reason,
    )


def _appeal_row(appeal: Appeal) -> Row:
    return (appeal.assessment, appeal.question.key, appeal.filed_on, appeal.decided_on, appeal.outcome)
