"""Owns what search engines read first: `robots.txt`, and the sitemap of all pages with the days of their data.

Does not own the pages: it is told their addresses. A page's day is that of the newest thing that the data say has
happened to what it shows: the factory, the country, or all of the data; texts of `content/` have none, as nothing
says when they changed. No clock is read, so that an unchanged page keeps its day (sitemaps.org, 0.9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from xml.sax.saxutils import escape

import polars as pl

from generator.checks.future_date import FACTS
from generator.pages.frame import LOST, path_of
from generator.pages.moved import rows_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment

INDEX = "sitemap.xml"
MOST_PAGES = 50_000
"""Most addresses of a part (sitemaps.org)."""
MOST_BYTES = 50_000_000
"""Most bytes of a part (sitemaps.org: 52,428,800)."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_END = "</urlset>\n"


def files(portal: Portal, addresses: Iterable[str]) -> Iterator[Attachment]:
    """Return the index of the sitemap, its parts, and `robots.txt`.

    `addresses` are those of the pages that are not profiles, below the root of a language.
    """
    base, days = portal.settings.address, _Days(portal)
    away = {row["address"].lstrip("/") for row in rows_of(portal)}
    pages = sorted({*addresses, *(f"factories/{key.lower()}/" for key in days.factories)} - {LOST, *away})
    entries = (_entry(portal, language, page, days.of(page)) for page in pages for language in portal.languages)
    parts = [f"{_HEAD}<urlset {_NAMESPACE} {_XHTML}>\n{part}{_END}" for part in _parts(entries)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    newest = "" if days.newest is None else f"<lastmod>{days.newest}</lastmod>"
    listed = "".join(f"<sitemap><loc>{escape(f'{base}/{name}')}</loc>{newest}</sitemap>\n" for name in names)
    yield Attachment(INDEX, f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{listed}</sitemapindex>\n".encode())
    for name, part in zip(names, parts, strict=True):
        yield Attachment(name, part.encode())
    yield Attachment("robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {base}/{INDEX}\n".encode())


def _entry(portal: Portal, language: str, page: str, day: date | None) -> str:
    """Return a page in a language, with its addresses in all of them where there are several."""
    base = portal.settings.address + "/"
    others = {code: escape(base + path_of(portal, code, page), {'"': "&quot;"}) for code in portal.languages}
    links = [f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>' for code, href in others.items()]
    alternates = "".join(links) if len(links) > 1 else ""
    changed = "" if day is None else f"<lastmod>{day}</lastmod>"
    return f"<url><loc>{others[language]}</loc>{changed}{alternates}</url>\n"


def _parts(entries: Iterable[str]) -> Iterator[str]:
    """Yield the entries in as many texts as the limits ask for; one, if empty, when there are none."""
    part: list[str] = []
    room = MOST_BYTES
    for entry in entries:
        size = len(entry.encode())
        if part and (len(part) == MOST_PAGES or size > room):
            yield "".join(part)
            part, room = [], MOST_BYTES
        part.append(entry)
        room -= size
    yield "".join(part)


class _Days:
    """The newest day on which something happened: to each factory, in each country, in all of the data."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._texts = {f"{text.slug}/" for text in portal.prose}

    def of(self, page: str) -> date | None:
        """Return the day of a page by its address below the root of a language."""
        if page in self._texts:
            return None
        kind, _, key = page.rstrip("/").partition("/")
        if kind == "factories" and key.upper() in self.factories:
            return self.factories[key.upper()]
        return self._countries.get(key.upper(), self.newest) if kind == "countries" else self.newest

    @cached_property
    def factories(self) -> Mapping[str, date]:
        """Days by factory, of those that joined by the day of the build."""
        facts = self._portal.facts
        days = [rows.select("factory", "on") for rows in self._happened if "factory" in rows.columns]
        newest = pl.concat(days).group_by("factory").agg(pl.col("on").max())
        return dict(facts.factories.select("factory").join(newest, on="factory").iter_rows())

    @cached_property
    def _countries(self) -> Mapping[str, date]:
        rows = self._portal.facts.factories.select("factory", "country")
        days = pl.DataFrame({"factory": list(self.factories), "on": list(self.factories.values())})
        return dict(rows.join(days, on="factory").group_by("country").agg(pl.col("on").max()).iter_rows())

    @cached_property
    def newest(self) -> date | None:
        """The newest day of all."""
        days = [rows["on"].max() for rows in self._happened]
        return max((day for day in days if isinstance(day, date)), default=None)

    @cached_property
    def _happened(self) -> list[pl.DataFrame]:
        """Public rows by table, with the newest day `on` of each that is not after the day of the build."""
        facts, found = self._portal.facts, []
        with_factory = {"appeals": facts.appeals, "corrections": facts.corrections}
        for table, columns in FACTS.items():
            if table in self._portal.data:
                rows = with_factory[table] if table in with_factory else facts.published(table)
                known = [name for name in columns if name in rows.columns]
                days = [pl.when(pl.col(name) <= facts.as_of).then(pl.col(name)) for name in known]
                found.append(rows.with_columns(pl.max_horizontal(days).alias("on")).drop_nulls("on"))
        return found
