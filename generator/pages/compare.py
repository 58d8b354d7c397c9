"""Owns the page that sets factories, or countries, side by side: every word of its script, and what leads on without.

Does not own the comparison (`theme/static/js/compare`), which reads the files of the API, nor a result or a rate. A
short form is never set beside a full one without a word, nor a country beside another without the caveat on its law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.pages.labels import N_, labels
from generator.pages.navigation import has_page
from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.words import Words

ADDRESS = "compare/"
MOST = 4
"""Factories or countries that stand side by side."""

_TEXTS = {
    "loading": N_("The data are being fetched."),
    "failed": N_("The data could not be fetched. The pages of the points, below, have the same results."),
    "compared": N_("Compared: {names}"),
    "one": N_("Add another one to compare."),
    "full": N_("Four are compared: take one out to add another."),
    "strange": N_("This portal does not know what the address asks for, and leaves it out: {what}."),
    "unlike": N_("Factories stand beside factories, and countries beside countries. Left out: {what}."),
    "too_many": N_("Up to four are compared. Left out: {what}."),
    "law": N_(
        "Law differs between countries, and so do the questions that are asked and published: a difference between two "
        "countries is not one between their factories alone."
    ),
    "forms": N_(
        "These assessments used different forms. A short form asks fewer questions, so that a point may rest on other "
        "questions, or on none."
    ),
    "violations": N_(
        "Of some assessments only violations are known: that a point is not named there does not say that it is "
        "compliant."
    ),
    "form_full": N_("Compare the latest assessments in the full form"),
    "form_short": N_("Compare the latest assessments in the short form"),
    "form_latest": N_("Compare the latest assessments of any form"),
    "assessment": N_("Cycle {cycle}, {day}. {form}."),
    "none": N_("No assessment is published."),
    "none_in_form": N_("No assessment in this form is published."),
    "assessed": N_("Factories with a published assessment: {part} of {whole}."),
    "part": N_("on part of its questions"),
    "results": N_("Result of each point in the assessment named above"),
    "rates_full": N_("Full form: factories non-compliant, of the factories assessed on the point"),
    "rates_short": N_("Short form: factories non-compliant, of the factories assessed on the point"),
    "rate": N_("{part} of {whole} ({percent})"),
    "share": N_("{part} of {whole}"),
    "found": N_("found at: {part}"),
    "nothing": N_("no published result"),
    "published": N_("on the questions that are published"),
    "partial": N_("on part of the questions: {part}"),
    "hidden": N_("Points of which nothing is disclosed at any of them: {points}."),
    "nobody": N_("No factory matches. Write less of the name, or search for it."),
    "matches": N_("Factories that match: {number}."),
    "similar": N_("No name is written like this. Shown are names that are written much like it."),
}
"""Texts of the script; names in braces are filled in there."""


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page, if there is anything to compare."""
    if not has_page(portal, ADDRESS):
        return
    yield View(
        template="compare",
        address=ADDRESS,
        title=words.say("Compare factories or countries"),
        description=words.say(
            "Up to four factories, or up to four countries, side by side and point by point, with the form and the day "
            "of each assessment."
        ),
        section="factories",
        crumbs=(Crumb(words.say("Factories"), "factories/"),) if has_page(portal, "factories/") else (),
        values={
            "clusters": _clusters(portal, words),
            "countries": _countries(portal, words),
            "script": _script(portal, words),
            "most": MOST,
        },
        invented=True,
    )


def _clusters(portal: Portal, words: Words) -> list[dict[str, object]]:
    """Return clusters and points in the order of the tool, with their names."""
    return [
        {
            "key": row["cluster"],
            "name": portal.name_of(words, "clusters", row["cluster"]),
            "points": [
                {"key": point["point"], "name": portal.name_of(words, "compliance_points", point["point"])}
                for point in points
            ],
        }
        for row, points in portal.tool
    ]


def _countries(portal: Portal, words: Words) -> list[tuple[str, str]]:
    """Return the countries that joined, by name: code and name."""
    codes = portal.facts.published("countries")["country"].to_list()
    return sorted(((code, words.country(code)) for code in codes), key=lambda pair: pair[1])


def _script(portal: Portal, words: Words) -> Mapping[str, object]:
    """Return what the script needs to know, but for addresses."""
    return {
        "locale": str(words.locale).replace("_", "-"),
        "most": MOST,
        "clusters": _clusters(portal, words),
        "countries": dict(_countries(portal, words)),
        "results": labels(words, "result"),
        "forms": labels(words, "form"),
        "coverages": labels(words, "coverage"),
        "statuses": labels(words, "status"),
        "reasons": labels(words, "rate_reason"),
        "point": words.say("Compliance point"),
        "texts": {key: words.say(text) for key, text in _TEXTS.items()},
    }
