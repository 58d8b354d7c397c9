"""Owns the page of public statements: who said what, in which office at the time, and where it was printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page, if there are statements."""
    rows = portal.rows("statements").values()
    if not rows:
        return
    yield View(
        template="statements",
        address="statements/",
        title=words.say("Statements"),
        description=words.say("What people in office have said of the programme, as printed, with the source."),
        section="statements",
        sources=tuple(dict.fromkeys(row["source"] for row in rows)),
        values={"statements": [_statement(portal, words, row) for row in rows]},
    )


def _statement(portal: Portal, words: Words, row: Mapping[str, Any]) -> dict[str, object]:
    return {
        "key": row["statement"],
        "person": row["person"],
        "office": words.data("statements", row["statement"], "office", row["office"]),
        "organisation": words.data("statements", row["statement"], "organisation", row["organisation"]),
        "text": row["text"],
        "language": row["language"],
        "source": portal.sources.get(row["source"]),
    }
