"""Owns how a page or a figure is cited: as a sentence, and as records for programs that keep references.

Does not own licences or the versions themselves. The day is that of the data, not of reading: what is cited can be
built again from that version. BibTeX entries are of the kind `misc`, which every style knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from generator.pages.portal import Portal
from generator.text.slugs import slug_of
from generator.text.words import Words

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: "\\" + character for character in "&%$#_"},
    }
)
"""What stands for itself nowhere in LaTeX. BibTeX counts braces even after a backslash, so they become words."""


class Citation(NamedTuple):
    """How something is cited: a sentence in the language of the page, and a record in BibTeX and in RIS."""

    text: Markup
    bibtex: str
    ris: str


def citation_of(
    portal: Portal, words: Words, title: str, path: str, *, dataset: bool = False, sources: Sequence[str] = ()
) -> Citation:
    """Return how what is called `title` and stands at `path` (from the root of the site) is cited.

    `dataset`: it is data (a figure, a table), and not a page. `sources` are the keys of those whose figures it shows.
    """
    address = f"{portal.settings.address}/{path}"
    text, origin = cited(portal, words, title, path), _origin(portal, words, sources)
    fields = _fields(portal, words, title, origin)
    whole = Markup("{} {}").format(text, origin) if origin else text
    return Citation(whole, _bibtex(fields, address, path), _ris(fields, address, dataset))


def _origin(portal: Portal, words: Words, sources: Sequence[str]) -> Markup | None:
    """Return whose figures are shown, as a sentence; None where no source is known."""
    known = [portal.sources[key] for key in sources if key in portal.sources]
    named = words.markup("; ").join(Markup("{}, {}").format(each["title"], each["publisher"]) for each in known)
    return words.markup("Figures from: {sources}.", sources=named) if known else None


def cited(portal: Portal, words: Words, title: str, path: str) -> Markup:
    """Return how a page is cited, as a sentence; `title` is empty for the home page."""
    values = {
        "site": words.pick(portal.programme["short_name"]),
        "version": version_of(portal, words),
        "day": Markup('<time datetime="{}">{}</time>').format(portal.as_of.isoformat(), words.date(portal.as_of)),
        "address": Markup('<bdi dir="ltr">{}</bdi>').format(f"{portal.settings.address}/{path}"),
    }
    if not title:
        return words.markup("{site}. Data version {version}, {day}. {address}", **values)
    return words.markup("{site}: “{page}”. Data version {version}, {day}. {address}", page=title, **values)


def version_of(portal: Portal, words: Words) -> str:
    """Return the version of the data in a few words: one number where all packages have the same."""
    numbers = set(portal.versions.values())
    if len(numbers) == 1:
        return numbers.pop()
    return words.join(f"{name} {number}" for name, number in portal.versions.items())


class _Fields(NamedTuple):
    """What a record says, as plain text on one line each."""

    programme: str
    authors: list[str]
    title: str
    site: str
    version: str
    note: str
    origin: str
    year: str
    month: str
    day: str
    language: str


def _fields(portal: Portal, words: Words, title: str, origin: Markup | None) -> _Fields:
    site, version = _line(words.pick(portal.programme["short_name"])), _line(version_of(portal, words))
    year, month, day = portal.as_of.isoformat().split("-")
    return _Fields(
        str(portal.programme["programme"]),
        [_line(each) for each in portal.programme["operators"]],
        _line(title) or site,
        site,
        version,
        _line(words.say("Data version {version}", version=version)),
        _line(origin.striptags()) if origin else "",
        year,
        month,
        day,
        words.language,
    )


def _line(text: str) -> str:
    """Return a text on one line, as a `str` that says nothing of its language."""
    return " ".join(str.__str__(text).split())


def _bibtex(fields: _Fields, address: str, path: str) -> str:
    key = slug_of(f"{fields.programme} {path} {fields.year}")
    entry = {
        "author": " and ".join(f"{{{author.translate(_LATEX)}}}" for author in fields.authors),
        "title": f"{{{fields.title.translate(_LATEX)}}}",
        "howpublished": fields.site.translate(_LATEX),
        "year": fields.year,
        "month": str(int(fields.month)),
        "note": ". ".join(filter(None, (fields.note, fields.origin))).translate(_LATEX),
        "langid": fields.language,
        "url": address,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in entry.items())
    return f"@misc{{{key},\n{rows}}}\n"


def _ris(fields: _Fields, address: str, dataset: bool) -> str:
    rows = [
        ("TY", "DATA" if dataset else "ELEC"),
        *(("AU", author) for author in fields.authors),
        ("TI", fields.title),
        ("T2", fields.site),
        ("PB", fields.site),
        ("PY", fields.year),
        ("DA", f"{fields.year}/{fields.month}/{fields.day}"),
        ("ET", fields.version),
        *([("N1", fields.origin)] if fields.origin else []),
        ("LA", fields.language),
        ("UR", address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows)
