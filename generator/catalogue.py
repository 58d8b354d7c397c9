"""Owns the catalogue of the data in DCAT-AP 3, by which national and European data portals take it in.

Does not own what a package is as a publication (`generator.pages.datasets`). The catalogue is made as JSON-LD; Turtle
is the same graph as rdflib writes it, which is loaded only here and only when it is needed. No node is blank, so that
the same data give the same bytes. Vocabularies: DCAT 3, DCAT-AP 3.0, the authority tables of the EU Publications
Office, SPDX for checksums.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from babel.core import get_global

from generator.hosting.media_types import media_type_of
from generator.pages.datasets import Publication, publications_of
from generator.pages.offers import ROOT, VERSION
from generator.pages.portal import Download, Portal
from generator.pages.view import Attachment
from generator.text.words import Words

JSON_LD, TURTLE = "catalogue.jsonld", "catalogue.ttl"

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA = "http://www.iana.org/assignments/media-types/"
_NAMES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatap": "http://data.europa.eu/r5r/",
    "adms": "http://www.w3.org/ns/adms#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_LANGUAGES = {
    "am": "AMH", "ar": "ARA", "bn": "BEN", "en": "ENG", "es": "SPA", "fr": "FRA", "hi": "HIN", "ht": "HAT",
    "id": "IND", "km": "KHM", "lo": "LAO", "my": "MYA", "ne": "NEP", "pt": "POR", "si": "SIN", "ta": "TAM",
    "th": "THA", "tr": "TUR", "ur": "URD", "vi": "VIE", "zh": "ZHO",
}  # fmt: skip
"""Languages of the authority table by BCP 47, as far as programmes of this kind write them."""
_THEMES = {"courses": "EDUC", "observations": "ECON"}
"""Themes of the authority table that a package has beside that of society, by a table that it holds."""
_ALPHA_3 = 3
"""Letters of the code."""

Node = dict[str, Any]


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the catalogue in both forms."""
    nodes = list(_nodes(portal))
    document = {"@context": _NAMES, "@graph": nodes}
    yield Attachment(JSON_LD, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
    yield Attachment(TURTLE, _turtle(nodes).encode())


def _nodes(portal: Portal) -> Iterator[Node]:
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
        self._places = [_named(place) for place in map(_country, countries) if place]
        self._languages = [_named(_language(code)) for code in portal.languages]

    def catalogue(self, publications: list[Publication]) -> Node:
        """Return the catalogue itself."""
        programme = self._portal.programme
        return {
            "@id": self._node("catalogue"),
            "@type": "dcat:Catalog",
            "dct:title": _by_language(programme["name"]),
            "dct:description": [
                *_by_language(programme["summary"]),
                *(_by_language(programme["notice"] or {}) if programme["demonstration"] else ()),
            ],
            "dct:publisher": _named(self._node("publisher")),
            "dct:language": self._languages,
            "dct:license": _named(self._portal.licence[1]),
            "dct:spatial": self._places,
            "dct:modified": _day(self._portal.as_of.isoformat()),
            "dct:issued": [_day(day) for day in sorted({each.issued for each in publications if each.issued})[:1]],
            "foaf:homepage": _named(self._base + "/"),
            "dcat:themeTaxonomy": _named(_AUTHORITY + "data-theme"),
            "dcat:service": _named(self._node("api")),
            "dcat:dataset": [_named(self._node(each.name)) for each in publications],
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
            "vcard:hasEmail": _named(f"mailto:{programme['contact']}"),
        }

    def service(self, publications: list[Publication]) -> Node:
        """Return the API, as the service that it is to a catalogue."""
        return {
            "@id": self._node("api"),
            "@type": "dcat:DataService",
            "dct:title": self._text(f"{self._words.pick(self._portal.programme['short_name'])}: API {VERSION}"),
            "dct:publisher": _named(self._node("publisher")),
            "dct:license": _named(self._portal.licence[1]),
            "dct:accessRights": _named(_AUTHORITY + "access-right/PUBLIC"),
            "dcat:contactPoint": _named(self._node("contact")),
            "dcat:endpointURL": _named(f"{self._base}/{ROOT}"),
            "dcat:endpointDescription": _named(f"{self._base}/{ROOT}openapi.json"),
            "foaf:page": _named(f"{self._base}/api/"),
            "dcat:servesDataset": [_named(self._node(each.name)) for each in publications],
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
            "dcat:theme": [_named(f"{_AUTHORITY}data-theme/{theme}") for theme in themes],
            "dct:publisher": _named(self._node("publisher")),
            "dcat:contactPoint": _named(self._node("contact")),
            "dct:accessRights": _named(_AUTHORITY + "access-right/PUBLIC"),
            "dct:language": _named(_language(self._portal.languages[0])),
            "dct:spatial": self._places,
            **({"dct:temporal": _named(self._node(f"{each.name}-period"))} if each.begins else {}),
            **({"dct:issued": _day(each.issued)} if each.issued else {}),
            **({"dct:modified": _day(each.modified)} if each.modified else {}),
            "dcat:version": each.version,
            **({"adms:versionNotes": self._text(each.notes)} if each.notes else {}),
            "dcat:hasVersion": [_named(self._version(each, release["version"])) for release in each.earlier],
            "dct:conformsTo": _named("https://datapackage.org/profiles/2.0/datapackage.json"),
            "dcat:landingPage": _named(f"{self._base}/downloads/#{each.name}"),
            "foaf:page": _named(f"{self._base}/dictionary/#package-{each.name}"),
            "dcat:distribution": [_named(self._file(file)) for file in each.files],
        }

    def period(self, each: Publication) -> Iterator[Node]:
        """Yield the time that a package is about, where it is known."""
        if each.begins:
            yield {
                "@id": self._node(f"{each.name}-period"),
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _moment(each.begins),
                "dcat:endDate": _moment(each.ends),
            }

    def earlier(self, each: Publication, release: Any) -> Node:
        """Return an earlier release, of which the portal has kept what it was but not its files."""
        return {
            "@id": self._version(each, release["version"]),
            "@type": "dcat:Dataset",
            "dct:title": self._text(f"{each.title}, {release['version']}"),
            "dct:description": self._text(release["summary"]),
            "dct:issued": _day(release["released_on"].isoformat()),
            "dcat:version": release["version"],
            "dcat:isVersionOf": _named(self._node(each.name)),
        }

    def distribution(self, each: Publication, file: Download) -> Node:
        """Return a file of a package."""
        name, kind = file.address.rpartition("/")[2], media_type_of(file.address).partition(";")[0]
        return {
            "@id": self._file(file),
            "@type": "dcat:Distribution",
            "dct:title": self._text(file.address.removeprefix(f"data/{each.name}/")),
            "dct:description": self._text(self._about(each, file)),
            "dct:format": _named(f"{_AUTHORITY}file-type/{name.rpartition('.')[2].upper()}"),
            "dcat:mediaType": _named(_MEDIA + kind),
            "dcat:byteSize": {"@value": str(file.size_bytes), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": _named(self._file(file) + "-sha256"),
            "dcat:accessURL": _named(f"{self._base}/downloads/#{each.name}"),
            "dcat:downloadURL": _named(f"{self._base}/{file.address}"),
            "dct:license": _named((*each.licences, self._portal.licence[1])[0]),
            "dcatap:availability": _named(_AUTHORITY + "planned-availability/STABLE"),
            **({"dct:modified": _day(each.modified)} if each.modified else {}),
            **({"dcat:packageFormat": _named(_MEDIA + kind)} if file.format == "zip" else {}),
        }

    def checksum(self, file: Download) -> Node:
        """Return the checksum of a file."""
        return {
            "@id": self._file(file) + "-sha256",
            "@type": "spdx:Checksum",
            "spdx:algorithm": _named(_NAMES["spdx"] + "checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        }

    def _about(self, each: Publication, file: Download) -> str:
        tables = self._portal.data.packages[each.name].tables
        return tables[file.table].schema.description or tables[file.table].schema.title if file.table else each.title

    def _node(self, name: str) -> str:
        return f"{self._base}/{JSON_LD}#{name}"

    def _file(self, file: Download) -> str:
        return f"{self._base}/{JSON_LD}#file/{file.address.removeprefix('data/')}"

    def _version(self, each: Publication, version: str) -> str:
        return self._node(f"{each.name}-{version}")

    def _text(self, text: str) -> Node:
        return {"@value": text, "@language": self._portal.languages[0]}


def _named(address: str) -> Node:
    return {"@id": address}


def _by_language(texts: Any) -> list[Node]:
    return [{"@value": text, "@language": code} for code, text in sorted(texts.items())]


def _day(day: str) -> Node:
    return {"@value": day, "@type": "xsd:date"}


def _moment(moment: str) -> Node:
    return {"@value": moment, "@type": "xsd:date" if "-" in moment else "xsd:gYear"}


def _language(code: str) -> str:
    """Return a language in the authority table, or where that has none known here, in that of ISO 639-1."""
    short = code.partition("-")[0]
    known = _LANGUAGES.get(short)
    return f"{_AUTHORITY}language/{known}" if known else f"http://id.loc.gov/vocabulary/iso639-1/{short}"


def _country(code: str) -> str:
    """Return a country in the authority table, whose key is ISO 3166-1 alpha-3; nothing where that is not certain."""
    aliases = get_global("territory_aliases").items()
    known = [each for each, codes in aliases if list(codes) == [code] and each.isalpha() and len(each) == _ALPHA_3]
    return f"{_AUTHORITY}country/{known[0]}" if len(known) == 1 else ""


def _turtle(nodes: list[Node]) -> str:
    """Return the nodes in Turtle, sorted."""
    from rdflib import Graph, Literal, URIRef  # noqa: PLC0415 - a third of a second, for a build alone
    from rdflib.namespace import RDF  # noqa: PLC0415

    def full(name: str) -> URIRef:
        prefix, _, rest = name.partition(":")
        return URIRef(_NAMES[prefix] + rest if prefix in _NAMES else name)

    def term(value: Node | str) -> URIRef | Literal:
        if isinstance(value, str):
            return Literal(value)
        if "@id" in value:
            return full(value["@id"])
        datatype = full(value["@type"]) if "@type" in value else None
        return Literal(value["@value"], lang=value.get("@language"), datatype=datatype)

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _NAMES.items():
        graph.bind(prefix, namespace)
    for node in nodes:
        subject = full(node["@id"])
        graph.add((subject, RDF.type, full(node["@type"])))
        for name, values in node.items():
            for value in (values if isinstance(values, list) else [values]) if not name.startswith("@") else ():
                graph.add((subject, full(name), term(value)))
    return str(graph.serialize(format="turtle"))
