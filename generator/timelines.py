"""Owns the history of each finding: when it was first and last reported, how long it stayed open, what came of it.

Does not own improvements as such (pages show self-reported and verified ones apart) or rates.

A history belongs to a factory and a question number; numbers are stable over versions of the wording and over
countries. A factory that moved is a new factory with a new history. Only questions that are scored have one.

In each published assessment a question was answered non-compliant, answered compliant, or not answered (not
applicable, not assessed, not disclosed, not in the form, withdrawn on appeal). A **spell** begins when a question
is found non-compliant for the first time or again after it was compliant; it ends at the next compliant answer.
No answer ends nothing: a spell stays open, with a gap.

States of a history, by its last spell:

- `resolved`: a later assessment found the question compliant;
- `open`: no later assessment did. `unseen` says in how many assessments since the question was not answered;
- `not-known`: as open, but the last report or an assessment after it knows violations only, where silence says
  nothing: it may have been put right, and nobody can tell;
- `withdrawn`: every report of it was withdrawn on appeal. It counts in no other figure.

Columns: `first_reported_*` in the first spell, `last_reported_*` in the last; `open_since_*` the beginning of the
last spell; `cycles_open` = published assessments from that beginning up to the latest (or up to, and without, the
one that resolved it); `gap` = those among them in which it was not answered; `unseen` = those since the last
report (null when resolved); `times_found` of `times_assessed` answers over all spells (null where a published
assessment of the factory knows violations only, for nobody knows then how often it was looked at); `reopened` =
spells after the first; `verified_on` = day on which the programme verified that the last report was put right.
"""

from __future__ import annotations

import polars as pl

from generator.findings import ANSWERED, NON_COMPLIANT, VIOLATIONS_ONLY, with_assessment

OPEN, RESOLVED, NOT_KNOWN, WITHDRAWN = "open", "resolved", "not-known", "withdrawn"
STATES = pl.Enum([OPEN, RESOLVED, NOT_KNOWN, WITHDRAWN])


def spells_of(findings: pl.DataFrame, assessments: pl.DataFrame, improvements: pl.DataFrame) -> pl.DataFrame:
    """Return each time that a question was raised at a factory (columns: `Facts.spells`).

    `improvements` are the public rows of the table. One counts as `verified_on` when the programme verified its
    completion on or after the last report of the spell: what was found again after it was not completed.
    """
    answers, runs = _runs_of(findings)
    first, last = pl.col("start"), pl.col("start") + pl.col("length") - 1
    places = {"raised": first, "last": last, "resolved": pl.when("answered_after").then(last + 1)}
    bad = runs.filter("bad").with_columns(place.alias(name) for name, place in places.items())
    spells = answers.select("factory", "question", "point", "cluster")[bad["raised"]].with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.UInt16).over("factory", "question").alias("spell"),
        bad["length"].cast(pl.UInt16).alias("times_found"),
        bad["times_answered"],
    )
    for name in places:
        spells = _dated(spells, answers["assessment"].gather(bad[name]), assessments, name)
    only = assessments["coverage"].eq(VIOLATIONS_ONLY).gather(spells["raised_in"].to_physical())
    countries = with_assessment(spells.select(pl.col("raised_in").alias("assessment")), assessments, "country")
    spells = spells.with_columns(countries["country"], only.alias("violations_only"))
    return _with_verification(spells, improvements).select(
        *("factory", "country", "question", "point", "cluster", "spell"),
        *("raised_in", "raised_on", "raised_cycle", "raised_ordinal"),
        *("last_in", "last_on", "last_cycle", "last_ordinal"),
        *("times_found", "times_answered", "resolved_in", "resolved_on", "resolved_cycle", "resolved_ordinal"),
        *("violations_only", "verified_on", "not_eligible"),
    )


