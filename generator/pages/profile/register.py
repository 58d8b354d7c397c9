"""Owns what all profiles share in one language: names, wording of questions, and rows by factory, looked up once.

Does not own what a profile shows (the other modules here) or any figure (`generator.facts`). Twenty thousand
profiles are made one by one, so nothing here is searched or escaped again for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import polars as pl
from markupsafe import Markup, escape

from generator.findings import NOT_ASSESSED, RESULTS
from generator.pages.courses import is_upcoming, sessions_of
from generator.pages.labels import labels
from generator.pages.portal import Portal
from generator.slices import Slices
from generator.text.words import Text, Words

CODES: Mapping[str, int] = {result: code for code, result in enumerate(RESULTS.categories)}
"""Code of each result: pages of a factory are made of numbers, as there are thousands of answers for each."""
WITHDRAWN, UNCOUNTED = len(CODES), len(CODES) + 1
"""Codes of an answer besides: withdrawn on appeal; a fact, or more than violations-only data say."""

Row = Mapping[str, Any]
PointResult = tuple[int, str, int, bool]
"""`ordinal, point, result, partial` of a point in an assessment; the result as its code."""


class Point(NamedTuple):
    """A compliance point: its key, and its name as markup."""

    key: str
    name: Markup


class Cluster(NamedTuple):
    """A cluster with its points in the order of the tool, and what its table is called."""

    key: str
    name: Markup
    points: tuple[Point, ...]
    table: Markup


class Question(NamedTuple):
    """A version of a question: number and wording as markup, point, and the law it rests on, as far as it is known."""

    heading: Markup
    point: str
    law: Markup | None


class Session(NamedTuple):
    """A session to come: course, its title, first day, place, and whether places are free."""

    course: str
    title: Text
    starts_on: date
    place: Text
    status: Text
    points: frozenset[str]


class Register:
    """Everything that profiles in one language look up."""

    def __init__(self, portal: Portal, words: Words) -> None:
        """Prepare for the portal, in the language of `words`."""
        self.portal = portal
        self.words = words
        self.facts = portal.facts
        self.as_of = portal.as_of
        self._spans: dict[tuple[int, int], str] = {}
        self._published: dict[tuple[int, int | None], Markup] = {}
        self._rest: dict[tuple[int, int], tuple[Markup, ...]] = {}
        self._labels: dict[str, Mapping[str, Text]] = {}

    def text(self, value: str | None) -> Text | None:
        """Return a text of the data, which is in the default language of the portal."""
        return self.words.foreign(value, self.words.fallback) if value else None

    def label(self, group: str, value: str | None) -> Text | None:
        """Return the words for a value; None where there is none."""
        if group not in self._labels:
            self._labels[group] = labels(self.words, group)
        return self._labels[group][value] if value is not None else None

    @cached_property
    def results_in_words(self) -> Mapping[str, Text]:
        """Words for each result, and for what a cell says besides."""
        return labels(self.words, "result")

    def span(self, first: int, last: int) -> str:
        """Return a range of cycles: `3` or `3-5` with a dash between, as the language writes numbers."""
        key = (first, last)
        if key not in self._spans:
            ends = [self.words.number(cycle) for cycle in (first, last)]
            self._spans[key] = ends[0] if first == last else "\u2013".join(ends)
        return self._spans[key]

    def published(self, questions: int, part: int | None) -> Markup:
        """Return how many questions a point has, or `part` of how many are published."""
        if (questions, part) not in self._published:
            self._published[questions, part] = (
                self.words.markup_count("{n} question", "{n} questions", questions)
                if part is None
                else self.words.markup_count(
                    "{part} of {n} question published",
                    "{part} of {n} questions published",
                    questions,
                    part=self.words.number(part),
                )
            )
        return self._published[questions, part]

    def rest(self, hidden: int, facts: int) -> tuple[Markup, ...]:
        """Return how many questions of a point are not disclosed, and how many gather facts, a sentence for each."""
        if (hidden, facts) not in self._rest:
            not_disclosed = self.words.markup_count(
                "{n} further question is not disclosed.", "{n} further questions are not disclosed.", hidden
            )
            not_scored = self.words.markup_count(
                "{n} further question gathers a fact and is not scored.",
                "{n} further questions gather facts and are not scored.",
                facts,
            )
            both = ((hidden, not_disclosed), (facts, not_scored))
            self._rest[hidden, facts] = tuple(text for number, text in both if number)
        return self._rest[hidden, facts]

    @cached_property
    def threshold(self) -> int:
        """Fewest factories over which a rate is shown."""
        return self.facts.threshold

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """Clusters and points in the order of the tool."""
        return tuple(
            self._cluster(row["cluster"], tuple(self.points[point["point"]] for point in points))
            for row, points in self.portal.tool
        )

    def _cluster(self, key: str, points: tuple[Point, ...]) -> Cluster:
        name = escape(self.portal.name_of(self.words, "clusters", key))
        table = self.words.markup("{cluster}: result of each point by cycle", cluster=name)
        return Cluster(key, name, points, table)

    @cached_property
    def points(self) -> dict[str, Point]:
        """Points by key."""
        return {
            key: Point(key, escape(self.portal.name_of(self.words, "compliance_points", key)))
            for key in self.portal.rows("compliance_points")
        }

    @cached_property
    def questions(self) -> dict[tuple[str, int], Question]:
        """Questions by number and version."""
        rows = self.portal.data["questions"].to_dicts()
        return {(row["question"], row["version"]): self._question(row) for row in rows}

    def _question(self, row: Row) -> Question:
        citation = self.text(row["citation"])
        basis = self.label("legal_basis", row["legal_basis"])
        heading = Markup("{} {}").format(row["question"], self.portal.text_of(self.words, "questions", row, "text"))
        return Question(heading, row["point"], self.words.markup(": ").join(filter(None, (basis, citation))) or None)

    @cached_property
    def numbers(self) -> list[str]:
        """Numbers of questions by the code under which `answers` has them."""
        return list(self.facts.findings.schema["question"].categories)  # type: ignore[attr-defined]

    @cached_property
    def answers(self) -> Slices:
        """Findings by factory as codes: `ordinal, question, version, code`, by ordinal and question."""
        code = (
            pl.when("withdrawn")
            .then(pl.lit(WITHDRAWN, pl.UInt8))
            .otherwise(pl.col("counted").to_physical().cast(pl.UInt8).fill_null(UNCOUNTED))
        )
        narrow = self.facts.findings.select(
            "factory",
            "ordinal",
            pl.col("question").to_physical(),
            pl.col("question_version").alias("version"),
            code.alias("code"),
        )
        return Slices(narrow, "factory")

    @cached_property
    def reasons(self) -> Slices:
        """Why questions were not assessed, by factory: `cycle, question, reason`."""
        given = self.facts.findings.filter(
            pl.col("not_assessed_reason").is_not_null() & (pl.col("result") == NOT_ASSESSED)
        )
        columns = ("factory", "cycle", pl.col("question").cast(pl.String))
        return Slices(given.select(*columns, pl.col("not_assessed_reason").cast(pl.String).alias("reason")), "factory")

    @cached_property
    def results(self) -> Slices:
        """Results of points by factory as codes: `ordinal, point, result, partial`."""
        columns = ("factory", "ordinal", pl.col("point").cast(pl.String), pl.col("result").to_physical(), "partial")
        return Slices(self.facts.point_results.select(*columns), "factory")

    def points_found(self, factory: str) -> list[PointResult]:
        """Return each result of a point at a factory.

        Column by column: reading rows would build the Enum of all factories anew, for each of them.
        """
        frame = self.results[factory]
        columns = (frame[name].to_list() for name in ("ordinal", "point", "result", "partial"))
        return list(zip(*columns, strict=True))

    @cached_property
    def appeals(self) -> dict[str, list[Row]]:
        """Public appeals by assessment."""
        return _grouped(self.facts.published("appeals"), "assessment")

    @cached_property
    def corrections(self) -> dict[str, list[Row]]:
        """Corrections by the factory that they are about, newest first."""
        return _grouped(self.facts.corrections.drop_nulls("factory"), "factory")

    @cached_property
    def predecessors(self) -> dict[str, Row]:
        """The factory that moved, by the factory that carries it on."""
        return {row["moved_to"]: row for row in self.factories.values() if row["moved_to"]}

    @cached_property
    def factories(self) -> dict[str, Row]:
        """Rows of `Facts.factories` by key."""
        return {row["factory"]: row for row in self.facts.factories.iter_rows(named=True)}

    @cached_property
    def remediation(self) -> dict[str, Row]:
        """Rows of `Facts.remediation_by_factory` by factory; none where the portal has no improvements."""
        if "improvements" not in self.portal.data:
            return {}
        return {row["factory"]: row for row in self.facts.remediation_by_factory.iter_rows(named=True)}

    @cached_property
    def same_names(self) -> frozenset[str]:
        """Names that more than one factory has."""
        names = self.facts.factories["name"]
        return frozenset(names.filter(names.is_duplicated()))

    @cached_property
    def sessions(self) -> dict[str, list[Session]]:
        """Sessions to come of courses that bear on compliance points, by country, in the order of their days."""
        by_country: dict[str, list[Session]] = {}
        for row in sessions_of(self.portal):
            if is_upcoming(self.portal, row) and self.portal.rows("courses")[row["course"]]["points"]:
                by_country.setdefault(row["country"], []).append(self._session(row))
        return by_country

    @cached_property
    def courses(self) -> Mapping[str, tuple[Text, frozenset[str]]]:
        """Title of each course, and the points that it bears on."""
        rows = self.portal.rows("courses").items()
        return {key: (self.words.pick(row["title"]), frozenset(row["points"] or ())) for key, row in rows}

    def _session(self, row: Row) -> Session:
        status = self.label("session_status", row["status"]) or Text("")
        place = self.text(row["place"]) or Text("")
        title, points = self.courses[row["course"]]
        return Session(row["course"], title, row["starts_on"], place, status, points)

    def rows(self, table: str, factory: str) -> list[dict[str, Any]]:
        """Return the public rows of a factory in a table; none where the table is absent."""
        return self.facts.for_factory(table, factory).to_dicts() if table in self.portal.data else []

    def height(self, table: str, factory: str) -> int:
        """Return how many public rows of a table, or of the facts called alike, are about a factory."""
        return (self.answers[factory] if table == "findings" else self.facts.for_factory(table, factory)).height


@lru_cache(maxsize=4)
def register_of(portal: Portal, words: Words) -> Register:
    """Return the register of the portal in the language of `words`: one for all shares of the profiles."""
    return Register(portal, words)


def _grouped(frame: pl.DataFrame, column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in frame.to_dicts():
        grouped.setdefault(row[column], []).append(row)
    return grouped
