"""Owns the page of the method: every formula under its number and anchor, and the rules that hold for all of them.

Does not own the formulas: their numbers (threshold, deviations, cycles) come from the code that applies them, so
that the page cannot say another thing. `#formula-2` and the other anchors are what pages link to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.pages.labels import labels
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.progress import ASSESSMENTS_FOR_LIST, DEVIATIONS
from generator.text.words import Text, Words


class Formula(NamedTuple):
    """A formula as the page says it: its name, what is divided by what, and what else a reader must know."""

    number: int
    name: Text
    definition: Text
    rules: tuple[Text, ...]

    @property
    def anchor(self) -> str:
        """Fragment of the page that other pages link to."""
        return f"formula-{self.number}"


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    yield View(
        template="method",
        address="method/",
        title=words.say("Method and formulas"),
        description=words.say("How factories are assessed, how each figure here is made, and when none is shown."),
        section="method",
        values={
            "formulas": formulas_of(portal, words),
            "threshold": portal.facts.threshold,
            "stale_after_months": portal.facts.stale_after_months,
            "results": {key: word for key, word in labels(words, "result").items() if key != "withdrawn"},
            "bands": list(labels(words, "worker_band").values()),
        },
    )


def formulas_of(portal: Portal, words: Words) -> tuple[Formula, ...]:
    """Return the formulas in the order of their numbers."""
    threshold = words.number(portal.facts.threshold)
    return (
        _point_result(words),
        _point_rate(words, threshold),
        _cluster_rate(words, threshold),
        _question_compliance(words, threshold),
        _low_compliance(words, threshold),
        _effort(words, threshold),
        _remediation(words, threshold),
    )


def _point_result(words: Words) -> Formula:
    return Formula(
        1,
        words.say("Result of a compliance point"),
        words.say("A point is non-compliant in an assessment when any scored question under it is."),
        (
            words.say("Else it is compliant when any question under it was answered compliant."),
            words.say(
                "Where no question was answered it is not disclosed if any question is; else not assessed if any "
                "question is; else not applicable."
            ),
            words.say(
                "It rests on part of the questions where a question is not disclosed, not assessed, or withdrawn on "
                "appeal; the page says so."
            ),
            words.say("Where only violations are known, a point without a violation is unknown, never compliant."),
        ),
    )


def _point_rate(words: Words, threshold: str) -> Formula:
    return Formula(
        2,
        words.say("Rate of a point"),
        words.say("Factories where the point was found non-compliant, divided by the factories assessed on it."),
        (
            words.say("Each factory counts once for each form, with its latest published assessment of that form."),
            words.say("Over the years: with its latest assessment of that form in each calendar year."),
            words.say("No share is shown over fewer than {threshold} factories; the counts are.", threshold=threshold),
            words.say(
                "Where only violations are known, a factory is counted among those where it was found, and is in no "
                "share."
            ),
        ),
    )


def _cluster_rate(words: Words, threshold: str) -> Formula:
    return Formula(
        3,
        words.say("Rate of a cluster"),
        words.say("Points found non-compliant, divided by the points assessed in the cluster."),
        (
            words.say(
                "For one factory: its own points. These are points of one place and not a sample, so the share is "
                "shown with both counts whatever their size."
            ),
            words.say(
                "For a country and year: the points of all its factories together, each with its latest assessment "
                "of the year; no share where fewer than {threshold} factories were assessed.",
                threshold=threshold,
            ),
        ),
    )


def _question_compliance(words: Words, threshold: str) -> Formula:
    return Formula(
        4,
        words.say("Compliance with a question"),
        words.say("Factories compliant, divided by the factories compliant and non-compliant together."),
        (
            words.say("This is the share that complies; the rates of points and clusters are shares that do not."),
            words.say("Each factory counts with its latest assessment of a form, as in formula 2."),
            words.say("No share is shown over fewer than {threshold} factories; the counts are.", threshold=threshold),
        ),
    )


def _low_compliance(words: Words, threshold: str) -> Formula:
    return Formula(
        5,
        words.say("Low compliance list"),
        words.say(
            "Factories with at least {assessments} published assessments whose share of legal requirements met lies "
            "below the mean minus {deviations} standard deviations.",
            assessments=words.number(ASSESSMENTS_FOR_LIST),
            deviations=words.number(DEVIATIONS),
        ),
        (
            words.say(
                "Legal requirements are scored questions that rest on a convention or on national law. Good practice "
                "does not count."
            ),
            words.say(
                "Mean and deviation are those of the same country and form; the deviation is that of the whole, not of "
                "a sample. Countries are never put together."
            ),
            words.say("There is no list where fewer than {threshold} factories count.", threshold=threshold),
            words.say("Assessments of which only violations are known do not count."),
        ),
    )


def _effort(words: Words, threshold: str) -> Formula:
    return Formula(
        6,
        words.say("Effort"),
        words.say(
            "Questions put right minus questions that slipped between the last two published assessments of the same "
            "form, divided by the questions answered in both."
        ),
        (
            words.say("Only questions answered in both count: a new questionnaire is not a change of the factory."),
            words.say("It runs from -1 (all slipped) to 1 (all put right)."),
            words.say("Under {threshold} questions answered in both there are counts only.", threshold=threshold),
            words.say("There is none where one of the two assessments knows violations only."),
            words.say("It stands in the file of each factory for programs and on no page, for it is no score."),
        ),
    )


def _remediation(words: Words, threshold: str) -> Formula:
    return Formula(
        7,
        words.say("Remediation"),
        words.say("Findings that the programme verified as put right, divided by all findings raised."),
        (
            words.say("A finding is raised when it is first reported, and again when it comes back after it was gone."),
            words.say("What a factory reports itself never counts; it is shown apart, as not verified."),
            words.say(
                "Verification counts from the day of the last report on: what was found again later was not put right."
            ),
            words.say("Findings not eligible for verification stay in the denominator and are named beside the rate."),
            words.say(
                "No share is shown under {threshold} findings or, over several factories, under {threshold} factories; "
                "nor where one of the findings is from an assessment of which only violations are known.",
                threshold=threshold,
            ),
        ),
    )
