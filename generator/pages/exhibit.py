"""Owns what goes with a chart wherever one stands: pictures, files, citation, and a page for frames of other sites.

Does not own what the chart says (`picture`), what stands behind it (its `Evidence`), or the links to all of it
(`theme/templates/parts/chart.html`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from generator.charts import NARROW, SCALE, Chart, draw_chart, has_letters, png_of, reading_of
from generator.pages.chart_record import Addresses, Evidence, record_of
from generator.pages.citation import Citation, citation_of
from generator.pages.frame import path_of
from generator.pages.portal import Portal
from generator.pages.view import Attachment, Card, Later, View
from generator.text.words import Words

_AROUND = 120
"""Pixels that a page for frames needs around its picture."""
_FRAME = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>'


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart as a page shows it, for a screen and for a phone, with everything that goes with it.

    `address` is that of its files without their endings, from the root of the language; `csv` is from the root of the
    site. `frame` is what another site puts into its page. `page` is where the chart stands, absolute.
    """

    slug: str
    title: str
    wide: Markup
    narrow: Markup
    address: str
    csv: str
    page: str
    frame: str
    citation: Citation
    card: Card | None
    attachments: tuple[Attachment, ...]
    later: tuple[Later, ...]

    @property
    def embed(self) -> str:
        """Address of the page for frames, from the root of the language; by its end hosts know what may be framed."""
        return f"{self.address}/embed/"


def exhibit_of(portal: Portal, words: Words, chart: Chart, evidence: Evidence, page: str, name: str) -> Exhibit:
    """Return what goes with `chart`, which stands on the page at the address `page`; its files are called `name`."""
    folder = portal.charts_folder
    wide, narrow = draw_chart(chart, folder=folder), draw_chart(chart, width=NARROW, folder=folder)
    place, path = (path_of(portal, words.language, each) for each in (f"{page}#figure-{chart.slug}", page + name))
    png = f"{path}.png" if has_letters(wide.svg) else None
    at = _addresses(portal, words, evidence, page + name, place, png)
    called = _cited(evidence.name, chart.title)
    citation = citation_of(portal, words, called, place, dataset=True, sources=evidence.sources)
    files = {
        ".svg": wide.svg.encode(),
        ".json": _json(record_of(portal, words, chart, evidence, at, citation.text.striptags())),
        ".explore.json": _json(reading_of(chart, wide, narrow)),
        ".bib": citation.bibtex.encode(),
        ".ris": citation.ris.encode(),
    }
    size = wide.width * SCALE, wide.height * SCALE
    return Exhibit(
        chart.slug,
        chart.title,
        Markup(wide.svg),  # noqa: S704 - our own picture, whose texts are escaped where it is drawn
        Markup(narrow.svg),  # noqa: S704
        page + name,
        evidence.csv,
        at.page,
        _frame(chart, at.embed, max(wide.height, narrow.height)),
        citation,
        Card(png, f"{chart.title} ({chart.subtitle})", *size) if png else None,
        tuple(Attachment(path + ending, content) for ending, content in files.items()),
        (Later(png, png_of(wide.svg, folder)),) if png else (),
    )


def with_exhibit(view: View, exhibit: Exhibit | None) -> View:
    """Return a page with the files, the card and the page for frames of the chart on it, if there is one."""
    if exhibit is None:
        return view
    return replace(
        view,
        attachments=(*view.attachments, *exhibit.attachments),
        later=(*view.later, *exhibit.later),
        embeds=(*view.embeds, _embed(view, exhibit)),
        card=view.card or exhibit.card,
    )


def _embed(view: View, exhibit: Exhibit) -> View:
    return View(
        template="embed",
        address=exhibit.embed,
        title=exhibit.title,
        description=view.description,
        section=view.section,
        invented=view.invented,
        values={"exhibit": exhibit, "canonical": exhibit.page.partition("#")[0], "of": view},
    )


def _cited(name: str, title: str) -> str:
    """Return how a chart about `name` with the title `title` is called where it is cited."""
    return name if name == title else f"{name}. {title.rstrip('.')}"


def _addresses(
    portal: Portal, words: Words, evidence: Evidence, address: str, place: str, png: str | None
) -> Addresses:
    base, path = f"{portal.settings.address}/", path_of(portal, words.language, address)
    return Addresses(
        page=base + place,
        embed=f"{base}{path}/embed/",
        svg=f"{base}{path}.svg",
        png=base + png if png else None,
        csv=base + evidence.csv,
        json=f"{base}{path}.json",
        bibtex=f"{base}{path}.bib",
        ris=f"{base}{path}.ris",
        method=base + path_of(portal, words.language, evidence.method_at),
    )


def _frame(chart: Chart, address: str, height: int) -> str:
    """Return the element that shows the page for frames in another page, high enough for a picture of `height`."""
    return _FRAME.format(escape(address), escape(chart.title), height + _AROUND)


def _json(value: Mapping[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
