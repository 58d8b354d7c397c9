"""Owns the letter with which a reader tells the programme of a mistake: a link that opens it, begun, in their mail.

Does not own the address (the programme's contact) or what becomes of the letter (`content/corrections-policy`).
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from generator.pages.portal import Portal
from generator.text.words import Words

_NEW_LINE = "\r\n"
"""How a mail ends a line."""


def letter_of(portal: Portal, words: Words, title: str, address: str) -> Markup:
    """Return a link to the programme's contact, with subject and address of the page filled in (RFC 6068).

    `title` is empty for the home page, `address` for a page that has none: nothing is filled in then.
    """
    contact = str(portal.programme["contact"])
    begun = _begun(words, title or words.pick(portal.programme["short_name"]), address) if address else ""
    return Markup('<a href="{}">{}</a>').format(f"mailto:{quote(contact, safe='@')}{begun}", contact)


def _begun(words: Words, page: str, address: str) -> str:
    subject = words.say("Mistake on the page “{page}”", page=page)
    lines = (words.say("Page: {address}", address=address), words.say("What is wrong, and how you know:"), "")
    return f"?subject={quote(subject, safe='')}&body={quote(_NEW_LINE.join(lines), safe='')}"
