"""Owns the card of the portal: the picture that stands for every page without one of its own where links are shared.

Does not own the drawing (`generator.charts.card`) or the cards of charts, which are their pictures (`exhibit`).
"""

from __future__ import annotations

from generator.charts import SCALE, has_letters, png_of
from generator.charts.card import HEIGHT, WIDTH, portal_card
from generator.pages.portal import Portal
from generator.pages.view import Card, Later
from generator.text.words import Words

CARD = "card.png"
"""Address from the root of a language."""


def card_of(portal: Portal, words: Words, path: str) -> Card | None:
    """Return the card that lies at `path` from the root of the site; None where no font of ours has its letters."""
    name, sentence = _texts(portal, words)
    return Card(path, f"{name}. {sentence}", WIDTH * SCALE, HEIGHT * SCALE) if has_letters(name + sentence) else None


def file_of_card(portal: Portal, words: Words, path: str) -> tuple[Later, ...]:
    """Return the file of the card, if there is one."""
    if card_of(portal, words, path) is None:
        return ()
    svg = portal_card(*_texts(portal, words), portal.settings.address.partition("//")[2], words.direction)
    return (Later(path, png_of(svg, portal.charts_folder)),)


def _texts(portal: Portal, words: Words) -> tuple[str, str]:
    return str(words.pick(portal.programme["short_name"])), str(words.pick(portal.programme["summary"]))
