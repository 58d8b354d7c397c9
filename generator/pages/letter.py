"""Owns the letters that a reader begins from a page: a link that opens one, begun, in their mail.

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
    """Return the letter that tells of a mistake: a link to the contact, with subject and address filled in (RFC 6068).

    `title` is empty for the home page, `address` for a page that has none: nothing is filled in then.
    """
    return _link(portal, _begun(words, title or words.pick(portal.programme["short_name"]), address) if address else "")


def application_of(portal: Portal, about: str) -> Markup:
    """Return a link to the programme's contact, for somebody who wants to take part in what the subject names."""
    return _link(portal, f"?subject={quote(about, safe='')}")


def _link(portal: Portal, begun: str) -> Markup:
    contact = str(portal.programme["contact"])
    return Markup('<a href="{}">{}</a>').format(f"mailto:{quote(contact, safe='@')}{begun}", contact)


def _begun(words: Words, page: str, address: str) -> str:
    subject = words.say("Mistake on the page “{page}”", page=page)
    lines = (words.say("Page: {address}", address=address), words.say("What is wrong, and how you know:"), "")
    return f"?subject={quote(subject, safe='')}&body={quote(_NEW_LINE.join(lines), safe='')}"
