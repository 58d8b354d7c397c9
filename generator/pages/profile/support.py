"""Owns the support that a factory received beside its findings: courses completed, and sessions to come, by point.

Does not own the committee (`particulars`). That a course came after a finding does not say that it put it right: both
stand with their days, and no figure joins them. How many people took part is not published by factory.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from generator.pages.profile.beside import Course
from generator.pages.profile.history import History
from generator.pages.profile.register import Point, Register, Row, Session

SESSIONS_SHOWN = 2
"""Sessions to come that stand beside a point; the others are on the pages of the courses."""


class Line(NamedTuple):
    """A point with findings: how many stand, how many are no longer made, since when, and the support on it.

    `sessions` to come are those on a point with a finding that stands.
    """

    point: Point
    standing: int
    ended: int
    since: date
    courses: Sequence[Course]
    sessions: Sequence[Session]


class Support(NamedTuple):
    """Support by point, in the order of the tool, and courses completed that bear on no point with a finding."""

    lines: Sequence[Line]
    others: Sequence[Course]


def support_of(register: Register, row: Row, history: History, courses: Sequence[Course]) -> Support:
    """Return the support of the factory `row`, whose people completed `courses`."""
    standing: dict[str, list[date]] = {}
    ended: dict[str, list[date]] = {}
    for finding in (*history.open, *history.not_known):
        standing.setdefault(finding.point.key, []).append(finding.row["first_reported_on"])
    for finding in history.resolved:
        ended.setdefault(finding.point.key, []).append(finding.row["first_reported_on"])
    planned = register.sessions.get(row["country"], ())
    lines = [
        Line(
            point,
            len(standing.get(point.key, ())),
            len(ended.get(point.key, ())),
            min((*standing.get(point.key, ()), *ended.get(point.key, ()))),
            [course for course in courses if point.key in course.points],
            [each for each in planned if point.key in each.points][:SESSIONS_SHOWN] if point.key in standing else (),
        )
        for cluster in register.clusters
        for point in cluster.points
        if point.key in standing or point.key in ended
    ]
    found = {line.point.key for line in lines}
    return Support(lines, [course for course in courses if not course.points & found])
