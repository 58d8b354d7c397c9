"""Owns the frame of each kind of event: one row an event, from public rows alone.

Does not own what makes an event of many rows (`generator.events`) or the choice for a feed (`happenings`). An event of
one row is told from the day of that row, or from that on which its assessment was published, whichever is later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from generator.pages.portal import Portal

_LIST = pl.List(pl.String)
_NONE = pl.DataFrame(
    schema={"on": pl.Date, "key": pl.String, "factory": pl.String, "country": pl.String, "questions": _LIST}
)
_NO_CHANGE = pl.DataFrame(schema={"assessment": pl.String, "changed_on": pl.Date})
_NO_QUESTION = pl.lit([], _LIST).alias("questions")
_QUESTION = pl.when(pl.col("question").is_null()).then([]).otherwise(pl.concat_list("question")).alias("questions")


def _assessments(portal: Portal) -> pl.DataFrame:
    """Return the assessments; one of which a correction or an upheld appeal changed a finding is told anew."""
    questions = pl.concat_list("raised", "returned", "ended").alias("questions")
    told = portal.facts.assessment_events.with_columns(pl.col("assessment").alias("key"), questions)
    changed = pl.concat([_NO_CHANGE, *_changes(portal)]).group_by("assessment").agg(pl.col("changed_on").max())
    return told.join(changed, on="assessment", how="left", maintain_order="left").with_columns(
        pl.col("on").alias("first_on"), pl.max_horizontal("on", "changed_on").alias("on")
    )


def _changes(portal: Portal) -> Iterator[pl.DataFrame]:
    """Yield `assessment` and `changed_on` of what changed a published finding."""
    corrections, appeals = (portal.facts.published(table) for table in ("corrections", "appeals"))
    if corrections.height:
        assessment = pl.col("key").str.split(" ").list.first().alias("assessment")
        yield corrections.filter(pl.col("table") == "findings").select(assessment, _changed_on("corrected_on"))
    if appeals.height:
        yield appeals.filter(pl.col("outcome") == "upheld").select("assessment", _changed_on("decided_on"))


def _changed_on(day: str) -> pl.Expr:
    return pl.col(day).alias("changed_on")


def _verifications(portal: Portal) -> pl.DataFrame:
    key = pl.concat_str("factory", pl.col("verified_on").cast(pl.String), separator=" ")
    return portal.facts.verification_events.with_columns(key.alias("key"))


def _replies(portal: Portal) -> pl.DataFrame:
    rows = _with_assessment(portal, "responses")
    if rows.is_empty():
        return _NONE
    return rows.with_columns(_later_of("published_on"), pl.col("response").alias("key"), _QUESTION)


def _appeals(portal: Portal) -> pl.DataFrame:
    rows = _with_assessment(portal, "appeals")
    if rows.is_empty():
        return _NONE
    key = pl.concat_str("assessment", "question", separator=" ").alias("key")
    return rows.drop_nulls("outcome").with_columns(_later_of("decided_on"), key, _QUESTION)


def _with_assessment(portal: Portal, table: str) -> pl.DataFrame:
    """Return the public rows of `table` with `factory`, `country`, `cycle` and `told_on` of their assessment."""
    rows = portal.facts.published(table)
    if rows.is_empty():
        return rows
    visits = portal.facts.assessments.select(
        "assessment", "factory", "country", "cycle", pl.col("published_on").alias("told_on")
    )
    return rows.drop("factory", strict=False).join(visits, on="assessment", maintain_order="left")


def _later_of(day: str) -> pl.Expr:
    return pl.max_horizontal(day, "told_on").alias("on")


def _corrections(portal: Portal) -> pl.DataFrame:
    rows = portal.facts.corrections
    if rows.is_empty():
        return _NONE
    countries = portal.facts.factories.select("factory", "country")
    parts = (pl.col("corrected_on").cast(pl.String), "table", "of", "field")
    question = pl.when(pl.col("table") == "findings").then(pl.col("of").str.split(" ").list.last()).alias("question")
    return (
        rows.rename({"key": "of"})
        .with_columns(pl.col("corrected_on").alias("on"), pl.concat_str(*parts, separator=" ").alias("key"), question)
        .with_columns(_QUESTION)
        .join(countries, on="factory", how="left", maintain_order="left")
    )


def _joined(portal: Portal) -> pl.DataFrame:
    on, key = pl.col("joined_on").alias("on"), pl.col("factory").alias("key")
    return portal.facts.factories.select(on, key, "factory", "country", _NO_QUESTION)


def _statuses(portal: Portal) -> pl.DataFrame:
    """Return the factories that are no longer active, where the day is known; what was before is not."""
    left = pl.col("status").is_in(["closed", "left", "moved", "suspended"]) & (pl.col("status_on") <= portal.as_of)
    key = pl.concat_str("factory", "status", pl.col("status_on").cast(pl.String), separator=" ").alias("key")
    columns = (pl.col("status_on").alias("on"), key, "factory", "country", "status", "status_reason", _NO_QUESTION)
    return portal.facts.factories.filter(left).select(columns)


def _releases(portal: Portal) -> pl.DataFrame:
    """Return one event a day: packages that were released together."""
    rows = portal.facts.published("releases")
    if rows.is_empty():
        return _NONE
    return _about_none(
        rows.sort("released_on", "package", "version")
        .group_by(pl.col("released_on").alias("on"), maintain_order=True)
        .agg(
            pl.col("package").alias("packages"),
            pl.col("version").alias("versions"),
            pl.col("summary").alias("summaries"),
        )
        .with_columns(pl.col("on").cast(pl.String).alias("key"))
    )


def _sessions(portal: Portal) -> pl.DataFrame:
    """Return the sessions of courses of which it is known when they were announced."""
    if "courses" not in portal.data or "announced_on" not in portal.facts.published("sessions").columns:
        return _NONE
    known = portal.facts.published("sessions").filter(pl.col("announced_on") <= portal.as_of)
    names = (pl.col("announced_on").alias("on"), pl.col("session").alias("key"), pl.col("country").alias("held_in"))
    return _about_none(known.with_columns(names))


def _about_none(rows: pl.DataFrame) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    return rows.with_columns(nothing.alias("factory"), nothing.alias("country"), _NO_QUESTION)


KINDS: Mapping[str, Callable[[Portal], pl.DataFrame]] = {
    "release": _releases,
    "correction": _corrections,
    "assessment": _assessments,
    "verification": _verifications,
    "reply": _replies,
    "appeal": _appeals,
    "status": _statuses,
    "joined": _joined,
    "session": _sessions,
}
"""Frame of each kind, in the order in which events of one day are told."""
