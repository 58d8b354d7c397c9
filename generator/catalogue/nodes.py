"""Owns the nodes of the catalogue: the catalogue itself, who publishes it, the API, and each package with its files.

Does not own what a package is as a publication (`generator.pages.datasets`) or how a term is written (`terms`). Every
node has an address within the catalogue and none is blank, so that the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.catalogue.terms import (
    AUTHORITY,
    NAMES,
    Node,
    by_language,
    country_of,
    day_of,
    language_of,
    moment_of,
    named,
)
from generator.hosting.media_types import media_type_of
from generator.pages.datasets import Publication, publications_of
from generator.pages.offers import ROOT, VERSION
from generator.pages.portal import Download, Portal
from generator.text.words import Words

ADDRESS = "catalogue.jsonld"
"""Where the catalogue lies, from the root of the site."""

_MEDIA = "http://www.iana.org/assignments/media-types/"
_THEMES = {"courses": "EDUC", "observations": "ECON"}
"""Themes of the authority table that a package has beside that of society, by a table that it holds."""


def nodes_of(portal: Portal) -> Iterator[Node]:
    """Yield every node of the graph: the catalogue, who publishes it, the API, and each package with its files."""
    desk = _Desk(portal)
    publications = publications_of(portal)
    yield desk.catalogue(publications)
    yield from desk.people()
    yield desk.service(publications)
    for each in publications:
        yield desk.dataset(each)
        yield from desk.period(each)
        yield from (desk.earlier(each, release) for release in each.earlier)
        for file in each.files:
            yield desk.distribution(each, file)
            yield desk.checksum(file)


class _Desk:
    """Where nodes are made; each has an address of its own within the catalogue."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._words: Words = portal.words(portal.languages[0])
        self._base = portal.settings.address
        countries = portal.facts.published("countries")["country"].sort().to_list()
        self._places = [named(place) for place in map(country_of, countries) if place]
        self._languages = [named(language_of(code)) for code in portal.languages]

    def catalogue(self, publications: Sequence[Publication]) -> Node:
        """Return the catalogue itself."""
        programme = self._portal.programme
        return {
            "@id": self._node("catalogue"),
            "@type": "dcat:Catalog",
            "dct:title": by_language(programme["name"]),
            "dct:description": [
                *by_language(programme["summary"]),
                *(by_language(programme["notice"] or {}) if programme["demonstration"] else ()),
            ],
            "dct:publisher": named(self._node("publisher")),
            "dct:language": self._languages,
            "dct:license": named(self._portal.licence[1]),
            "dct:spatial": self._places,
            "dct:modified": day_of(self._portal.as_of.isoformat()),
            "dct:issued": [day_of(day) for day in sorted({each.issued for each in publications if each.issued})[:1]],
            "foaf:homepage": named(self._base + "/"),
            "dcat:themeTaxonomy": named(AUTHORITY + "data-theme"),
            "dcat:service": named(self._node("api")),
            "dcat:dataset": [named(self._node(each.name)) for each in publications],
        }

    def people(self) -> Iterator[Node]:
        """Yield who publishes, and whom to write to."""
        programme = self._portal.programme
        operators = self._words.join(programme["operators"])
        yield {"@id": self._node("publisher"), "@type": "foaf:Agent", "foaf:name": operators}
        yield {
            "@id": self._node("contact"),
            "@type": "vcard:Organization",
            "vcard:fn": operators,
            "vcard:hasEmail": named(f"mailto:{programme['contact']}"),
        }

    def service(self, publications: Sequence[Publication]) -> Node:
        """Return the API, as the service that it is to a catalogue."""
        return {
            "@id": self._node("api"),
            "@type": "dcat:DataService",
            "dct:title": self._text(f"{self._words.pick(self._portal.programme['short_name'])}: API {VERSION}"),
            "dct:publisher": named(self._node("publisher")),
            "dct:license": named(self._portal.licence[1]),
            "dct:accessRights": named(AUTHORITY + "access-right/PUBLIC"),
            "dcat:contactPoint": named(self._node("contact")),
            "dcat:endpointURL": named(f"{self._base}/{ROOT}"),
            "dcat:endpointDescription": named(f"{self._base}/{ROOT}openapi.json"),
            "foaf:page": named(f"{self._base}/api/"),
            "dcat:servesDataset": [named(self._node(each.name)) for each in publications],
        }

    def dataset(self, each: Publication) -> Node:
        """Return a package as a dataset."""
        tables = self._portal.data.packages[each.name].tables
        themes = ["SOCI", *(theme for table, theme in _THEMES.items() if table in tables)]
        return {
            "@id": self._node(each.name),
            "@type": "dcat:Dataset",
            "dct:identifier": f"{self._base}/data/{each.name}/datapackage.json",
            "dct:title": self._text(each.title),
            "dct:description": self._text(each.description),
            "dcat:keyword": [self._text(word) for word in each.keywords],
            "dcat:theme": [named(f"{AUTHORITY}data-theme/{theme}") for theme in themes],
            "dct:publisher": named(self._node("publisher")),
            "dcat:contactPoint": named(self._node("contact")),
            "dct:accessRights": named(AUTHORITY + "access-right/PUBLIC"),
            "dct:language": named(language_of(self._portal.languages[0])),
            "dct:spatial": self._places,
            **({"dct:temporal": named(self._node(f"{each.name}-period"))} if each.begins else {}),
            **({"dct:issued": day_of(each.issued)} if each.issued else {}),
            **({"dct:modified": day_of(each.modified)} if each.modified else {}),
            "dcat:version": each.version,
            **({"adms:versionNotes": self._text(each.notes)} if each.notes else {}),
            "dcat:hasVersion": [named(self._version(each, release["version"])) for release in each.earlier],
            "dct:conformsTo": named("https://datapackage.org/profiles/2.0/datapackage.json"),
            "dcat:landingPage": named(f"{self._base}/downloads/#{each.name}"),
            "foaf:page": named(f"{self._base}/dictionary/#package-{each.name}"),
            "dcat:distribution": [named(self._file(file)) for file in each.files],
        }

    def period(self, each: Publication) -> Iterator[Node]:
        """Yield the time that a package is about, where it is known."""
        if each.begins:
            yield {
                "@id": self._node(f"{each.name}-period"),
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": moment_of(each.begins),
                "dcat:endDate": moment_of(each.ends),
            }

    def earlier(self, each: Publication, release: Any) -> Node:
        """Return an earlier release; its page says whether its files are served."""
        return {
            "@id": self._version(each, release["version"]),
            "@type": "dcat:Dataset",
            "dct:title": self._text(f"{each.title}, {release['version']}"),
            "dct:description": self._text(release["summary"]),
            "dct:issued": day_of(release["released_on"].isoformat()),
            "dcat:version": release["version"],
            "dcat:isVersionOf": named(self._node(each.name)),
            "dcat:landingPage": named(f"{self._base}/data/{each.name}/{release['version']}/"),
        }

    def distribution(self, each: Publication, file: Download) -> Node:
        """Return a file of a package."""
        name, kind = file.address.rpartition("/")[2], media_type_of(file.address).partition(";")[0]
        return {
            "@id": self._file(file),
            "@type": "dcat:Distribution",
            "dct:title": self._text(file.address.removeprefix(f"data/{each.name}/")),
            "dct:description": self._text(self._about(each, file)),
            "dct:format": named(f"{AUTHORITY}file-type/{name.rpartition('.')[2].upper()}"),
            "dcat:mediaType": named(_MEDIA + kind),
            "dcat:byteSize": {"@value": str(file.size_bytes), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": named(self._file(file) + "-sha256"),
            "dcat:accessURL": named(f"{self._base}/downloads/#{each.name}"),
            "dcat:downloadURL": named(f"{self._base}/{file.address}"),
            "dct:license": named((*each.licences, self._portal.licence[1])[0]),
            "dcatap:availability": named(AUTHORITY + "planned-availability/STABLE"),
            **({"dct:modified": day_of(each.modified)} if each.modified else {}),
            **({"dcat:packageFormat": named(_MEDIA + kind)} if file.format == "zip" else {}),
        }

    def checksum(self, file: Download) -> Node:
        """Return the checksum of a file."""
        return {
            "@id": self._file(file) + "-sha256",
            "@type": "spdx:Checksum",
            "spdx:algorithm": named(NAMES["spdx"] + "checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        }

    def _about(self, each: Publication, file: Download) -> str:
        tables = self._portal.data.packages[each.name].tables
        return tables[file.table].schema.description or tables[file.table].schema.title if file.table else each.title

    def _node(self, name: str) -> str:
        return f"{self._base}/{ADDRESS}#{name}"

    def _file(self, file: Download) -> str:
        return f"{self._base}/{ADDRESS}#file/{file.address.removeprefix('data/')}"

    def _version(self, each: Publication, version: str) -> str:
        return self._node(f"{each.name}-{version}")

    def _text(self, text: str) -> Node:
        return {"@value": text, "@language": self._portal.languages[0]}