def timelines_of(findings: pl.DataFrame, assessments: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Return the history of each question ever found non-compliant at a factory (columns: `Facts.timelines`)."""
    history = spells.group_by("factory", "question", maintain_order=True).agg(
        pl.col("country", "point", "cluster").first(),
        pl.col("raised_in", "raised_on", "raised_cycle").first().name.prefix("first_"),
        pl.col("raised_in", "raised_on", "raised_ordinal").last(),
        pl.col("last_in", "last_on", "last_cycle", "last_ordinal").last(),
        pl.col("times_found").sum(),
        pl.col("times_found").last().alias("found_in_spell"),
        pl.col("times_answered").first(),
        (pl.len() - 1).cast(pl.UInt16).alias("reopened"),
        pl.col("resolved_in", "resolved_on", "resolved_ordinal", "verified_on").last(),
    )
    joined = history.join(_lasts_of(assessments, spells), on="factory", how="left", maintain_order="left")
    end = pl.coalesce(pl.col("resolved_ordinal") - 1, "newest")
    cycles_open = end - pl.col("raised_ordinal") + 1
    silent = pl.col("newest_violations_only") >= pl.col("last_ordinal")
    resolved = pl.col("resolved_in").is_not_null()
    frame = joined.with_columns(
        pl.when(resolved)
        .then(pl.lit(RESOLVED, STATES))
        .when(silent)
        .then(pl.lit(NOT_KNOWN, STATES))
        .otherwise(pl.lit(OPEN, STATES))
        .alias("state"),
        cycles_open.alias("cycles_open"),
        (cycles_open - pl.col("found_in_spell")).alias("gap"),
        pl.when(~resolved).then(pl.col("newest") - pl.col("last_ordinal")).alias("unseen"),
        pl.when(pl.col("newest_violations_only").is_null()).then("times_answered").alias("times_assessed"),
    ).rename(_NAMES)
    return _with_withdrawn(frame, findings).select(_COLUMNS)


_NAMES = {
    "first_raised_in": "first_reported_in",
    "first_raised_on": "first_reported_on",
    "first_raised_cycle": "first_cycle",
    "last_in": "last_reported_in",
    "last_on": "last_reported_on",
    "raised_in": "open_since_in",
    "raised_on": "open_since_on",
}

_COLUMNS = (
    *("factory", "country", "question", "point", "cluster", "state"),
    *("first_reported_in", "first_reported_on", "first_cycle"),
    *("last_reported_in", "last_reported_on", "last_cycle"),
    *("times_found", "times_assessed", "times_withdrawn", "reopened"),
    *("open_since_in", "open_since_on", "cycles_open", "gap", "unseen"),
    *("resolved_in", "resolved_on", "verified_on"),
)


def _runs_of(findings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the answers to questions ever found non-compliant, and their runs of equal answers.

    Answers come by factory, question and assessment; `bad` is non-compliant. A run has `bad`, `start` (place of
    its first answer), `length`, `answered_after` (another run of the same question follows at the factory) and
    `times_answered` (answers to this question at this factory in all).
    """
    key = ["factory", "question"]
    ever = findings.lazy().filter(pl.col("counted") == NON_COMPLIANT).select(key).unique()
    answers = (
        findings.lazy()
        .filter(ANSWERED)
        .select(*key, "point", "cluster", "assessment", (pl.col("counted") == NON_COMPLIANT).alias("bad"))
        .join(ever, on=key, how="semi")
        .sort("factory", "question", "assessment")
        .collect()
    )
    same = (pl.col("factory") == pl.col("factory").shift()) & (pl.col("question") == pl.col("question").shift())
    begins = answers.select((~same).fill_null(value=True) | (pl.col("bad") != pl.col("bad").shift())).to_series()
    start = begins.arg_true()
    lengths = start.shift(-1, fill_value=answers.height) - start
    runs = answers.select(*key, "bad")[start].with_columns(start.alias("start"), lengths.alias("length"))
    after = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in key).fill_null(value=False)
    return answers, runs.with_columns(
        after.alias("answered_after"), pl.col("length").sum().over(key).cast(pl.UInt16).alias("times_answered")
    )


