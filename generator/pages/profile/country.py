"""Owns how a factory stands beside its country: what was found here last, and how often it is found there.

Does not own the rates (`generator.rates`). Only a rate that may be shown is set beside a factory: over each factory's
latest assessment of the same form, with its denominator; never a sum over points, which would be a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator.findings import COMPLIANT, NON_COMPLIANT, VIOLATIONS_ONLY
from generator.pages.profile.register import CODES, Point, PointResult, Register, Row


class Line(NamedTuple):
    """A point: how often it is found in the country, and what to say where that rests on a part of its questions.

    `published`: everywhere on the questions that are published, and no others.
    """

    point: Point
    rate: Markup
    part: Markup | None
    published: bool


class BesideCountry(NamedTuple):
    """The points assessed last, non-compliant and compliant here, each with its rate in the country.

    `form` is that of the latest assessment. `without` is how many points assessed here have no rate there, because
    fewer than `threshold` factories were assessed on them. `published`: all rates are on the questions that are
    published, which is said once then.
    """

    form: str
    found: Sequence[Line]
    compliant: Sequence[Line]
    without: int
    threshold: int
    published: bool


def beside_country_of(
    register: Register, row: Row, latest: Row | None, results: Sequence[PointResult]
) -> BesideCountry | None:
    """Return how the factory `row` stands beside its country; None where nothing can be said.

    `latest` is its latest published assessment, `results` are those of `Register.points_found`.
    """
    if latest is None or latest["coverage"] == VIOLATIONS_ONLY:
        return None
    rates = _rates(register).get((row["country"], latest["form"]), {})
    here = {point: result for ordinal, point, result, _ in results if ordinal == latest["ordinal"]}
    found: list[Line] = []
    compliant: list[Line] = []
    without = 0
    for point in (point for cluster in register.clusters for point in cluster.points):
        result = here.get(point.key)
        if result not in (CODES[COMPLIANT], CODES[NON_COMPLIANT]):
            continue
        line = rates.get(point.key)
        without += line is None
        if line is not None:
            (found if result == CODES[NON_COMPLIANT] else compliant).append(line)
    if not (found or compliant or without):
        return None
    published = all(line.published for line in (*found, *compliant))
    return BesideCountry(latest["form"], found, compliant, without, register.threshold, published)


@lru_cache(maxsize=4)
def _rates(register: Register) -> Mapping[tuple[str, str], Mapping[str, Line]]:
    """Return the rates that may be shown, by country and form, then by point; made once for all profiles."""
    lines: dict[tuple[str, str], dict[str, Line]] = {}
    for rate in register.facts.point_rates.to_dicts():
        if rate["rate"] is not None:
            lines.setdefault((rate["country"], rate["form"]), {})[rate["point"]] = _line(register, rate)
    return lines


def _line(register: Register, rate: Row) -> Line:
    words = register.words
    share = words.markup_count(
        "{part} of {n} factory", "{part} of {n} factories", rate["assessed"], part=words.number(rate["noncompliant"])
    )
    return Line(
        register.points[rate["point"]],
        words.markup("{counts} ({percent})", counts=share, percent=words.percent(rate["rate"])),
        _part(register, rate["partial"], rate["assessed"]),
        rate["partial"] == rate["assessed"],
    )


def _part(register: Register, partial: int, assessed: int) -> Markup | None:
    if not partial:
        return None
    if partial == assessed:
        return register.words.markup("on the questions that are published")
    return register.words.markup_count(
        "{n} of them on part of the questions", "{n} of them on part of the questions", partial
    )
