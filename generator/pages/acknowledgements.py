"""Owns how changes of very many values that were meant are told: what, of which table, how many rows, and why.

Does not own the checks that ask for them (`generator.checks.mass`) or the page that they stand on (`changes`).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.cells import field_title, table_title
from generator.pages.portal import Portal
from generator.text.words import Text, Words

_WHOLE_ROWS = "all"
"""What stands for the field where whole rows are gone."""


def acknowledged(portal: Portal, words: Words) -> list[Mapping[str, object]]:
    """Return the acknowledgements, newest first; `field` is empty where whole rows are gone."""
    rows = portal.facts.published("acknowledgements")
    if rows.is_empty():
        return []
    order = ["acknowledged_on", "table", "field", "code"]
    return [
        {
            "day": row["acknowledged_on"],
            "what": _what(words, row["code"], row["rows"]),
            "table": table_title(portal, words, row["table"]),
            "field": "" if row["field"] == _WHOLE_ROWS else field_title(portal, words, row["table"], row["field"]),
            "reason": portal.text_of(words, "acknowledgements", row, "reason"),
        }
        for row in rows.sort(order, descending=[True, False, False, False]).to_dicts()
    ]


def _what(words: Words, code: str, rows: int) -> Text:
    """Return what a check of a change said of up to so many rows."""
    match code:
        case "rows-lost":
            return words.count("up to {n} row taken out", "up to {n} rows taken out", rows)
        case "column-emptied":
            return words.count("up to {n} value emptied", "up to {n} values emptied", rows)
        case "values-multiplied":
            return words.count("up to {n} number multiplied", "up to {n} numbers multiplied", rows)
        case _:
            return words.count("up to {n} day moved far ahead", "up to {n} days moved far ahead", rows)
