"""Owns what was found at factories, as the API says it: points by cycle, questions under them, histories, and CSV.

Does not own who a factory is (`factory`) or any figure (`generator.facts`). Factories have thousands of answers and
there are thousands of factories, so polars writes the JSON of many factories at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from generator.api.vocabulary import count, day, defined, flag, listed, nullable, record, text, word
from generator.facts import Facts
from generator.findings import KINDS, RESULTS
from generator.timelines import STATES

_HISTORY = (
    *("question", "point", "cluster", "state", "first_reported_in", "first_reported_on"),
    *("last_reported_in", "last_reported_on", "times_found", "times_assessed", "times_withdrawn", "reopened"),
    *("open_since_in", "open_since_on", "cycles_open", "gap", "unseen", "resolved_in", "resolved_on", "verified_on"),
)
_COLUMNS = (
    *("factory", "assessment", "cycle", "started_on", "form", "coverage", "cluster", "point", "question"),
    *("question_version", "kind", "result", "not_assessed_reason", "appeal", "withdrawn"),
)
_END = "\x1e"
"""Ends a record while those of many factories are one text: a character that no cell can hold."""
_UNCOUNTED = "Whether figures count it as it stands: not a fact, nor what was withdrawn on appeal."

POINTS = listed(
    record(
        point=defined("point"),
        cluster=defined("cluster"),
        results=listed(
            record(
                cycle=count("Cycle of the assessment.", minimum=1),
                result=word(RESULTS.categories, "Result of the point: non-compliant when any scored question is."),
                partial=flag("Whether a question of the point is not disclosed, not assessed or withdrawn."),
            ),
            "By cycle. Cycles in which no scored question of the point was asked are left out; so are those that "
            "know violations only and have none here, for nobody knows then.",
        ),
        questions=listed(
            record(
                question=defined("question"),
                kind=word(KINDS.categories, "Scored, or gathers a fact and counts in no figure."),
                answers=listed(
                    record(
                        cycle=count("Cycle of the assessment.", minimum=1),
                        version=count("Version of the question that was asked.", minimum=1),
                        result=word(RESULTS.categories, "Result as it was published."),
                        reason=nullable(text("Why it was not assessed.")),
                        counts=flag(_UNCOUNTED),
                    ),
                    "By cycle. Cycles in which it was not asked are left out.",
                ),
            ),
            "Every question asked, by number.",
        ),
    ),
    "What was found, by compliance point, in the order of the assessment tool.",
)

HISTORIES = listed(
    record(
        question=defined("question"),
        point=defined("point"),
        cluster=defined("cluster"),
        state=word(
            STATES.categories,
            "Open until a later assessment finds the question compliant; not-known where violations only are known "
            "since; withdrawn when every report was withdrawn on appeal.",
        ),
        first_reported_in=text("Assessment that reported it first."),
        first_reported_on=day("First day of that assessment."),
        last_reported_in=text("Assessment that reported it last."),
        last_reported_on=day("First day of that assessment."),
        times_found=count("Assessments that found it, without those withdrawn."),
        times_assessed=nullable(count("Assessments that answered the question; null where it is not known.")),
        times_withdrawn=count("Reports withdrawn on appeal."),
        reopened=nullable(count("Times that it was found again after it had been put right.")),
        open_since_in=nullable(text("Assessment with which the last time began.")),
        open_since_on=nullable(day("First day of that assessment.")),
        cycles_open=nullable(count("Published assessments from then until it was resolved, or until the latest.")),
        gap=nullable(count("Those among them that did not answer the question.")),
        unseen=nullable(count("Assessments since the last report that did not answer it; null when resolved.")),
        resolved_in=nullable(text("Assessment that found it put right.")),
        resolved_on=nullable(day("First day of that assessment.")),
        verified_on=nullable(day("Day on which the programme verified that the last report was put right.")),
    ),
    "The history of each question ever found non-compliant, by number.",
)


def points_of(facts: Facts, factories: Sequence[str]) -> Mapping[str, str]:
    """Return the list `points` of each factory as JSON; factories without answers are left out."""
    answers = facts.for_factories("findings", factories).select(
        *_text("factory", "point", "cluster", "question", "kind"),
        pl.struct(
            "cycle",
            pl.col("question_version").alias("version"),
            "result",
            pl.col("not_assessed_reason").alias("reason"),
            (pl.col("counted") == pl.col("result")).fill_null(value=False).alias("counts"),
        ).alias("answers"),
        pl.col("point").to_physical().alias("place"),
        pl.col("question").to_physical().alias("number"),
    )
    questions = answers.group_by("factory", "place", "number", maintain_order=True).agg(
        pl.col("point", "cluster", "question", "kind").first(), "answers"
    )
    points = (
        questions.sort("factory", "place", "number", maintain_order=True)
        .group_by("factory", "point", maintain_order=True)
        .agg(pl.col("cluster").first(), pl.struct("question", "kind", "answers").alias("questions"))
        .join(_results(facts, factories), on=["factory", "point"], how="left", maintain_order="left")
        .with_columns(pl.col("results").fill_null([]))
    )
    return _lists(points, "point", "cluster", "results", "questions")


def histories_of(facts: Facts, factories: Sequence[str]) -> Mapping[str, str]:
    """Return the list `histories` of each factory as JSON; factories without any are left out."""
    return _lists(facts.for_factories("timelines", factories), *_HISTORY)


def csv_of(facts: Facts, factories: Sequence[str]) -> Mapping[str, bytes]:
    """Return the findings of each factory as CSV, one row a question asked; all have at least the header."""
    rows = facts.for_factories("findings", factories).select(_COLUMNS)
    records = rows.write_csv(include_header=False, line_terminator=_END).split(_END)
    runs = rows.select(pl.col("factory").rle()).unnest("factory").select(pl.col("value").cast(pl.String), "len")
    parts, begin = dict.fromkeys(factories, ""), 0
    for factory, length in runs.iter_rows():
        parts[factory] = "\n".join([*records[begin : begin + length], ""])
        begin += length
    header = ",".join(_COLUMNS) + "\n"
    return {factory: (header + part).encode() for factory, part in parts.items()}


def _results(facts: Facts, factories: Sequence[str]) -> pl.DataFrame:
    """Return `factory`, `point` and the list `results` of each point that has any."""
    rows = facts.for_factories("point_results", factories)
    result = pl.struct("cycle", "result", "partial").alias("results")
    return (
        rows.select(*_text("factory", "point"), result).group_by("factory", "point", maintain_order=True).agg("results")
    )


def _lists(rows: pl.DataFrame, *columns: str) -> Mapping[str, str]:
    """Return the rows of each factory, `columns` of them, as a list in JSON."""
    encoded = rows.select(pl.col("factory").cast(pl.String), pl.struct(columns).struct.json_encode().alias("row"))
    joined = encoded.group_by("factory", maintain_order=True).agg(pl.format("[{}]", pl.col("row").str.join(",")))
    return dict(joined.iter_rows())


def _text(*names: str) -> list[pl.Expr]:
    """Return columns as text: an Enum of all factories would be carried into every row otherwise."""
    return [pl.col(name).cast(pl.String) for name in names]
