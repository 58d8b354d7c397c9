"""Owns the lists of factories: the overview, by country and by alphabet, so that each is found without JavaScript.

Does not own a profile (`generator.pages.factory`) or who is counted as what (`generator.coverage`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from generator.findings import ALL
from generator.pages.finder.filters import why_unknown
from generator.pages.finder.form import form_of
from generator.pages.finder.traits import records_of
from generator.pages.labels import labels, worker_band
from generator.pages.places import world_of
from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.folding import folded
from generator.text.words import Text, Words

ROWS_A_PAGE = 500
"""Most factories on a page; longer lists are split by letter, and a long letter over numbered pages."""

DIGITS, OTHER = "0-9", "other"
"""Groups of names that begin with a digit, or with no letter of the Latin alphabet."""


class Line(NamedTuple):
    """A factory in a list. `open_findings` is None where none is known, and then `unknown` says why."""

    key: str
    name: str
    local_name: Text | None
    address: str
    country: str
    status: str
    status_words: Text
    band: Text | None
    latest_on: date | None
    open_findings: int | None
    unknown: Text | None


class Way(NamedTuple):
    """A way into a list: its label, its address from the root of the language, and how many factories it has."""

    label: str
    address: str
    factories: int


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the overview, the lists by country, and the lists by first letter."""
    lines = lines_of(portal, words)
    countries = _grouped(lines, lambda line: line.country)
    letters = _grouped(lines, lambda line: initial_of(line.name))
    by_country = sorted(countries, key=words.country)
    by_letter = [letter for letter in _alphabet() if letter in letters]
    ways = {
        "countries": [Way(words.country(code), _country(code), len(countries[code])) for code in by_country],
        "letters": [Way(_letter_name(words, each), f"factories/{each}/", len(letters[each])) for each in by_letter],
    }
    yield _overview(portal, words, lines, ways)
    for code in by_country:
        yield from _country_views(words, code, countries[code], ways)
    for letter in by_letter:
        title = words.say("Factories: {letter}", letter=_letter_name(words, letter))
        yield from _pages(words, letters[letter], f"factories/{letter}/", title, (_crumb(words),), ways)


def lines_of(portal: Portal, words: Words) -> list[Line]:
    """Return a line for each factory that joined by the day of the build, by name."""
    statuses, bands = labels(words, "status"), labels(words, "worker_band")
    unknown = why_unknown(words)
    languages = {key: row["local_language"] for key, row in portal.rows("countries").items()}

    def line(row: Mapping[str, Any], record: str) -> Line:
        local = row["local_name"]
        return Line(
            row["factory"],
            row["name"],
            words.foreign(local, languages.get(row["country"], "und")) if local else None,
            row["address"],
            row["country"],
            row["status"],
            statuses[row["status"]] if row["status"] else words.say("Not known"),
            None if row["workers"] is None else bands[worker_band(row["workers"])],
            row["latest_on"],
            None if record in unknown else row["open_findings"],
            unknown.get(record),
        )

    rows = zip(portal.facts.factories.iter_rows(named=True), records_of(portal.facts), strict=True)
    ordered = sorted(rows, key=lambda each: (folded(each[0]["name"]), each[0]["factory"]))
    return [line(row, record) for row, record in ordered]


def initial_of(name: str) -> str:
    """Return the letter under which a name is listed: `a` to `z`, `DIGITS` or `OTHER`; accents do not count."""
    first = next((sign for sign in folded(name) if sign.isalnum()), "")
    if "a" <= first <= "z":
        return first
    return DIGITS if first.isdecimal() else OTHER


def _alphabet() -> tuple[str, ...]:
    return (*"abcdefghijklmnopqrstuvwxyz", DIGITS, OTHER)


def _letter_name(words: Words, letter: str) -> str:
    return words.say("Other scripts") if letter == OTHER else letter.upper()


def _country(code: str) -> str:
    return f"factories/in-{code.lower()}/"


def _crumb(words: Words) -> Crumb:
    return Crumb(words.say("Factories"), "factories/")


def _grouped(lines: Sequence[Line], group: Any) -> dict[str, list[Line]]:
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(group(line), []).append(line)
    return grouped


def _overview(portal: Portal, words: Words, lines: Sequence[Line], ways: Mapping[str, Sequence[Way]]) -> View:
    counts = {row["country"]: row for row in portal.facts.coverage.to_dicts()}
    return View(
        template="factories",
        address="factories/",
        title=words.say("Factories"),
        description=words.count(
            "{n} factory that takes part or took part, by country, status and name.",
            "{n} factories that take part or took part, by country, status and name.",
            len(lines),
        ),
        section="factories",
        values={
            **ways,
            "total": counts[ALL],
            "counts": [counts[code] for code in sorted({line.country for line in lines}, key=words.country)],
            "lines": lines if len(lines) <= ROWS_A_PAGE else (),
            "finder": form_of(portal, words),
            "world": world_of(portal.facts),
        },
        invented=True,
    )


def _country_views(words: Words, code: str, lines: Sequence[Line], ways: Mapping[str, Sequence[Way]]) -> Iterator[View]:
    """Return the list of a country, or, where it is long, a way in by letter and a list for each."""
    name = words.country(code)
    title = words.say("Factories in {country}", country=name)
    if len(lines) <= ROWS_A_PAGE:
        yield from _pages(words, lines, _country(code), title, (_crumb(words),), ways, country=code)
        return
    letters = _grouped(lines, lambda line: initial_of(line.name))
    found = [letter for letter in _alphabet() if letter in letters]
    within = [Way(_letter_name(words, each), f"{_country(code)}{each}/", len(letters[each])) for each in found]
    yield _page(words, (), _country(code), title, (_crumb(words),), {**ways, "within": within}, country=code)
    crumbs = (_crumb(words), Crumb(name, _country(code)))
    for letter, way in zip(found, within, strict=True):
        of_letter = words.say("Factories in {country}: {letter}", country=name, letter=way.label)
        yield from _pages(words, letters[letter], way.address, of_letter, crumbs, ways, country=code)


def _pages(
    words: Words,
    lines: Sequence[Line],
    address: str,
    title: str,
    crumbs: tuple[Crumb, ...],
    ways: Mapping[str, Sequence[Way]],
    country: str = "",
) -> Iterator[View]:
    """Return a list, over numbered pages where it is long; the first page has the address of the list."""
    parts = [lines[start : start + ROWS_A_PAGE] for start in range(0, len(lines), ROWS_A_PAGE)]
    pager = [
        Way(words.number(at), address if at == 1 else f"{address}{at}/", len(part)) for at, part in enumerate(parts, 1)
    ]
    for at, part in enumerate(parts):
        shown = title if not at else words.say("{title}, page {page}", title=title, page=pager[at].label)
        values = {**ways, "pager": pager if len(parts) > 1 else ()}
        yield _page(words, part, pager[at].address, shown, crumbs, values, country=country)


def _page(
    words: Words,
    lines: Sequence[Line],
    address: str,
    title: str,
    crumbs: tuple[Crumb, ...],
    values: Mapping[str, object],
    country: str = "",
) -> View:
    return View(
        template="factories-list",
        address=address,
        title=title,
        description=words.say("{title}: name, address, status, size, last assessment and open findings.", title=title),
        section="factories",
        crumbs=crumbs,
        values={"within": (), "pager": (), **values, "lines": lines, "list_country": country},
        invented=True,
    )