def _dated(spells: pl.DataFrame, assessment: pl.Series, assessments: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return `spells` with assessment, day, cycle and ordinal under `name`."""
    dated = with_assessment(pl.DataFrame({"assessment": assessment}), assessments, "started_on", "cycle", "ordinal")
    return spells.hstack(
        dated.select(
            pl.col("assessment").alias(f"{name}_in"),
            pl.col("started_on").alias(f"{name}_on"),
            pl.col("cycle").alias(f"{name}_cycle"),
            pl.col("ordinal").alias(f"{name}_ordinal"),
        )
    )


def _with_verification(spells: pl.DataFrame, improvements: pl.DataFrame) -> pl.DataFrame:
    """Return `spells` with `verified_on` and `not_eligible`, from the improvements raised in each."""
    place = pl.col("raised_in").to_physical().alias("place")
    number = {"factory": spells.schema["factory"], "question": spells.schema["question"]}
    if improvements.is_empty():
        none = pl.lit(None, pl.Date).alias("verified_on")
        return spells.with_columns(none, pl.lit(value=False).alias("not_eligible"))
    spells = spells.with_row_index("at").with_columns(place)
    followed = (
        improvements.select(
            *(pl.col(name).cast(kind, strict=False) for name, kind in number.items()),
            pl.col("raised_in").cast(spells.schema["raised_in"], strict=False).to_physical().alias("place"),
            "verified_status",
            "verified_on",
        )
        .drop_nulls(["factory", "question", "place"])
        .sort("place")
        .join_asof(
            spells.select(*number, "place", "at", "last_on").sort("place"),
            on="place",
            by=list(number),
            strategy="backward",
            check_sortedness=False,
        )
        .drop_nulls("at")
    )
    completed = (pl.col("verified_status") == "completed") & (pl.col("verified_on") >= pl.col("last_on"))
    verified = followed.group_by("at").agg(
        pl.col("verified_on").filter(completed).min(),
        (pl.col("verified_status") == "not-eligible").any().alias("not_eligible"),
    )
    return spells.join(verified, on="at", how="left", maintain_order="left").with_columns(
        (pl.col("not_eligible").fill_null(value=False) & pl.col("verified_on").is_null()).alias("not_eligible")
    )


def _lasts_of(assessments: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Return the ordinal of the newest assessment of each factory, and of the newest that knows violations only."""
    only = pl.col("ordinal").filter(pl.col("coverage") == VIOLATIONS_ONLY)
    return assessments.group_by(pl.col("factory").cast(spells.schema["factory"])).agg(
        pl.col("ordinal").max().alias("newest"), only.max().alias("newest_violations_only")
    )


def _with_withdrawn(frame: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Return the histories with `times_withdrawn`, and those of which every report was withdrawn."""
    key = ["factory", "question"]
    reports = findings.filter((pl.col("kind") == "scored") & pl.col("withdrawn") & (pl.col("result") == NON_COMPLIANT))
    withdrawn = reports.group_by(key).agg(
        pl.col("country", "point", "cluster").first(),
        pl.len().cast(pl.UInt16).alias("times_withdrawn"),
        pl.col("assessment", "started_on", "cycle").first().name.prefix("first_"),
        pl.col("assessment", "started_on", "cycle").last().name.prefix("last_"),
    )
    alone = (
        withdrawn.join(frame, on=key, how="anti")
        .rename(
            {
                "first_assessment": "first_reported_in",
                "first_started_on": "first_reported_on",
                "last_assessment": "last_reported_in",
                "last_started_on": "last_reported_on",
            }
        )
        .with_columns(pl.lit(WITHDRAWN, STATES).alias("state"), pl.lit(0, pl.UInt16).alias("times_found"))
    )
    counted = frame.join(withdrawn.select(*key, "times_withdrawn"), on=key, how="left", maintain_order="left")
    both = pl.concat([counted.with_columns(pl.col("times_withdrawn").fill_null(0)), alone], how="diagonal_relaxed")
    return both.sort(key) if alone.height else both
