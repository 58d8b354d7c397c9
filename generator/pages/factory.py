"""Owns the profile of a factory: which parts it has, and what it is called.

Does not own the parts (`generator.pages.profile`) or any figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.findings import VIOLATIONS_ONLY
from generator.pages.citation import citation_of
from generator.pages.frame import path_of
from generator.pages.navigation import has_page
from generator.pages.offers import ROOT
from generator.pages.portal import Portal
from generator.pages.profile.beside import Beside
from generator.pages.profile.country import beside_country_of
from generator.pages.profile.history import history_of
from generator.pages.profile.matrix import Answers, columns_of, matrix_of
from generator.pages.profile.particulars import particulars_of
from generator.pages.profile.register import Register, Row, register_of
from generator.pages.profile.standing import found_of, standing_of
from generator.pages.profile.support import support_of
from generator.pages.structured import place_of
from generator.pages.subscriptions import feed_of_factory
from generator.pages.view import Crumb, View
from generator.text.words import Words


def views(portal: Portal, words: Words, *, keys: Sequence[str] | None = None) -> Iterator[View]:
    """Return the profile of each factory that joined by the day of the build, by key; only of `keys`, where given."""
    register = register_of(portal, words)
    for key in register.factories if keys is None else keys:
        if key in register.factories:
            yield view_of(register, register.factories[key])


def view_of(register: Register, row: Row) -> View:
    """Return the profile of the factory `row` (of `Facts.factories`)."""
    words, name = register.words, str(row["name"])
    country = words.country(row["country"])
    title = f"{name} ({row['factory']})" if name in register.same_names else name
    return View(
        template="factory",
        address=f"factories/{row['factory'].lower()}/",
        title=title,
        description=words.say(
            "{name} ({key}), {country}: what assessments found, what was put right, and what is not known.",
            name=name,
            key=row["factory"],
            country=country,
        ),
        section="factories",
        crumbs=(
            Crumb(words.say("Factories"), "factories/"),
            Crumb(country, f"factories/in-{row['country'].lower()}/"),
        ),
        values={**_values(register, row), **_taken_away(register, row["factory"], title)},
        feeds=(feed_of_factory(words, row["factory"], name),),
        structured=(place_of(register.portal, words, row),),
        invented=True,
    )


def _taken_away(register: Register, factory: str, title: str) -> dict[str, object]:
    """Return where the files of a factory are, from the root of the site without endings, and its citation."""
    portal, words, key = register.portal, register.words, factory.lower()
    path = path_of(portal, words.language, f"factories/{key}/")
    return {"files": f"{ROOT}factories/{key}", "citation": citation_of(portal, words, title, path)}


def _values(register: Register, row: Row) -> dict[str, object]:
    factory = row["factory"]
    assessments = register.facts.for_factory("assessments", factory).to_dicts()
    columns, results = columns_of(assessments), register.points_found(factory)
    answers = Answers(register, factory, columns)
    beside = Beside(register, factory, {each["assessment"]: each for each in assessments})
    history = history_of(register, factory, columns, answers, beside)
    return {
        "factory": row,
        "country": row["country"],
        "local_name": _local_name(register, row),
        "standing": standing_of(register, row, history),
        "found": found_of(assessments, results),
        "history": history,
        "remediation": register.remediation.get(factory),
        "columns": columns,
        "matrix": matrix_of(register, factory, columns, answers, results),
        "beside_country": beside_country_of(register, row, assessments[-1] if assessments else None, results),
        "words_of_results": register.results_in_words,
        "assessments": [_assessment(register, each, answers) for each in assessments],
        "particulars": particulars_of(register, row),
        "support": support_of(register, row, history, beside.courses),
        "how_to_read": has_page(register.portal, "how-to-read/"),
        "tables": register.portal.data,
    }


def _assessment(register: Register, row: Row, answers: Answers) -> dict[str, object]:
    """Return an assessment; nobody can count the questions of one that knows violations only, so those stand there."""
    violations = answers.violations(row["ordinal"]) if row["coverage"] == VIOLATIONS_ONLY else None
    reason = register.portal.text_of(register.words, "assessments", row, "gap_reason")
    return {**row, "gap_reason": reason, "violations": violations}


def _local_name(register: Register, row: Row) -> object:
    if not row["local_name"]:
        return None
    country = register.portal.rows("countries").get(row["country"])
    return register.words.foreign(row["local_name"], country["local_language"] if country else "und")
