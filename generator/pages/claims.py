"""Owns the page of claims about the programme's effects: who makes each, and what supports it today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.pages.labels import label, labels
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page, if there are claims."""
    rows = portal.rows("claims").values()
    if not rows:
        return
    counts = Counter(row["status"] for row in rows)
    yield View(
        template="claims",
        address="claims/",
        title=words.say("Claims and evidence"),
        description=words.say("What is said of the effects of the programme, by whom, and what data would show it."),
        section="claims",
        sources=tuple(dict.fromkeys(row["source"] for row in rows)),
        values={
            "claims": [_claim(portal, words, row) for row in rows],
            "counts": [(status, word, counts[status]) for status, word in labels(words, "claim_status").items()],
        },
    )


def _claim(portal: Portal, words: Words, row: Mapping[str, Any]) -> dict[str, object]:
    key, indicators = row["claim"], portal.rows("indicators")
    indicator = indicators.get(row["indicator"])
    texts = {name: words.data("claims", key, name, row[name]) for name in ("title", "text", "evidence", "data_needed")}
    return texts | {
        "key": key,
        "status": row["status"],
        "status_words": label(words, "claim_status", row["status"]),
        "source": portal.sources.get(row["source"]),
        "indicator": row["indicator"] if indicator else "",
        "indicator_title": words.pick(indicator["title"]) if indicator else "",
    }
