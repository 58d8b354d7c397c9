"""Owns the list of indicators: results of the programme, and apart from them figures about whole countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.pages.observations import areas_of
from generator.pages.picture import span_text
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the list, if there are indicators."""
    indicators = portal.rows("indicators")
    if not indicators:
        return
    observed: dict[str, list[Mapping[str, Any]]] = {key: [] for key in indicators}
    for row in portal.data["observations"].to_dicts() if "observations" in portal.data else []:
        observed[row["indicator"]].append(row)
    entries = [_entry(words, row, observed[key]) for key, row in indicators.items()]
    yield View(
        template="indicators",
        address="indicators/",
        title=words.say("Indicators"),
        description=words.say("What the programme reports of itself, and what is known of labour in its countries."),
        section="indicators",
        values={
            "results": [entry for entry in entries if entry["scope"] == "programme"],
            "national": [entry for entry in entries if entry["scope"] == "national"],
        },
    )


def _entry(words: Words, row: Mapping[str, Any], observations: list[Mapping[str, Any]]) -> dict[str, object]:
    return {
        "key": row["indicator"],
        "scope": row["scope"],
        "title": words.pick(row["title"]),
        "question": words.pick(row["question"]),
        "answer": words.pick(row["answer"]),
        "span": span_text(words, {each["period"] for each in observations}) if observations else "",
        "areas": len(areas_of(observations)),
        "observed": len(observations),
    }
