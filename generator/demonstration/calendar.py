"""Owns the days on which the demonstration hangs. Does not read the clock."""

from __future__ import annotations

from datetime import date, timedelta

TODAY = date(2026, 11, 2)
"""The day up to which the demonstration is published."""
FIRST_VISIT = date(2017, 1, 9)
"""No visit lies before this day."""
STANDSTILL = (date(2020, 3, 20), date(2020, 6, 21))
"""First and last day of the time in 2020 in which nobody visited factories."""
SHORT_FORM = (date(2020, 6, 22), date(2021, 12, 31))
"""First and last day on which Cambodia used the short form."""


def working_day(day: date) -> date:
    """Return the Monday, Tuesday or Wednesday on or next before `day`: two days of work follow everywhere."""
    return day - timedelta(days=max(0, day.weekday() - 2))
