"""Owns what a chart says, as values: rows, words and titles, all in the reader's language already.

Does not own where the figures come from, how numbers are written in a language (the caller hands over every
text), or how anything is drawn.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from generator.charts.typesetting import legible


class Kind(StrEnum):
    """The fixed list of designs."""

    LINE = "line"
    BAR = "bar"
    STACKED_SHARE = "stacked-share"
    DOT_RANGE = "dot-range"


class Qualifier(StrEnum):
    """How a value stands to the truth: `over` is a lower bound, `under` an upper bound."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Status(StrEnum):
    """What is known of a value; the last three have none."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not-collected"
    NOT_APPLICABLE = "not-applicable"


MISSING = frozenset({Status.SUPPRESSED, Status.NOT_COLLECTED, Status.NOT_APPLICABLE})
PRELIMINARY = frozenset({Status.PROVISIONAL, Status.REVISED})
_Value = TypeVar("_Value", "Chart", "Row", "Tick", "Words")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a chart.

    `series` is shown as it is ("" where a chart has one series that needs no name). `x` is the period (`2009`,
    `2024-Q1`, `2026-03`) of a line, else the key of the category; `x_text` is how readers see it. `value` is in
    the unit of the chart, for shares in per cent of the whole; `text` is the value as readers see it, without
    the word of its qualifier. `low` and `high` are the ends of a range, with their texts. A row without a value
    says why in `status`, and a row whose status says that there is none must not carry one: ValueError.
    `breaks_series` says that definition or method changed with this value. `note` is for who asks closer, and is not
    drawn: the counts behind a rate, or what the source says of the value.
    """

    series: str
    x: str
    x_text: str
    value: float | None = None
    text: str = ""
    low: float | None = None
    high: float | None = None
    low_text: str = ""
    high_text: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    status: Status = Status.FINAL
    breaks_series: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what could only be drawn as something that it is not."""
        numbers = [number for number in (self.value, self.low, self.high) if number is not None]
        if self.status in MISSING and numbers:
            raise ValueError(f"A {self.status} value must not reach a chart: {self.series!r}, {self.x!r}.")
        if self.status not in MISSING and self.value is None:
            raise ValueError(f"A {self.status} value is missing: {self.series!r}, {self.x!r}.")
        if not all(map(math.isfinite, numbers)):
            raise ValueError(f"A value is not a finite number: {self.series!r}, {self.x!r}.")
        if (self.low is None) != (self.high is None):
            raise ValueError(f"A range has one end only: {self.series!r}, {self.x!r}.")


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of values: the number, and how readers see it. `axis_values` proposes the numbers."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a picture may need, in its language.

    `over`, `about` and `under` are patterns in which `{}` stands for the value ("over {}", "plus de {}").
    """

    over: str
    about: str
    under: str
    provisional: str
    revised: str
    suppressed: str
    not_collected: str
    not_applicable: str
    break_in_series: str
    no_value: str

    def value_text(self, row: Row) -> str:
        """Return the value of `row` with the word of its qualifier: "over 300,000"."""
        patterns = {Qualifier.OVER: self.over, Qualifier.ABOUT: self.about, Qualifier.UNDER: self.under}
        return patterns.get(row.qualifier, "{}").replace("{}", row.text)

    def status_word(self, status: Status) -> str:
        """Return the word for `status`; "" for a final value, which needs none."""
        return {
            Status.FINAL: "",
            Status.PROVISIONAL: self.provisional,
            Status.REVISED: self.revised,
            Status.SUPPRESSED: self.suppressed,
            Status.NOT_COLLECTED: self.not_collected,
            Status.NOT_APPLICABLE: self.not_applicable,
        }[status]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: what it says, in one language.

    `title` is a sentence, `subtitle` has place and period, `unit` stands at the axis of values, `footer` has
    source and version, `description` says for those who cannot see the picture what it shows. `subject` names
    the series that the chart is about: it takes the accent and the others become grey context; "" when all
    series matter alike. `direction` is `ltr` or `rtl`. `slug` is unique on the page (it makes the ids). `family`
    names the series of all charts that belong together, in an order, so that each looks the same in every one.
    """

    kind: Kind
    slug: str
    language: str
    direction: str
    title: str
    subtitle: str
    description: str
    footer: str
    unit: str
    words: Words
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...] = ()
    subject: str = ""
    family: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a slug that cannot be an id, and a direction that no script has."""
        if not _SLUG.fullmatch(self.slug):
            raise ValueError(f"{self.slug!r} is not a slug.")
        if self.direction not in {"ltr", "rtl"}:
            raise ValueError(f"{self.direction!r} is not a direction: ltr or rtl.")

    @property
    def rtl(self) -> bool:
        """Whether the picture reads from right to left."""
        return self.direction == "rtl"

    @property
    def series(self) -> tuple[str, ...]:
        """Return the series in the order of their first rows."""
        return unique(row.series for row in self.rows)

    @property
    def drawn(self) -> tuple[Row, ...]:
        """Return the rows that have a value."""
        return tuple(row for row in self.rows if row.value is not None)


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, in the order of first occurrence."""
    return tuple(dict.fromkeys(texts))


def numbers_of(rows: Iterable[Row]) -> list[float]:
    """Return every number that the rows show: values and ends of ranges."""
    return [number for row in rows for number in (row.value, row.low, row.high) if number is not None]


def legible_chart(chart: Chart) -> Chart:
    """Return `chart` with every text on one line and free of characters that no XML document can carry."""
    rows, ticks = tuple(map(_legible, chart.rows)), tuple(map(_legible, chart.ticks))
    return replace(_legible(chart), rows=rows, ticks=ticks, words=_legible(chart.words))


def _legible(value: _Value) -> _Value:
    """Return `value` with its own texts made legible."""
    values = {field.name: getattr(value, field.name) for field in fields(value)}
    texts: dict[str, Any] = {name: legible(text) for name, text in values.items() if type(text) is str}
    return replace(value, **texts)
