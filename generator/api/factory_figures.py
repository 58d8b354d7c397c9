"""Owns the figures of a factory, as the API says them: the rate of each cluster by cycle, and its effort.

Does not own the formulas (`generator.rates`, `generator.progress`) or who the factory is (`factory`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.api.figures import grouped, rate_of, share_of
from generator.api.vocabulary import count, defined, listed, nullable, number, record, text, word
from generator.facts import Facts
from generator.findings import FORMS
from generator.rates import REASONS

CLUSTER_RATES = listed(
    record(
        cycle=count("Cycle of the assessment.", minimum=1),
        cluster=defined("cluster"),
        noncompliant=defined("rate"),
    ),
    "Formula 3: points non-compliant of points assessed in a cluster, by cycle. They are points of one place and no "
    "sample, so that there is a rate over few of them, too.",
)

EFFORT = listed(
    record(
        form=word(FORMS.categories, "Form of the two assessments."),
        before=text("The assessment before the last one of this form."),
        after=text("The last published assessment of this form."),
        questions=count("Questions answered in both."),
        put_right=count("Those that were non-compliant and are compliant."),
        slipped=count("Those that were compliant and are non-compliant."),
        change=nullable(
            number("Put right less slipped, by questions; rounded to six places.", minimum=-1, maximum=1),
        ),
        reason=nullable(word(REASONS, "Why there is no change: too few questions, violations only, or none in both.")),
    ),
    "Formula 6: the change between the last two published assessments of each form; none before there are two.",
)


def cluster_rates_of(facts: Facts, factories: Sequence[str]) -> Mapping[str, list[dict[str, Any]]]:
    """Return the list `cluster_rates` of each factory; factories without any are left out."""
    rows = facts.for_factories("factory_cluster_rates", factories).to_dicts()
    return grouped(
        [
            {
                **{name: row[name] for name in ("factory", "cycle", "cluster")},
                "noncompliant": rate_of(row, "points_noncompliant", "points_assessed"),
            }
            for row in rows
        ],
        "factory",
    )


def effort_of(facts: Facts, factories: Sequence[str]) -> Mapping[str, list[dict[str, Any]]]:
    """Return the list `effort` of each factory; factories without two assessments of a form are left out."""
    rows = facts.for_factories("effort", factories).drop("country").to_dicts()
    return grouped([{**row, "change": share_of(row["change"])} for row in rows], "factory")
