"""Owns the kinds of new entries: what has to be known of each, what follows from that, and which files it changes.

Does not own asking (`generator.cli.new`) or the proof that the data are valid with it (`proof`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from generator.editing.answers import SEVERAL, form_of
from generator.editing.files import Edit, Value, record_added, rows_added, version_set
from generator.model import Dataset
from generator.numbers import day_of
from generator.text.slugs import slug_of

Given = Mapping[str, str]
"""Values by field; of a text by language the field has the language behind it (`title.en`)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: its table, the fields asked first, what follows from what is given, and the files it changes.

    `derived` are fields that follow once enough is given; `after` says what to do next.
    """

    table: str
    first: tuple[str, ...]
    derived: tuple[str, ...]
    follows: Callable[[Dataset, Given], Given]
    edits: Callable[[Dataset, Given], list[Edit]]
    after: str


@dataclass(frozen=True, slots=True)
class Need:
    """A field that is still missing: its name, what it means, and how it is answered, where that needs saying."""

    name: str
    description: str
    form: str = ""


def needs_of(kind: Kind, data: Dataset, given: Given) -> list[Need]:
    """Return what is still missing of an entry, in the order in which it is asked."""
    schema = data.table(kind.table).schema
    known = {**kind.follows(data, given), **given}
    required = [name for name in schema.names if schema.field(name).required]
    order = dict.fromkeys([*kind.first, *required])
    default = str(data["programme"]["default_language"].item(0))
    missing: list[Need] = []
    for name in (each for each in order if each not in kind.derived):
        of = schema.field(name)
        spelt = f"{name}.{default}" if of.type == "object" else name
        if not known.get(spelt):
            form = SEVERAL if name in _LISTS else form_of(data, kind.table, of)
            missing.append(Need(spelt, of.description, form))
    return missing


def whole(kind: Kind, data: Dataset, given: Given) -> Given:
    """Return what is given with what follows from it."""
    return {**kind.follows(data, given), **given}


def key_of(kind: Kind, data: Dataset, values: Given) -> str:
    """Return the key under which an entry is known from now on."""
    return " ".join(values.get(name, "") for name in data.table(kind.table).schema.primary_key)


def _factory(data: Dataset, given: Given) -> Given:
    country = given.get("country", "")
    keys = data["factories"]["factory"].str.extract(rf"^{country}-([0-9]+)$") if country.isalpha() else None
    number = 0 if keys is None else max((int(each) for each in keys.drop_nulls()), default=0)
    return {"status": "active", **({"factory": f"{country}-{number + 1:04}"} if country else {})}


def _factory_edits(data: Dataset, given: Given) -> list[Edit]:
    return rows_added(data, given["country"], {"factories": [given]})


def _country_of(data: Dataset, factory: str) -> str:
    found = data["factories"].filter(pl.col("factory") == factory)["country"]
    return str(found.item(0)) if found.len() else ""


def _assessment(data: Dataset, given: Given) -> Given:
    factory = given.get("factory", "")
    cycles = data["assessments"].filter(pl.col("factory") == factory)["cycle"]
    cycle = given.get("cycle") or str(int(cycles.max() or 0) + 1)  # type: ignore[arg-type]
    asked = _asked(data, given)
    scored = asked.filter(pl.col("kind") == "scored").height
    known = {"cycle": cycle, "coverage": "all-answers", "questions_scored": str(scored)}
    return {**known, "assessment": f"{factory}-{cycle}"} if factory else known


def _asked(data: Dataset, given: Given) -> pl.DataFrame:
    """Return the questions in force on the first day of a visit, in the country and the form."""
    day, country = day_of(given.get("started_on", "")), _country_of(data, given.get("factory", ""))
    if day is None:
        return data["questions"].clear()
    questions = data["questions"].filter(
        pl.col("valid_from") <= day,
        (pl.col("valid_until") >= day) | pl.col("valid_until").is_null(),
        pl.col("country").is_null() | (pl.col("country") == country),
    )
    return questions.filter("short_form") if given.get("form") == "short" else questions


def _assessment_edits(data: Dataset, given: Given) -> list[Edit]:
    country = _country_of(data, given["factory"])
    hidden = {"assessment": given["assessment"], "result": "not-disclosed"}
    findings = [
        {**hidden, "question": question, "question_version": str(version)}
        for question, version in _asked(data, given).select("question", "version").iter_rows()
    ]
    return rows_added(data, country, {"assessments": [given], "findings": findings})


def _session(data: Dataset, given: Given) -> Given:
    codes = dict(data["courses"].select("course", "code").iter_rows())
    parts = [codes.get(given.get("course", ""), ""), given.get("country", ""), given.get("starts_on", "")]
    return {"status": "scheduled", **({"session": "-".join(parts).lower()} if all(parts) else {})}


def _session_edits(data: Dataset, given: Given) -> list[Edit]:
    return rows_added(data, given["country"], {"sessions": [given]})


def _titled(table: str, more: Given) -> Callable[[Dataset, Given], Given]:
    """Return what follows from a title: the key."""

    def follows(data: Dataset, given: Given) -> Given:
        default = str(data["programme"]["default_language"].item(0))
        title = given.get(f"title.{default}", "")
        key = data.table(table).schema.primary_key[0]
        return {**more, **({key: slug_of(title)} if title else {})}

    return follows


def _record_edits(table: str) -> Callable[[Dataset, Given], list[Edit]]:
    def edits(data: Dataset, given: Given) -> list[Edit]:
        schema = data.table(table).schema
        values: dict[str, Any] = {}
        for name, text in given.items():
            column, _, language = name.partition(".")
            kind = schema.field(column).type
            if kind == "object":
                values.setdefault(column, {})[language] = _several(text) if column in _LISTS else text
            else:
                values[column] = [each.strip() for each in text.split(",") if each.strip()] if kind == "array" else text
        return record_added(data, table, given[schema.primary_key[0]], values)

    return edits


_LISTS = ("aims", "outline")
"""Fields that hold a list by language; items are given with semicolons between them."""


def _several(text: str) -> Value:
    return [each.strip() for each in text.split(";") if each.strip()]


def _release(data: Dataset, given: Given) -> Given:
    package = data.packages.get(given.get("package", ""))
    if package is None:
        return {}
    released = data["releases"].filter(pl.col("package") == package.name)["version"].to_list()
    if package.version not in released:
        return {"version": package.version}
    major, minor, patch = (int(part) for part in package.version.split(".")[:3])
    return {"version": f"{major}.{minor}.{patch + 1}"}


def _release_edits(data: Dataset, given: Given) -> list[Edit]:
    edits = rows_added(data, "", {"releases": [given]})
    package = data.packages.get(given["package"])
    if package is not None and package.version != given["version"]:
        edits.append(version_set(data, package.name, given["version"]))
    return edits


KINDS: Mapping[str, Kind] = {
    "factory": Kind(
        "factories",
        ("country", "name", "address", "joined_on"),
        ("factory",),
        _factory,
        _factory_edits,
        "Add its workers to workforce, and its first assessment with: seamline new assessment.",
    ),
    "assessment": Kind(
        "assessments",
        ("factory", "started_on", "ended_on", "form", "announced", "reported_on"),
        ("assessment",),
        _assessment,
        _assessment_edits,
        "Enter the results in findings, where all stand as not-disclosed; the public sees it from published_on on.",
    ),
    "indicator": Kind(
        "indicators",
        ("title",),
        ("indicator",),
        _titled("indicators", {"decimals": "0"}),
        _record_edits("indicators"),
        "Add its figures to observations, and the other languages to its file.",
    ),
    "course": Kind(
        "courses",
        ("title", "code"),
        ("course",),
        _titled("courses", {}),
        _record_edits("courses"),
        "Add the other languages to its file, and sessions with: seamline new session.",
    ),
    "session": Kind(
        "sessions",
        ("course", "country", "starts_on", "ends_on"),
        ("session",),
        _session,
        _session_edits,
        "It is on the page of the course and in the calendars from the next publication on.",
    ),
    "release-note": Kind(
        "releases",
        ("package", "summary", "released_on"),
        ("version",),
        _release,
        _release_edits,
        "It is on the page of changes from the next publication on.",
    ),
}
"""Every kind of entry, by its name."""
