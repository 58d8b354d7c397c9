"""Owns the pages at published addresses that are no longer in use; each says where the page is now, or why it is gone.

Does not own the promise that no address disappears (`generator.outputs.addresses`) or what hosts are told of it
(`generator.hosting.redirects_file`). An address of a file has no page: it is only told to hosts, and listed with the
changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each address of a page that moved or is gone."""
    for row in rows_of(portal):
        if row["address"].endswith("/"):
            yield _moved(portal, words, row) if row["moved_to"] else _gone(words, row)


def rows_of(portal: Portal) -> list[dict[str, Any]]:
    """Return the addresses that are not in use any more, as the table has them."""
    rows = portal.facts.published("addresses")
    return [] if rows.is_empty() else rows.sort("address").to_dicts()


def listed(portal: Portal, words: Words) -> list[Mapping[str, object]]:
    """Return the same for the page of changes, with their `target`: empty for what is gone."""
    return [{**row, "target": _target(portal, words, row), "reason": _reason(words, row)} for row in rows_of(portal)]


def _target(portal: Portal, words: Words, row: Mapping[str, Any]) -> str:
    """Return where something is now, from the root of the site: a page in the language of `words`; empty if nowhere."""
    target = (row["moved_to"] or "").lstrip("/")
    is_page = not target or target.endswith("/")
    translated = row["moved_to"] and is_page and words.language != portal.languages[0]
    return f"{words.language}/{target}" if translated else target


def _moved(portal: Portal, words: Words, row: Mapping[str, Any]) -> View:
    target = _target(portal, words, row)
    return View(
        template="moved",
        address=row["address"].lstrip("/"),
        title=words.say("This page has moved"),
        description=words.say("What stood here is at another address now."),
        crumbs=(Crumb(words.say("Changes and corrections"), "changes/"),),
        values={
            "target": target,
            "canonical": f"{portal.settings.address}/{target}",
            "reason": _reason(words, row),
        },
    )


def _gone(words: Words, row: Mapping[str, Any]) -> View:
    return View(
        template="gone",
        address=row["address"].lstrip("/"),
        title=words.say("This page is gone"),
        description=words.say("What stood here is published no longer."),
        crumbs=(Crumb(words.say("Changes and corrections"), "changes/"),),
        values={"since": row["since"], "reason": _reason(words, row)},
    )


def _reason(words: Words, row: Mapping[str, Any]) -> object:
    return words.data("addresses", row["address"], "reason", row["reason"])
